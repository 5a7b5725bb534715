"""A nudge from a page: whom, who would not hear it and why, the very words; then exactly those."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.nudge_text import nudge_text
from bot.dialogs.effects import SendNudge
from bot.dialogs.planner.actions.nudge import REASONS
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import Look, look_of
from bot.web.pages.visits import Visit, acted, key_in, shown, to
from locales import mark
from scheduler.reminders.nudges import NudgeLine, SkipReason, leaves_at, nudge_preview, pairs_of

MOST_SHOWN = 60  # lines of a preview; the figures tell of all
_OUT_OF_DATE = mark(
    "Nobody was nudged: meanwhile one of them has reported, was reminded or cannot be reached any "
    "more. Please look at the list again."
)


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}/nudge"
    return [
        Route(at, shown(runtime, _nudge), methods=["GET"]),
        Route(at, acted(runtime, _send), methods=["POST"]),
    ]


@dataclass(frozen=True)
class Wanted:
    """Whom the planner has chosen; nobody yet, some, or all."""

    agency_ids: frozenset[int]
    all: bool
    insist: bool

    def __bool__(self) -> bool:
        return self.all or bool(self.agency_ids)


def _asked(agencies: Sequence[str], everybody: str, insist: str) -> Wanted:
    """Raises NotFound for what is no number of an agency."""
    return Wanted(frozenset(map(key_in, agencies)), bool(everybody), bool(insist))


def _nudge(visit: Visit) -> Response:
    look, asked = look_of(visit), visit.request.query_params
    wanted = _asked(asked.getlist("agency"), asked.get("all", ""), asked.get("insist", ""))
    lines = _lines(visit, look, wanted.insist)
    if not wanted:
        return _choice(visit, look, lines)
    if not wanted.agency_ids <= {one.agency_id for one in lines}:
        return _choice(visit, look, lines)  # it owes nothing any more, or never did
    return _preview(visit, look, wanted, lines)


def _choice(visit: Visit, look: Look, lines: Sequence[NudgeLine], said: str = "") -> Response:
    return visit.page(
        "rounds/reminding/nudge.html",
        409 if said else 200,
        look=look,
        said=said or _sent(visit),
        lines=paged(lines, visit.asked("page")),
        hearing=sum(bool(one.people) for one in lines),
        promised=any(one.reason == SkipReason.PROMISED for one in lines),
        reasons=REASONS,
    )


def _preview(visit: Visit, look: Look, wanted: Wanted, lines: Sequence[NudgeLine]) -> Response:
    chosen = _chosen(lines, wanted)
    hearing = [one for one in chosen if one.people]
    at = leaves_at(look.plan, visit.now, visit.runtime.calendar)
    first = hearing[0].people[0].person_id if hearing else 0
    example = nudge_text(visit.session, first, at, visit.runtime.calendar) if hearing else None
    channels: dict[str, int] = {}
    for who in {who.person_id: who for one in hearing for who in one.people}.values():
        channels[who.channel] = channels.get(who.channel, 0) + 1
    return visit.page(
        "rounds/reminding/preview.html",
        look=look,
        wanted=wanted,
        agency_ids=" ".join(map(str, sorted(wanted.agency_ids))),
        hearing=hearing,
        left_out=[one for one in chosen if one.reason is not None],
        promised=any(one.reason == SkipReason.PROMISED for one in chosen),
        most_shown=MOST_SHOWN,
        send_at=at,
        channels=channels,
        example=example,
        seen=_fingerprint(pairs_of(hearing)),
        reasons=REASONS,
    )


def _lines(visit: Visit, look: Look, insist: bool) -> list[NudgeLine]:
    """As the chat shows them: nobody nudges themselves."""
    session, calendar, own = visit.session, visit.runtime.calendar, visit.person.id
    found = nudge_preview(session, look.plan, visit.now, calendar, insist=insist)
    others = (
        replace(one, people=tuple(who for who in one.people if who.person_id != own))
        for one in found
    )
    return [one for one in others if one.people or one.reason is not None]


def _chosen(lines: Sequence[NudgeLine], wanted: Wanted) -> list[NudgeLine]:
    return [one for one in lines if wanted.all or one.agency_id in wanted.agency_ids]


def _fingerprint(pairs: Collection[tuple[int, int]]) -> str:
    """Of whom the preview showed: thousands would not fit into a form."""
    return hashlib.sha256(repr(sorted(pairs)).encode()).hexdigest()


def _send(visit: Visit) -> Response:
    """To exactly those who were shown, or to nobody."""
    look, form = look_of(visit), visit.form
    wanted = _asked(form.first("agencies").split(), form.first("all"), form.first("insist"))
    lines = _lines(visit, look, wanted.insist)
    hearing = [one for one in _chosen(lines, wanted) if one.people]
    pairs = pairs_of(hearing)
    effect = SendNudge(look.plan.id or 0, tuple(sorted(pairs)), wanted.insist)
    is_seen = bool(pairs) and _fingerprint(pairs) == form.first("seen")
    if not is_seen or not carried_out(visit, effect):
        return _choice(visit, look, lines, visit.say(_OUT_OF_DATE))
    return to(f"/rounds/{look.round.id}/nudge?sent={len(hearing)}")


def _sent(visit: Visit) -> str:
    count = visit.asked("sent")
    if not (count.isascii() and count.isdigit()):
        return ""
    at = leaves_at(look_of(visit).plan, visit.now, visit.runtime.calendar)
    return visit.say.plural(
        "The nudge goes to {count} agency at {at}.",
        "The nudge goes to {count} agencies at {at}.",
        int(count[:6]),
        at=f"{at.astimezone(visit.runtime.calendar.zone):%H:%M %d/%m/%Y}",
    )
