"""Words about an answer that all documents share: who, how far, by which document, what became."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from bot.language.wording import agency_name, day, status_words
from locales import Translator, mark
from storage.models import Report
from storage.reports.answered.reader import Answer

VERDICTS = {"": "", "accepted": mark("Accepted"), "returned": mark("Returned")}
STANDINGS = {
    "late": mark("late"),
    "on_time": mark("on time"),
    "missing": mark("overdue, not answered"),
    "pending": mark("not answered yet"),
    "carried_over": mark("completed earlier"),
}


def who(one: Answer, say: Translator) -> str:
    return agency_name(one.printed, one.now_called, say)


def standing(one: Answer, say: Translator) -> str:
    """In time or not, or why there is nothing."""
    return say(next((words for name, words in STANDINGS.items() if name in one.counts_as), ""))


def verdict(one: Answer, say: Translator) -> str:
    """ "Trả lại: thiếu số liệu"."""
    words = say(VERDICTS[one.verdict]) if one.verdict else ""
    reason = one.review.reason if one.review and one.verdict else ""
    return f"{words}: {reason}" if reason else words


def document(number: str, on: date | None, say: Translator) -> str:
    """ "123/BC-SCT ngày 10/11/2026"."""
    if number and on:
        return say("{number} of {day}", number=number, day=day(on))
    return number or (day(on) if on else "")


def moment(at: datetime | None, zone: tzinfo | None) -> str:
    return f"{at.astimezone(zone):%H:%M %d/%m/%Y}" if at else ""


def state(report: Report, say: Translator) -> str:
    """ "Đang triển khai, 60%"."""
    return status_words(report.status, report.percent, say)


def said(report: Report, say: Translator) -> Iterator[tuple[str, str]]:
    """What an answer says besides its status, each under its name; what is left out is empty."""
    yield say("Value"), report.value
    yield say("Result"), report.result
    yield say("Difficulties"), report.difficulties
    yield say("Proposals"), report.proposals
    yield say("Document"), document(report.document_number, report.document_on, say)


def history(one: Answer, zone: tzinfo | None, say: Translator) -> Iterator[str]:
    """What an answer itself does not say: received and corrected when, what became of it, files."""
    received = say("Received: {at}", at=moment(one.first_received_at, zone))
    yield f"{received} ({standing(one, say)})"
    if one.corrected_at:
        yield say("Corrected: {at}", at=moment(one.corrected_at, zone))
    if one.verdict:
        yield verdict(one, say)
    if one.files:
        yield say.plural("{count} file", "{count} files", one.files)
