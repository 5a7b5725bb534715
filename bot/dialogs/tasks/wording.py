"""A task and its deadline in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.language import wording
from bot.language.wording import STATUS_WORDS, day, shortened, weekday_and_day
from locales import Translator
from storage.models import Status
from storage.reports.answered.repeated import Words, repeats

BUTTON = 30  # letters
DAY_WORDS = 60  # letters
SHOWN = 8  # tasks of one due day in a message that is read between two meetings


def task_line(owed: Duty, say: Translator, length: int = 90) -> str:
    """ "9.4 Hỗ trợ các doanh nghiệp tiếp cận…" """
    if owed.title:
        return f"{owed.code} {shortened(owed.title, length)}".strip()
    return task_name(owed, say)


def task_name(owed: Duty, say: Translator) -> str:
    """The code, which is what a button has room for."""
    if owed.code:
        return owed.code
    if owed.title:
        return shortened(owed.title, BUTTON)
    return report_name(owed.sums_up, say)


def repeated_line(said: Words, task: Duty, facts: Facts) -> list[str]:
    """That it says word for word what was said of an earlier year; it hinders nothing."""
    before = facts.earlier(task.expectation_id)
    if before is None or before.year >= task.year or not repeats(said, before):
        return []
    return [facts.say("These are the very words of the report of {year}.", year=before.year)]


def named(task: Duty, say: Translator) -> str:
    """ "nhiệm vụ 9.4", "chỉ tiêu CT.4", "Báo cáo chung"."""
    if not task.code:
        return task_name(task, say)
    if task.is_indicator:
        return say("indicator {code}", code=task.code)
    return say("task {code}", code=task.code)


def left_words(facts: Facts, done: Mapping[int, str]) -> str:
    """How much is still to be reported once `done`, by expectation the status, is stored."""
    say = facts.say
    left = [
        one
        for one in facts.owed
        if one.expectation_id not in done
        and not any(_is_told_by(one, facts.known_by_id(key), done[key], facts) for key in done)
    ]
    if left:
        return say.plural(
            '{count} task is still to be reported (type "nhiem vu").',
            '{count} tasks are still to be reported (type "nhiem vu").',
            len(left),
        )
    count = len({one.expectation_id for one in facts.owed + facts.reported})
    return say.plural(
        "Everything is reported: {count} task. Thank you.",
        "Everything is reported: {count} tasks. Thank you.",
        count,
    )


def _is_told_by(one: Duty, other: Duty | None, status: str, facts: Facts) -> bool:
    """The other answer is on the same task, which is completed or told of on its own day; then it
    is asked for no more, or not in the report of that period."""
    if other is None or not one.code or one.task != other.task:
        return False
    is_of_period = other.is_own_day and one.due_on >= facts.today
    return is_of_period or (one.is_one_off and status == Status.COMPLETED)


def report_name(sums_up: bool, say: Translator) -> str:
    """The report on the plan as a whole: of an agency, or of the coordinator on all of them."""
    return say("Consolidated report") if sums_up else say("General report")


def by_duty(owed: Sequence[Duty]) -> list[tuple[Duty, ...]]:
    """What belongs to one plan and one duty, in order; former provinces have given out the same
    numbers."""

    def duty(one: Duty) -> tuple[int, str, int, bool, bool, bool]:
        asked = one.year, one.sums_up, one.is_ad_hoc, one.is_returned
        return one.plan_id, one.decision, *asked

    return [
        tuple(one for one in owed if duty(one) == kind) for kind in dict.fromkeys(map(duty, owed))
    ]


def decision_words(owed: Duty, say: Translator) -> str:
    """ "Quyết định số 2082/QĐ-UBND ngày 18/09/2023 của UBND tỉnh Bến Tre"."""
    return wording.decision_words(owed.decision, owed.issued_on, owed.province, owed.issuer, say)


def lead_line(one: Duty, say: Translator) -> str:
    """Whom the plan names, and who answers in its place: its heir, or whom a planner has chosen."""
    return say(
        "Lead in the plan: {printed}; now reporting: {agency}",
        printed=one.printed,
        agency=one.agency,
    )


def days_left(owed: Duty, say: Translator) -> str:
    """How long is left until the day we ask for, in working days."""
    left = owed.working_days_left
    if left > 0:
        return say.plural("{count} working day left", "{count} working days left", left)
    if left == 0:
        return say("due today")
    if owed.is_returned:
        return say.plural(
            "{count} working day past the day to complete it",
            "{count} working days past the day to complete it",
            -left,
        )
    return say.plural("{count} working day late", "{count} working days late", -left)


def overview(owed: Sequence[Duty], say: Translator) -> str:
    """The tasks, each due day's below its own: it stands next to the buttons then."""
    return "\n\n".join(
        "\n".join((*_lines(group, say), "", due_line(group[0], say))) for group in by_due_day(owed)
    )


