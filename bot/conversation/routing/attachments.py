"""What a photo or file leads to: kept with the open report, offered to the last one, or refused."""

from dataclasses import replace

from bot.channels.contract import FileLimits
from bot.channels.media_types import kind_by_name
from bot.conversation.routing.open_questions import (
    accepts_text,
    awaits_number,
    is_draft,
    listening,
    reports_on,
    state_of,
    was_seen,
)
from bot.conversation.routing.replies import Reply, is_being_filled, reply_beside
from bot.conversation.routing.router import Route
from bot.dialogs import ENGINE
from bot.dialogs.commands import read_command
from bot.dialogs.effects import KeepFile, SubmitReport
from bot.dialogs.engine import Answer, Turn, after
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.files import FileFacts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.task_request import Request, read_request
from bot.dialogs.report.file_words import (
    full,
    named_first,
    open_first,
    received,
)
from bot.dialogs.tasks.lines.echo import goes_on_in_report
from bot.dialogs.tasks.lines.parsed_reply import Lines
from bot.dialogs.tasks.lines.reading import read_lines
from bot.language.file_wording import kinds_words, seen, size_words
from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import tidy
from storage.messages.attachments import MOST
from storage.messages.inbox import SentFile
from storage.models import Inbox, Outbox


def route_file(
    route: Route, message: Inbox, questions: list[Outbox], facts: Facts, limits: FileLimits | None
) -> Reply | None:
    """None where there is something to read and no file, and for strangers: theirs is the code."""
    if facts.person is None or message.tapped or (message.file is None and route.text):
        return None
    if message.file is None or limits is None:
        return reply_beside(
            questions, facts, _with_its_words(readable(limits, facts), route, facts)
        )
    file = SentFile(**message.file)
    refusal = refusal_of(file, limits, facts)
    if refusal:
        return reply_beside(questions, facts, _with_its_words(refusal, route, facts))
    if not facts.person.is_focal:
        words = facts.say("Only the focal person of your agency can report on its tasks.")
        return reply_beside(questions, facts, words)
    kind = kind_by_name(file.name, file.media_type)
    keep = KeepFile(0, message.id or 0, file.ref, file.name, kind, file.size)
    draft, echo = _open_today(questions, facts)
    named_one = _named_by(route, draft, facts)
    return (
        (_kept_with_named(keep, named_one, echo, facts) if named_one else None)
        or (_offered(keep, route, named_one, questions, facts) if named_one else None)
        or _kept_with_draft(keep, route, message, draft, facts)
        or _kept_with_echo(keep, route, echo, questions, facts)
        or _offered(keep, route, None, questions, facts)
        or _only_its_words(route, message, questions, facts)
        or reply_beside(questions, facts, _with_its_words(open_first(facts), route, facts))
    )


