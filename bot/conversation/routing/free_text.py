"""What was typed that neither chooses nor commands: talk, a task, many tasks, words asked for."""

from dataclasses import replace

from bot.conversation.routing.nearest import way_on
from bot.conversation.routing.open_questions import (
    accepts_early_text,
    accepts_text,
    awaits_number,
    choices_of,
    current,
    is_draft,
    is_list,
    listening,
    may_be_unseen,
    state_of,
    was_seen,
)
from bot.conversation.routing.reading import (
    read_beside,
    route_agency_nearly_named,
    route_reading,
)
from bot.conversation.routing.replies import (
    Reply,
    answer_to_one_perhaps_unseen,
    asked_once_more,
    is_being_filled,
    repeat_question,
    reply,
    reply_beside,
    reply_to_talk,
)
from bot.conversation.routing.router import Route
from bot.dialogs import ENGINE
from bot.dialogs.barriers import closed_task_typed, closed_words
from bot.dialogs.commands import read_command
from bot.dialogs.engine import Answer
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.overview.summary import summary_asked
from bot.dialogs.report.answers.task_request import read_request
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.lines.parsed_reply import Lines
from bot.dialogs.tasks.lines.reading import is_clear, read_lines, removed_by
from bot.dialogs.tasks.task_numbers import may_be_a_tasks
from bot.dialogs.tasks.task_search import find, is_asking
from bot.language.replies.task_refs import refs_at
from bot.language.words.phrases import is_as_last_year
from bot.language.words.small_talk import Talk, talk_in
from bot.language.words.tokens import tidy
from storage.models import Inbox, Outbox
from storage.people.invitations import code_in, looks_like_code

_SHORT = 40  # letters; a longer text that begins with a number is a sentence


