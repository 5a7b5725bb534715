"""A round at a glance: the figures, what is new, each agency, each theme, who was not reached."""

from datetime import timedelta

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents.communes import both_views, of_task, rolled_up
from bot.documents.contents.progress import living_in_order, parts_of
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import look_read_of
from bot.web.pages.visits import Visit, shown
from storage.names import fold
from storage.rounds.summary import (
    AgencyCount,
    Summary,
    change_since,
    offices_and_communes,
    still_owed,
    summarise,
)

A_DAY = timedelta(days=1)
MOST_NAMED = 40  # of a list of names


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}", shown(runtime, _overview))]


def _overview(visit: Visit) -> Response:
    look = look_read_of(visit)
    zone = visit.runtime.calendar.zone
    summary = summarise(visit.session, look.plan, look.round, look.as_of, zone)
    asked = {"words": visit.asked("words"), "owing": visit.asked("owing")}
    return visit.page(
        "rounds/overview.html",
        look=look,
        summary=summary,
        change=change_since(visit.session, summary, look.as_of - A_DAY, zone),
        parts=[(one.words, one.field) for one in parts_of(summary.total, visit.say)],
        asked=asked,
        agencies=paged(_wanted(summary, asked), visit.asked("page")),
        communes=offices_and_communes(summary)[1],
        of_task=of_task,
        rolled_up=rolled_up,
        both_views=both_views(summary, visit.say),
        status_names=STATUS_WORDS,
        most_named=MOST_NAMED,
    )


def _wanted(summary: Summary, asked: dict[str, str]) -> list[AgencyCount]:
    """Those that owe most first; by a part of any of their names, perhaps only who still owes."""
    words, living = fold(asked["words"]), living_in_order(summary)
    if not words:  # communes have a part of the page of their own
        living = [one for one in living if not one.is_commune]
    return [
        one
        for one in living
        if (not words or words in fold(f"{one.now_called} {one.agency}"))
        and (not asked["owing"] or still_owed(one.count))
    ]