def _only_its_words(
    route: Route, message: Inbox, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """No report is open that the file could go with; what was written with it asks for something,
    or answers the request at hand."""
    asked = listening(questions, message, facts.zone)
    command = read_command(route.text, facts)
    if command is not None:
        turn = ENGINE.begin(command.dialog, facts, **command.slots)
        return Reply(after(open_first(facts), turn))
    if not route.text or asked is None or not (is_draft(asked) and asked.free_text):
        return None
    turn = ENGINE.resume(state_of(asked), Answer(route.text), facts)
    return Reply(after(open_first(facts), turn), asked)


def readable(limits: FileLimits | None, facts: Facts) -> str:
    """What this channel's bot can read."""
    if limits is None:
        return facts.say("Only written messages can be read here.")
    return facts.say(
        "What can be read here: written messages; {kinds}.",
        kinds=kinds_words(limits.media_types, facts.say),
    )


def refusal_of(file: SentFile, limits: FileLimits, facts: Facts) -> str:
    """Why a file cannot be taken, by what is said of it; empty when it can."""
    say = facts.say
    if kind_by_name(file.name, file.media_type) not in limits.media_types:
        return say(
            "Sorry, {seen} cannot be taken. What can be sent: {kinds}; {size} each at most.",
            seen=seen(file.name, file.media_type, None, say),
            kinds=kinds_words(limits.media_types, say),
            size=size_words(limits.max_size, say),
        )
    if file.size is not None and file.size > limits.max_size:
        return say(
            "Sorry, {seen} is too large: {size} at most. Please send it smaller, or in parts.",
            seen=seen(file.name, file.media_type, file.size, say),
            size=size_words(limits.max_size, say),
        )
    return ""


def _with_its_words(words: str, route: Route, facts: Facts) -> str:
    if not route.text:
        return words
    return words + " " + facts.say("What was written with it was not kept either.")


# --- A report is open -----------------------------------------------------------------------------


def _open_today(questions: list[Outbox], facts: Facts) -> tuple[Outbox | None, Outbox | None]:
    """The report that is half filled, or else the line that waits for its yes: the newer one."""
    fits = (one for one in questions if state_of(one).dialog in ("report", "lines"))
    newest = next((one for one in fits if is_being_filled(one, facts)), None)
    is_report = newest is not None and reports_on(newest) is not None
    return (newest, None) if is_report else (None, newest)


def _kept_with_draft(
    keep: KeepFile, route: Route, message: Inbox, draft: Outbox | None, facts: Facts
) -> Reply | None:
    """With the report that is half filled; the words with it answer its question if they can."""
    task = facts.known_by_id(reports_on(draft) or 0) if draft else None
    if draft is None or task is None:
        return None
    held = facts.files.of_draft(task.expectation_id)
    if len(held) >= MOST:
        return Reply(ENGINE.repeat(state_of(draft), facts, full(task, facts)), draft)
    keep = replace(keep, expectation_id=task.expectation_id)
    answered = _answered(route, message, draft, _with_file(keep, facts))
    keep = replace(keep, note="" if answered else route.text)
    turn = answered or ENGINE.repeat(state_of(draft), _with_file(keep, facts))
    words = received(keep, task, len(held) + 1, facts)
    # One message for many files: what only acknowledged the one before need not be said any more
    is_same = bool(held) and held[-1].received_at == draft.created_at
    return Reply(_after(words, keep, turn), draft, replaces=is_same)


def _kept_with_echo(
    keep: KeepFile, route: Route, echo: Outbox | None, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """Below the echo of one task its report goes on, with the file; of several, one is to be
    named."""
    if echo is None:
        return None
    slots = goes_on_in_report(Lines.of(state_of(echo).slots), facts)
    task = facts.known_by_id(slots["expectation_id"]) if slots else None
    if slots is None or task is None:
        words = named_first(Lines.of(state_of(echo).slots).tasks, facts)
        return reply_beside(questions, facts, _with_its_words(words, route, facts))
    held = facts.files.of_draft(task.expectation_id)
    if len(held) >= MOST:
        return reply_beside(questions, facts, full(task, facts))
    keep = replace(keep, expectation_id=task.expectation_id)
    plain = ENGINE.begin("report", facts, **slots)
    told = ENGINE.begin("report", _with_file(keep, facts), **slots, more=route.text)
    is_told = told.state not in (None, plain.state) and told.state.step != "addition"
    keep = replace(keep, note="" if is_told else route.text)
    turn = told if is_told else ENGINE.begin("report", _with_file(keep, facts), **slots)
    return Reply(_after(received(keep, task, len(held) + 1, facts), keep, turn), echo)


def _answered(route: Route, message: Inbox, draft: Outbox, facts: Facts) -> Turn | None:
    """The turn, if the words with a file take the report on; else they are a note on the file."""
    if route.question is draft:
        answer = Answer(route.text, route.choice)
    elif route.text and not (route.command or route.cancels) and accepts_text(draft):
        answer = Answer(route.text)
    else:
        return None
    if not was_seen(draft, message):
        return None
    before, turn = state_of(draft), ENGINE.resume(state_of(draft), answer, facts)
    is_stored = any(isinstance(effect, SubmitReport) for effect in turn.effects)
    state = turn.state
    is_filled_on = (
        state is not None
        and state.dialog == before.dialog
        and state != before
        and state.step != "addition"
    )
    return turn if is_stored or is_filled_on else None


def _with_file(keep: KeepFile, facts: Facts) -> Facts:
    file = FileFacts(keep.name, keep.media_type, keep.size, facts.now, keep.note)
    return replace(facts, files=facts.files.with_one(keep.expectation_id, file))


def _after(words: str, keep: KeepFile, turn: Turn) -> Turn:
    """First the file, then the answer: a report that is stored at once has it."""
    prompt = replace(turn.prompt, text=f"{words}\n\n{turn.prompt.text}")
    return replace(turn, prompt=prompt, effects=(keep, *turn.effects))


# --- No report is open ----------------------------------------------------------------------------


def _named_by(route: Route, draft: Outbox | None, facts: Facts) -> Request | None:
    """The report that the words with it ask for, where that is not the one half filled."""
    is_figure = draft is not None and route.text.replace(".", "").isdecimal()
    if not route.text or (is_figure and draft and awaits_number(draft)):
        return None
    request = _request(route.text, facts)
    if request is None or request.dialog != "report":
        return None
    is_same = draft is not None and reports_on(draft) == request.slots["expectation_id"]
    return None if is_same else request


def _kept_with_named(
    keep: KeepFile, request: Request, echo: Outbox | None, facts: Facts
) -> Reply | None:
    """The words with it name a task ("1.2"): its report begins, with the file and what the echo
    says of it."""
    task = facts.known_by_id(int(request.slots["expectation_id"]))
    if task is None:
        return None
    keep = replace(keep, expectation_id=task.expectation_id)
    echoed = Lines.of(state_of(echo).slots).only(task.expectation_id) if echo else Lines()
    slots = None if request.slots.get("told") else goes_on_in_report(echoed, facts)
    turn = ENGINE.begin("report", _with_file(keep, facts), **(slots or request.slots))
    if turn.state is None or turn.state.dialog != "report":
        return None
    return Reply(_after(received(keep, task, 1, facts), keep, turn))


def _request(text: str, facts: Facts) -> Request | None:
    """ "1.2", "1.2 xong": a task, and perhaps how it stands."""
    request = read_request(text, facts)
    lines = read_lines(text, facts) if request is None else None
    if lines is None or len(lines.said) != 1 or not lines.is_whole:
        return request
    codes = [one.code for one in facts.owed + facts.reported if one.code]
    clean = tidy(text)
    refs = refs_at(clean, codes)
    told = clean[refs.end :] if refs else clean
    return Request("report", {"expectation_id": lines.said[0].expectation_id, "told": told})


def _offered(
    keep: KeepFile, route: Route, request: Request | None, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """Asks whether it belongs to the report that is named, else the one just sent; with those asked
    about before it."""
    named_one = [int(request.slots["expectation_id"])] if request else []
    tasks = [facts.known_by_id(one) for one in named_one or facts.files.lately()]
    task = tasks[0] if len(tasks) == 1 else None
    if task is None or facts.stored(task.expectation_id) is None:
        return None
    asking = next((one for one in questions if _asks_about(one, task)), None)
    before = state_of(asking).slots["files"] if asking else []
    if len(facts.files.of_report(task.expectation_id)) + len(before) >= MOST:
        return reply_beside(questions, facts, full(task, facts))
    keep = replace(keep, expectation_id=task.expectation_id, note=route.text)
    files = [*before, vars(keep)]
    turn = ENGINE.begin("attach", facts, expectation_id=task.expectation_id, files=files)
    return Reply(turn, asking, replaces=True)


def _asks_about(question: Outbox, task: Duty) -> bool:
    state = state_of(question)
    return state.dialog == "attach" and state.slots["expectation_id"] == task.expectation_id
