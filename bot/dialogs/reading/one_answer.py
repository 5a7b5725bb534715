"""One answer read: short first, whole where it is asked for, then what was said before it."""

from collections.abc import Iterator

from bot.dialogs.engine import Answer as Said
from bot.dialogs.engine import Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.reading.answer_list import round_words, task_code
from bot.documents.contents import answer_wording as wording
from bot.language.wording import day, shortened
from storage.reports.answered.earlier_rounds import EarlierAnswer
from storage.reports.answered.indicators import target_for, targets_of
from storage.reports.answered.reader import Answer

SHORT = 110  # letters of one field
TITLE = 90  # letters


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    one = facts.reading.answer(int(slots["expectation"]))
    if one is None:
        return End(_gone(facts))
    if not _ways(one, slots, facts):
        return End(answer_text(one, facts))
    return Next("read", slots)


def _gone(facts: Facts) -> str:
    return facts.say("There is no such answer that you may read.")


def _ask(slots: Slots, facts: Facts) -> Prompt:
    one = facts.reading.answer(int(slots["expectation"]))
    if one is None:
        return Prompt(_gone(facts))
    return Prompt(answer_text(one, facts, whole="whole" in slots), _ways(one, slots, facts))


def _ways(one: Answer, slots: Slots, facts: Facts) -> tuple[Choice, ...]:
    say, ways = facts.say, []
    if "whole" not in slots and answer_text(one, facts) != answer_text(one, facts, whole=True):
        ways.append(Choice("whole", say("Read all of it")))
    if one.earlier is not None:
        ways.append(Choice("earlier", say("Year {year}", year=one.earlier.year)))
    if _may_report(one, facts):
        ways.append(Choice("report", say("Report on it")))
    if "back" in slots:
        ways.append(Choice("back", say("Back")))
    return tuple(ways)


def _take(slots: Slots, answer: Said, facts: Facts) -> Next | Retry | End:
    one = facts.reading.answer(int(slots["expectation"]))
    if one is None:
        return End(_gone(facts))
    match answer.choice:
        case "whole":
            return Next("read", {**slots, "whole": True})
        case "earlier" if one.earlier is not None:
            before = {"dialog": "read_answer", "slots": dict(slots)}
            asked = one.earlier.report.expectation_id
            return Next(dialog="read_answer", slots={"expectation": asked, "back": before})
        case "report" if _may_report(one, facts):
            return Next(dialog="report", slots={"expectation_id": one.expectation.id})
        case "back" if "back" in slots:
            return Next(dialog=slots["back"]["dialog"], slots=slots["back"]["slots"])
    return Retry(facts.say("Please choose one of the answers."))


def _may_report(one: Answer, facts: Facts) -> bool:
    """It is still owed by an agency the person answers for."""
    owed = facts.owed if facts.person is not None and facts.person.is_focal else ()
    return any(duty.expectation_id == one.expectation.id for duty in owed)


READ_ANSWER = Dialog(name="read_answer", enter=_enter, steps={"read": Step(_ask, _take)})


# --- In words -------------------------------------------------------------------------------------


def answer_text(one: Answer, facts: Facts, *, whole: bool = False) -> str:
    """What, by whom, how far; what was said of it; when, and what became of it; the year before."""
    return "\n".join((_title(one, facts, whole), *_lines(one, facts, whole)))


def _title(one: Answer, facts: Facts, whole: bool) -> str:
    if one.item is None:
        return task_code(one, facts.say)
    return f"{one.code} {one.item.title if whole else shortened(one.item.title, TITLE)}"


def _lines(one: Answer, facts: Facts, whole: bool) -> Iterator[str]:
    say, told = facts.say, one.report or one.elsewhere
    who = f"{wording.who(one, say)}, {round_words(one.round, say)}"
    yield f"{who}: {_state(one, facts)}"
    for name, text in wording.said(told, say) if told else ():
        if text:
            yield f"{name}: {text if whole else _in_short(text)}{_target(name, one, facts)}"
    if one.report is not None:
        yield "; ".join(_history(one, facts)) + "."
    if one.earlier is not None:
        yield _earlier(one.earlier, one, facts)


def _state(one: Answer, facts: Facts) -> str:
    say = facts.say
    if one.report is not None:
        return wording.state(one.report, say)
    if one.elsewhere is not None:
        on = one.elsewhere.said_at.astimezone(facts.zone).date()
        return say("completed since {day}", day=day(on))
    due = say("due {day}", day=day(one.due_on))
    return f"{wording.standing(one, say)}, {due}"


def _target(name: str, one: Answer, facts: Facts) -> str:
    """Behind the value of an indicator: what it is to reach, and by when."""
    target = target_for(targets_of(one.item.details), one.round.year) if one.item else None
    if target is None or name != facts.say("Value"):
        return ""
    words = f"{target.words} {one.unit}".strip()
    return " " + facts.say("(target {year}: {words})", year=target.year, words=words)


def _history(one: Answer, facts: Facts) -> Iterator[str]:
    yield from wording.history(one, facts.zone, facts.say)
    if one.report is not None and one.report.expectation_id != one.expectation.id:
        yield facts.say("said for the task's own day")
    if one.reporter:
        yield facts.say("reported by {name}", name=one.reporter)


def _earlier(before: EarlierAnswer, one: Answer, facts: Facts) -> str:
    say, report = facts.say, before.report
    text = report.result or report.difficulties
    told = report.value or wording.state(report, say)
    told += f". {_in_short(text)}" if text else ""
    if before.year == one.round.year - 1:
        return say("Last year: {told}", told=told)
    return say("In the report of {year}: {state}", year=before.year, state=told)


def _in_short(text: str) -> str:
    return shortened(" ".join(text.split()), SHORT)