def by_due_day(owed: Sequence[Duty]) -> list[tuple[Duty, ...]]:
    """What was returned stands apart, also where its day is the same."""

    def group(one: Duty) -> tuple[date, bool]:
        return one.due_on, one.is_returned

    groups = dict.fromkeys(map(group, owed))
    return [tuple(one for one in owed if group(one) == key) for key in groups]


def due_line(owed: Duty, say: Translator) -> str:
    """The legal day, the working day asked for where that is another, and how long is left."""
    legal = weekday_and_day(owed.due_on, say)
    if owed.is_returned:
        return say(
            "Returned, please complete it by {day} ({left}).", day=legal, left=days_left(owed, say)
        )
    if owed.due_on == owed.ask_until_on or owed.working_days_left < 0:
        return say("Due: {legal} ({left}).", legal=legal, left=days_left(owed, say))
    return say(
        "Due: {legal}; that is no working day, so please report by {asked} ({left}).",
        legal=legal,
        asked=weekday_and_day(owed.ask_until_on, say),
        left=days_left(owed, say),
    )


def figures_lines(owed: Sequence[Duty], say: Translator) -> list[str]:
    """Up to which day the figures are, where that is not the due day itself."""
    days = dict.fromkeys(one.figures_until for one in owed if one.figures_until)
    return [say("Figures as of {day}.", day=day(cut_off)) for cut_off in days]


def state_of_task(owed: Duty, facts: Facts) -> str:
    """What was said of it so far, behind its title: the report, a promise, a half-filled reply."""
    say = facts.say
    told = days_of_task(owed, say) + _also(owed, say) + _promise(owed, say)
    said = say(STATUS_WORDS.get(owed.status, "")) if owed.status else ""
    if said and any(one.expectation_id == owed.expectation_id for one in facts.reported):
        told = f"{days_of_task(owed, say)}{_which_one(owed, facts)}: {reported_words(owed, say)}"
    elif said:
        told += " " + say("(returned to you; you had said: {status})", status=said)
    if owed.expectation_id in facts.drafts:
        told += " " + say("(a half-filled reply waits)")
    return told


def days_of_task(owed: Duty, say: Translator) -> str:
    """The decision's own words on the task's last day, as far as they say more than the round."""
    if owed.overdue:
        words = shortened(owed.overdue, DAY_WORDS)
        return " " + say("(overdue by the plan: {day})", day=words)
    if not owed.task_day:
        return ""
    words = shortened(owed.task_day, DAY_WORDS)
    return f" ({words})" if owed.is_own_day else " " + say("(progress; the task: {day})", day=words)


def reported_words(task: Duty, say: Translator) -> str:
    """The status, and where it was said, if that was for another day."""
    if task.finished_on is not None:
        return say("completed since {day}", day=day(task.finished_on))
    said = say(STATUS_WORDS[task.status]) if task.status else ""
    if task.answered_on is not None:
        said += " " + say(
            "(reported on {day}; report anew to update it)", day=day(task.answered_on)
        )
    return said


def _lines(owed: Sequence[Duty], say: Translator) -> list[str]:
    lines = [
        f"- {task_line(one, say)}{days_of_task(one, say)}{_also(one, say)}{_promise(one, say)}"
        for one in owed[:SHOWN]
    ]
    if len(owed) > SHOWN:
        more = len(owed) - SHOWN
        lines.append(say.plural("and {count} more task", "and {count} more tasks", more))
    return lines


def _also(owed: Duty, say: Translator) -> str:
    """The other duties that one answer to it serves."""
    if not owed.also:
        return ""
    days = (
        say("{day}, overdue", day=day(one.due_on)) if one.is_over else day(one.due_on)
        for one in owed.also
    )
    return " " + say("(counts for the report of {days}, too)", days="; ".join(days))


def _which_one(task: Duty, facts: Facts) -> str:
    """Its day, where the agency is asked several times for the same."""
    same = [one for one in facts.owed + facts.reported if one.task == task.task]
    if len(same) < 2 or task.is_own_day:
        return ""
    return " " + facts.say("(report of {days})", days=day(task.due_on))


def _promise(owed: Duty, say: Translator) -> str:
    if owed.promised_on is None:
        return ""
    return " " + say("(promised for {day})", day=day(owed.promised_on))
