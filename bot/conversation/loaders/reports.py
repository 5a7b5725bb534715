"""Loads what was reported before, and what a report is measured by."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.dialogs.facts.reports import ReportFacts
from scheduler.calendar import Calendar
from storage.models import Item, ItemKind, Report, Status
from storage.reports.answered.earlier_rounds import answers_before, history_of, values_by_year
from storage.reports.answered.indicators import History, targets_of
from storage.reports.answers import ExpectedReport
from storage.reports.timeliness import has_passed


class SaidBefore:
    """Answers only for the expectations the chat's person may see."""

    def __init__(self, session: Session, expected: Sequence[ExpectedReport], today: date) -> None:
        self._session = session
        self._today = today
        self._expected = {one.expectation.id: one for one in expected}
        self._earlier: dict[int, ReportFacts | None] = {}
        self._history: dict[int, History] = {}

    def stored(self, expectation_id: int) -> ReportFacts | None:
        """The report that counts now, returned or not."""
        one = self._expected.get(expectation_id)
        if one is None or one.answer is None:
            return None
        accepted = one.elsewhere is None and one.review is not None and one.review.accepted
        return _facts(one.answer, one.round.year, is_accepted=accepted)

    def earlier(self, expectation_id: int) -> ReportFacts | None:
        """The newest report of the agency, or of one it took over from, in an earlier round."""
        one = self._expected.get(expectation_id)
        if one is None:
            return None
        if expectation_id not in self._earlier:
            self._load_earlier(one)
        return self._earlier[expectation_id]

    def history(self, expectation_id: int) -> History:
        """Of an indicator: the value of each year up to this one, the agency's own where it has."""
        one = self._expected.get(expectation_id)
        if one is None or one.item is None or one.item.kind != ItemKind.INDICATOR:
            return {}
        if expectation_id not in self._history:
            key = one.item.id or 0
            said = values_by_year(self._session, one.round, item_id=key).get(key, {})
            self._history[expectation_id] = history_of(said, one.agency.id or 0)
        return self._history[expectation_id]

    def _load_earlier(self, one: ExpectedReport) -> None:
        """Of one alone at first; who asks of another asks of them all, in one statement."""
        asked = [one.expectation]
        if self._earlier:
            same = (o.expectation for o in self._expected.values() if o.round.id == one.round.id)
            asked = [o for o in same if o.id not in self._earlier]
        found = answers_before(self._session, one.round, asked, self._today)
        for key in (o.id or 0 for o in asked):
            before = found.get(key)
            self._earlier[key] = _facts(before.report, before.year) if before else None


def about_report(one: ExpectedReport) -> dict[str, Any]:
    """The fields of Owed that only a report on it needs."""
    item, review = one.item, one.review
    is_indicator = item is not None and item.kind == ItemKind.INDICATOR
    is_returned = one.report is not None and one.is_returned
    return {
        "is_indicator": is_indicator,
        "unit": str(item.details.get("unit") or "") if item and is_indicator else "",
        "targets": targets_of(item.details) if item and is_indicator else (),
        "is_returned": is_returned,
        "returned_for": review.reason if review and is_returned else "",
    }


def about_days(one: ExpectedReport, today: date, calendar: Calendar) -> dict[str, Any]:
    """The fields of Owed on the task's own last day, and on what was answered elsewhere."""
    item, said_on = one.item, None
    if one.elsewhere is not None:
        said_on = calendar.today(one.elsewhere.said_at)
    if item is None:
        return {}
    words = item.timeframe_raw.strip() or (f"{item.due_on:%d/%m/%Y}" if item.due_on else "")
    is_own, is_one_off = one.round.of_items, _is_one_off(item)
    return {
        "task_day": words if is_own or (item.due_on and is_one_off) else "",
        "is_own_day": is_own,
        "is_one_off": is_one_off,
        "answered_on": None if one.is_carried_over else said_on,
        "finished_on": said_on if one.is_carried_over else None,
        "overdue": words or str(item.end_year or "") if _is_overdue(one, item, today) else "",
    }


def _is_overdue(one: ExpectedReport, item: Item, today: date) -> bool:
    """Not of its own day, which is told with it; nor of what is completed."""
    last_day = item.due_on or (date(item.end_year, 12, 31) if item.end_year else date.max)
    is_completed = one.answer is not None and one.answer.status == Status.COMPLETED
    is_open = one.is_owed or not is_completed
    is_told = one.round.of_items
    return _is_one_off(item) and is_open and not is_told and has_passed(last_day, today)


def _is_one_off(item: Item) -> bool:
    return item.kind == ItemKind.TASK and not (item.recurrence or item.due_every)


def _facts(report: Report, year: int, *, is_accepted: bool = False) -> ReportFacts:
    return ReportFacts(
        id=report.id or 0,
        year=year,
        status=report.status,
        percent=report.percent,
        value=report.value,
        result=report.result,
        difficulties=report.difficulties,
        proposals=report.proposals,
        document_number=report.document_number,
        document_on=report.document_on,
        said_at=report.said_at,
        is_accepted=is_accepted,
    )
