"""Which days a person's calendar shows: of what is owed now, and of the rounds to come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlmodel import Session

from bot.conversation.loaders.facts import load_facts
from bot.dialogs.facts.reports import Duty
from bot.language.wording import document_name
from locales import Translator
from scheduler.calendar import Calendar
from scheduler.rounds.coming import Coming, coming_rounds
from scheduler.rounds.opening import remind_until_on
from storage.models import ChatAccount, Person, Round, Tier
from storage.people.appointments import offices_of, posts_of
from storage.reports.requests.moved_days import moves_of, rounds_of

MOST_NAMED = 60  # tasks in one event


@dataclass(frozen=True)
class Day:
    """`uid` stays the same wherever the day moves; `moves` tells how often it did."""

    uid: str
    on: date
    title: str
    text: str = ""
    moves: int = 0


def reporting_days(
    session: Session,
    person: Person,
    now: datetime,
    calendar: Calendar,
    public_url: str,
    say: Translator,
) -> list[Day]:
    """In the order of the days. What was reported is no day any more."""
    # What the person's chats are told is told here: the same facts, of a chat that is none
    no_chat = ChatAccount(channel="calendar", address="", person_id=person.id)
    owed = load_facts(session, no_chat, now, calendar).owed
    today, host = calendar.today(now), urlsplit(public_url).hostname or "daumoi"
    days = [*_owed(session, owed, host, say)]
    for one in coming_rounds(session, _agencies(session, person, today), today):
        days += _coming(one, calendar, host, say)
    return sorted(days, key=lambda day: (day.on, day.uid))


def _agencies(session: Session, person: Person, today: date) -> set[int]:
    """Those the person answers for; who does so for none sees what their own agency will owe."""
    posts = posts_of(session, person.id or 0, today)
    offices = offices_of(session, person.id or 0, today, posts)
    return {one.id or 0 for one in offices or [agency for _, agency in posts]}


# --- What is owed ---------------------------------------------------------------------------------


def _owed(session: Session, owed: Sequence[Duty], host: str, say: Translator) -> Iterator[Day]:
    """A round's day is one event; what was moved by itself is one of its own."""
    ids = [one.expectation_id for one in owed]
    rounds, moves = rounds_of(session, ids), moves_of(session, ids)
    together: dict[int, list[Duty]] = {}
    for one in owed:
        round_ = rounds[one.expectation_id]
        if one.due_on == round_.due_on:
            together.setdefault(round_.id or 0, []).append(one)
            continue
        named = f"expectation-{one.expectation_id}"
        moved = round_.moves + moves.get(one.expectation_id, 0)
        yield from _pair(f"{named}@{host}", [one], round_, moved, say)
    for duties in together.values():
        round_ = rounds[duties[0].expectation_id]
        yield from _pair(f"{_name_of(round_)}@{host}", duties, round_, round_.moves, say)


def _name_of(round_: Round) -> str:
    """The same before it is opened and after."""
    if round_.rule_id is not None:
        return f"rule-{round_.rule_id}-{round_.year}-{round_.part}"
    if round_.of_items:
        return f"day-{round_.plan_id}-{round_.due_on}"
    return f"round-{round_.id}"


def _pair(
    name: str, duties: Sequence[Duty], round_: Round, moves: int, say: Translator
) -> Iterator[Day]:
    first = duties[0]
    what = first.title if first.is_ad_hoc else _what(round_.tier, round_.year, first.decision, say)
    if round_.of_items:
        what = _of_own_day([(one.code, one.title) for one in duties], first.decision, say)
    lines = [f"- {one.code} {one.title}".rstrip() for one in duties if one.code]
    text = "\n".join([*_shown(lines), *([round_.legal_text] if round_.legal_text else [])])
    yield from _days(name, first.due_on, first.ask_until_on, what, text, moves, say)


# --- What is to come ------------------------------------------------------------------------------


def _coming(one: Coming, calendar: Calendar, host: str, say: Translator) -> Iterator[Day]:
    if one.items:
        name = f"day-{one.plan.id}-{one.due_on}"
        rows = [(item.code, item.title) for item in one.items]
        what = _of_own_day(rows, one.plan.decision, say)
        text = "\n".join(_shown([f"- {code} {title}" for code, title in rows]))
    else:
        name = f"rule-{one.rule_id}-{one.year}-{one.part}"
        what, text = _what(one.tier, one.year, one.plan.decision, say), one.legal_text
    asked = remind_until_on(one.due_on, calendar)
    yield from _days(f"{name}@{host}", one.due_on, asked, what, text, 0, say)


# --- Words ----------------------------------------------------------------------------------------


def _days(
    name: str, due_on: date, asked: date, what: str, text: str, moves: int, say: Translator
) -> Iterator[Day]:
    if asked == due_on:
        yield Day(f"legal-{name}", due_on, say("Last day: {what}", what=what), text, moves)
        return
    until = say("The legal last day is {day}.", day=f"{due_on:%d/%m/%Y}")
    title = say("To be reported today: {what}", what=what)
    yield Day(f"asked-{name}", asked, title, "\n".join(filter(None, (until, text))), moves)
    yield Day(f"legal-{name}", due_on, say("Legal last day: {what}", what=what), text, moves)


def _what(tier: str, year: int, decision: str, say: Translator) -> str:
    named = document_name(decision, say)
    if tier == Tier.COORDINATOR:
        return say("consolidated report of {year} under {decision}", year=year, decision=named)
    return say("report of {year} under {decision}", year=year, decision=named)


def _of_own_day(tasks: Sequence[tuple[str, str]], decision: str, say: Translator) -> str:
    if len(tasks) == 1:
        code, title = tasks[0]
        return say("task {code} {title}", code=code, title=title)
    named = document_name(decision, say)
    return say("{count} tasks of this day under {decision}", count=len(tasks), decision=named)


def _shown(lines: Iterable[str]) -> list[str]:
    all_of_them = list(lines)
    return [*all_of_them[:MOST_NAMED], *(["…"] if all_of_them[MOST_NAMED:] else [])]
