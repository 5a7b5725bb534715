"""What was reported: shown, corrected through the questions of a report, or withdrawn."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialogs.effects import WithdrawReport
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, ReportFacts
from bot.dialogs.report.draft import lines_of, slots_of
from bot.dialogs.report.files import stored_file_lines
from bot.dialogs.report.questions import is_general
from bot.dialogs.report.steps.additions import offered
from bot.dialogs.report.steps.confirm import changed_by
from bot.dialogs.report.steps.field import field_choices, field_chosen
from bot.dialogs.tasks.wording import task_line, task_name
from bot.language.replies.parser import tells
from bot.language.wording import STATUS_WORDS
from bot.language.words.phrases import is_back

PAGE = 6

Enter = Callable[[Slots, Facts], Next | End]


def _enter(step: str) -> Enter:
    """`step`: where a chosen task leads, "show" or "sure"."""

    def enter(slots: Slots, facts: Facts) -> Next | End:
        if facts.person is None:
            return Next(dialog="link")
        if not facts.person.is_focal:
            return End(facts.say("Only the focal person of your agency can report on its tasks."))
        named = slots.get("expectation_id")
        if step == "show" and (_is_begun(named, facts) or _is_unanswered(named, facts)):
            return Next(dialog="report", slots={"expectation_id": named})
        if not _reported(facts):
            return End(facts.say("Nothing is reported yet in the rounds that are open."))
        if "expectation_id" in slots:
            task = facts.known_by_id(int(slots["expectation_id"]))
            if step == "show" and task is not None and task.is_locked:
                return Next(dialog="reopening", slots={"expectation_id": task.expectation_id})
            chosen = _chosen(int(slots["expectation_id"]), step, facts)
            return _with_words(chosen, slots.get("told", ""), facts)
        if len(_reported(facts)) == 1:
            return _going_on(_reported(facts)[0].expectation_id, step, facts)
        return Next("list", {"page": 0, "to": step})

    return enter


def _reported(facts: Facts) -> list[Duty]:
    """Also what was returned: it is still there to be read."""
    returned = [one for one in facts.owed if one.is_returned]
    return [*facts.reported, *returned]


def _chosen(expectation_id: int, step: str, facts: Facts) -> Next | End:
    known = {one.expectation_id for one in _reported(facts)}
    report = facts.stored(expectation_id)
    if expectation_id not in known or report is None:
        return End(facts.say("Nothing is reported on this task; there is nothing to change."))
    slots = {"expectation_id": expectation_id, "report_id": report.id}
    if step == "sure" and report.is_accepted:
        return Next("show", slots, said=_accepted(facts))
    return Next(step, slots)


def _with_words(chosen: Next | End, told: str, facts: Facts) -> Next | End:
    """ "sua 9.4 70%": as if the words had been typed at what is shown."""
    if not told or not isinstance(chosen, Next) or chosen.step != "show":
        return chosen
    said = _take_show(chosen.slots, Answer(told), facts)
    return said if isinstance(said, Next) else chosen


def _going_on(expectation_id: int, step: str, facts: Facts) -> Next | End:
    """What is half filled on the task already is not begun anew."""
    if step == "show" and _is_begun(expectation_id, facts):
        return Next(dialog="report", slots={"expectation_id": expectation_id})
    return _chosen(expectation_id, step, facts)


def _is_begun(expectation_id: object, facts: Facts) -> bool:
    begun = (one for one in facts.reports_half_filled if one.is_begun)
    return any(one.expectation_id == expectation_id for one in begun)


def _is_unanswered(expectation_id: object, facts: Facts) -> bool:
    """ "Sửa 9.2" of what was never reported: it is to be reported now."""
    owed = (one for one in facts.owed if not one.is_returned)
    return any(one.expectation_id == expectation_id for one in owed)


def _ask_list(slots: Slots, facts: Facts) -> Prompt:
    say, reported = facts.say, _reported(facts)
    start = int(slots.get("page", 0)) * PAGE
    start = start if start < len(reported) else 0
    choices = [
        Choice(f"e{one.expectation_id}", task_name(one, say), _line(one, facts))
        for one in reported[start : start + PAGE]
    ]
    if len(reported) > PAGE:
        choices.append(Choice("more", say("More tasks")))
    text = say("Which report is to be withdrawn?")
    if slots.get("to") != "sure":
        text = say("Which report is to be looked at or corrected?")
    return Prompt(text, tuple(choices))


def _line(one: Duty, facts: Facts) -> str:
    line = task_line(one, facts.say)
    if is_general(one) or one.status not in STATUS_WORDS:
        return line
    return f"{line}: {facts.say(STATUS_WORDS[one.status])}"


def _take_list(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen = answer.choice or ""
    if chosen == "more":
        last = (len(_reported(facts)) - 1) // PAGE
        page = int(slots.get("page", 0)) + 1
        return Next("list", {**slots, "page": page if page <= last else 0})
    if chosen.startswith("e"):
        return _going_on(int(chosen[1:]), slots.get("to", "show"), facts)
    return Retry(facts.say("Please choose one of the tasks, or type its code, such as 9.4."))


def _known(slots: Slots, facts: Facts) -> tuple[Duty, ReportFacts] | None:
    task = facts.known_by_id(int(slots["expectation_id"]))
    report = facts.stored(int(slots["expectation_id"]))
    return (task, report) if task and report else None


def _told(slots: Slots, facts: Facts) -> list[str]:
    known, say = _known(slots, facts), facts.say
    if known is None:
        return [say("Nothing is reported on this task; there is nothing to change.")]
    task, report = known
    at = report.said_at.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")
    lines = [task_line(task, say), say("Reported at {at}:", at=at)]
    told = [*lines_of(report, task, say), *stored_file_lines(facts, task)]
    lines += [f"- {line}" for line in told]
    if task.is_returned:
        reason = task.returned_for or say("no reason was given")
        lines.append(say("The planning department returned this report: {reason}", reason=reason))
    return lines


def _ask_show(slots: Slots, facts: Facts) -> Prompt:
    known, say = _known(slots, facts), facts.say
    if known is None:
        return Prompt("\n".join(_told(slots, facts)))
    task, report = known
    choices = [*field_choices(task, facts), Choice("anew", say("Write all of it again"))]
    if task.is_locked:
        choices = [Choice("reopen", say("Ask to reopen it"))]
    if not report.is_accepted:
        choices.append(Choice("withdraw", say("Withdraw")))
    choices.append(Choice("leave", say("Leave it as it is")))
    lines = _told(slots, facts)
    lines += [] if task.is_locked else [say("What is to be changed?")]
    return Prompt("\n".join(lines), tuple(choices))


def _take_show(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    known = _known(slots, facts)
    if answer.choice == "leave" or is_back(answer.text) or known is None:
        return End(facts.say("Nothing was changed."))
    task, report = known
    if answer.choice == "withdraw":
        return _chosen(task.expectation_id, "sure", facts)
    own = {"expectation_id": task.expectation_id}
    if answer.choice == "reopen":
        return Next(dialog="reopening", slots=own)
    if task.is_locked:
        return Retry(facts.say("Please choose one of the answers."))
    if answer.choice == "anew":
        return Next(dialog="report", slots={**own, "anew": True})
    draft = {**own, **slots_of(report), "report_id": report.id}
    name = field_chosen(answer, task, facts)
    if name:
        changed = {**draft, "only": True, "path": ["confirm"], "at": "confirm"}
        return Next(name, changed, dialog="report")
    said = changed_by(draft, answer.text, facts, task)
    if said is None and tells(answer.text):
        said = offered("confirm", {**draft, "path": ["confirm"]}, answer.text, task)
    if isinstance(said, Next) and not said.dialog:
        return replace(said, dialog="report")
    return Retry(facts.say("Please choose one of the answers."))


def _ask_sure(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    question = say("Withdraw this report? The task is then no longer reported.")
    choices = (Choice("yes", say("Yes, withdraw it")), Choice("no", say("Leave it as it is")))
    return Prompt("\n".join((*_told(slots, facts), question)), choices)


def _take_sure(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    known = _known(slots, facts)
    if answer.choice in ("no", "leave") or is_back(answer.text):  # "leave": before an upgrade
        return End(facts.say("Nothing was changed."))
    if known is None:
        return End(facts.say("Nothing is reported on this task; there is nothing to change."))
    task, report = known
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    if report.is_accepted:
        return Next("show", slots, said=_accepted(facts))
    if report.id != slots["report_id"]:
        said = facts.say("Meanwhile this task's report was changed by somebody else. It is now:")
        return Next("sure", {**slots, "report_id": report.id}, said=said)
    said = facts.say(
        "Withdrawn: {task}. The planning department no longer counts it.",
        task=task_line(task, facts.say),
    )
    return End(said, (WithdrawReport(task.expectation_id, report.id),))


def _accepted(facts: Facts) -> str:
    return facts.say(
        "The planning department has accepted this report, so it cannot be withdrawn. To change "
        "it, ask for it to be reopened, with the reason."
    )


_STEPS = {
    "list": Step(_ask_list, _take_list),
    "show": Step(_ask_show, _take_show, some_text=True),
    "sure": Step(_ask_sure, _take_sure, some_text=True),
}

CORRECT = Dialog(
    name="correct",
    enter=_enter("show"),
    steps=_STEPS,
    words=("sửa", "sửa báo cáo", "đính chính", "đã báo cáo", "xem lại", "correct"),
)
WITHDRAW = Dialog(
    name="withdraw",
    enter=_enter("sure"),
    steps=_STEPS,
    words=("rút", "rút báo cáo", "thu hồi", "withdraw"),
)
