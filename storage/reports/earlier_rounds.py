"""What was reported on the same item in an earlier round, by the agency or one it took over."""

from datetime import date

from sqlmodel import Session, col, select

from storage.models import Expectation, Report, Round
from storage.plans.succession import lineage


def report_before(
    session: Session, expectation: Expectation, round_: Round, agency_id: int, today: date
) -> tuple[Report, int] | None:
    """The newest report on the same item in an earlier round of the plan, and that round's year.

    By the agency itself or by one it has taken over from until today; never by another one.
    """
    if round_.rule_id is None:
        return None
    former = [old for old, now in lineage(session).successors(today).items() if now == agency_id]
    item_id = col(Expectation.item_id)
    same_item = item_id.is_(None) if expectation.item_id is None else item_id == expectation.item_id
    query = (
        select(Report, Round.year)
        .join(Expectation, col(Report.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .where(
            Round.plan_id == round_.plan_id,
            Round.tier == round_.tier,
            col(Round.rule_id).is_not(None),
            Round.due_on < round_.due_on,
            col(Expectation.agency_id).in_([agency_id, *former]),
            same_item,
            col(Report.withdrawn_at).is_(None),
        )
        .order_by(col(Round.due_on).desc(), col(Report.id).desc())
    )
    found = session.exec(query).first()
    return (found[0], found[1]) if found else None
