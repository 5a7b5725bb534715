"""A file that came with a report, handed over as it was sent, and noted."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.documents.file_names import safe_name, sent_name
from bot.runtime.dependencies import Runtime
from bot.web.downloads import HEADERS, naming
from bot.web.pages.rounds.looks import look_read_of
from bot.web.pages.visits import NO_FORM, NotFound, Visit, answered
from storage import audit
from storage.messages.attachments import content_of, file_of_round


def routes(runtime: Runtime) -> list[Route]:
    async def hand_over(request: Request) -> Response:
        found = await asyncio.to_thread(answered, runtime, request, _found, NO_FORM)
        if isinstance(found, Response):
            return found
        await asyncio.to_thread(_note, runtime, found)
        headers = HEADERS | naming(found.name)
        return Response(found.content, media_type=found.media_type, headers=headers)

    at = "/rounds/{round_id:int}/attachments/{attachment_id:int}"
    return [Route(at, hand_over, methods=["GET"])]


@dataclass(frozen=True)
class Found:
    id: int
    name: str
    media_type: str
    content: bytes
    person_id: int


def _found(visit: Visit) -> Found:
    """Raises NotFound also where it has not been fetched from its channel yet."""
    look = look_read_of(visit)
    row = file_of_round(visit.session, visit.number("attachment_id"), look.round.id or 0)
    content = content_of(visit.session, row.id or 0) if row is not None else None
    if row is None or content is None:
        raise NotFound
    name = sent_name(row.name, row.media_type, row.id)
    stem, _, ending = name.rpartition(".")
    safe = f"{safe_name(stem, 'tep')}.{ending}"
    return Found(row.id or 0, safe, row.media_type, content, visit.person.id or 0)


def _note(runtime: Runtime, one: Found) -> None:
    with runtime.database.write() as session:
        subject = f"attachment:{one.id}"
        audit.record(session, runtime.now(), "file.downloaded", subject, one.person_id)
