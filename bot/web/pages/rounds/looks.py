"""A round as of an instant: what every page of a round is asked for by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from bot.web.pages.visits import NotFound, Visit
from storage.models import Plan, Round
from storage.reports.answered.reader import Answer, answers_of_round

END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Look:
    """A round as of an instant, as a visitor asked for it; `day` is empty for now."""

    plan: Plan
    round: Round
    as_of: datetime
    day: str

    def link(self, part: str = "", **asked: str) -> str:
        """The address of a page of this round; what is asked of it stays."""
        named = {name: value for name, value in (*asked.items(), ("as_of", self.day)) if value}
        return f"/rounds/{self.round.id}{part}" + (f"?{urlencode(named)}" if named else "")


def look_of(visit: Visit) -> Look:
    """For whoever sums it up. Raises NotFound where the round is of no plan of this person's."""
    return _look(visit, visit.plan)


def look_read_of(visit: Visit) -> Look:
    """Also for whoever leads the province, on pages that change nothing. Raises NotFound."""
    return _look(visit, visit.plan_read)


def _look(visit: Visit, plan_of: Callable[[int], Plan]) -> Look:
    round_ = visit.session.get(Round, visit.number("round_id"))
    if round_ is None:
        raise NotFound
    plan = plan_of(round_.plan_id)
    return Look(plan, round_, *instant_of(visit))


def instant_of(visit: Visit) -> tuple[datetime, str]:
    """The end of the day that is asked for, and that day; now, and nothing, where none is."""
    asked = _day(visit.asked("as_of"))
    if asked is None or asked >= visit.today:
        return visit.now, ""
    return datetime.combine(asked, END_OF_DAY, visit.runtime.calendar.zone), asked.isoformat()


def answers_in(visit: Visit, look: Look, code: str = "") -> list[Answer]:
    zone = visit.runtime.calendar.zone
    return answers_of_round(visit.session, look.plan, look.round, look.as_of, zone, code=code)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
