"""What is new since an earlier look, by the audit and the rows added: what it is of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, union_all
from sqlmodel import Session, col, func, select

from storage.audit.reading import keys_of
from storage.models import (
    Absence,
    Appointment,
    AuditEntry,
    ChatAccount,
    Consent,
    Expectation,
    Plan,
    Right,
    Round,
    Rule,
    Trouble,
)

# On what it depends who has to be told what; where a row is changed, the audit has a new one
_OF_EVERYTHING = (Plan, Rule)
_OF_PEOPLE = (Appointment, Absence, ChatAccount, Consent)
# Not the ledger: whom a reminder was sent to hears, and leads to, nothing more on its day
_WATCHED = (AuditEntry, Expectation, Trouble, *_OF_EVERYTHING, *_OF_PEOPLE)
_NEWEST: Any = select(*(select(func.max(col(one.id))).scalar_subquery() for one in _WATCHED))
# Of more than these it takes no longer to look at everything; one line on forty tasks leaves forty
_MOST_ENTRIES = 2000
_IN_PASSING = (  # nobody has to be told anything for it
    *("file.downloaded", "data.exported", "sign_in.link_made", "sign_in.done", "sign_in.ended"),
    *("form.link_made", "form.links_ended", "form.opened", "form.word_made", "form.locked"),
    *("calendar.link_made", "calendar.ended", "look.given", "look.revoked", "person.invited"),
)
_ALONE = (  # it concerns nobody else's reminders
    *("reports.promised", "consent.withdrawn", "account.linked", "account.replaced"),
    *("absence.announced", "absence.shortened", "absence.ended", "chat.reopened"),
)
_OF_A_PLAN = ("agencies.nudged", "reminders.chosen", "assignment.dated")  # and of no other

Newest = tuple[int | None, ...]


class Told(NamedTuple):
    """What is looked at of an entry."""

    action: str
    subject: str


@dataclass(frozen=True)
class Scope:
    """What changes are of: these plans and, unless that is None, these agencies alone.

    `people`: of whom others may have to be told, or who may be reached by now; `offices`: the
    agencies they have to do with, over all plans.
    """

    plans: frozenset[int]
    agencies: frozenset[int] | None
    people: frozenset[int] = frozenset()
    offices: frozenset[int] = frozenset()


def newest_rows(session: Session) -> Newest:
    """The newest one of each table that reminders depend on: the same as before, or not."""
    return tuple(session.exec(_NEWEST).one())


def scope_of_changes(session: Session, before: Newest, after: Newest) -> Scope | None:
    """What is concerned by the rows that came after `before`; None: perhaps everything."""
    then, now = _by_table(before), _by_table(after)
    is_older = any(now[one] < then[one] for one in _WATCHED)  # another database
    if is_older or any(now[one] != then[one] for one in _OF_EVERYTHING):
        return None
    newest = {"newest": then[AuditEntry]}
    entries = [Told(*row) for row in session.execute(_NEW_ENTRIES, newest)]
    told = [one for one in entries if one.action not in _IN_PASSING]
    if len(entries) > _MOST_ENTRIES or not all(map(_is_of_some, told)):
        return None
    people = _people(session, then, told)
    if _has_rights(session, people):
        return None
    asked = {
        "expectation": then[Expectation],
        "asked": list(keys_of(told, "expectation")),
    }
    found = session.execute(_CONCERNED, asked).all()
    codes = [one.subject.partition(":")[2] for one in told if one.action in _OF_A_PLAN]
    whole = {"rounds": list(keys_of(told, "round")), "codes": codes}
    of_all = session.execute(_WHOLE_PLANS, whole).scalars().all()
    agencies = None if of_all else frozenset(agency for _, agency in found)
    return Scope(frozenset([*(plan for plan, _ in found), *of_all]), agencies, people)


def _by_table(newest: Newest) -> dict[Any, int]:
    return {table: key or 0 for table, key in zip(_WATCHED, newest, strict=True)}


def _is_of_some(entry: Told) -> bool:
    """What it tells of has to do with no other plan, or with nobody else's reminders."""
    kind = entry.subject.partition(":")[0]
    return kind in ("expectation", "round") or entry.action in (*_ALONE, *_OF_A_PLAN)


def _people(session: Session, then: dict[Any, int], told: Sequence[Told]) -> frozenset[int]:
    """Whom the entries and the new rows of people are of; of a leave, who stands in as well."""
    given: dict[str, Any] = {one.__name__: then[one] for one in _OF_PEOPLE}
    given |= {kind: list(keys_of(told, kind)) for kind in ("absence", "account")}
    found = session.execute(_PEOPLE, given).scalars()
    return frozenset([*(one for one in found if one), *keys_of(told, "person")])


def _has_rights(session: Session, people: Iterable[int]) -> bool:
    """What a planner has to know is of everything."""
    return session.execute(_RIGHTS, {"people": list(people)}).first() is not None


_RIGHTS: Any = (
    select(Right.id).where(col(Right.person_id).in_(bindparam("people", expanding=True))).limit(1)
)
_LEAVE = or_(
    col(Absence.id) > bindparam("Absence"),
    col(Absence.id).in_(bindparam("absence", expanding=True)),
)
_PEOPLE: Any = union_all(
    *(
        select(one.person_id).where(col(one.id) > bindparam(one.__name__))
        for one in (Appointment, ChatAccount, Consent)
    ),
    select(ChatAccount.person_id).where(
        col(ChatAccount.id).in_(bindparam("account", expanding=True))
    ),
    select(Absence.person_id).where(_LEAVE),
    select(Absence.stand_in_id).where(_LEAVE),
)
_NEW_ENTRIES: Any = (
    select(AuditEntry.action, AuditEntry.subject)
    .where(col(AuditEntry.id) > bindparam("newest"))
    .order_by(col(AuditEntry.id))
    .limit(_MOST_ENTRIES + 1)
)
_CONCERNED: Any = (
    select(Round.plan_id, Expectation.agency_id)
    .join(Expectation, col(Expectation.round_id) == Round.id)
    .where(
        or_(
            col(Expectation.id) > bindparam("expectation"),
            col(Expectation.id).in_(bindparam("asked", expanding=True)),
        )
    )
    .distinct()
)
_WHOLE_PLANS: Any = union_all(
    select(Round.plan_id).where(col(Round.id).in_(bindparam("rounds", expanding=True))),
    select(Plan.id).where(col(Plan.code).in_(bindparam("codes", expanding=True))),
)
