"""Loads what was reported before, and what a report is measured by."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.dialogs.facts.reports import ReportFacts, Target
from storage.models import Item, ItemKind, Report
from storage.reports.answered.earlier_rounds import answers_before
from storage.reports.answers import ExpectedReport

TARGET_YEARS = (2025, 2030)


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
        if one is None or one.report is None:
            return None
        accepted = one.review is not None and one.review.accepted
        return _facts(one.report, one.round.year, is_accepted=accepted)

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
    is_returned = one.report is not None and review is not None and not review.accepted
    return {
        "is_indicator": is_indicator,
        "unit": str(item.details.get("unit") or "") if item and is_indicator else "",
        "targets": _targets(item) if item and is_indicator else (),
        "is_returned": is_returned,
        "returned_for": review.reason if review and is_returned else "",
    }


def _targets(item: Item) -> tuple[Target, ...]:
    """Those the plan gives; a dash or an empty cell is none."""
    found = (
        Target(
            year,
            str(item.details.get(f"target_{year}_raw") or "").strip(" -"),
            item.details.get(f"target_{year}"),
        )
        for year in TARGET_YEARS
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
