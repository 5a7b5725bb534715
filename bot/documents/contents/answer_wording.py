"""Words about an answer that all documents share: who, how far, by which document, what became."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from bot.language.wording import agency_name, day, shortened, status_words
from locales import Translator, mark
from storage.models import Report, Round
from storage.reports.answered.reader import Answer
from storage.reports.shared_answers.pairs import Origin

VERDICTS = {"": "", "accepted": mark("Accepted"), "returned": mark("Returned")}
STANDINGS = {
    "late": mark("late"),
    "on_time": mark("on time"),
    "missing": mark("overdue, not answered"),
    "pending": mark("not answered yet"),
    "carried_over": mark("completed before"),
}


def who(one: Answer, say: Translator) -> str:
    """Who answers, by the name the plan prints; an office chosen later by its own."""
    if one.is_reassigned:
        return say("{agency} (in place of {printed})", agency=one.now_called, printed=one.printed)
    return agency_name(one.printed, one.now_called, say)


def standing(one: Answer, say: Translator) -> str:
    """In time or not, or why there is nothing."""
    return say(next((words for name, words in STANDINGS.items() if name in one.counts_as), ""))


def said_elsewhere(one: Answer, zone: tzinfo | None, say: Translator) -> str:
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


def said(report: Report, say: Translator) -> Iterator[tuple[str, str]]:
    """What an answer says besides its status, each under its name; what is left out is empty."""
    yield say("Value"), report.value
    yield say("Result"), report.result
    yield say("Difficulties"), report.difficulties
    yield say("Proposals"), report.proposals
    yield say("Document"), document(report.document_number, report.document_on, say)


def history(one: Answer, zone: tzinfo | None, say: Translator) -> Iterator[str]:
    """What an answer itself does not say: received and corrected when, what became of it, files."""
    if one.first_received_at:
        received = say("Received: {at}", at=moment(one.first_received_at, zone))
        yield f"{received} ({standing(one, say)})"
    if one.corrected_at:
        yield say("Corrected: {at}", at=moment(one.corrected_at, zone))
    if one.verdict:
        yield verdict(one, say)
    if one.files:
        yield say.plural("{count} file", "{count} files", one.files)
    if told := notes(one, zone, say):
        yield say("Notes") + ": " + "; ".join(told)


def state_of(one: Answer, zone: tzinfo | None, say: Translator) -> str:
    """How far it is; or since when it is over, or why there is nothing."""
    if one.report is not None:
        return state(one.report, say)
    return _completed(one, zone, say) or standing(one, say)


def used_again_words(origin: Origin, say: Translator) -> str:
    return say(
        "the answer to {code} ({decision}) used again",
        code=origin.code,
        decision=origin.decision,
    )


def notes(one: Answer, zone: tzinfo | None, say: Translator) -> list[str]:
    """What has to be known to read it rightly; a planner sees it beside the answer."""
    told = []
    if elsewhere := said_elsewhere(one, zone, say):
        told.append(elsewhere)
    if one.is_carried_over:
        told.append(say("not asked again"))
    if one.used_from is not None:
        told.append(used_again_words(one.used_from, say))
    if one.repeats_earlier and one.earlier:
        told.append(say("word for word as in {year}", year=one.earlier.year))
    return told


def _completed(one: Answer, zone: tzinfo | None, say: Translator) -> str:
    """ "Hoàn thành từ 12/03/2026"."""
    if not one.is_carried_over or one.elsewhere is None:
        return ""
    return say("Completed since {day}", day=day(one.elsewhere.said_at.astimezone(zone).date()))
