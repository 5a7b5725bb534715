"""Filling in: all tasks in one list, a page at a time; what is typed is kept as a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.written_fields import (
    Fields,
    begun_slots,
    field_names,
    fields_of_slots,
    slots_of_fields,
)
from bot.dialogs.report.questions import NAMES, is_general
from bot.dialogs.tasks.like_answers import usable
from bot.language.privacy.classified import SECRET, refused
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages.form.rows import A_PAGE, Row, begun_rows, kept_rows, mark_of
from bot.web.pages.form.visits import CODES, HOME, FormVisit, acted, shown
from bot.web.pages.paging import Paged, paged
from bot.web.pages.visits import NotFound, to
from locales import mark
from storage.messages.drafts import end_draft, write_draft

GOES = ("stay", "page", "check", "files", "auto")
_REFUSED = {
    True: mark(
        "This looks like the content of a state secret, so it was not kept. Please send such "
        "content only by the official way for secret documents."
    ),
    False: mark(
        "This holds a private number (an identity card, a bank account or a private phone), so it "
        "was not kept. Please write it again without that number."
    ),
}


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route(HOME, shown(runtime, _list, CODES), methods=["GET"]),
        Route(HOME, acted(runtime, _save), methods=["POST"]),
    ]


def _list(visit: FormVisit) -> Response:
    page = paged(visit.duties, visit.asked("page"), A_PAGE)
    return _page(visit, page, kept_rows(visit, page.shown))


def _page(visit: FormVisit, page: Paged[Duty], rows: Sequence[Row], status: int = 200) -> Response:
    return visit.page(
        "form/list.html",
        status,
        page=page,
        rows=rows,
        begun=len(begun_rows(visit)),
        alike=len(usable(visit.facts)),
        status_names=STATUS_WORDS,
        names=NAMES,
        is_general=is_general,
        field_names=field_names,
    )


def _save(visit: FormVisit) -> Response:
    """Every task of the page; what was changed elsewhere is shown, and not written over."""
    go, _, where = visit.form.first("go").partition("-")
    if go not in GOES:
        raise NotFound
    typed = _typed(visit)
    rows = [_saved(visit, row, typed[row.id]) for row in kept_rows(visit, _duties(visit, typed))]
    if go == "auto":
        return _told(visit, rows)
    here = visit.form.first("page")
    if any(one.meanwhile or _is_refused(one) for one in rows):
        page = paged(visit.duties, here, A_PAGE)
        return _page(visit, page, rows, HTTPStatus.CONFLICT)
    return to(_address(visit, go, where, here))


def _typed(visit: FormVisit) -> dict[int, dict[str, str]]:
    """By expectation, the fields as they were typed. Raises NotFound for what is not theirs."""
    numbers = visit.form.all("task")
    if not numbers or not all(one.isascii() and one.isdigit() for one in numbers):
        raise NotFound
    found = {}
    for task in (visit.duty(int(one)) for one in numbers):
        at = f"{task.expectation_id}."
        names = (*field_names(task), "was")
        found[task.expectation_id] = {name: visit.form.first(at + name) for name in names}
    return found


def _duties(visit: FormVisit, typed: Mapping[int, object]) -> list[Duty]:
    """In the list's order; an accepted report is not changed here."""
    return [one for one in visit.duties if one.expectation_id in typed and not one.is_locked]


def _saved(visit: FormVisit, kept: Row, typed: Fields) -> Row:
    """The row as it is kept from now on, or as it was typed with why it is not kept."""
    task, facts = kept.task, visit.facts
    slots = slots_of_fields(typed, kept.slots, task, facts)
    fields = fields_of_slots(slots, task)
    if mark_of(fields) in (typed["was"], kept.was):
        return kept  # nothing was typed into it, or it is kept already
    amiss = _not_to_be_kept(visit, fields)
    if amiss:
        blanked = {name: "" if name in amiss else words for name, words in fields.items()}
        return replace(kept, fields=blanked, amiss=amiss)
    if typed["was"] != kept.was:
        return replace(kept, fields=fields, meanwhile=_meanwhile(visit, kept, fields))
    if fields == fields_of_slots(begun_slots(task, facts), task) and not kept.files:
        end_draft(visit.session, visit.person.id or 0, task.expectation_id, visit.now)
    else:
        person_id = visit.person.id or 0
        write_draft(visit.session, person_id, task.expectation_id, slots, visit.now)
    return replace(kept, fields=fields, was=mark_of(fields), saved_at=visit.now)


def _not_to_be_kept(visit: FormVisit, fields: Fields) -> dict[str, str]:
    found = {name: reason for name, words in fields.items() if (reason := refused(words))}
    return {name: visit.say(_REFUSED[reason == SECRET]) for name, reason in found.items()}


def _is_refused(row: Row) -> bool:
    return row.saved_at is None and bool(row.amiss)


def _meanwhile(visit: FormVisit, kept: Row, fields: Fields) -> list[str]:
    """What is kept by now of the fields that say something else."""
    say, none = visit.say, visit.say("(nothing)")
    words = {**kept.fields, "status": say(STATUS_WORDS.get(kept.fields.get("status", ""), ""))}
    return [
        f"{say(NAMES.get(name.removesuffix('_on'), NAMES['unsettled']))}: {words[name] or none}"
        for name in fields
        if kept.fields[name] != fields[name]
    ] or [none]


def _told(visit: FormVisit, rows: Sequence[Row]) -> Response:
    """To the script that saves by itself."""
    saved = [one for one in rows if not (one.meanwhile or _is_refused(one))]
    at = f"{visit.now.astimezone(visit.runtime.calendar.zone):%H:%M}"
    told = visit.say("Saved as a draft at {at}.", at=at)
    if len(saved) < len(rows):
        told = visit.say('Not everything could be saved. Please press "Save the draft" to see why.')
    return JSONResponse({"was": {str(one.id): one.was for one in saved}, "said": told})


def _address(visit: FormVisit, go: str, where: str, here: str) -> str:
    if go == "check":
        return f"{HOME}/check"
    number = where if where.isascii() and where.isdigit() else ""
    if go == "files" and number:
        return f"{HOME}/files/{visit.duty(int(number)).expectation_id}"
    page = number if go == "page" else here if here.isascii() and here.isdigit() else "1"
    return f"{HOME}?page={page or 1}&saved=1"
