"""Hands a file over by a link from a chat; whatever is wrong with one, the answer is the same."""

import asyncio
import logging
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.conversation.wanted_files import DOWNLOADS, NotTheirs, check_right, make_file
from bot.documents.wanted_file import WantedFile
from bot.runtime.dependencies import Runtime
from locales import translator
from storage import audit
from storage.messages.download_links import link_opened_by

log = logging.getLogger(__name__)
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


def downloads(runtime: Runtime) -> list[Route]:
    async def hand_over(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            person_id, wanted = await asyncio.to_thread(_opened, runtime, token)
            if request.method == "HEAD":  # what looks at links before anybody taps them
                return Response(media_type=wanted.form.media_type, headers=HEADERS)
            return await handed_over(runtime, person_id, wanted)
        except NotTheirs:
            return PlainTextResponse("Not Found", 404)

    return [Route(f"{DOWNLOADS}/{{token}}", hand_over, methods=["GET"])]


def _opened(runtime: Runtime, token: str) -> tuple[int, WantedFile]:
    """Whose link it is, and to what; the right is looked at again. Raises NotTheirs."""
    now = runtime.now()
    with runtime.database.read() as session:
        link = link_opened_by(session, token, now)
        if link is None:
            raise NotTheirs
        wanted = WantedFile.from_json(link.wanted_file)
        check_right(session, link.person_id, wanted, runtime.calendar, now)
        return link.person_id, wanted


async def handed_over(runtime: Runtime, person_id: int, wanted: WantedFile) -> Response:
    """Made in the thread of files, and noted. Raises NotTheirs."""
    loop, now = asyncio.get_running_loop(), runtime.now()
    given = (runtime.database, person_id, wanted, runtime.calendar, now)
    try:
        file = await loop.run_in_executor(runtime.file_maker, make_file, *given)
    except NotTheirs:
        raise
    except Exception:
        log.exception("a file could not be made for its link")
        return _cannot(wanted)
    await asyncio.to_thread(_note, runtime, person_id, wanted)
    headers = HEADERS | naming(file.name)
    return Response(file.content, media_type=file.media_type, headers=headers)


def _note(runtime: Runtime, person_id: int, wanted: WantedFile) -> None:
    with runtime.database.write() as session:
        subject = f"round:{wanted.round_id}" if wanted.round_id else f"person:{person_id}"
        details = {"form": str(wanted.form), "own": wanted.is_own}
        audit.record(session, runtime.now(), "file.downloaded", subject, person_id, details)


def _cannot(wanted: WantedFile) -> Response:
    say = translator(wanted.language)
    return PlainTextResponse(
        say("The file could not be made. Please try again, or tell the administrator."),
        500,
        HEADERS,
    )


def naming(name: str) -> dict[str, str]:
    """Under its own name where it can be read, else by its ending alone."""
    plain = f"daumoi.{name.rpartition('.')[2]}"
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"content-disposition": named}
