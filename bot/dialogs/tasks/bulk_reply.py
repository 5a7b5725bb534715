"""Many tasks in one line: "1 xong, 3 60%, 5 vướng kinh phí"; echoed, and stored on a yes only."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from bot.dialogs.effects import SubmitReport
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.bulk_reply_lines import Lines, ParsedReply, report_of
from bot.dialogs.tasks.bulk_reply_parser import read_lines, removed_by, split_words
from bot.dialogs.tasks.bulk_reply_wording import NOTE, echo_of, name_of, not_understood, typed_as
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.measures import read_measured
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.dialogs.tasks.wording import left_words, task_name
from bot.language.replies.phrases import is_as_last_year, is_back
from bot.language.replies.statuses import ParsedStatus, read_status, read_status_at_echo
from bot.language.replies.task_refs import is_of_all
from bot.language.wording import STATUS_WORDS, shortened
from bot.language.words.small_talk import read_yes_no, talk_in
from bot.language.words.tokens import tidy
from locales import mark
from storage.models import Status

NAMED = 8  # tasks; more are counted only
SHORTEST = 8  # letters of what says more than a word that was mistyped

_ASKED = {
    "difficulties": mark("{tasks}: what are the difficulties?"),
    "proposals": mark("{tasks}: what does your agency propose to change?"),
}


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`text`: what was typed."""
    if "text" not in slots:
        return Next(dialog="owed")
    lines = read_lines(slots["text"], facts)
    asks_value = not lines.said and len(lines.missing) == 1 and lines.is_whole
    if asks_value and not is_of_all(slots["text"]):
        return Next(dialog="report", slots={"expectation_id": lines.missing[0]})
    return _next(lines, facts)


def _next(lines: Lines, facts: Facts, said: str = "") -> Next | End:
    """What is missing is asked first; then everything is echoed."""
    lines, locked = _without_locked(lines, facts)
    said = "\n\n".join(filter(None, (said, locked)))
    numbers = numbers_of(facts)
    kept = {"numbers": [[number, one] for one, number in numbers.items()]}
    if lines.unsure:
        return Next("status", {**lines.to_slots(), **kept}, said=said)
    if not lines.said:
        named = not_understood(lines, facts)
        return End("\n\n".join((*filter(None, (said, *named)), facts.say("Nothing was stored."))))
    said_in_order = sorted(lines.said, key=lambda one: numbers.get(one.expectation_id, 0))
    lines = replace(lines, said=tuple(said_in_order))
    lacking = next((one.lacks for one in lines.said if one.lacks), "confirm")
    return Next(lacking, {**lines.to_slots(), **kept}, said=said)


# --- What is unclear ------------------------------------------------------------------------------


def _ask_status(slots: Slots, facts: Facts) -> Prompt:
    """Which status the words on a task stand for."""
    say, one = facts.say, Lines.of(slots).unsure[0]
    task = facts.known_by_id(one.expectation_id)
    text = say(
        '{task}: noted "{words}". What is its status?',
        task=name_of(task, facts) if task else "",
        words=shortened(one.words, NOTE),
    )
    return Prompt(text, tuple(Choice(code, say(words)) for code, words in STATUS_WORDS.items()))


