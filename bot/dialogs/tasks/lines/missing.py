"""The words a status needs: asked once for all the tasks that lack them."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialogs.engine import Answer, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.lines.flow import next_of
from bot.dialogs.tasks.lines.parsed_reply import Lines, ParsedReply
from bot.dialogs.tasks.lines.reading import read_lines, split_words
from bot.dialogs.tasks.lines.wording import name_of, typed_as
from bot.language.replies.statuses import ParsedStatus, read_status
from bot.language.words.phrases import is_as_last_year
from bot.language.words.small_talk import talk_in
from locales import mark

_ASKED = {
    "difficulties": mark("{tasks}: what are the difficulties?"),
    "proposals": mark("{tasks}: what does your agency propose to change?"),
}


def asking(step: str) -> Step:
    return Step(_ask_words(step), _take_words(step), free_text=True)


def _ask_words(step: str) -> Callable[[Slots, Facts], Prompt]:
    def ask(slots: Slots, facts: Facts) -> Prompt:
        say, lines, tasks = facts.say, Lines.of(slots), _lacking(step, slots, facts)
        text = say(_ASKED[step], tasks=", ".join(name_of(one, facts, lines) for one in tasks))
        if len(tasks) > 1:
            text += " " + say(
                "If they differ, one line each, such as: {task} no funds",
                task=typed_as(tasks[0], facts, lines),
            )
        return Prompt(text)

    return ask


def _take_words(step: str) -> Callable[[Slots, Answer, Facts], Next | Retry | End]:
    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        lines, more = Lines.of(slots), read_lines(answer.text, facts)
        tasks = _lacking(step, slots, facts)
        if not tasks:  # reported meanwhile, or no longer this person's
            return Next(dialog="owed", said=facts.say("Nothing was stored."))
        if more.said and not more.unread:
            return next_of(lines.with_more(more), facts)  # "5 vướng kinh phí", "5 xong rồi"
        if more.strange and not more.unread:  # "9.9 xong" is said of somebody else's task
            refs = ", ".join(more.strange)
            return Retry(facts.say("Not among your agency's tasks: {refs}.", refs=refs))
        if talk_in(answer.text) or not any(letter.isalpha() for letter in answer.text):
            return Retry(facts.say("A few words are needed here."))
        state = read_status(answer.text)
        if state is not None and not state.note:  # "xong rồi": nothing is wrong after all
            newer = [_with_state(one, state) for one in lines.said if one.lacks == step]
            return next_of(lines.answered(Lines(tuple(newer))), facts)
        if is_as_last_year(answer.text):
            return _as_last_year(step, lines, facts)
        words = split_words(answer.text, tasks, facts)
        said = (replace(o, note=o.note or words.get(o.expectation_id, "")) for o in lines.said)
        return next_of(replace(lines, said=tuple(said)), facts)

    return take


def _as_last_year(step: str, lines: Lines, facts: Facts) -> Next | Retry | End:
    """The words of then, for each of the tasks asked about; all of them have to be known."""
    lacking = [one.expectation_id for one in lines.said if one.lacks == step]
    old = {one: facts.earlier(one) for one in lacking}
    words = {one: str(getattr(report, step)) for one, report in old.items() if report}
    if not all(words.get(one) for one in lacking):
        hint = "No earlier answer is known here; please write a few words."
        return Retry(facts.say(hint))
    said = (
        replace(o, note=o.note or words[o.expectation_id], as_before=True)
        if o.expectation_id in words
        else o
        for o in lines.said
    )
    return next_of(replace(lines, said=tuple(said)), facts)


def _with_state(one: ParsedReply, state: ParsedStatus) -> ParsedReply:
    return replace(one, status=state.status.value, percent=state.percent)


def _lacking(step: str, slots: Slots, facts: Facts) -> list[Duty]:
    found = (facts.known_by_id(o.expectation_id) for o in Lines.of(slots).said if o.lacks == step)
    return [one for one in found if one is not None]
