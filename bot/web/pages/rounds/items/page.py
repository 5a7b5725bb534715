"""One task through the years: answers, reviews, files, an indicator's values, changes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.documents.contents.indicators import IndicatorLine, indicator_of
from bot.documents.file_names import sent_name
from bot.language.file_wording import size_words
from bot.language.indicator_wording import target_words, way_words
from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds.items import changes
from bot.web.pages.rounds.looks import Look, answers_in, look_read_of
from bot.web.pages.visits import NotFound, Visit, shown
from storage.messages.attachments import files_of_reports
from storage.models import Attachment, Item, ItemKind, Round
from storage.plans.amendments.of_item import events_of_item
from storage.reports.answered.earlier_rounds import values_by_year
from storage.reports.answered.items import rounds_asking
from storage.reports.answered.reader import Answer
from storage.reports.answered.versions import Version, versions_of
from storage.reports.answers import stood_at

MOST_ANSWERS = 12  # of a round; the others stand on the page of answers
MOST_ROUNDS = 8
MOST_EVENTS = 30


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/items/{item_id:int}", shown(runtime, _item))]


@dataclass(frozen=True)
class InRound:
    """`versions` and `files` by expectation."""

    round: Round
    answers: Sequence[Answer]
    left_out: int
    versions: Mapping[int, Sequence[Version]]
    files: Mapping[int, Sequence[Attachment]]


def _item(visit: Visit) -> Response:
    """The task in this round first, then in every other one, the newest first."""
    look = look_read_of(visit)
    item = visit.session.get(Item, visit.number("item_id"))
    if item is None or item.plan_id != look.plan.id:
        raise NotFound
    asking = rounds_asking(visit.session, look.plan, item.code)
    asking.sort(key=lambda one: one.id != look.round.id)
    found = [_in_round(visit, replace(look, round=one), item) for one in asking[:MOST_ROUNDS]]
    return visit.page(
        "rounds/items/item.html",
        look=look,
        item=item,
        rounds=[one for one in found if one.answers],
        other_rounds=asking[MOST_ROUNDS:],
        indicators=_indicators(visit, look, item),
        events=events_of_item(visit.session, look.plan, item, look.as_of)[:MOST_EVENTS],
        changes=changes,
        wording=answer_wording,
        sent_name=sent_name,
        size_words=size_words,
        target_words=target_words,
        way_words=way_words,
    )


def _in_round(visit: Visit, look: Look, item: Item) -> InRound:
    answers = answers_in(visit, look, item.code)
    few = answers[:MOST_ANSWERS]
    asked = [one.report.expectation_id if one.report else one.expectation.id or 0 for one in few]
    files = files_of_reports(visit.session, asked)
    return InRound(
        round=look.round,
        answers=few,
        left_out=len(answers) - len(few),
        versions=versions_of(visit.session, asked, look.as_of),
        files={
            key: [one for one in theirs if one.received_at <= look.as_of]
            for key, theirs in files.items()
        },
    )


def _indicators(visit: Visit, look: Look, item: Item) -> list[IndicatorLine]:
    """As each agency of this round tells it."""
    if item.kind != ItemKind.INDICATOR:
        return []
    values = values_by_year(visit.session, look.round, stood_at(look.as_of), item.id)
    answers = answers_in(visit, look, item.code)[:MOST_ANSWERS]
    found = (indicator_of(one, values) for one in answers)
    return [one for one in found if one is not None]
