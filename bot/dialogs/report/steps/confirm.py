"""The end of a report: everything is shown once more, confirmed, and stored."""

from bot.dialogs.effects import Effect, JoinFiles, SubmitReport
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.draft import draft_of, lines_of
from bot.dialogs.report.files import file_lines
from bot.dialogs.report.phrases import is_yes
from bot.dialogs.report.questions import is_general
from bot.dialogs.report.step import StepResult, back_choice, left, step_of, still_open
from bot.dialogs.report.steps.additions import offered
from bot.dialogs.tasks.wording import task_line
from bot.language.wording import STATUS_WORDS


def stored(slots: Slots, facts: Facts, task: Duty, *, is_echoed: bool = False) -> End:
    """Store it; `is_echoed`: nobody has seen yet what was read, so it is shown now."""
    say, draft = facts.say, draft_of(slots, task, facts.say)
    name = task_line(task, say)
    status = say(STATUS_WORDS[draft.status])
    if is_echoed or is_general(task):
        lines = [say("Stored: {task}.", task=name)]
    elif task.is_indicator:
        lines = [say("Stored: indicator {task}: {status}.", task=name, status=status)]
    else:
        lines = [say("Stored: {task}: {status}.", task=name, status=status)]
    if is_echoed:
        lines += [*lines_of(draft, task, say), *file_lines(facts, task)]
        lines.append(_how_to_change(task, facts))
    if slots.get("report_id"):
        lines.append(say("The version before it is kept."))
    elif not facts.reported:
        lines.append(
            say("This reply is preliminary information; please still send the signed document.")
        )
    lines.append(still_open(slots, facts))
    effects: tuple[Effect, ...] = (SubmitReport(task.expectation_id, **vars(draft)),)
    if facts.files.of_draft(task.expectation_id):
        effects += (JoinFiles(task.expectation_id),)
    return End("\n".join(filter(None, lines)), effects, then="owed")


def is_overtaken(slots: Slots, facts: Facts, task: Duty) -> bool:
    """Somebody else reported on the task since this report was begun."""
    now = facts.stored(task.expectation_id)
    return bool((now.id if now else 0) != slots.get("report_id", 0))


def _how_to_change(task: Duty, facts: Facts) -> str:
    behind = f" {task.code}" if task.code else ""
    return facts.say(
        'To correct it, type "sua{code}"; to withdraw it, type "rut{code}".', code=behind
    )


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say = facts.say
    lines = [say("Please check before it is stored:"), task_line(task, say)]
    lines += [*lines_of(draft_of(slots, task, say), task, say), *file_lines(facts, task)]
    choices = [Choice("yes", say("Correct, store it")), back_choice(say)]
    choices += [Choice("again", say("Write it again")), Choice("cancel", say("Cancel"))]
    return Prompt("\n".join(lines), tuple(choices))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    if answer.choice == "again":
        return Next(
            dialog="report", slots={"expectation_id": slots["expectation_id"], "anew": True}
        )
    if answer.choice == "cancel":
        return End(left(slots, facts))
    if answer.choice == "yes":
        return _confirmed(slots, facts, task)
    hint = facts.say("Please choose one of the answers.")
    if is_yes(answer.text):
        return Retry(hint)  # said after something newer was shown: it may be meant for that
    return offered("confirm", slots, answer.text, task) or Retry(hint)


def _confirmed(slots: Slots, facts: Facts, task: Duty) -> StepResult:
    if not is_overtaken(slots, facts, task):
        return stored(slots, facts, task)
    now = facts.stored(task.expectation_id)
    lines = lines_of(now, task, facts.say) if now else []
    said = facts.say("Meanwhile this task's report was changed by somebody else. It is now:")
    if not lines:
        said = facts.say("Meanwhile this task's report was withdrawn.")
    slots = {**slots, "report_id": now.id if now else 0}
    return Next("confirm", slots, said="\n".join((said, *(f"- {line}" for line in lines))))


CONFIRM = step_of("confirm", _ask, _take, some_text=True)
