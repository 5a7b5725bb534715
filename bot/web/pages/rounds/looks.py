"""A round as of an instant: what every page of a round is asked for by."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlencode

from bot.language.dates.fields import day_in
from bot.web.pages.visits import NotFound, Visit
from storage.models import Agency, Plan, Round
from storage.plans.succession import lineage
from storage.reports.answered.briefs import Brief, briefs_of_round
from storage.reports.answered.reader import Answer, answers_of_round
from storage.reports.expectation import was_asked

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
    asked = day_in(visit.asked("as_of"))
    if asked is None or asked >= visit.today:
        return visit.now, ""
    return datetime.combine(asked, END_OF_DAY, visit.runtime.calendar.zone), asked.isoformat()


@dataclass(frozen=True)
class Office:
    """A living agency; `ids` are its own and those of all it took over from, by today."""

    agency: Agency
    ids: frozenset[int]

    @property
    def id(self) -> int:
        return self.agency.id or 0


def office_of(visit: Visit, look: Look, agency_id: int) -> Office:
    """Whoever the agency is today. Raises NotFound where the round never asked it for anything."""
    became = lineage(visit.session).successors(visit.today)
    living = became.get(agency_id, agency_id)
    ids = frozenset({living, *(old for old, now in became.items() if now == living)})
    agency = visit.session.get(Agency, living)
    if agency is None or not was_asked(visit.session, look.round.id or 0, ids):
        raise NotFound
    return Office(agency, ids)


def answers_in(
    visit: Visit, look: Look, code: str = "", of_own: Collection[int] | None = None
) -> list[Answer]:
    """`of_own`: no more than what these agencies were asked."""
    zone = visit.runtime.calendar.zone
    return answers_of_round(
        visit.session, look.plan, look.round, look.as_of, zone, code=code, of_own=of_own
    )


def briefs_in(visit: Visit, look: Look) -> list[Brief]:
    zone = visit.runtime.calendar.zone
    return briefs_of_round(visit.session, look.plan, look.round, look.as_of, zone)


def whole(visit: Visit, look: Look, briefs: Sequence[Brief]) -> list[Answer]:
    """All that is known of these, in their order."""
    keys, zone = [one.expectation_id for one in briefs], visit.runtime.calendar.zone
    found = answers_of_round(visit.session, look.plan, look.round, look.as_of, zone, only_ids=keys)
    return sorted(found, key=lambda one: keys.index(one.expectation.id or 0))
