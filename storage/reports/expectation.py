"""The expectation that a report, a review or a request is about: its plan, and the locks on it."""

from sqlmodel import Session, select

from storage.models import Expectation, Plan, Round


def locked(session: Session, expectation_id: int) -> Expectation:
    """As it is now: of two who write about it at once, the second sees what the first did."""
    query = select(Expectation).where(Expectation.id == expectation_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def round_of(session: Session, expectation_id: int) -> Round:
    """Its round as it is now, which nobody closes until the end of the transaction.

    Taken before the lock on the expectation, as whoever opens or closes a round does.
    """
    query = (
        select(Round)
        .join(Expectation, Expectation.round_id == Round.id)  # type: ignore[arg-type]
        .where(Expectation.id == expectation_id)
        .with_for_update(read=True, key_share=True, of=Round)  # the opening job need not wait
    )
    return session.exec(query.execution_options(populate_existing=True)).one()


def plan_of(session: Session, expectation: Expectation) -> Plan:
    return session.get_one(Plan, session.get_one(Round, expectation.round_id).plan_id)
