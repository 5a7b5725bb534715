"""Letters to agencies that are late: drafted, then sent under a number; the audit is the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.models import Agency, AuditEntry, Expectation, Person, Round
from storage.names import in_order
from storage.plans.succession import lineage

DRAFTED, SENT = "letter.drafted", "letter.sent"
LONGEST_NUMBER = 80  # letters


class BadLetter(ValueError):
    """The letter cannot be noted so; the text says what was seen and what is expected."""


@dataclass(frozen=True)
class SentLetter:
    """A letter of a round as it was typed back, once it was signed; `agency_ids`: who was asked."""

    number: str
    issued_on: date
    agency_ids: frozenset[int]


def note_draft(session: Session, round_id: int, agency_ids: Collection[int], now: datetime) -> None:
    """Whom a draft is addressed to: its number, typed back later, is theirs."""
    details = {"agencies": sorted(agency_ids)}
    audit.record(session, now, DRAFTED, _of(round_id), details=details)


def drafted_for(session: Session, round_id: int) -> frozenset[int]:
    """Whom the newest draft is addressed to; empty where there is none."""
    drafts = _entries(session, DRAFTED, round_id)
    return frozenset(drafts[-1].details["agencies"]) if drafts else frozenset()


def note_sent(
    session: Session,
    round_: Round,
    letter: SentLetter,
    now: datetime,
    noted_by: Person | None,
) -> None:
    """`now` in the province's zone; nobody noted it: the administrator. Typed once more, a number
    has the day and the agencies that were typed last. Raises BadLetter, before anything is
    written."""
    if not letter.number or len(letter.number) > LONGEST_NUMBER:
        raise BadLetter(lazy("a letter has a number, such as 123/STC-TH"))
    if not round_.opens_on <= letter.issued_on <= now.date():
        raise BadLetter(
            lazy(
                "{issued_on} is before the round or still to come; look at the day",
                issued_on=letter.issued_on,
            )
        )
    if not letter.agency_ids or not letter.agency_ids <= _asked(session, round_, now.date()):
        raise BadLetter(lazy("it went to nobody, or to an agency that the round did not ask"))
    details: dict[str, Any] = {
        "number": letter.number,
        "issued_on": letter.issued_on.isoformat(),
        "agencies": sorted(letter.agency_ids),
    }
    person_id = noted_by.id if noted_by else None
    audit.record(session, now, SENT, _of(round_.id or 0), person_id=person_id, details=details)


def _asked(session: Session, round_: Round, on: date) -> set[int]:
    """Whom the round asked, and what they have become by that day."""
    query = select(Expectation.agency_id).where(Expectation.round_id == round_.id).distinct()
    asked, became = set(session.exec(query)), lineage(session).successors(on)
    return asked | {became.get(key, key) for key in asked}


def letters_of(session: Session, round_id: int) -> list[SentLetter]:
    """Of that round, by day."""
    found = {
        one.details["number"]: SentLetter(
            one.details["number"],
            date.fromisoformat(one.details["issued_on"]),
            frozenset(one.details["agencies"]),
        )
        for one in _entries(session, SENT, round_id)
    }
    return sorted(found.values(), key=lambda one: (one.issued_on, one.number))


@dataclass(frozen=True)
class NotedLetter:
    """`agencies` as they are called now; `by`: who typed it back, empty for the administrator."""

    letter: SentLetter
    agencies: tuple[str, ...]
    by: str
    at: datetime


def noted_letters(session: Session, round_id: int) -> list[NotedLetter]:
    """The newest first, each as it was typed last."""
    entries = {one.details["number"]: one for one in _entries(session, SENT, round_id)}
    letters = letters_of(session, round_id)[::-1]
    keys = {key for one in letters for key in one.agency_ids}
    named = dict(session.exec(select(Agency.id, Agency.name).where(col(Agency.id).in_(keys))).all())
    people = {entry.person_id for entry in entries.values()}
    noted_by = dict(
        session.exec(select(Person.id, Person.full_name).where(col(Person.id).in_(people))).all()
    )
    return [
        NotedLetter(
            one,
            tuple(sorted((named[key] for key in one.agency_ids if key in named), key=in_order)),
            noted_by.get(entries[one.number].person_id, ""),
            entries[one.number].at,
        )
        for one in letters
    ]


def _of(round_id: int) -> str:
    return f"round:{round_id}"


def _entries(session: Session, action: str, round_id: int) -> list[AuditEntry]:
    query = select(AuditEntry).where(
        AuditEntry.action == action, AuditEntry.subject == _of(round_id)
    )
    return list(session.exec(query.order_by(col(AuditEntry.id))))
