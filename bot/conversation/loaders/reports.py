"""Loads what was reported before, and what a report is measured by."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.dialogs.facts.reports import AlsoAnswered, ReportFacts, Target
from scheduler.calendar import Calendar
from storage.models import Item, ItemKind, Report, Status
from storage.reports.answered.earlier_rounds import answers_before
from storage.reports.answers import ExpectedReport
from storage.reports.one_answer import over_once_completed
from storage.reports.timeliness import has_passed

_TARGET = re.compile(r"target_(\d{4})_raw")


class SaidBefore:
    """Answers only for the expectations the chat's person may see."""

    def __init__(self, session: Session, expected: Sequence[ExpectedReport], today: date) -> None:
        self._session = session
        self._today = today
        self._expected = {one.expectation.id: one for one in expected}
        self._earlier: dict[int, ReportFacts | None] = {}

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
            asked = [one.expectation]
            found = answers_before(self._session, one.round, asked, self._today)
            before = found.get(expectation_id)
            self._earlier[expectation_id] = _facts(before.report, before.year) if before else None
        return self._earlier[expectation_id]


def about_report(one: ExpectedReport) -> dict[str, Any]:
    """The fields of Owed that only a report on it needs."""
    item, review = one.item, one.review
    is_indicator = item is not None and item.kind == ItemKind.INDICATOR
    is_returned = one.report is not None and one.is_returned
    return {
        "is_indicator": is_indicator,
        "unit": str(item.details.get("unit") or "") if item and is_indicator else "",
        "targets": _targets(item) if item and is_indicator else (),
        "is_returned": is_returned,
        "returned_for": review.reason if review and is_returned else "",
    }


def about_days(one: ExpectedReport, today: date, calendar: Calendar) -> dict[str, Any]:
    """The fields of Owed on the task's own last day, and on what was answered elsewhere."""
    item, said_on = one.item, None
    if one.elsewhere is not None:
        said_on = calendar.today(one.elsewhere.said_at)
    also = {"also": tuple(map(partial(_also_answered, today=today), one.also))}
    if item is None:
        return {**also, "answered_on": said_on}
    words = item.timeframe_raw.strip() or (f"{item.due_on:%d/%m/%Y}" if item.due_on else "")
    is_own, is_one_off = one.round.of_items, over_once_completed(item)
    return {
        **also,
        "task_day": words if is_own or (item.due_on and is_one_off) else "",
        "is_own_day": is_own,
        "is_one_off": is_one_off,
        "answered_on": None if one.is_carried_over else said_on,
        "finished_on": said_on if one.is_carried_over else None,
        "overdue": words or str(item.end_year or "") if _is_overdue(one, item, today) else "",
    }


def _also_answered(one: ExpectedReport, today: date) -> AlsoAnswered:
    return AlsoAnswered(one.expectation.id or 0, one.due_on, has_passed(one.due_on, today))


def _is_overdue(one: ExpectedReport, item: Item, today: date) -> bool:
    """Not of its own day, which is told with it; nor of what is completed."""
    last_day = item.due_on or (date(item.end_year, 12, 31) if item.end_year else date.max)
    is_completed = one.answer is not None and one.answer.status == Status.COMPLETED
    is_open = one.is_owed or not is_completed
    is_told = one.round.of_items
    return over_once_completed(item) and is_open and not is_told and has_passed(last_day, today)


def _targets(item: Item) -> tuple[Target, ...]:
    """Those the plan gives, by year; a dash or an empty cell is none."""
    years = sorted(int(match[1]) for name in item.details if (match := _TARGET.fullmatch(name)))
    found = (
        Target(
            year,
            str(item.details.get(f"target_{year}_raw") or "").strip(" -"),
            item.details.get(f"target_{year}"),
        )
        for year in years
    )
    return tuple(target for target in found if target.words)


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
