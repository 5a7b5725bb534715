"""Values that are far from what was known, or in another unit: kept on a yes, never without."""

from dataclasses import replace

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.lines.flow import corrected, next_of
from bot.dialogs.tasks.lines.parsed_reply import Lines, ParsedReply, Words
from bot.dialogs.tasks.lines.wording import name_of
from bot.dialogs.tasks.measures import read_asked, target_line, value_question
from bot.language.words.phrases import is_yes
from bot.language.words.small_talk import read_yes_no
from storage.models import Status


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, lines = facts.say, Lines.of(slots)
    questions = []
    for one in lines.doubtful:
        task = facts.known_by_id(one.expectation_id)
        if task is not None:
            question = value_question(_value(one, facts), task, facts)
            target = "".join(f" ({words})" for words in target_line(task, say))
            questions.append(f"{name_of(task, facts, lines)}: {question}{target}")
    hint = say("If not, please type the value again.")
    choices = (Choice("yes", say("Right")), Choice("no", say("Leave it out")))
    return Prompt("\n".join((*questions, hint)), choices, numbered=False)


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    lines = Lines.of(slots)
    if answer.choice == "yes" or (answer.choice is None and is_yes(answer.text)):
        kept = Lines(tuple(_kept(one, facts) for one in lines.doubtful))
        return next_of(replace(lines, doubtful=()).answered(kept), facts)
    if answer.choice == "no" or read_yes_no(answer.text) is False:
        return next_of(replace(lines, doubtful=()), facts, _left_out(lines, facts))
    return _typed_again(lines, answer.text, facts) or (
        corrected(slots, answer, facts) or Retry(facts.say("Please choose one of the answers."))
    )


def _typed_again(lines: Lines, text: str, facts: Facts) -> Next | End | None:
    """ "12,5" alone, where one value is asked about."""
    if len(lines.doubtful) != 1:
        return None
    one = replace(lines.doubtful[0], words=text)
    task = facts.known_by_id(one.expectation_id)
    read = read_asked(text, task, facts) if task else None
    if read is None:
        return None
    if read[1]:
        return next_of(replace(lines, doubtful=(one,)), facts)
    kept = Lines((_kept(one, facts),))
    return next_of(replace(lines, doubtful=()).answered(kept), facts)


def _kept(one: Words, facts: Facts) -> ParsedReply:
    """A figure says that the work on its indicator goes on."""
    task = facts.known_by_id(one.expectation_id)
    return ParsedReply(
        one.expectation_id,
        Status.IN_PROGRESS.value,
        was=task.status if task else "",
        value=_value(one, facts),
        by_number=one.by_number,
    )


def _value(one: Words, facts: Facts) -> str:
    task = facts.known_by_id(one.expectation_id)
    read = read_asked(one.words, task, facts) if task else None
    return read[0] if read else one.words


def _left_out(lines: Lines, facts: Facts) -> str:
    names = [
        name_of(task, facts, lines)
        for one in lines.doubtful
        if (task := facts.known_by_id(one.expectation_id))
    ]
    return facts.say("Left out: {tasks}.", tasks=", ".join(names))


VALUES = Step(_ask, _take, free_text=True)
