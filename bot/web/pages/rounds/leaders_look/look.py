"""The leader's look: a round at a glance for whoever holds a link to it, and nothing else."""

import asyncio
import re
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents.progress import living, parts_of
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages import rendering
from locales import DEFAULT_LANGUAGE, translator
from storage.models import Plan, Round
from storage.people.signing_in.look_links import look_opened_by, note_opened
from storage.rounds.summary import summarise

LOOK = "/look"
_PREVIEWS = re.compile(r"bot|crawl|spider|preview|external|scan|http", re.IGNORECASE)
NOINDEX = {"x-robots-tag": "noindex, nofollow"}


def routes(runtime: Runtime) -> list[Route]:
    async def look(request: Request) -> Response:
        answer = await asyncio.to_thread(_look, runtime, request)
        answer.headers.update(NOINDEX)
        return answer

    return [Route(f"{LOOK}/{{token}}", look, methods=["GET"])]


def _look(runtime: Runtime, request: Request) -> Response:
    """Whatever is wrong with a link, the answer is the same."""
    token, now, say = request.path_params["token"], runtime.now(), translator(DEFAULT_LANGUAGE)
    with runtime.database.read() as session:
        found = look_opened_by(session, token, now)
        values = _at_a_glance(runtime, session, found[1], now) if found else {}
    zone = runtime.calendar.zone
    if found is None:
        gone = "rounds/leaders_look/ended.html"
        return rendering.html(gone, zone, say, HTTPStatus.NOT_FOUND, visit=None)
    if _is_read(request):
        with runtime.database.write() as session:
            note_opened(session, found[0].id or 0, now)
    page = "rounds/leaders_look/look.html"
    return rendering.html(page, zone, say, visit=None, link=found[0], **values)


def _is_read(request: Request) -> bool:
    """Somebody opens it: no preview, which a chat fetches of every link it shows, and no scanner of
    letters. Browsers of today say themselves that they show a page; of older ones it is guessed."""
    if request.method != "GET" or "prefetch" in request.headers.get("sec-purpose", ""):
        return False
    shows = request.headers.get("sec-fetch-dest")
    if shows is not None:
        return shows == "document"
    agent = request.headers.get("user-agent", "")
    return agent.startswith("Mozilla/") and not _PREVIEWS.search(agent)


def _at_a_glance(
    runtime: Runtime, session: Session, round_: Round, now: datetime
) -> dict[str, Any]:
    plan = session.get_one(Plan, round_.plan_id)
    summary = summarise(session, plan, round_, now, runtime.calendar.zone)
    say = translator(DEFAULT_LANGUAGE)
    return {
        "plan": plan,
        "round": round_,
        "summary": summary,
        "parts": [(one.words, one.field) for one in parts_of(summary.total, say)],
        "agencies": living(summary, say),
        "themes": [(f"{one.code}. {one.title}", one.count) for one in summary.by_theme],
        "status_names": STATUS_WORDS,
    }
