""" "Received, will report on …": an agency's own word on when its report will come."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import audit
from storage.models import Snooze
from storage.reports.gate import Act, pass_gate


def snooze(
    session: Session,
    expectation_ids: Iterable[int],
    person_id: int,
    today: date,
    until_on: date,
    now: datetime,
) -> None:
    """Leave these in peace until the morning of `until_on`; the newest word counts.

    Raises Barred.
    """
    ids = sorted(set(expectation_ids))  # two who promise the same do not wait for each other
    for key in ids:
        pass_gate(session, key, Act.PROMISE, person_id, today)
    session.add_all(
        Snooze(
            expectation_id=key, person_id=person_id, said_on=today, until_on=until_on, said_at=now
        )
        for key in ids
    )
    audit.record(
        session,
        now,
        "reports.promised",
        f"person:{person_id}",
        person_id=person_id,
        details={"expectations": ids, "until": until_on.isoformat()},
    )
    session.flush()


def promised_at(session: Session, expectation_ids: Iterable[int]) -> dict[int, datetime]:
    """By expectation: when its agency last named a day."""
    query = (
        select(Snooze.expectation_id, func.max(col(Snooze.said_at)))
        .where(col(Snooze.expectation_id).in_(list(expectation_ids)))
        .group_by(col(Snooze.expectation_id))
    )
    return dict(session.exec(query).all())
