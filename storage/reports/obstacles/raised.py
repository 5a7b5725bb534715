"""The answers of a plan that tell of difficulties or proposals, over all its rounds."""

from collections.abc import Collection
from datetime import datetime, tzinfo

from sqlmodel import Session, col, select

from storage.models import Expectation, Plan, Report, Round
from storage.reports.answered import reader
from storage.reports.answered.reader import Answer, answers_of_round
from storage.reports.answered.rows import tells


def answers_that_tell(
    session: Session,
    plan: Plan,
    as_of: datetime,
    zone: tzinfo,
    round_: Round | None = None,
    agency_ids: Collection[int] = (),
) -> list[Answer]:
    """As they stood at that instant, the newest round first; of one round only where it is named.

    An answer that counts in several rounds comes in each.
    """
    if round_ is not None:
        found = answers_of_round(session, plan, round_, as_of, zone, agency_ids=agency_ids)
    else:
        rounds = _rounds_that_tell(session, plan)
        found = reader.answers_that_tell(session, plan, rounds, as_of, zone, agency_ids)
    return [one for one in found if one.report is not None]


def _rounds_that_tell(session: Session, plan: Plan) -> list[Round]:
    telling = (
        select(Expectation.round_id)
        .join(Report, col(Report.expectation_id) == Expectation.id)
        .where(tells())
    )
    of_plan = select(Round).where(Round.plan_id == plan.id, col(Round.id).in_(telling))
    return list(session.exec(of_plan.order_by(col(Round.due_on).desc(), col(Round.id).desc())))
