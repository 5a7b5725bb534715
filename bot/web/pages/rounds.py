"""A round on its pages: the figures, every answer behind filters, one task through the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.documents.contents.communes import both_views, of_task
from bot.documents.contents.progress import living, parts_of
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages.visits import NotFound, Visit, shown
from storage.models import Item, ItemKind, Plan, Round
from storage.names import fold
from storage.plans.lookup import items_of
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer, answers_of_round
from storage.rounds.closing import rounds_of
from storage.rounds.summary import offices_and_communes, summarise

A_PAGE = 40  # answers
END_OF_DAY = time(23, 59, 59)
FILTERS = ("agency", "theme", "state", "status", "words")


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


@dataclass(frozen=True)
class Paged:
    """`page` counts from 1; `shown` are the answers of this one, of `count` in all."""

    shown: Sequence[Answer]
    count: int
    page: int
    pages: int


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route("/rounds/{round_id:int}", shown(runtime, _overview)),
        Route("/rounds/{round_id:int}/answers", shown(runtime, _answers)),
        Route("/rounds/{round_id:int}/items/{item_id:int}", shown(runtime, _item)),
    ]


def look_of(visit: Visit) -> Look:
    """Raises NotFound where the round is of no plan of this person's."""
    round_ = visit.session.get(Round, visit.number("round_id"))
    if round_ is None:
        raise NotFound
    plan = visit.plan(round_.plan_id)
    asked = _day(visit.asked("as_of"))
    if asked is None or asked >= visit.today:
        return Look(plan, round_, visit.now, "")
    end = datetime.combine(asked, END_OF_DAY, visit.runtime.calendar.zone)
    return Look(plan, round_, end, asked.isoformat())


def _overview(visit: Visit) -> Response:
    look = look_of(visit)
    zone = visit.runtime.calendar.zone
    summary = summarise(visit.session, look.plan, look.round, look.as_of, zone)
    return visit.page(
        "round.html",
        look=look,
        summary=summary,
        parts=[(one.words, one.field) for one in parts_of(summary.total, visit.say)],
        agencies=living(summary, visit.say),
        offices={one.now_called for one in summary.by_agency},
        communes=offices_and_communes(summary)[1],
        of_task=of_task,
        both_views=both_views(summary, visit.say),
        status_names=STATUS_WORDS,
    )


def _answers(visit: Visit) -> Response:
    look = look_of(visit)
    asked = {name: visit.asked(name) for name in FILTERS}
    found = [one for one in _all_answers(visit, look) if _is_wanted(one, asked)]
    items = items_of(visit.session, look.plan)
    return visit.page(
        "answers.html",
        look=look,
        asked=asked,
        answers=_paged(found, visit.asked("page")),
        themes=[one for one in items if one.kind == ItemKind.HEADING and one.parent_id is None],
        status_names=STATUS_WORDS,
        states=answer_wording.STANDINGS | answer_wording.VERDICTS,
        wording=answer_wording,
    )


def _item(visit: Visit) -> Response:
    """The task in this round and in every other one, the newest first."""
    look = look_of(visit)
    item = visit.session.get(Item, visit.number("item_id"))
    if item is None or item.plan_id != look.plan.id:
        raise NotFound
    rounds = {one.id: one for one in rounds_of(visit.session, [look.plan.id or 0])}
    others = [
        (one, theirs)
        for one in rounds.values()
        if (theirs := _all_answers(visit, Look(look.plan, one, look.as_of, look.day), item.code))
    ]
    return visit.page("item.html", look=look, item=item, rounds=others, wording=answer_wording)


def _all_answers(visit: Visit, look: Look, code: str = "") -> list[Answer]:
    zone = visit.runtime.calendar.zone
    return answers_of_round(visit.session, look.plan, look.round, look.as_of, zone, code=code)


def _is_wanted(one: Answer, asked: dict[str, str]) -> bool:
    state, status, answer = asked["state"], asked["status"], one.answer
    return (
        (not asked["agency"] or asked["agency"] in (one.now_called, one.printed))
        and (not asked["theme"] or is_under(one.code, asked["theme"]))
        and (not state or state in one.counts_as)
        and (not status or (answer is not None and answer.status == status))
        and (not asked["words"] or fold(asked["words"]) in _words_of(one))
    )


def _words_of(one: Answer) -> str:
    """All that can be searched for, folded."""
    said = one.answer
    item = f"{one.code} {one.item.title}" if one.item else ""
    texts = (said.result, said.difficulties, said.proposals, said.document_number) if said else ()
    return fold(" ".join((item, one.printed, one.now_called, *texts)))


def _paged(found: Sequence[Answer], asked: str) -> Paged:
    pages = max(1, ceil(len(found) / A_PAGE))
    page = min(max(1, int(asked) if asked.isascii() and asked.isdigit() else 1), pages)
    return Paged(found[(page - 1) * A_PAGE : page * A_PAGE], len(found), page, pages)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
