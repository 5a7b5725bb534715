"""The files of one task: brought from the phone, listed, left again; limits as in the chat."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.contract import FileLimits
from bot.channels.media_types import ENDINGS, LARGEST, REPORT_FILES, kind_by_content, kind_by_name
from bot.dialogs.effects import BringFile, DropDraftFiles
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.written_fields import begun_slots, field_names
from bot.language.file_wording import kinds_words, listed, size_words
from bot.language.privacy.classified import refused
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.form.rows import place_of
from bot.web.pages.form.uploads import Upload, upload_of
from bot.web.pages.form.visits import (
    COOKIE,
    HOME,
    FormVisit,
    answered,
    closed_page,
    shown,
)
from bot.web.pages.visits import NotFound, to
from storage.messages.attachments import MOST
from storage.messages.drafts import drafts_of, write_draft
from storage.people.signing_in.form_links import visitor

AT_ONCE = 2 * LARGEST + 64 * 1024  # bytes of one form
LIMITS = FileLimits(REPORT_FILES, LARGEST)


def routes(runtime: Runtime) -> list[Route]:
    async def brought(request: Request) -> Response:
        # Whoever may bring nothing sends nothing either: twenty megabytes are read for nobody else
        if not await asyncio.to_thread(_is_let_in, runtime, request):
            return closed_page(runtime, HTTPStatus.UNAUTHORIZED)
        upload = await upload_of(request, AT_ONCE)

        def act(visit: FormVisit) -> Response:
            return _too_much(visit) if upload.is_too_large else _brought(visit, upload)

        writes = not upload.is_too_large
        return await asyncio.to_thread(answered, runtime, request, act, upload.form, writes=writes)

    at = f"{HOME}/files/{{expectation_id:int}}"
    return [
        Route(at, shown(runtime, _files), methods=["GET"]),
        Route(at, brought, methods=["POST"]),
    ]


def _is_let_in(runtime: Runtime, request: Request) -> bool:
    with runtime.database.read() as session:
        return visitor(session, request.cookies.get(COOKIE, ""), runtime.now()) is not None


def _task(visit: FormVisit) -> Duty:
    task = visit.duty(visit.number("expectation_id"))
    if task.is_locked:
        raise NotFound
    return task


def _files(visit: FormVisit, amiss: Sequence[str] = (), status: int = 200) -> Response:
    task, say, files = _task(visit), visit.say, visit.facts.files
    new, old = files.of_draft(task.expectation_id), files.of_report(task.expectation_id)
    return visit.page(
        "form/files.html",
        status,
        task=task,
        amiss=amiss,
        new=[listed(one.name, one.media_type, one.size, say) for one in new],
        old=[listed(one.name, one.media_type, one.size, say) for one in old],
        kinds=kinds_words(REPORT_FILES, say),
        endings=",".join(one for endings in ENDINGS.values() for one in endings),
        largest=size_words(LARGEST, say),
        most=MOST,
        back=place_of(visit, task),
    )


def _too_much(visit: FormVisit) -> Response:
    """The form's own token was not read either: nothing is changed."""
    words = visit.say(
        "Together the files are too large: {size} at most. Please send them one after another.",
        size=size_words(AT_ONCE, visit.say),
    )
    return _files(visit, [words], HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _brought(visit: FormVisit, upload: Upload) -> Response:
    task = _task(visit)
    if visit.form.first("leave"):
        carried_out(visit, DropDraftFiles(task.expectation_id))
        return to(visit.request.url.path)
    held = len(visit.facts.files.of_draft(task.expectation_id))
    effects, amiss = list[BringFile](), list[str]()
    for name, content in upload.files:
        words = _why_not(visit, name, content, held + len(effects))
        if words:
            amiss.append(words)
        else:
            kind = kind_by_content(content, kind_by_name(name, ""))
            effects.append(BringFile(task.expectation_id, name, kind, content))
    if not upload.files:
        amiss.append(visit.say("Please choose a file first."))
    if effects and not carried_out(visit, *effects):
        amiss.append(visit.say("That is no longer possible; nothing was stored."))
    elif effects:
        _begin(visit, task)
    if amiss:
        del visit.__dict__["facts"]  # what was kept just now is listed
        return _files(visit, amiss, HTTPStatus.BAD_REQUEST)
    return to(visit.request.url.path)


def _begin(visit: FormVisit, task: Duty) -> None:
    """Files live as long as their draft: where nothing is half filled yet, this begins one."""
    person_id, key = visit.person.id or 0, task.expectation_id
    if key not in drafts_of(visit.session, person_id):
        slots = {**begun_slots(task, visit.facts), "path": [field_names(task)[0]]}
        write_draft(visit.session, person_id, key, slots, visit.now)


def _why_not(visit: FormVisit, name: str, content: bytes, held: int) -> str:
    """By its content, whatever it is called; empty where it may be kept."""
    say, seen = visit.say, listed(name, "", len(content), visit.say)
    if refused(name) or refused(name.replace("_", " ")):
        return say("A file was not kept: its name looks like a state secret or a private number.")
    if kind_by_content(content, kind_by_name(name, "")) not in LIMITS.media_types:
        return say(
            "{file} cannot be taken. What can be sent: {kinds}.",
            file=seen,
            kinds=kinds_words(LIMITS.media_types, say),
        )
    if len(content) > LIMITS.max_size:
        return say(
            "{file} is too large: {size} at most.",
            file=seen,
            size=size_words(LIMITS.max_size, say),
        )
    if held >= MOST:
        return say(
            "{file} was not kept: a report has {count} files at most.", file=seen, count=MOST
        )
    return ""
