"""Gives a digest its words when it is about to be sent, from the facts of that moment."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.conversation.loaders.facts import load_facts
from bot.conversation.notifications.letter import matter_of
from bot.conversation.outbox import fill
from bot.delivery.lookahead import NEWS_WITHIN, look_ahead
from bot.dialogs import ENGINE
from bot.dialogs.account.form_link import form_until
from bot.dialogs.engine import Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.documents.wanted_file import LinkKind, WantedLink, with_words
from scheduler.calendar import Calendar
from scheduler.reminders.planner_digests import planner_digests
from scheduler.reminders.province_briefs import Brief, province_brief
from storage.calendar.office_hours import OfficeHours
from storage.messages.outbox import drop, forget_parts, leave_unknown, unsent_letters
from storage.messages.troubles import told_by
from storage.models import ChatAccount, Outbox, OutboxKind, RightKind
from storage.people.absences import away_on
from storage.people.chat_accounts import may_be_told
from storage.plans.leaders.briefs import brief_carried_by, name_in_brief
from storage.plans.planners import rights_of
from storage.reports.snoozes import promised_at
from storage.rounds.reminder_ledger import (
    Rung,
    agencies_called_for,
    last_digest_at,
    plans_said,
    rungs_of,
)
from storage.rounds.reminder_settings import hours_of

ANSWERED, NOTHING_OWED = "it was answered", "nothing is owed any more"
STILL_HEARS = (ANSWERED, NOTHING_OWED)  # of the news that the letter took over
WITHOUT = "without"  # of a file that failed: what is said in its place
AGAIN_AFTER = timedelta(minutes=10)  # what has hindered an answer may be over by then


def prepare(session: Session, rows: Sequence[Outbox], now: datetime, calendar: Calendar) -> None:
    """For rows that are then composed at that instant, in a session that remembers."""
    forget_parts(session, *rows)  # of an earlier attempt: time has passed, it is composed anew
    look_ahead(session, rows, now, calendar)


def compose(
    session: Session,
    row: Outbox,
    account: ChatAccount,
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
) -> None:
    """Fill the row with its words; drop it if nothing is owed; put it off outside office hours."""
    rungs = rungs_of(session, row.id or 0)
    said = {reminder.expectation_id for reminder in rungs}
    facts = _facts(session, row, account, said, now, calendar)
    facts = replace(facts, is_one_way=capabilities.one_way)
    is_quiet = any(map(facts.is_quiet, facts.owed))
    parts = _parts(facts, said, _insisted(session, rungs) if is_quiet else set())
    news = list((row.state or {}).get("slots", {}).get("news", ()))  # of an earlier attempt
    reason = _why_not(session, row, account, facts, parts, now, calendar)
    office = calendar.keeping(_hours(session, row, facts)).office_instant(now)
    if row.first_unknown_at is not None and (reason or _is_over(row, office, calendar)):
        leave_unknown(session, row, f"not said once more: {reason or 'its day is over'}")
    elif reason and not (news and reason in STILL_HEARS):
        drop(session, row, reason, now)
    elif office > now:
        row.text, row.send_at, row.attempts = None, office, 0
    else:
        row.state = row.choices = None
        missed = [one.expectation_id for one in facts.missed]
        told = [*news, *_news(session, account, now)]
        slots: dict[str, Any] = {"parts": parts, "missed": missed, "news": told}
        if "lists" in parts:
            slots |= _calls(session, row, facts)
        turn = ENGINE.begin("digest", facts, **slots)
        turn = _with_form(turn, parts, facts)
        if "brief" in parts and facts.brief is not None:
            name_in_brief(session, row.id or 0, facts.brief.named)
        row.template = _template(facts) if "owed" in parts else None
        _fill(session, row, turn, now, capabilities)


def _fill(
    session: Session, row: Outbox, turn: Turn, now: datetime, capabilities: Capabilities
) -> None:
    """With its file, or with the words why there is none."""
    wanted = dict(row.wanted_file or {})
    why = wanted.pop(WITHOUT, "")
    fill(session, row, turn, now, capabilities)
    if why:
        row.text, row.wanted_file = with_words(row.text or "", wanted, why), None


def _calls(session: Session, row: Outbox, facts: Facts) -> dict[str, Any]:
    """The agencies to telephone, and those of the list before: who was named is not named again."""
    return {
        "calls": sorted({call.agency_id for one in facts.lists for call in one.calls}),
        "called": sorted(agencies_called_for(session, row.person_id or 0)),
    }


def _with_form(turn: Turn, parts: Sequence[str], facts: Facts) -> Turn:
    """What is owed may be filled in on a page, too: whether it is told, the sending looks at."""
    until = form_until(facts) if "owed" in parts else None
    if until is None or turn.prompt.file is not None:
        return turn
    return replace(turn, prompt=replace(turn.prompt, file=WantedLink(LinkKind.FORM, until)))


def _news(session: Session, account: ChatAccount, now: datetime) -> tuple[str, ...]:
    """What letters to this chat would say in these minutes: it is said here, and not twice."""
    news = []
    for row in unsent_letters(session, account.id or 0, now + NEWS_WITHIN):
        matter = matter_of(row.text or "")
        if matter:
            news.append(matter)
            drop(session, row, "said in the digest", now)
    return tuple(news)


def said_again_at(
    session: Session, row: Outbox, now: datetime, calendar: Calendar
) -> datetime | None:
    """When a digest that may or may not have arrived is said once more: today, or not at all.

    To be reminded twice does less harm than not to be reminded.
    """
    if row.kind != OutboxKind.DIGEST or row.first_unknown_at is not None:
        return None
    hours = [hours_of(plan) for plan in plans_said(session, row.id or 0)]
    at = calendar.keeping(hours).office_instant(now + AGAIN_AFTER)
    return at if calendar.today(at) == calendar.today(now) else None


def _is_over(row: Outbox, office: datetime, calendar: Calendar) -> bool:
    """Whether its day has passed: the next rung says it anew."""
    first = row.first_unknown_at
    return first is not None and calendar.today(office) != calendar.today(first)


def _template(facts: Facts) -> dict[str, str]:
    """What fills an approved template where free words are not allowed; names as its form has."""
    person = facts.person
    if person is None or not facts.owed:
        return {}
    first = min(facts.owed, key=lambda one: one.due_on)
    return {
        "ten": person.full_name,
        "co_quan": first.agency,
        "so_nhiem_vu": str(len(facts.owed)),
        "han_bao_cao": f"{first.due_on:%d/%m/%Y}",
    }


def _facts(
    session: Session,
    row: Outbox,
    account: ChatAccount,
    said: set[int],
    now: datetime,
    calendar: Calendar,
) -> Facts:
    """A leader is told of what this digest is for, and of nothing else that may be overdue."""
    facts = load_facts(session, account, now, calendar)
    is_planner = facts.person is not None and facts.person.is_planner
    person_id = row.person_id or 0
    kinds = {right.kind for right in rights_of(session, person_id)}
    is_administrator = RightKind.ADMINISTRATOR in kinds
    return replace(
        facts,
        missed=tuple(
            one for one in facts.missed if one.expectation_id in said and not _waits(one, facts)
        ),
        lists=tuple(planner_digests(session, person_id, now, calendar)) if is_planner else (),
        troubles=tuple(told_by(session, row.id or 0)) if is_administrator else (),
        brief=_brief(session, row, now, calendar) if RightKind.PROVINCE_LEADER in kinds else None,
        last_digest_at=last_digest_at(session, person_id),
    )


def _brief(session: Session, row: Outbox, now: datetime, calendar: Calendar) -> Brief | None:
    """Of the digest that carries this week's message, and of no other."""
    if brief_carried_by(session, row.id or 0) is None:
        return None
    return province_brief(session, row.person_id or 0, now, calendar)


