"""What was said of the same task elsewhere: on its own day, in another round, or earlier.

An answer for a task's own day is an answer in the yearly round whose period it falls into, and a
task reported completed is not asked again. Which answer another expectation may live by is written
down once, so that no reader has to compare the rounds of years.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.database import insert_into
from storage.models import (
    CarriedAnswer,
    Expectation,
    Item,
    ItemKind,
    Reopening,
    Report,
    Review,
    Round,
    Status,
)
from storage.models.columns import Instant
from storage.plans.succession import lineage
from storage.reports.expectation import A_YEAR
from storage.reports.shared_answers.duties import serves

CARRIED: Any = aliased(Report)
_LINK: Any = aliased(CarriedAnswer)
_SAID: Any = aliased(Report)

# --- Read: what stands for the expectation at hand though it was said elsewhere -------------------


def is_one_off() -> ColumnElement[bool]:
    """The item of the query is a task that is over once it is completed."""
    return and_(
        col(Item.kind) == ItemKind.TASK, col(Item.recurrence) == "", col(Item.due_every) == ""
    )


def with_carried(query: Any) -> Any:
    """The query of expectations, their Item and Report, with CarriedAnswer and CARRIED, if any.

    What was said for the task's own day goes first, for it is an answer; else the newest word.
    """
    counts = (
        select(_LINK.report_id)
        .join(_SAID, _SAID.id == _LINK.report_id)
        .where(_LINK.expectation_id == Expectation.id, _SAID.withdrawn_at.is_(None))
        .order_by(_LINK.in_period.desc(), _LINK.report_id.desc())
        .limit(1)
        .correlate(Expectation)
        .scalar_subquery()
    )
    link = and_(
        col(CarriedAnswer.expectation_id) == Expectation.id,
        col(CarriedAnswer.report_id) == counts,
    )
    return query.join(CarriedAnswer, link, isouter=True).join(
        CARRIED, CARRIED.id == CarriedAnswer.report_id, isouter=True
    )


def is_finished() -> ColumnElement[bool]:
    """CARRIED completed the task, and nobody has returned or reopened it."""
    returned = select(Review.id).where(
        col(Review.report_id) == CARRIED.id, col(Review.accepted).is_(False)
    )
    reopened = select(Reopening.id).where(
        col(Reopening.report_id) == CARRIED.id, col(Reopening.accepted).is_(True)
    )
    return and_(
        CARRIED.status == Status.COMPLETED,
        is_one_off(),
        ~returned.correlate(CARRIED).exists(),
        ~reopened.correlate(CARRIED).exists(),
    )


def stands_elsewhere() -> ColumnElement[bool]:
    """CARRIED is newer than what was said here, and an answer here or the end of the task."""
    is_newer = or_(col(Report.id).is_(None), CARRIED.id > col(Report.id))
    return and_(CARRIED.id.is_not(None), is_newer, or_(col(CarriedAnswer.in_period), is_finished()))


# --- Written once ---------------------------------------------------------------------------------


def carry_answer(session: Session, report: Report, given: Expectation, today: date) -> None:
    """Tell what else is asked of the same task and agency of an answer stored today."""
    round_ = session.get_one(Round, given.round_id)
    said = select(_SAID.id).where(
        _SAID.expectation_id == Expectation.id, _SAID.withdrawn_at.is_(None)
    )
    others: Any = (
        select(  # type: ignore[call-overload]
            *(col(Expectation.id), col(Expectation.due_on), Round, is_one_off(), said.exists())
        )
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .where(
            col(Expectation.item_id).is_not_distinct_from(given.item_id),
            Round.plan_id == round_.plan_id,
            Expectation.agency_id == given.agency_id,
            Expectation.id != given.id,
            col(Round.due_on) >= today - A_YEAR,
            col(Round.closed_at).is_(None),
        )
    )
    links = []
    for expectation_id, due_on, other, one_off, answered in session.exec(others):
        off = bool(one_off)
        in_period = serves(round_, other, due_on, today, one_off=off, answered=answered)
        if in_period or off:
            links.append(_link(expectation_id, report.id or 0, in_period))
    _write(session, links)


def carry_into(
    session: Session, round_: Round, now: datetime, on: date, since: datetime, until: datetime
) -> None:
    """Tell what is expected in the round since `now` of what was said of the same tasks before.

    By the agency or by one it has taken over from until that day. `since` and `until` are the
    first and the last instant of the days its figures are of.
    """
    fresh = _expected_since(session, round_, now)
    if not fresh:
        return
    became = lineage(session).successors(on)
    items = {item or 0 for item, _ in fresh}
    finished = finished_tasks(session, items, on, round_.id or 0)
    in_period = _within(session, round_, became, since, until)
    _write(
        session,
        [
            _link(key or 0, report_id, found is in_period)
            for found in (in_period, finished)
            for (item, agency), key in fresh.items()
            for report_id in [found.get((item or 0, agency))]
            if report_id is not None
        ],
    )


def _expected_since(
    session: Session, round_: Round, now: datetime
) -> dict[tuple[int | None, int], int | None]:
    """By item and agency."""
    query = select(Expectation.id, Expectation.item_id, Expectation.agency_id).where(
        Expectation.round_id == round_.id,
        Expectation.created_at == now,
        col(Expectation.item_id).is_not(None),
    )
    return {(item, agency): key for key, item, agency in session.exec(query)}


Newest = dict[tuple[int, int], int]  # (item, agency) → report


def finished_tasks(session: Session, items: Collection[int], on: date, but_in: int = 0) -> Newest:
    """Where the newest word on a task, in other rounds than that one, is that it is completed.

    The word of the agency that answers on that day counts; where it has said nothing, that of
    those it has taken over from, of each of them.
    """
    became = lineage(session).successors(on)
    own: dict[tuple[int, int], int | None] = {}
    former: dict[tuple[int, int], list[int | None]] = {}
    rows = session.execute(_NEWEST_WORDS, {"items": list(items), "but_in": but_in})
    for item, agency, report_id, is_done in rows:
        done = report_id if is_done else None
        if agency in became:
            former.setdefault((item, became[agency]), []).append(done)
        elif report_id is not None:
            own[item, agency] = done
    taken_over = {
        key: None if None in all_ else max(one or 0 for one in all_) for key, all_ in former.items()
    }
    return {key: done for key, done in (taken_over | own).items() if done is not None}


_NEWEST_WORD: Any = (
    select(Expectation.item_id, Expectation.agency_id, func.max(col(Report.id)).label("report_id"))
    .join(Report, col(Report.expectation_id) == Expectation.id, isouter=True)
    .where(
        col(Expectation.item_id).in_(bindparam("items", expanding=True)),
        Expectation.round_id != bindparam("but_in"),
        col(Report.withdrawn_at).is_(None),
        or_(col(Expectation.ended_at).is_(None), col(Report.id).is_not(None)),
    )
    .group_by(col(Expectation.item_id), col(Expectation.agency_id))
    .subquery()
)
_NEWEST_WORDS: Any = (
    select(*_NEWEST_WORD.c, is_finished())  # type: ignore[call-overload]
    .join(Item, col(Item.id) == _NEWEST_WORD.c.item_id)
    .join(CARRIED, CARRIED.id == _NEWEST_WORD.c.report_id, isouter=True)
)


def _within(
    session: Session, round_: Round, became: Mapping[int, int], since: datetime, until: datetime
) -> Newest:
    """The newest answer for an own day of the task in the days the round is of."""
    query = _SAID_WITHIN_OF_ONE_OFFS if round_.of_items else _SAID_WITHIN
    given = {"round": round_.id, "since": since, "until": until}
    rows = session.exec(query, params=given)
    return {(item, became.get(agency, agency)): key for item, agency, key in rows}


def _said_within() -> Any:
    said_at = func.coalesce(Report.sent_at, Report.submitted_at)
    asked: Any = bindparam("round")
    items = select(Expectation.item_id).where(Expectation.round_id == asked)
    other = aliased(Expectation)
    return (
        select(other.item_id, other.agency_id, Report.id)
        .join(Report, col(Report.expectation_id) == other.id)
        .join(Round, col(other.round_id) == Round.id)
        .join(Item, col(other.item_id) == Item.id)
        .where(
            col(other.item_id).in_(items),
            col(Round.of_items),
            Round.id != asked,
            col(Report.withdrawn_at).is_(None),
            said_at.between(bindparam("since", type_=Instant), bindparam("until", type_=Instant)),
        )
        .order_by(col(Report.id))
    )


_SAID_WITHIN = _said_within()
_SAID_WITHIN_OF_ONE_OFFS = _SAID_WITHIN.where(is_one_off())


def _link(expectation_id: int, report_id: int, in_period: bool) -> dict[str, Any]:
    return {"expectation_id": expectation_id, "report_id": report_id, "in_period": in_period}


def _write(session: Session, links: list[dict[str, Any]]) -> None:
    if links:
        writing = insert_into(session, CarriedAnswer).on_conflict_do_nothing()
        session.connection().execute(writing, links)