def route_free_text(
    route: Route, message: Inbox, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """The first of these that fits: mere talk, one task, a reply on many, the words asked for."""
    text = route.text
    if code_in(text) and facts.invitation is not None:  # its letters may seem to say more
        return Reply(ENGINE.begin("link", facts))
    asked = listening(questions, message, facts.zone)
    command = read_command(text, facts)
    if command is not None:
        return Reply(ENGINE.begin(command.dialog, facts, **command.slots))
    if (summed_up := _summed_up(text, asked, facts)) is not None:
        return summed_up
    reading = route_reading(text, asked, questions, facts)
    if reading is not None:
        return reading
    talk = talk_in(text)
    if talk is not None and not _is_for(asked, talk):
        return _talked(talk, text, asked, questions, facts)
    if not _may_report(facts):
        return _words(text, asked, questions, facts)
    request = read_request(text, facts)
    if request is not None:
        return Reply(ENGINE.begin(request.dialog, facts, **request.slots))
    if is_as_last_year(text) and not _takes_words(asked):
        return Reply(ENGINE.begin("as_last_year", facts))
    return (
        _early(text, message, questions, facts)
        or _one_task(text, asked, facts)
        or _closed(text, asked, facts)
        or _many_tasks(text, asked, questions, facts)
        or _words(text, asked, questions, facts)
    )


# --- Talk -----------------------------------------------------------------------------------------


def _is_for(asked: Outbox | None, talk: Talk) -> bool:
    """A yes or no where one is offered, or where words are asked for: "không" may be the answer."""
    if asked is not None and talk == Talk.QUESTION:
        return ENGINE.step_of(state_of(asked)).takes_questions
    if asked is None or talk not in (Talk.YES, Talk.NO):
        return False
    return _takes_words(asked) or any(one["key"] == "yes" for one in choices_of(asked))


def _talked(
    talk: Talk, text: str, heard: Outbox | None, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """A short courteous answer; to bare signs none, unless a reply is being filled in."""
    asked = current(questions)
    if talk in (Talk.YES, Talk.NO) and asked is not None and may_be_unseen(asked):
        return asked_once_more(asked, facts)
    decides = heard is not None and ENGINE.step_of(state_of(heard)).decides
    if talk in (Talk.YES, Talk.NO) and heard is not None and decides:
        hint = facts.say("Nothing is stored yet. Please choose one of the answers.")
        return Reply(ENGINE.repeat(state_of(heard), facts, hint), heard)
    if talk == Talk.SIGNS:
        if asked is None or not is_being_filled(asked, facts):
            return None
        if not asked.free_text:
            return reply_beside(questions, facts, facts.say("Please choose one of the answers."))
    words = reply_to_talk(talk, text, facts)
    if talk == Talk.YES and not (asked and is_being_filled(asked, facts)):
        words = f"{words} {drafts_kept(facts)}".strip()  # mere thanks would sound as if stored
    return reply_beside(questions, facts, words)


# --- Tasks ----------------------------------------------------------------------------------------


def _may_report(facts: Facts) -> bool:
    return facts.person is not None and facts.person.is_focal


def _one_task(text: str, asked: Outbox | None, facts: Facts) -> Reply | None:
    """ "9.4", "nhiem vu 9.4", "7" behind a list."""
    found = find(text, facts)
    if found.kind == "words" or (
        asked is not None and awaits_number(asked) and not is_asking(text)
    ):
        return None
    is_number_of_a_list = asked is not None and is_list(asked)
    if found.kind == "number" and not (is_asking(text) or is_number_of_a_list):
        return None
    if len(found.fits) == 1:
        return _reporting(found.fits[0].expectation_id, facts)
    return _finding(text, facts)


def _takes_words(asked: Outbox | None) -> bool:
    return asked is not None and accepts_text(asked)


def _early(text: str, message: Inbox, questions: list[Outbox], facts: Facts) -> Reply | None:
    """Typed before the question at hand was shown: it goes on with the answer before."""
    newest = current(questions)
    if newest is None or was_seen(newest, message) or may_be_unseen(newest):
        return None
    if not accepts_early_text(newest):
        return None
    answer = Answer(text, is_early=True)
    return Reply(ENGINE.resume(state_of(newest), answer, facts), newest)


def _reporting(task: int, facts: Facts) -> Reply:
    """Begin the report on a task, or go on with the one that is half filled."""
    return Reply(ENGINE.begin("report", facts, expectation_id=task))


def _closed(text: str, asked: Outbox | None, facts: Facts) -> Reply | None:
    """A task of a round that is closed: whom to ask."""
    task = None if _takes_words(asked) else closed_task_typed(text, facts)
    return reply(closed_words(task, facts)) if task else None


def _finding(text: str, facts: Facts) -> Reply:
    """Several tasks to choose from; or that there is none, which leaves open questions alone."""
    turn = ENGINE.begin("owed", facts, step="found", typed=text)
    if len(turn.prompt.choices) > 1:
        return Reply(turn)
    if told := read_beside(text, facts):
        return reply(f"{turn.prompt.text}\n\n{told}")
    return reply(f"{turn.prompt.text} {way_on(text, facts)}")


def _many_tasks(
    text: str, asked: Outbox | None, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """ "1 xong, 3 60%": added to the reply on many tasks that waits, if one does."""
    waiting = next((one for one in questions if state_of(one).dialog == "lines"), None)
    lines = read_lines(text, facts)
    if _takes_words(asked):
        if asked is waiting or not (is_clear(lines) or _names_a_task(text, lines, facts)):
            return None
    elif not (lines.says_anything or (asked is waiting and removed_by(text, facts))):
        return _not_read(text, lines, facts)
    if waiting is not None:
        state = state_of(waiting)
        step = "again" if state.step == "confirm" else state.step
        turn = ENGINE.resume(replace(state, step=step), Answer(text), facts)
        return Reply(turn, waiting)
    return Reply(ENGINE.begin("lines", facts, text=text))


def _names_a_task(text: str, lines: Lines, facts: Facts) -> bool:
    """ "9.5 xong" is no answer to what was asked on another task: it begins with a code."""
    codes = [one.code for one in facts.owed + facts.reported if one.code]
    refs = refs_at(tidy(text), codes)
    names = refs is not None and not refs.refs[0].isdecimal()
    return names and bool(lines.said or lines.unsure or lines.doubtful)


def _not_read(text: str, lines: Lines, facts: Facts) -> Reply | None:
    """ "3 60": it begins with a task, and what is said of it may mean two things."""
    clean = tidy(text)
    refs = refs_at(clean)
    is_one_task = refs is not None and refs.end >= len(clean) and len(refs.refs) == 1
    if not lines.unread or refs is None or is_one_task:
        return None
    named = find(refs.refs[0], facts)
    if named.kind == "code" and named.nearest and not named.fits:
        return _finding(refs.refs[0], facts)  # a task of somebody else
    if len(clean) > _SHORT:
        return None
    return reply(
        facts.say(
            '"{text}" was not understood. Please type it such as: 3 60%, 5 difficulties: no funds.',
            text=clean,
        )
    )


def _summed_up(text: str, asked: Outbox | None, facts: Facts) -> Reply | None:
    """ "tong hop 2025", "tong hop 2025 excel", "excel 2025", of somebody who reads plans and is
    writing nothing else."""
    if _takes_words(asked) or facts.person is None or not facts.person.reads_plans:
        return None
    dialog, called = summary_asked(text)
    return Reply(ENGINE.begin(dialog, facts, **called)) if dialog else None


# --- Words ----------------------------------------------------------------------------------------


def _words(text: str, asked: Outbox | None, questions: list[Outbox], facts: Facts) -> Reply:
    """It answers the question the person has in mind, or looks for a task; else it is not
    understood."""
    if looks_like_code(text) and not questions:
        return Reply(ENGINE.begin("link", facts))
    if asked is not None and accepts_text(asked):
        return Reply(ENGINE.resume(state_of(asked), Answer(text), facts), asked)
    newest = current(questions)
    if newest is not None and may_be_unseen(newest) and is_draft(newest):
        return answer_to_one_perhaps_unseen(text, newest, facts)
    is_digit_to_a_draft = text.isdecimal() and newest is not None and is_draft(newest)
    is_filled = asked is not None and is_being_filled(asked, facts)
    if text.isdecimal() and asked is not None and choices_of(asked) and not is_list(asked):
        return repeat_question(questions, facts, facts.say("Please choose one of the answers."), "")
    if text.isdecimal() and asked is None and not may_be_a_tasks(facts):
        return repeat_question(questions, facts, facts.say("Sorry, that was not understood."), text)
    if _may_report(facts) and not is_filled and not is_digit_to_a_draft:
        found = find(text, facts)
        if len(found.fits) == 1:
            return _reporting(found.fits[0].expectation_id, facts)
        if found.fits or found.nearest or is_asking(text):
            return _finding(text, facts)
    nearly = route_agency_nearly_named(text, facts)
    if nearly is not None:
        return nearly
    hint = facts.say("Sorry, that was not understood.")
    return repeat_question(questions, facts, hint, text)