def _insisted(session: Session, rungs: Sequence[Rung]) -> set[int]:
    """What a planner wanted said though the agency had named a day before."""
    promised = promised_at(session, {one.expectation_id for one in rungs})
    return {
        one.expectation_id
        for one in rungs
        if one.expectation_id in promised and promised[one.expectation_id] <= one.created_at
    }


def _parts(facts: Facts, said: set[int], insisted: set[int]) -> list[str]:
    """What of the digest is still to be said; see bot.dialogs.digest.dialog.PARTS."""
    is_focal = facts.person is not None and facts.person.is_focal
    awake = (o for o in facts.owed if not facts.is_quiet(o) or o.answers & insisted)
    found = {
        "owed": is_focal and _any_of(said, awake),
        "missed": bool(facts.missed),
        "brief": facts.brief is not None,
        "lists": bool(facts.lists),
        "troubles": bool(facts.troubles),
    }
    return [part for part, is_there in found.items() if is_there]


def _waits(one: Duty, facts: Facts) -> bool:
    """On the promised morning, too, it is the agency's own people who are reminded."""
    return one.promised_on is not None and facts.today <= one.promised_on


def _any_of(said: set[int], owed: Iterable[Duty]) -> bool:
    return any(one.answers & said for one in owed)


def _hours(session: Session, row: Outbox, facts: Facts) -> list[OfficeHours]:
    """Of every plan the digest speaks of."""
    plans = [*plans_said(session, row.id or 0), *(one.plan for one in facts.lists)]
    plans += [one.plan for one in facts.brief.plans] if facts.brief else []
    return [hours_of(plan) for plan in plans]


def _why_not(
    session: Session,
    row: Outbox,
    account: ChatAccount,
    facts: Facts,
    parts: Sequence[str],
    now: datetime,
    calendar: Calendar,
) -> str:
    """Why the digest is not sent after all; empty when it is."""
    if row.answered_at is not None:
        return ANSWERED
    if account.person_id != row.person_id:
        return "the chat is no longer this person's"
    if not may_be_told(session, account):
        return "the consent was withdrawn"
    if row.person_id in away_on(session, facts.today):
        return "on leave"
    if not parts and facts.owed and not (facts.person and facts.person.is_focal):
        return "no longer a focal person"
    if not parts:
        return NOTHING_OWED
    last = last_digest_at(session, row.person_id or 0)
    if last is not None and calendar.today(last) == calendar.today(now):
        return "a digest went out today"
    return ""
