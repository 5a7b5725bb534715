"""What was asked before and what became of it: of plans, the newest first, and on one task."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, and_, cast, func, literal, null, or_, union_all
from sqlmodel import Session, col, select

from storage.models import (
    Agency,
    Expectation,
    Extension,
    Handover,
    Invitation,
    Item,
    Objection,
    Person,
    Plan,
    Reopening,
    Round,
)

Key = tuple[int, int | None]  # agency, item; no item: a general report


@dataclass(frozen=True)
class PastRequest:
    """`kind`: "extension", "objection", "reopening", or "handover", where `answered_by` followed.

    `decided_at` is empty while it waits; `until` is the day that was asked for, `granted` the one
    that was given.
    """

    kind: str
    id: int
    agency: str
    code: str  # of the item; empty for a general report
    title: str
    asked_by: str
    reason: str
    asked_at: datetime
    until: date | None
    decided_at: datetime | None
    answered_by: str
    accepted: bool
    granted: date | None
    answer: str


def count_decided(session: Session, plan_ids: Collection[int], now: datetime) -> int:
    found = _decided(plan_ids, now).subquery()
    return int(session.exec(select(func.count()).select_from(found)).one())


def decided_requests(
    session: Session, plan_ids: Collection[int], now: datetime, first: int, most: int
) -> list[PastRequest]:
    """From the one numbered `first` on, counted from 0; handovers of the plans' provinces too."""
    found = _decided(plan_ids, now).subquery()
    cut = select(found).order_by(found.c.decided_at.desc(), found.c.kind, found.c.id)
    return _named(session, cut.offset(first).limit(most))


