"""Everybody in a post of a plan's province: posts, and what stands between them and a reminder."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from bot.language.people_wording import POSTS, REACHED
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.people.whom import plan_asked
from bot.web.pages.visits import Visit, shown
from storage.models import Person
from storage.names import fold, in_order
from storage.people.absences import away_on
from storage.people.invitees import InOffice, people_of
from storage.people.reachability import persons_reached

FILTERS = ("words", "reached")


@dataclass(frozen=True)
class Row:
    """`reached`: a key of people_wording.REACHED; `posts`: (post, the agency's name of today)."""

    person: Person
    posts: tuple[tuple[str, str], ...]
    reached: str
    is_away: bool


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/people", shown(runtime, _listing))]


def _listing(visit: Visit) -> Response:
    plan = plan_asked(visit)
    asked = {name: visit.asked(name) for name in FILTERS}
    everybody = people_of(visit.session, plan, visit.today)
    rows = [one for one in _rows(visit, everybody) if _is_wanted(one, asked)]
    rows.sort(key=lambda one: in_order(one.posts[0][1]))
    return visit.page(
        "people/listing.html",
        plan=plan,
        plans=visit.plans(),
        asked=asked,
        people=paged(rows, visit.asked("page")),
        posts=POSTS,
        reached=REACHED,
    )


def _rows(visit: Visit, everybody: list[InOffice]) -> list[Row]:
    reached = persons_reached(visit.session, [one.person.id or 0 for one in everybody])
    away = away_on(visit.session, visit.today)
    return [
        Row(one.person, one.posts, reached[one.person.id or 0], one.person.id in away)
        for one in everybody
    ]


def _is_wanted(row: Row, asked: dict[str, str]) -> bool:
    names = fold(" ".join((row.person.full_name, *(agency for _, agency in row.posts))))
    is_reached = asked["reached"] in ("", row.reached)
    return is_reached and (not asked["words"] or fold(asked["words"]) in names)
