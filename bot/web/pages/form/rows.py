"""A task as it stands in the form: its fields, what is half filled, what was said before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.dialogs.facts.files import names_of
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.written_fields import begun_slots, fields_of_slots, mistakes_in
from bot.dialogs.report.draft import lines_of
from bot.dialogs.report.raised_before import raised_words
from bot.dialogs.tasks.measures import history_line, target_line
from bot.dialogs.tasks.wording import due_line, task_name
from bot.web.pages.form.visits import HOME, FormVisit
from storage.messages.drafts import Begun, drafts_of, others_at

A_PAGE = 10  # tasks: with all their fields a page stays light on a slow line


@dataclass(frozen=True)
class Row:
    """`was`: the mark of the fields as they are kept, by which a page that is out of date is known;
    `amiss`: by field what is to be put right; `meanwhile`: what is kept, where another was typed.
    """

    task: Duty
    name: str
    slots: Mapping[str, Any]
    fields: Mapping[str, str]
    was: str
    saved_at: datetime | None  # of the draft; None where nothing is half filled
    amiss: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Sequence[str] = ()
    due: str = ""
    known: Sequence[str] = ()  # what the plan asks of an indicator, and its values
    raised: str = ""
    last_year: int = 0
    earlier: Sequence[str] = ()
    files: str = ""
    other: str = ""  # who else is at it

    @property
    def id(self) -> int:
        return self.task.expectation_id

    @property
    def is_open(self) -> bool:
        """Unfolded when the page is shown."""
        return bool(self.amiss or self.meanwhile)


def mark_of(fields: Mapping[str, str]) -> str:
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def kept_rows(visit: FormVisit, duties: Sequence[Duty]) -> list[Row]:
    """As they are kept now."""
    begun = drafts_of(visit.session, visit.person.id or 0)
    ids = [one.expectation_id for one in duties]
    others = others_at(visit.session, visit.person.id or 0, ids)
    return [_row(visit, task, begun.get(task.expectation_id), others) for task in duties]


def begun_rows(visit: FormVisit) -> list[Row]:
    """What is half filled, wherever it was begun, in the list's order."""
    begun = drafts_of(visit.session, visit.person.id or 0)
    mine = [one for one in visit.duties if one.expectation_id in begun and not one.is_locked]
    return kept_rows(visit, mine)


def _row(visit: FormVisit, task: Duty, draft: Begun | None, others: Mapping[int, str]) -> Row:
    facts, say, key = visit.facts, visit.say, task.expectation_id
    slots = draft.slots if draft else begun_slots(task, facts)
    fields = fields_of_slots(slots, task)
    earlier = facts.earlier(key)
    return Row(
        task=task,
        name=task_name(task, say),
        slots=slots,
        fields=fields,
        was=mark_of(fields),
        saved_at=draft.at if draft else None,
        amiss=mistakes_in(slots, task, facts) if draft else {},
        due="" if task.is_locked else due_line(task, say),
        known=(*target_line(task, say), *history_line(task, facts)),
        raised=raised_words(slots, say) if "raised" in slots else "",
        last_year=earlier.year if earlier else 0,
        earlier=lines_of(earlier, task, say) if earlier else (),
        files=_files(visit, key),
        other=others.get(key, ""),
    )


def _files(visit: FormVisit, expectation_id: int) -> str:
    files = visit.facts.files
    found = files.of_draft(expectation_id) or files.of_report(expectation_id)
    return names_of(found, visit.say)


def place_of(visit: FormVisit, task: Duty) -> str:
    """Where the task stands in the list."""
    page = visit.duties.index(task) // A_PAGE + 1
    return f"{HOME}?page={page}#t{task.expectation_id}"
