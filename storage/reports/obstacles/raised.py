"""The answers of a plan that tell of difficulties or proposals, over all its rounds."""

from collections.abc import Collection
from datetime import datetime, tzinfo

from sqlmodel import Session, col, select

from storage.models import Expectation, Plan, Report, Round
from storage.reports.answered import reader
from storage.reports.answered.reader import Answer, answers_of_round
from storage.reports.answered.rows import tells
from storage.reports.shared_answers.carried_then import carried_into


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
    rounds = _rounds_that_tell(session, plan) if round_ is None else [round_]
    found = reader.answers_that_tell(session, plan, rounds, as_of, zone, agency_ids)
    if round_ is not None:  # what was told elsewhere counts in it, and no other round is read
        elsewhere = {one.expectation_id for one in carried_into(session, [round_.id or 0], as_of)}
        elsewhere -= {one.expectation.id or 0 for one in found}
        asked = (session, plan, round_, as_of, zone)
        found += answers_of_round(*asked, agency_ids=agency_ids, only_ids=elsewhere)
    return [one for one in found if one.report is not None]


def _rounds_that_tell(session: Session, plan: Plan) -> list[Round]:
    telling = (
        select(Expectation.round_id)
        .join(Report, col(Report.expectation_id) == Expectation.id)
        .where(tells())
    )
    of_plan = select(Round).where(Round.plan_id == plan.id, col(Round.id).in_(telling))
    return list(session.exec(of_plan.order_by(col(Round.due_on).desc(), col(Round.id).desc())))
