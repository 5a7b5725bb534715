"""Half-filled reports of a person, wherever they were begun: one reader and one writer for both.

One that was begun in a chat lies in its open question, as every dialog does; one that was begun on
the form, in a row of its own. A report has one draft a person: the form writes into the question
where there is one, and the chat takes the row over when it goes on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from storage.models import ChatAccount, FormDraft, Outbox, Person

REPORT = "report"  # the dialog whose questions are drafts

_QUESTIONS: Any = (
    select(Outbox)
    .join(ChatAccount, col(ChatAccount.id) == Outbox.account_id)
    .where(
        col(ChatAccount.person_id) == bindparam("person_id"),
        col(Outbox.state).is_not(None),
        col(Outbox.state)["dialog"].as_string() == REPORT,
        col(Outbox.answered_at).is_(None),
        col(Outbox.dropped_at).is_(None),
    )
    .order_by(col(Outbox.id))
)
_ROWS: Any = select(FormDraft).where(col(FormDraft.person_id) == bindparam("person_id"))
_OTHERS: Any = (
    select(FormDraft.expectation_id, Person.full_name)
    .join(Person, col(Person.id) == FormDraft.person_id)
    .where(
        col(FormDraft.expectation_id).in_(bindparam("asked", expanding=True)),
        col(FormDraft.person_id) != bindparam("person_id"),
    )
    .order_by(col(FormDraft.saved_at))
)


@dataclass(frozen=True)
class Begun:
    """What is filled in so far, as the slots of the dialog of reports, and since when."""

    slots: Mapping[str, Any]
    at: datetime


def drafts_of(session: Session, person_id: int) -> dict[int, Begun]:
    """By expectation: of the chats and of the form, the newer one where there are two."""
    found = {
        one.expectation_id: Begun(one.slots, one.saved_at) for one in on_form(session, person_id)
    }
    for row in _questions(session, person_id):
        slots = (row.state or {}).get("slots", {})
        key = int(slots.get("expectation_id", 0))
        if slots.get("path") and (key not in found or found[key].at <= row.created_at):
            found[key] = Begun(slots, row.created_at)
    return found


def on_form(session: Session, person_id: int) -> list[FormDraft]:
    """Those that no chat has taken over."""
    return list(session.exec(_ROWS, params={"person_id": person_id}))


def others_at(session: Session, person_id: int, expectation_ids: Collection[int]) -> dict[int, str]:
    """Who else has begun a report on these on the form, by expectation; the newest."""
    given = {"asked": list(expectation_ids), "person_id": person_id}
    return dict(session.exec(_OTHERS, params=given).all())


def write_draft(
    session: Session, person_id: int, expectation_id: int, slots: Mapping[str, Any], now: datetime
) -> None:
    """Into the chat's open question where there is one, so that the chat goes on with it."""
    questions = _on(session, person_id, expectation_id)
    for row in questions:
        row.state = {**(row.state or {}), "slots": dict(slots)}
    if questions:
        forget_row(session, person_id, expectation_id)
        return
    kept = session.get(FormDraft, (person_id, expectation_id)) or FormDraft(
        person_id=person_id, expectation_id=expectation_id, saved_at=now
    )
    kept.slots, kept.saved_at = dict(slots), now
    session.add(kept)
    session.flush()


def end_draft(session: Session, person_id: int, expectation_id: int, now: datetime) -> None:
    """It was reported, or is wanted no more."""
    for row in _on(session, person_id, expectation_id):
        row.answered_at = now
    forget_row(session, person_id, expectation_id)


def forget_row(session: Session, person_id: int, expectation_id: int | None = None) -> None:
    """What is kept of the form: of one expectation, or all of it."""
    theirs = [col(FormDraft.person_id) == person_id]
    if expectation_id is not None:
        theirs.append(col(FormDraft.expectation_id) == expectation_id)
    statement = delete(FormDraft).where(*theirs)
    session.execute(statement, execution_options={"synchronize_session": "fetch"})


def _on(session: Session, person_id: int, expectation_id: int) -> list[Outbox]:
    found = _questions(session, person_id)
    return [
        row
        for row in found
        if row.state and row.state["slots"].get("expectation_id") == expectation_id
    ]


def _questions(session: Session, person_id: int) -> list[Outbox]:
    return list(session.exec(_QUESTIONS, params={"person_id": person_id}))