def _take_status(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    """The words become the note; another line, or "bo 3", says it anew."""
    lines = Lines.of(slots)
    if answer.choice in STATUS_WORDS:
        chosen: ParsedStatus | None = ParsedStatus(Status(answer.choice))
    elif corrected := _corrected(slots, answer, facts):
        return corrected
    else:
        chosen = read_status_at_echo(answer.text)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    one = lines.unsure[0]
    task = facts.known_by_id(one.expectation_id)
    note = ". ".join(filter(None, (one.words, chosen.note)))
    was = task.status if task else ""
    said = ParsedReply(one.expectation_id, chosen.status.value, chosen.percent, note, was)
    return _next(replace(lines, unsure=lines.unsure[1:]).with_more(Lines((said,))), facts)


def _without_locked(lines: Lines, facts: Facts) -> tuple[Lines, str]:
    """What is accepted is left out, and that it is."""
    known = (facts.known_by_id(one.expectation_id) for one in lines.said)
    locked = [task for task in known if task and task.is_locked]
    if not locked:
        return lines, ""
    names = ", ".join(task_name(task, facts.say) for task in locked)
    words = facts.say(
        "Accepted by the planning department already, so left out: {tasks}. To change it, type "
        '"sua {task}".',
        tasks=names,
        task=locked[0].code,
    )
    return lines.without([task.expectation_id for task in locked]), words


# --- What is missing ------------------------------------------------------------------------------


def _ask_words(step: str) -> Callable[[Slots, Facts], Prompt]:
    def ask(slots: Slots, facts: Facts) -> Prompt:
        say, tasks = facts.say, _lacking(step, slots, facts)
        text = say(_ASKED[step], tasks=", ".join(name_of(one, facts) for one in tasks))
        if len(tasks) > 1:
            text += " " + say(
                "If they differ, one line each, such as: {task} no funds",
                task=typed_as(tasks[0], facts),
            )
        return Prompt(text)

    return ask


def _take_words(step: str) -> Callable[[Slots, Answer, Facts], Next | Retry | End]:
    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        lines, more = Lines.of(slots), read_lines(answer.text, facts)
        tasks = _lacking(step, slots, facts)
        if more.said and not more.unread:
            return _next(lines.with_more(more), facts)  # "5 vướng kinh phí", "5 xong rồi"
        if talk_in(answer.text) or not any(letter.isalpha() for letter in answer.text):
            return Retry(facts.say("A few words are needed here."))
        state = read_status(answer.text)
        if state is not None and not state.note:  # "xong rồi": nothing is wrong after all
            newer = [_with_state(one, state) for one in lines.said if one.lacks == step]
            return _next(lines.with_more(Lines(tuple(newer))), facts)
        if is_as_last_year(answer.text):
            return _as_last_year(step, lines, facts)
        words = split_words(answer.text, tasks, facts)
        said = (replace(o, note=o.note or words.get(o.expectation_id, "")) for o in lines.said)
        return _next(replace(lines, said=tuple(said)), facts)

    return take


def _as_last_year(step: str, lines: Lines, facts: Facts) -> Next | Retry | End:
    """The words of then, for each of the tasks asked about; all of them have to be known."""
    lacking = [one.expectation_id for one in lines.said if one.lacks == step]
    old = {one: facts.earlier(one) for one in lacking}
    words = {one: str(getattr(report, step)) for one, report in old.items() if report}
    if not all(words.get(one) for one in lacking):
        hint = "No earlier answer is known here; please write a few words."
        return Retry(facts.say(hint))
    said = (replace(o, note=o.note or words.get(o.expectation_id, "")) for o in lines.said)
    return _next(replace(lines, said=tuple(said)), facts)


def _with_state(one: ParsedReply, state: ParsedStatus) -> ParsedReply:
    return replace(one, status=state.status.value, percent=state.percent)


def _lacking(step: str, slots: Slots, facts: Facts) -> list[Duty]:
    found = (facts.known_by_id(o.expectation_id) for o in Lines.of(slots).said if o.lacks == step)
    return [one for one in found if one is not None]


# --- The echo -------------------------------------------------------------------------------------


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, lines = facts.say, Lines.of(slots)
    head = say.plural(
        "Please check before {count} task is stored:",
        "Please check before {count} tasks are stored:",
        len(lines.said),
    )
    echo = "\n".join((head, *(echo_of(one, facts) for one in lines.said)))
    choices = (
        Choice("yes", say("Correct, store it")),
        Choice("again", say("Correct something")),
        Choice("drop", say("Drop it")),
    )
    return Prompt("\n\n".join((echo, *not_understood(lines, facts))), choices)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    match answer.choice:
        case "yes":
            return _stored(Lines.of(slots), facts)
        case "again":
            return Next("again", slots)
        case "drop":
            return Next("drop", slots)
    corrected = _corrected(slots, answer, facts) or _said_more(slots, answer, facts)
    return corrected or Retry(facts.say("Please choose one of the answers."))


def _said_more(slots: Slots, answer: Answer, facts: Facts) -> Next | None:
    """ "70%", "Kết quả: …" below the echo of one task: its report goes on with that."""
    said = Lines.of(slots).said
    if len(said) != 1 or talk_in(answer.text) or is_back(answer.text):
        return None
    task = facts.known_by_id(said[0].expectation_id)
    is_number = tidy(answer.text).isdecimal()  # perhaps of a list
    is_value = (
        task is not None and task.is_indicator and read_measured(answer.text, task, facts.say)
    )
    says = ("%" in answer.text or is_value or read_status_at_echo(answer.text)) and not is_number
    if len(answer.text) < SHORTEST and not says:
        return None
    draft = asdict(_report(said[0], facts))
    on = draft["document_on"]
    own = {
        "expectation_id": said[0].expectation_id,
        "draft": {**draft, "document_on": on.isoformat() if on else ""},
        "more": answer.text,
    }
    return Next(dialog="report", slots=own)


def _ask_drop(slots: Slots, facts: Facts) -> Prompt:
    """What was typed is not thrown away by one digit that may have been meant for a list."""
    say, lines = facts.say, Lines.of(slots)
    tasks = [facts.known_by_id(one.expectation_id) for one in lines.said]
    question = say(
        "Drop what was typed on {tasks}?",
        tasks=", ".join(task_name(one, say) for one in tasks if one),
    )
    return Prompt(question, (Choice("no", say("No, keep it")), Choice("yes", say("Yes, drop it"))))


def _take_drop(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "yes":
        return End(facts.say("Nothing was stored."))
    if answer.choice == "no" or is_back(answer.text):
        return Next("confirm", slots)
    corrected = _corrected(slots, answer, facts)
    return corrected or Retry(facts.say("Please choose one of the answers."))


# --- Correcting -----------------------------------------------------------------------------------


def _ask_again(slots: Slots, facts: Facts) -> Prompt:
    tasks = [facts.known_by_id(one.expectation_id) for one in Lines.of(slots).said]
    typed = next((typed_as(task, facts) for task in tasks if task), "1")
    text = facts.say(
        'Please type only what is to be corrected, such as: {task} 70%. "drop {task}" leaves a '
        "task out; the others stay as they are.",
        task=typed,
    )
    return Prompt(text, (Choice("back", facts.say("Nothing to correct")),))


def _take_again(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "back" or read_yes_no(answer.text) is False:
        return Next("confirm", slots)
    corrected = _corrected(slots, answer, facts) or _said_more(slots, answer, facts)
    return corrected or Retry(facts.say("Sorry, that was not understood."))


def _corrected(slots: Slots, answer: Answer, facts: Facts) -> Next | End | None:
    """The reply with what was typed now put in or left out; None where it says neither."""
    lines, removed = Lines.of(slots), removed_by(answer.text, facts)
    if removed:
        return _next(lines.without(removed), facts)
    more = read_lines(answer.text, facts)
    if more.says_anything:
        return _next(lines.with_more(more), facts)
    return None


# --- Storing --------------------------------------------------------------------------------------


def _stored(lines: Lines, facts: Facts) -> Next | End:
    """All of it in one turn; what has changed since the echo is echoed again first."""
    say = facts.say
    now = {one.expectation_id: facts.known_by_id(one.expectation_id) for one in lines.said}
    gone = [key for key, task in now.items() if task is None]
    fresh = tuple(replace(o, was=t.status) for o in lines.said if (t := now[o.expectation_id]))
    if gone or fresh != lines.said:
        said = say("Something has changed since this was asked. Please check once more.")
        return _next(replace(lines, said=fresh), facts, said)
    tasks = [task for task in now.values() if task]
    told = [_stored_words(tasks, facts)]
    if not facts.reported:
        told.append(
            say("This reply is preliminary information; please still send the signed document.")
        )
    if lines.unread:
        parts = "; ".join(f'"{shortened(part, NOTE)}"' for part in lines.unread)
        told.append(say("Not stored, since it was not understood: {parts}.", parts=parts))
    told += [
        left_words(facts, {one.expectation_id: one.status for one in lines.said}),
        drafts_kept(facts, but=list(now), of="report"),
    ]
    reports = [_report(one, facts) for one in lines.said]
    return End(" ".join(filter(None, told)), tuple(reports))


def _report(one: ParsedReply, facts: Facts) -> SubmitReport:
    return report_of(one, facts.stored(one.expectation_id), facts.begun(one.expectation_id))


def _stored_words(tasks: Sequence[Duty], facts: Facts) -> str:
    count, say = len(tasks), facts.say
    if count > NAMED:
        return say("Stored: {count} tasks.", count=count)
    names = ", ".join(task_name(task, say) for task in tasks)
    return say.plural(
        "Stored: {count} task ({tasks}).", "Stored: {count} tasks ({tasks}).", count, tasks=names
    )


LINES = Dialog(
    name="lines",
    enter=_enter,
    steps={
        "status": Step(_ask_status, _take_status, some_text=True),
        "difficulties": Step(_ask_words("difficulties"), _take_words("difficulties"), True),
        "proposals": Step(_ask_words("proposals"), _take_words("proposals"), True),
        "confirm": Step(_ask_confirm, _take_confirm, some_text=True),
        "drop": Step(_ask_drop, _take_drop, some_text=True),
        "again": Step(_ask_again, _take_again, free_text=True),
    },
    draft=mark("the reply on several tasks"),
)