def is_known(session: Session, plan_id: int, kind: str, request_id: int) -> bool:
    """Whether a request of that plan has that id, whatever became of it."""
    table = _TABLES.get(kind)
    if table is None:
        return False
    of_plan = (
        select(table.id)
        .join(Expectation, col(Expectation.id) == table.expectation_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(Round.plan_id == plan_id, table.id == request_id)
    )
    return session.exec(of_plan).first() is not None


def earlier_on(session: Session, keys: Collection[Key]) -> dict[Key, list[PastRequest]]:
    """Every request that agency has made on that task, in any round, the newest first."""
    rows: list[tuple[Key, PastRequest]] = []
    agencies = {agency for agency, _ in keys}
    for part in _asked(col(Expectation.agency_id).in_(agencies)):
        found = part.subquery()
        pairs = _pairs(session, select(found))
        rows += [(key, one) for key, one in pairs if key in keys]
    made: dict[Key, list[PastRequest]] = {key: [] for key in keys}
    for key, one in sorted(rows, key=lambda row: row[1].asked_at, reverse=True):
        made[key].append(one)
    return made


_TABLES: dict[str, Any] = {"extension": Extension, "objection": Objection, "reopening": Reopening}


def _decided(plan_ids: Collection[int], now: datetime) -> Any:
    asked = _asked(col(Round.plan_id).in_(plan_ids))
    done = [
        one.where(col(table.decided_at).is_not(None))
        for one, table in zip(asked, _TABLES.values(), strict=True)
    ]
    return union_all(*done, _handed_over(plan_ids, now))


def _asked(*conditions: Any) -> list[Any]:
    """The three tables in the same columns, in the order of `_TABLES`."""
    no_day = cast(null(), Date)
    extension = (col(Extension.asked_by_id), col(Extension.asked_at), col(Extension.asked_until))
    objection = (col(Objection.person_id), col(Objection.said_at), no_day)
    reopening = (col(Reopening.asked_by_id), col(Reopening.asked_at), no_day)
    granted = (col(Extension.granted_until).is_not(None), col(Extension.granted_until))
    ends = (granted, (col(Objection.accepted), no_day), (col(Reopening.accepted), no_day))
    return [
        _columns(kind, table, *asked, *ended).where(*conditions)
        for (kind, table), asked, ended in zip(
            _TABLES.items(), (extension, objection, reopening), ends, strict=True
        )
    ]


def _columns(
    kind: str, table: Any, by: Any, at: Any, until: Any, accepted: Any, granted: Any
) -> Any:
    return (
        select(  # type: ignore[call-overload]
            literal(kind).label("kind"),
            col(table.id).label("id"),
            col(Expectation.agency_id).label("agency_id"),
            col(Expectation.item_id).label("item_id"),
            by.label("by_id"),
            col(table.reason).label("reason"),
            at.label("asked_at"),
            until.label("until"),
            col(table.decided_at).label("decided_at"),
            col(table.decided_by_id).label("decider_id"),
            accepted.label("accepted"),
            granted.label("granted"),
            col(table.answer).label("answer"),
        )
        .join(Expectation, col(Expectation.id) == table.expectation_id)
        .join(Round, col(Round.id) == Expectation.round_id)
    )


def _handed_over(plan_ids: Collection[int], now: datetime) -> Any:
    """Done, taken back or run out; of the agencies of the plans' provinces."""
    provinces = select(Plan.province).where(col(Plan.id).in_(plan_ids))
    over = or_(col(Handover.done_at).is_not(None), col(Handover.ended_at).is_not(None))
    ran_out = and_(col(Invitation.used_at).is_(None), col(Invitation.expires_at) <= now)
    ended = func.coalesce(Handover.done_at, Handover.ended_at, Invitation.expires_at)
    return (
        select(  # type: ignore[call-overload]
            literal("handover").label("kind"),
            col(Handover.id).label("id"),
            col(Handover.agency_id).label("agency_id"),
            cast(null(), Integer).label("item_id"),
            col(Handover.from_id).label("by_id"),
            literal("").label("reason"),
            col(Handover.asked_at).label("asked_at"),
            cast(null(), Date).label("until"),
            ended.label("decided_at"),
            col(Handover.to_id).label("decider_id"),
            cast(col(Handover.done_at).is_not(None), Boolean).label("accepted"),
            cast(null(), Date).label("granted"),
            literal("").label("answer"),
        )
        .join(Agency, col(Agency.id) == Handover.agency_id)
        .join(Invitation, col(Invitation.id) == Handover.invitation_id, isouter=True)
        .where(or_(over, ran_out), col(Agency.province).in_(provinces))
    )


def _named(session: Session, query: Any) -> list[PastRequest]:
    return [one for _, one in _pairs(session, query)]


def _pairs(session: Session, query: Any) -> list[tuple[Key, PastRequest]]:
    """With the names of the rows' agencies, items and people, all of them looked up at once."""
    rows: Sequence[Any] = session.execute(query).all()
    agencies = _by_id(session, Agency, {row.agency_id for row in rows})
    items = _by_id(session, Item, {row.item_id for row in rows})
    people = _by_id(session, Person, {id_ for row in rows for id_ in (row.by_id, row.decider_id)})
    return [((row.agency_id, row.item_id), _past(row, agencies, items, people)) for row in rows]


def _by_id(session: Session, table: Any, ids: set[int | None]) -> dict[int, Any]:
    wanted = {one for one in ids if one is not None}
    query = select(table).where(col(table.id).in_(wanted))
    return {one.id: one for one in session.exec(query)} if wanted else {}


def _past(
    row: Any, agencies: dict[int, Agency], items: dict[int, Item], people: dict[int, Person]
) -> PastRequest:
    item = items.get(row.item_id)
    return PastRequest(
        kind=row.kind,
        id=row.id,
        agency=agencies[row.agency_id].name,
        code=item.code if item else "",
        title=item.title if item else "",
        asked_by=people[row.by_id].full_name if row.by_id in people else "",
        reason=row.reason,
        asked_at=row.asked_at,
        until=row.until,
        decided_at=row.decided_at,
        answered_by=people[row.decider_id].full_name if row.decider_id in people else "",
        accepted=bool(row.accepted),
        granted=row.granted,
        answer=row.answer,
    )
