"""What the answers of a round wait for, put together by who must act; settled where it stands."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import SettleObstacle
from bot.documents.contents.obstacles import Cluster, Raised, clustered, obstacle_list, open_ones
from bot.documents.text.obstacles import headline, raised_line, word_line
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import Look, look_of
from bot.web.pages.visits import Visit, acted, shown, to
from locales import mark
from storage.names import in_order

LONGEST_WORD = 500  # letters
MOST_SETTLED = 20
_OUT_OF_DATE = mark(
    "Nothing was stored: meanwhile one of them was settled, corrected or withdrawn. Please look at "
    "the list again."
)


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}/obstacles"
    return [
        Route(at, shown(runtime, _obstacles), methods=["GET"]),
        Route(at, acted(runtime, _settle), methods=["POST"]),
    ]


def _obstacles(visit: Visit, said: str = "", status: int = 200) -> Response:
    look = look_of(visit)
    raised, zone = _raised(visit, look), visit.runtime.calendar.zone
    groups, asked = clustered(open_ones(raised)), {one: visit.asked(one) for one in ("kind", "who")}
    return visit.page(
        "rounds/obstacles.html",
        status,
        look=look,
        said=said or _stored(visit),
        asked=asked,
        kinds=KIND_WORDS,
        actors=sorted({one.matter.actor for one in groups if one.matter.actor}, key=in_order),
        groups=paged([one for one in groups if _is_wanted(one, asked)], visit.asked("page")),
        settled=_settled(raised)[:MOST_SETTLED],
        word=visit.form.first("word"),
        chosen=set(visit.form.all("key")),
        actor_words=actor_words,
        headline=lambda one: headline(one, visit.say),
        line=lambda one: raised_line(one, zone, visit.say),
        word_line=lambda one: word_line(one, zone, visit.say),
    )


def _raised(visit: Visit, look: Look) -> list[Raised]:
    zone = visit.runtime.calendar.zone
    return obstacle_list(visit.session, look.plan, look.as_of, zone, look.round)


def _settled(raised: Sequence[Raised]) -> list[Raised]:
    """Those settled last come first."""
    found = [one for one in raised if one.word and one.is_settled]
    return sorted(found, key=lambda one: one.word.said_at if one.word else one.since, reverse=True)


def _is_wanted(one: Cluster, asked: dict[str, str]) -> bool:
    kind, actor = asked["kind"], asked["who"]
    return (not kind or one.matter.kind == kind) and (not actor or one.matter.actor == actor)


def _settle(visit: Visit) -> Response:
    """Those that were chosen; a page that is out of date changes nothing."""
    look, say = look_of(visit), visit.say
    chosen, word = set(visit.form.all("key")), visit.form.first("word").strip()
    if not chosen:
        return _obstacles(visit, say("Please choose at least one obstacle."), 400)
    if not any(one.isalpha() for one in word) or len(word) > LONGEST_WORD:
        said = say("Please write in a few words how it was settled: whoever raised it may read it.")
        return _obstacles(visit, said, 400)
    found = {one.key: one for one in open_ones(_raised(visit, look)) if one.key in chosen}
    in_order = sorted(found.values(), key=lambda one: (one.told.said_of, one.key))
    effects = [SettleObstacle(one.told.report_id, one.matter.words, word) for one in in_order]
    if look.day or len(found) != len(chosen) or not carried_out(visit, *effects):
        return _obstacles(visit, say(_OUT_OF_DATE), 409)
    return to(look.link("/obstacles", settled=str(len(found))))


def _stored(visit: Visit) -> str:
    count = visit.asked("settled")
    if not (count.isascii() and count.isdigit()):
        return ""
    return visit.say.plural(
        "Stored: {count} obstacle is settled.",
        "Stored: {count} obstacles are settled.",
        int(count[:6]),
    )
