"""The end of a report: everything is shown once more, confirmed, and stored."""

from bot.dialogs.effects import Effect, JoinFiles, SubmitReport
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.labelled_answers import is_labelled
from bot.dialogs.report.draft import draft_of, lines_of, words_of
from bot.dialogs.report.files import file_lines
from bot.dialogs.report.questions import NAMES, fields_of, is_general, questions_of
from bot.dialogs.report.raised_before import (
    is_to_be_asked,
    raised_words,
    settled_words,
    settling,
    with_word,
)
from bot.dialogs.report.step import StepResult, about, left, status_of, step_of, still_open
from bot.dialogs.report.steps.additions import offered
from bot.dialogs.report.steps.all_in_one import take_all
from bot.dialogs.report.steps.figures import take_measured, with_words
from bot.dialogs.tasks.like_answers import offer_after
from bot.dialogs.tasks.measures import read_measured
from bot.dialogs.tasks.wording import left_words, repeated_line, task_line, task_name
from bot.language.numbers.percentages import percent_words
from bot.language.obstacles.settled import read_settled
from bot.language.replies.begun import counts_what_was_done
from bot.language.replies.statuses import ParsedStatus, read_status_at_echo
from bot.language.wording import STATUS_WORDS
from bot.language.words.phrases import is_yes
from locales import Translator

SHOWN = 120  # letters of an old answer
LONG_ENOUGH = 20  # letters of a sentence; less may be "gửi luôn đi", "sửa thành 80%"
SLOT = {"document": "document_number"}  # where a field does not have a slot of its own name


def stored(slots: Slots, facts: Facts, task: Duty) -> End:
    """One short line: what was stored, and how much is left."""
    say, draft = facts.say, draft_of(slots, task)
    told = [receipt(slots, task, say)]
    if not facts.reported:
        told.append(
            say("This reply is preliminary information; please still send the signed document.")
        )
    told += [left_words(facts, {task.expectation_id: draft.status}), still_open(slots, facts)]
    then = offer_after(task.answers, facts)
    return End(" ".join(filter(None, told)), storing(slots, facts, task), then)


def storing(slots: Slots, facts: Facts, task: Duty) -> tuple[Effect, ...]:
    """What stores a draft that was confirmed, with all that belongs to it."""
    effects: tuple[Effect, ...] = (
        SubmitReport(task.expectation_id, **vars(draft_of(slots, task))),
        *settling(slots),
    )
    if facts.files.of_draft(task.expectation_id):
        effects += (JoinFiles(task.expectation_id),)
    return effects


def receipt(slots: Slots, task: Duty, say: Translator) -> str:
    """ "Đã ghi nhận 1.1: Đã hoàn thành, 100%." """
    draft = draft_of(slots, task)
    status = "" if is_general(task) else say(STATUS_WORDS[draft.status])
    figure = draft.value or percent_words(draft.percent)
    return _stored_words(task_name(task, say), _said(status, figure), say)


def _stored_words(name: str, said: str, say: Translator) -> str:
    if not said:
        return say("Stored: {task}.", task=name)
    return say("Stored: {task}: {said}.", task=name, said=said)


def _said(status: str, figure: str) -> str:
    return ", ".join(filter(None, (status, figure)))


def is_overtaken(slots: Slots, facts: Facts, task: Duty) -> bool:
    """Somebody else reported on the task since this report was begun."""
    now = facts.stored(task.expectation_id)
    return bool((now.id if now else 0) != slots.get("report_id", 0))


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say = facts.say
    lines = [say("Please check before it is stored:"), task_line(task, say)]
    lines += [*told_lines(slots, facts, task), *file_lines(facts, task)]
    lines += filter(None, [settled_words(slots, say)])
    if is_to_be_asked(slots):
        hint = say(
            'If it is settled, add: "vuong mac da giai quyet"; else "vuong mac chua giai quyet".'
        )
        lines.append(f"{raised_words(slots, say)} {hint}")
    if not slots.get("as_before") and not slots.get("nothing"):
        lines += repeated_line(draft_of(slots, task), task, facts)
    if facts.is_scarce and facts.stored(task.expectation_id) is None:
        lines += _what_may_follow(slots, facts, task)
    choices = [Choice("yes", say("Correct, store it")), Choice("change", say("Change one thing"))]
    choices += [Choice("again", say("Write it again")), Choice("cancel", say("Cancel"))]
    return Prompt("\n".join(lines), tuple(choices))


