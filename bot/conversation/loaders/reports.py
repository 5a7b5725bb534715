"""Loads what was reported before, and what a report is measured by."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.dialogs.facts.reports import AlsoAnswered, ReportFacts, Unsettled
from scheduler.calendar import Calendar
from storage.models import Item, ItemKind, Report, Status
from storage.reports.answered.earlier_rounds import (
    EarlierAnswer,
    answers_before,
    history_of,
    values_by_year,
)
from storage.reports.answered.indicators import History, targets_of
from storage.reports.answers import ExpectedReport
from storage.reports.obstacles.words import Word, newest_word_on, words_by_expectation
from storage.reports.shared_answers.duties import over_once_completed
from storage.reports.timeliness import has_passed


class SaidBefore:
    """Answers only for the expectations the chat's person may see."""

    def __init__(self, session: Session, expected: Sequence[ExpectedReport], today: date) -> None:
        self._session = session
        self._today = today
        self._expected = {one.expectation.id: one for one in expected}
        self._earlier: dict[int, EarlierAnswer | None] = {}
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
        before = self._before([expectation_id]).get(expectation_id)
        return _facts(before.report, before.year) if before else None

    def unsettled(self, expectation_ids: Collection[int], now: datetime) -> dict[int, Unsettled]:
        """What was raised and nobody has settled, nor spoken of since the round has opened."""
        before = self._before(expectation_ids)
        reports = {key: one.report for key, one in before.items() if _tells(one.report)}
        if not reports:
            return {}
        from bot.documents.contents.obstacles import matters_of

        raised_on = {report.expectation_id for report in reports.values()}
        words = words_by_expectation(self._session, now, expectation_ids=raised_on)
        found = {}
        for key, report in reports.items():
            opened_at = self._expected[key].round.opened_at
            about = tuple(
                one.words
                for one in matters_of(report)
                if _is_to_be_asked(
                    newest_word_on(one.sentences, words, report.expectation_id), opened_at
                )
            )
            if about:
                found[key] = Unsettled(report.id or 0, before[key].year, about)
        return found

    def _before(self, expectation_ids: Collection[int]) -> dict[int, EarlierAnswer]:
        """Of those that are known; looked up once, a round at a time."""
        known = [key for key in expectation_ids if key in self._expected]
        asked = [self._expected[key] for key in known if key not in self._earlier]
        if asked and self._earlier:  # who asks of another one asks of them all
            asked = [one for key, one in self._expected.items() if key not in self._earlier]
        for round_ in {one.round.id: one.round for one in asked}.values():
            theirs = [one.expectation for one in asked if one.round.id == round_.id]
            found = answers_before(self._session, round_, theirs, self._today)
            self._earlier |= {one.id or 0: found.get(one.id or 0) for one in theirs}
        return {key: one for key in known if (one := self._earlier[key]) is not None}

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


def _tells(report: Report) -> bool:
    awaits = report.status == Status.AWAITING_GUIDANCE
    return bool(report.difficulties or report.proposals or awaits)


def _is_to_be_asked(word: Word | None, since: datetime) -> bool:
    return word is None or not (word.is_settled or word.said_at >= since)


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
        stored_at=report.submitted_at,
        is_used_again=report.origin_id is not None,
    )
