"""Words about an answer that all documents share: who, how far, by which document, what became."""

from datetime import date, datetime, tzinfo

from bot.language.wording import agency_name, day, shortened, status_words
from locales import Translator, mark
from storage.models import Report, Round
from storage.reports.answered.reader import Answer

VERDICTS = {"": "", "accepted": mark("Accepted"), "returned": mark("Returned")}
_STANDINGS = {
    "late": mark("late"),
    "on_time": mark("on time"),
    "missing": mark("overdue, not answered"),
    "pending": mark("not answered yet"),
}


def who(one: Answer, say: Translator) -> str:
    return agency_name(one.printed, one.now_called, say)


def standing(one: Answer, say: Translator) -> str:
    """In time or not, or why there is nothing."""
    return say(next((words for name, words in _STANDINGS.items() if name in one.counts_as), ""))


def said_elsewhere(one: Answer, zone: tzinfo, say: Translator) -> str:
    """ "trả lời theo hạn riêng 29/06/2026"; empty where it was said in the round itself."""
    if one.said_in is None:
        return ""
    where = round_name(one.said_in, say)
    if one.is_carried_over and one.elsewhere is not None:
        since = day(one.elsewhere.said_at.astimezone(zone).date())
        return say("completed since {day}, as told {where}", day=since, where=where)
    return say("answered {where}", where=where)


def round_name(one: Round, say: Translator) -> str:
    """ "theo hạn riêng 29/06/2026", "trong báo cáo năm 2026, hạn 04/09/2026"."""
    if one.of_items:
        return say("for the task's own day, {day}", day=day(one.due_on))
    if one.rule_id is None:
        return say("in “{title}”, due {day}", title=shortened(one.title, 60), day=day(one.due_on))
    return say("in the report of {year}, due {day}", year=one.year, day=day(one.due_on))


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
