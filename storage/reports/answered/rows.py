"""What the database knows of the expectations of rounds and of what was said of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from storage.messages.attachments import is_alive
from storage.models import Attachment, Expectation, Item, Person, Report, Review, Round
from storage.reports.answers import (
    FIRST,
    is_first_report,
    printed_lead,
    stood_at,
    with_reports,
)


class Row(NamedTuple):
    expectation: Expectation
    report: Report | None
    review: Review | None
    first: Report | None
    printed_id: int | None  # whom the plan names, where it leads the item
    reporter: str | None
    item: Item | None


def rows_of(rounds: Sequence[Round], as_of: datetime, only: Sequence[Any]) -> Any:
    """As Row has them; `only`: further conditions."""
    printed = printed_lead(col(Round.opens_on))
    said = (Expectation, Report, Review, FIRST, printed, Person.full_name, Item)
    asked: Any = (
        select(*said)  # type: ignore[call-overload]
        .select_from(Expectation)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .join(Round, col(Round.id) == Expectation.round_id)
        .join(FIRST, is_first_report(stood_at(as_of)), isouter=True)
    )
    return (
        with_reports(asked, stood_at(as_of), lambda review: col(review.reviewed_at) <= as_of)
        .join(Person, col(Person.id) == Report.person_id, isouter=True)
        .where(
            col(Expectation.round_id).in_([one.id for one in rounds]),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
            *only,
        )
    )


def files_of(session: Session, round_: Round, as_of: datetime) -> dict[int, int]:
    """By expectation: of the files of its reports those that count, which the newest brought."""
    query = (
        select(Attachment.expectation_id, func.count())
        .join(Report, col(Report.id) == Attachment.report_id)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .where(
            Expectation.round_id == round_.id,
            col(Attachment.received_at) <= as_of,
            stood_at(as_of)(Report),
            is_alive(),
        )
        .group_by(col(Attachment.expectation_id), col(Attachment.report_id))
        .order_by(col(Attachment.report_id))
    )
    return dict(session.exec(query).all())