def told_lines(slots: Slots, facts: Facts, task: Duty) -> list[str]:
    """A line a field; in a correction what it was before, and what stays."""
    say, draft = facts.say, draft_of(slots, task)
    report = facts.stored(task.expectation_id)
    if report is None:
        return lines_of(draft, task, say)
    now, old = words_of(draft, task, say), words_of(report, task, say, SHOWN)
    full = words_of(report, task, say)
    nothing = say("(nothing)")
    changed = [
        f"{say(NAMES[name])}: {old[name] or nothing} → {words or nothing}"
        for name, words in now.items()
        if words != full[name]
    ]
    stays = [
        f"{say(NAMES[name])}: {old[name]}" for name in now if now[name] and now[name] == full[name]
    ]
    return [*changed, *([say("Unchanged:"), *(f"- {line}" for line in stays)] if stays else [])]


def _what_may_follow(slots: Slots, facts: Facts, task: Duty) -> list[str]:
    """Where messages are few, the rest may be sent in place of the yes."""
    left = _unanswered(slots, task)
    if not left:
        return []
    names = ", ".join(f'"{facts.say(NAMES[name])}: …"' for name in left)
    return [facts.say("What is missing may be sent now, a line each: {names}", names=names)]


def _unanswered(slots: Slots, task: Duty) -> list[str]:
    asked = questions_of(task, status_of(slots, task))
    return [name for name in asked if slots.get(SLOT.get(name, name)) in (None, "")]


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    match answer.choice:
        case "yes":
            return _confirmed(slots, facts, task)
        case "change":
            return Next("field", slots)
        case "again" | "cancel":
            return Next("drop", {**slots, "at": "confirm", "to": answer.choice})
    hint = facts.say("Please choose one of the answers.")
    if is_yes(answer.text):
        return Retry(hint)  # said after something newer was shown: it may be meant for that
    return (
        changed_by(slots, answer.text, facts, task)
        or offered("confirm", slots, answer.text, task)
        or Retry(hint)
    )


def changed_by(slots: Slots, text: str, facts: Facts, task: Duty) -> StepResult | None:
    """ "70%", "đang làm", "Kết quả: …" below the echo: it changes what it names; None: nothing.

    Where messages are few, a sentence without a label answers what was named as missing.
    """
    became = read_settled(text) if "raised" in slots else None
    if became and became.is_whole and (became.is_named or is_to_be_asked(slots)):
        return Next("confirm", with_word(slots, became, facts.say))
    head, _, tail = text.partition(", ")
    text = tail.strip() if tail and is_yes(head) else text  # "đúng, nhưng mới 60%"
    percent, words = with_words(text) if "percent" in fields_of(task) else (None, "")
    if words:
        result = "\n".join(filter(None, (slots.get("result"), words)))
        return Next("confirm", {**slots, "percent": percent, "result": result})
    value = read_measured(text, task, facts) if task.is_indicator else None
    if value is not None:
        return take_measured({**slots, "only": True}, text, facts, task)
    said = None if is_general(task) else read_status_at_echo(text)
    if said is not None and not said.note:
        percent = said.percent if said.percent is not None else slots.get("percent")
        changed = {**slots, "status": said.status.value, "percent": percent}
        return Next("confirm", changed, said=_status_changed(status_of(slots, task), said, facts))
    if percent is not None:
        return Next("confirm", {**slots, "percent": percent})
    is_told = "\n" in text or len(text) >= LONG_ENOUGH or counts_what_was_done(text)
    is_asked = facts.is_scarce and facts.stored(task.expectation_id) is None
    open_ones = _unanswered(slots, task) if is_asked and is_told else []
    if is_labelled(text) or open_ones:
        asked = open_ones or list(questions_of(task, status_of(slots, task)))
        return take_all({**slots, "rest_of": asked}, text, facts, task)
    return None


def _status_changed(before: str, said: ParsedStatus, facts: Facts) -> str:
    """ "Tình trạng: Đang triển khai → Đã hoàn thành"; empty where it stays."""
    if before == said.status:
        return ""
    old, new = (facts.say(STATUS_WORDS[one]) for one in (before, said.status))
    return f"{facts.say(NAMES['status'])}: {old} → {new}"


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


# --- Dropping -------------------------------------------------------------------------------------


def _ask_drop(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    """What was filled in is not thrown away by one digit that may have been meant for a list."""
    say = facts.say
    question = about(task, say("Is what was filled in to be dropped?"), say)
    return Prompt(question, (Choice("no", say("No, keep it")), Choice("yes", say("Yes, drop it"))))


def _take_drop(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    if answer.choice == "no":
        return Next("confirm", slots)
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    if slots["to"] == "cancel":
        return End(left(slots, facts))
    anew = {"expectation_id": slots["expectation_id"], "anew": True}
    return Next(dialog="report", slots=anew)


CONFIRM = step_of("confirm", _ask, _take, some_text=True)
DROP = step_of("drop", _ask_drop, _take_drop)
