"""The summary of a round for a chat: ten lines at most, the rest is to be asked for."""

from collections.abc import Iterable, Iterator, Sequence

from bot.documents.contents.communes import rolled_up, silent_of
from bot.documents.text.round_words import as_of_words, round_words
from bot.documents.text.summary import period
from bot.language.wording import day
from locales import Translator
from storage.rounds.summary import (
    AgencyCount,
    Change,
    Communes,
    Summary,
    offices_and_communes,
    still_owed,
)

MOST_LINES = 10
AGENCIES_SHOWN = 5


def chat_summary(summary: Summary, change: Change | None, say: Translator) -> str:
    """Figures, who is furthest behind, and what has changed; None: nothing is said of changes."""
    lines = [*_head(summary, say), *_figures(summary, say)]
    since = [_since_yesterday(change, say)] if change is not None else []
    room = MOST_LINES - len(lines) - len(since)
    return "\n".join((*lines, *_furthest_behind(summary, room, say), *since))


def chat_line(summary: Summary, change: Change | None, say: Translator) -> str:
    """A round beside others, on two lines at most."""
    total = summary.total
    count = say(
        "{received} of {expected} received, {missing} overdue",
        received=total.received,
        expected=total.expected,
        missing=total.missing,
    )
    lines = [f"- {round_words(summary.round, say)}: {count}."]
    return "\n".join(lines + ([_since_yesterday(change, say)] if change else []))


def _head(summary: Summary, say: Translator) -> Iterator[str]:
    closed_at = summary.round.closed_at
    head = as_of_words(summary.plan, summary.round, summary.as_of, say)
    if closed_at is not None and closed_at <= summary.as_of:
        on = day(closed_at.astimezone(summary.as_of.tzinfo).date())
        head += " " + say("The round was closed on {day}.", day=on)
    yield head
    yield from period(summary, say)


def _figures(summary: Summary, say: Translator) -> Iterator[str]:
    total = summary.total
    received = say(
        "received {n} (on time {on_time}, late {late})",
        n=total.received,
        on_time=total.on_time,
        late=total.late,
    )
    others = (
        (total.missing, say("missing, overdue {n}", n=total.missing)),
        (total.pending, say("not yet, still in time {n}", n=total.pending)),
        (total.carried_over, say("completed before {n}", n=total.carried_over)),
    )
    parts = "; ".join((received, *(words for count, words in others if count)))
    yield say("Expected {n}: {parts}.", n=total.expected, parts=parts)
    beside = "; ".join(_beside(summary, say))
    if beside:
        yield f"{beside[0].upper()}{beside[1:]}."


def _beside(summary: Summary, say: Translator) -> Iterator[str]:
    """What else a planner has to know of; each only where there is any."""
    total = summary.total
    if total.returned:
        yield say("returned, to be completed {n}", n=total.returned)
    if total.used_again:
        yield say("answers to like tasks used again {n}", n=total.used_again)
    if summary.unreached:
        yield say("agencies nobody can be reached for {n}", n=len(summary.unreached))
    if summary.unassigned:
        yield say("tasks to assign anew {n}", n=len(summary.unassigned))
    if summary.overdue:
        yield say("tasks overdue by the plan {n}", n=len(summary.overdue))


def _furthest_behind(summary: Summary, room: int, say: Translator) -> Iterator[str]:
    """Overdue reports count first, then whatever is still owed; `room` in lines. All communes are
    one line, before the others."""
    offices, communes = offices_and_communes(summary)
    if communes is not None:
        yield _of_communes(communes, say)
        room -= 1
    owing = [one for one in offices if still_owed(one.count)]
    owing.sort(key=lambda one: (-one.count.missing, -still_owed(one.count)))
    if owing:
        yield say("Furthest behind (received/expected):")
        yield from _lines(owing[: min(AGENCIES_SHOWN, room - 1)], say)


def _of_communes(communes: Communes, say: Translator) -> str:
    told = f"{rolled_up(communes, say)}: {communes.count.received}/{communes.count.expected}"
    if not communes.silent:
        return f"{told}."
    return say("{told}; not yet: {names}.", told=told, names=silent_of(communes, say))


def _lines(agencies: Sequence[AgencyCount], say: Translator) -> Iterable[str]:
    for one in agencies:
        count, notes = one.count, []
        if count.missing:
            notes.append(say("overdue {n}", n=count.missing))
        if count.returned:
            notes.append(say("returned {n}", n=count.returned))
        if not one.was_reminded:
            notes.append(say("not reminded in time"))
        line = f"- {one.now_called}: {count.received}/{count.expected}"
        yield f"{line} ({', '.join(notes)})" if notes else line


def _since_yesterday(change: Change, say: Translator) -> str:
    if not change:
        return say("Since yesterday: nothing new.")
    parts = []
    if change.received:
        parts.append(say("{n} reports", n=f"{change.received:+}"))
    if change.corrected:
        parts.append(say("{n} corrected", n=f"{change.corrected:+}"))
    if change.overdue:
        parts.append(say("{n} overdue", n=f"{change.overdue:+}"))
    return say("Since yesterday: {parts}.", parts=", ".join(parts))
