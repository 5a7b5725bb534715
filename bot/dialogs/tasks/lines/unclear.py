"""Which status the words on a task stand for: they are kept, and only the status is asked."""

from dataclasses import replace

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.chosen_status import chosen_with_words
from bot.dialogs.tasks.lines.flow import corrected, next_of
from bot.dialogs.tasks.lines.parsed_reply import Lines, ParsedReply
from bot.dialogs.tasks.lines.wording import NOTE, name_of
from bot.language.replies.statuses import ParsedStatus, beside_status, read_status_at_echo
from bot.language.wording import STATUS_WORDS, shortened
from storage.models import Status


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, lines = facts.say, Lines.of(slots)
    one = lines.unsure[0]
    task = facts.known_by_id(one.expectation_id)
    text = say(
        '{task}: noted "{words}". What is its status?',
        task=name_of(task, facts, lines) if task else "",
        words=shortened(one.words, NOTE),
    )
    if facts.is_scarce:
        text += " " + say('More may stand behind its number, such as "2 60%".')
    return Prompt(text, tuple(Choice(code, say(words)) for code, words in STATUS_WORDS.items()))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    """The words become the note; another line, or "bo 3", says it anew."""
    lines = Lines.of(slots)
    if answer.choice in STATUS_WORDS:
        chosen: ParsedStatus | None = ParsedStatus(Status(answer.choice))
    elif with_words := chosen_with_words(answer.text, facts):
        chosen = with_words
    elif said_anew := corrected(slots, answer, facts):
        return said_anew
    else:
        chosen = read_status_at_echo(answer.text)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    one = lines.unsure[0]
    task = facts.known_by_id(one.expectation_id)
    note = ". ".join(filter(None, (one.words, beside_status(chosen.note))))
    was = task.status if task else ""
    said = ParsedReply(
        one.expectation_id,
        chosen.status.value,
        chosen.percent,
        note,
        was,
        by_number=one.by_number,
    )
    return next_of(replace(lines, unsure=lines.unsure[1:]).answered(Lines((said,))), facts)


STATUS = Step(_ask, _take, some_text=True)
