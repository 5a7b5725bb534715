"""Words that were changed on the phone after they were sent."""

from dataclasses import replace

from bot.conversation.routing.open_questions import current, state_of
from bot.conversation.routing.replies import Reply, reply_beside
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, State, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.lines.parsed_reply import Lines
from bot.dialogs.tasks.lines.reading import read_lines
from storage.models import Inbox, Outbox


def route_edited(
    message: Inbox, original: Inbox | None, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """The echo of a line that still waits is made anew; what is stored stays, and that is said."""
    if facts.person is None or (original is not None and original.text == message.text):
        return None
    echo = current(questions)
    if echo is not None and original is not None and _is_echo_of(original, echo):
        return Reply(_made_anew(message.text, original.text, state_of(echo), facts), echo)
    words = facts.say(
        "Changing a message on the phone changes nothing here. To correct a report, type it such "
        'as "sua {code}".',
        code=next((one.code for one in facts.reported + facts.owed if one.code), "9.4"),
    )
    return reply_beside(questions, facts, words)


def _made_anew(text: str, before: str, echo: State, facts: Facts) -> Turn:
    """From the new words alone; what the echo holds of earlier messages stays in it."""
    named = set(read_lines(before, facts).tasks)
    if named.issuperset(Lines.of(echo.slots).tasks):
        return ENGINE.begin("lines", facts, text=text)
    step = "again" if echo.step == "confirm" else echo.step
    return ENGINE.resume(replace(echo, step=step), Answer(text), facts)


def _is_echo_of(original: Inbox, question: Outbox) -> bool:
    """The question was asked in the turn of that message."""
    asked_by_it = question.created_at == original.handled_at
    return asked_by_it and state_of(question).dialog == "lines"
