"""One answer used again for a task that asks nearly the same of the same agency."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from storage.models import Expectation, ItemKind, Report
from storage.names import folded
from storage.reports.answers import ExpectedReport, counting_report, expected_of
from storage.reports.gate import Act, Barred, Barrier, pass_gate
from storage.reports.shared_answers.pairs import confirmed, pair_of
from storage.reports.submission import submit

_TAKEN_OVER = (
    *("status", "percent", "value", "value_number", "value_unit"),
    *("result", "difficulties", "proposals", "document_number", "document_on"),
)


def like_questions(
    session: Session, expected: Iterable[ExpectedReport]
) -> Mapping[int, frozenset[int]]:
    """By expectation: those that an answer to it may be offered for, if they are owed."""
    asked = [one for one in expected if one.item is not None]
    items = {one.item.id or 0 for one in asked if one.item}
    pairs = confirmed(session, items) if len(items) > 1 else set()
    found: dict[int, set[int]] = {}
    for one in asked if pairs else ():
        for other in asked:
            if _is_like(one, other) and pair_of(_item(one), _item(other)) in pairs:
                found.setdefault(one.expectation.id or 0, set()).add(other.expectation.id or 0)
    return {key: frozenset(others) for key, others in found.items()}


def _item(one: ExpectedReport) -> int:
    return one.item.id or 0 if one.item else 0


def _is_like(one: ExpectedReport, other: ExpectedReport) -> bool:
    """Of one agency, and of days that have something in common; of a value they are the same."""
    if one.item is None or other.item is None or one.item.id == other.item.id:
        return False
    if one.agency.id != other.agency.id or one.item.kind != other.item.kind:
        return False
    here, there = one.round, other.round
    if here.year != there.year:
        return False
    if one.item.kind == ItemKind.INDICATOR:
        units = {folded(str(item.details.get("unit") or "")) for item in (one.item, other.item)}
        days = {(o.covers_from, o.covers_until, o.cut_off_on) for o in (here, there)}
        return len(units) == len(days) == 1
    return here.covers_from <= there.covers_until and there.covers_from <= here.covers_until


def use_again(
    session: Session,
    expectation_id: int,
    origin_id: int,
    person_id: int,
    today: date,
    now: datetime,
    said_at: datetime | None = None,
) -> Report:
    """Answer one by what was said of the other, as an answer of its own; or correct what was
    answered so. Raises Barred."""
    origin = session.get(Report, origin_id)
    expectation = session.get(Expectation, expectation_id)
    if origin is None or expectation is None or not _counts(session, origin):
        raise Barred(Barrier.CHANGED)
    expected = expected_of(session, {expectation.agency_id}, today)
    if expectation_id not in like_questions(session, expected).get(origin.expectation_id, ()):
        raise Barred(Barrier.CHANGED)
    before = pass_gate(session, expectation_id, Act.USE_AGAIN, person_id, today).report
    if before is not None and (before.origin_id is None or (before.id or 0) > origin_id):
        raise Barred(Barrier.REPORTED)  # in words of its own, or in these
    report = Report(
        expectation_id=expectation_id,
        person_id=person_id,
        submitted_at=now,
        sent_at=said_at,
        origin_id=origin.id,
        **{name: getattr(origin, name) for name in _TAKEN_OVER},
    )
    return submit(session, report, today, Act.USE_AGAIN)


def _counts(session: Session, origin: Report) -> bool:
    """It is the answer there still, and was not returned."""
    counting = counting_report(session, origin.expectation_id)
    if counting is None or counting[0].id != origin.id:
        return False
    review = counting[1]
    return review is None or review.accepted
