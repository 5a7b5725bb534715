"""Proof of reminder: everything that was said to each agency of a round, and what became of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, or_, select

from storage import lazy
from storage.models import (
    Agency,
    ChatAccount,
    Expectation,
    Item,
    Outbox,
    Person,
    Plan,
    Reminder,
    Round,
)
from storage.names import in_order
from storage.people.reachability import UnreachableReason, obstacles
from storage.reports.late_letters import letters_of
from storage.rounds.roles_on import HeardAs, roles_on
from storage.rounds.schedule import round_to_sum_up


class NoSuchRound(ValueError):
    """The plan has no such round, or none at all."""


class DeliveryStatus(StrEnum):
    ACCEPTED = "accepted"  # the channel took it; nobody can know that it was read
    UNKNOWN = "unknown"  # it left, and no answer came
    FAILED = "failed"
    DROPPED = "dropped"  # there was nothing to say any more when it was about to leave
    WAITING = "waiting"


@dataclass(frozen=True)
class SentPart:
    """A message as the channel was given it; `text` is None while it has no words.

    `at`: when it came to its end; None while it waits.
    """

    text: str | None
    outcome: DeliveryStatus
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class Saying:
    """A digest to one person, as far as it was about one agency; the first part is its head.

    `items`: their codes, "" for a general report. `voided`: it never went out and was said anew.
    `first_try_at`: it left then, and no answer came; what became of it is told of the second time.
    Name, code and channel are empty where they were erased.
    """

    person: str
    person_code: str
    heard_as: HeardAs
    channel: str
    queued_at: datetime
    first_try_at: datetime | None
    sent_at: datetime | None
    outcome: DeliveryStatus
    reason: str
    rungs: tuple[int, ...]
    items: tuple[str, ...]
    voided: bool
    parts: tuple[SentPart, ...]
    answered_at: datetime | None = None  # when the person tapped or typed an answer to it


@dataclass(frozen=True)
class Proof:
    """All that was said to an agency, in order; `obstacle`: why nobody can be reached now."""

    agency: str
    round_id: int
    said: tuple[Saying, ...]
    obstacle: UnreachableReason | None = None
    letters: tuple[tuple[str, date], ...] = ()  # number and day of those that asked for it too

    @property
    def leaders_told(self) -> tuple[str, ...]:
        told = (one.person for one in self.said if _told_leader(one))
        return tuple(dict.fromkeys(told))


def proof_of_reminders(
    session: Session,
    plan: Plan,
    today: date,
    round_id: int | None = None,
    agency_ids: Collection[int] | None = None,
) -> list[Proof]:
    """One for each agency that owes or owed something in the round, in the order of their names.

    Without a number: the newest yearly round of the agencies. Raises NoSuchRound.
    """
    round_ = round_to_sum_up(session, plan.id or 0, today.year, round_id)
    if round_ is None:
        raise NoSuchRound(lazy("plan '{code}' has no such round", code=plan.code))
    told = _told(round_, agency_ids)
    asked = _asked(session, told)
    unreached = obstacles(session, asked, today)
    said, letters = _said(session, told), letters_of(session, round_.id or 0)
    return [
        Proof(
            agency=agency.name,
            round_id=round_.id or 0,
            said=tuple(said.get(key, ())),
            obstacle=unreached.get(key),
            letters=tuple((o.number, o.issued_on) for o in letters if key in o.agency_ids),
        )
        for key, agency in asked.items()
    ]


def agencies_asked(session: Session, round_: Round) -> list[Agency]:
    """Whom there is a proof of, in its order."""
    return list(_asked(session, _told(round_, None)).values())


def _asked(session: Session, told: Sequence[Any]) -> dict[int, Agency]:
    query = (
        select(Agency)
        .where(col(Agency.id).in_(select(Expectation.agency_id).where(*told)))
        .order_by(col(Agency.id))
    )
    asked = sorted(session.exec(query), key=lambda one: in_order(one.name))
    return {agency.id or 0: agency for agency in asked}


@dataclass(frozen=True)
class _Entry:
    """A row of the ledger with what it is about."""

    outbox_id: int
    person_id: int
    agency_id: int
    rung: int
    created_at: datetime
    voided_at: datetime | None
    code: str | None


def _said(session: Session, told: Sequence[Any]) -> dict[int, list[Saying]]:
    """By agency, in the order in which it was queued. `told`: whose expectations."""
    digests: dict[tuple[int, int, int], list[_Entry]] = {}
    for entry in _entries(session, told):
        key = (entry.agency_id, entry.outbox_id, entry.person_id)
        digests.setdefault(key, []).append(entry)
    messages = _messages(session, told)
    people = _people(session, told)
    heard_as = roles_on(session, {person_id for _, _, person_id in digests})
    said: dict[int, list[Saying]] = {}
    for (agency_id, outbox_id, person_id), entries in digests.items():
        role = heard_as(person_id, agency_id, entries[0].created_at.date())
        person = people.get(person_id)
        parts, channel = messages.get(outbox_id, ([], ""))
        said.setdefault(agency_id, []).append(_saying(entries, person, role, parts, channel))
    return said


def _saying(
    entries: Sequence[_Entry],
    person: Person | None,
    heard_as: HeardAs,
    rows: Sequence[Outbox],
    channel: str,
) -> Saying:
    parts = tuple(_part(row) for row in rows)
    head = (
        parts[0]
        if parts
        else SentPart(None, DeliveryStatus.DROPPED, None, "the message was erased")
    )
    return Saying(
        person=person.full_name if person else "",
        person_code=person.code if person else "",
        heard_as=heard_as,
        channel=channel,
        queued_at=rows[0].created_at if rows else entries[0].created_at,
        first_try_at=rows[0].first_unknown_at if rows else None,
        sent_at=rows[0].sent_at if rows else None,
        outcome=head.outcome,
        reason=head.reason,
        rungs=tuple(sorted({entry.rung for entry in entries})),
        items=tuple(dict.fromkeys(entry.code or "" for entry in entries)),
        voided=all(entry.voided_at is not None for entry in entries),
        parts=parts,
        answered_at=next((row.answered_at for row in reversed(rows) if row.answered_at), None),
    )


def _part(row: Outbox) -> SentPart:
    ends = {
        DeliveryStatus.ACCEPTED: row.sent_at,
        DeliveryStatus.UNKNOWN: row.unknown_at,
        DeliveryStatus.FAILED: row.failed_at,
        DeliveryStatus.DROPPED: row.dropped_at,
    }
    ended = ((outcome, at) for outcome, at in ends.items() if at is not None)
    outcome, at = next(ended, (DeliveryStatus.WAITING, None))
    return SentPart(row.text, outcome, at, row.reason)


def _told_leader(one: Saying) -> bool:
    """Whether the word reached a leader; what is left open is no word, here as everywhere."""
    return one.heard_as is HeardAs.LEADER and one.outcome is DeliveryStatus.ACCEPTED


# --- What the database knows ----------------------------------------------------------------------


def _told(round_: Round, agency_ids: Collection[int] | None) -> Sequence[Any]:
    """Only what is about these agencies is looked at: a province has thousands."""
    of_round = col(Expectation.round_id) == round_.id
    if agency_ids is None:
        return (of_round,)
    return (of_round, col(Expectation.agency_id).in_(list(agency_ids)))


def _entries(session: Session, told: Sequence[Any]) -> Iterator[_Entry]:
    query: Any = (
        select(  # type: ignore[call-overload]
            Reminder.outbox_id,
            Reminder.person_id,
            Expectation.agency_id,
            Reminder.rung,
            Reminder.created_at,
            Reminder.voided_at,
            Item.code,
        )
        .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .where(*told)
        .order_by(col(Reminder.outbox_id), col(Item.position), col(Reminder.id))
    )
    return (_Entry(*row) for row in session.exec(query))


def _of_ledger(column: Any, told: Sequence[Any]) -> Select[Any]:
    return (
        select(column)
        .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
        .where(*told)
    )


def _messages(session: Session, told: Sequence[Any]) -> dict[int, tuple[list[Outbox], str]]:
    """By digest: its head and the parts behind it, and the channel."""
    heads = _of_ledger(col(Reminder.outbox_id), told)
    query: Any = (
        select(Outbox, ChatAccount.channel)
        .join(ChatAccount, col(Outbox.account_id) == ChatAccount.id, isouter=True)
        .where(or_(col(Outbox.id).in_(heads), col(Outbox.part_of).in_(heads)))
        .order_by(col(Outbox.id))
    )
    found: dict[int, tuple[list[Outbox], str]] = {}
    for row, channel in session.exec(query):
        found.setdefault(row.part_of or row.id, ([], channel or ""))[0].append(row)
    return found


def _people(session: Session, told: Sequence[Any]) -> dict[int, Person]:
    heard = _of_ledger(col(Reminder.person_id), told)
    query = select(Person).where(col(Person.id).in_(heard))
    return {person.id or 0: person for person in session.exec(query)}
