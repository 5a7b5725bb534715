"""Tells the agencies whose reports are missing that a round was closed, or is open again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.conversation.notifications.letter import after_the_digest, letter, queue, say_to
from bot.dialogs.planner.agency_wording import report_count
from bot.language.wording import document_name, round_name
from locales import Translator
from scheduler.calendar import Calendar
from storage.models import Plan, Round, Tier
from storage.people.appointments import FocalPoint, focal_points
from storage.rounds.closing import unfinished
from storage.rounds.reminder_settings import hours_of

Missing = Sequence[tuple[Round, Plan, Mapping[int, int]]]  # of each round: how many, by agency


def tell_closed(
    session: Session, rounds: Sequence[Round], now: datetime, calendar: Calendar
) -> int:
    """One letter to each focal person of an agency that lacks a report in one of them; how many."""

    def words(lines: Sequence[str], say: Translator) -> str:
        told = say("The reporting round was closed, and these reports of your agency are missing:")
        asked = say(
            "Nothing is taken in it any more. To add a report, please ask the planning department "
            "to open it again."
        )
        return "\n".join((told, *lines, asked))

    return _tell(session, rounds, words, now, calendar)


def tell_reopened(session: Session, round_: Round, now: datetime, calendar: Calendar) -> int:
    """The same where a round is open again: what is missing can be reported."""

    def words(lines: Sequence[str], say: Translator) -> str:
        told = say(
            "The reporting round is open again, and these reports of your agency are missing:"
        )
        return "\n".join((told, *lines, say('Please report on them: type "nhiem vu".')))

    return _tell(session, [round_], words, now, calendar)


def _tell(
    session: Session,
    rounds: Sequence[Round],
    words: Callable[[Sequence[str], Translator], str],
    now: datetime,
    calendar: Calendar,
) -> int:
    missing: Missing = [
        (one, session.get_one(Plan, one.plan_id), unfinished(session, one).agencies)
        for one in rounds
    ]
    hours = {hours_of(plan) for _, plan, agencies in missing if agencies}
    send_at = after_the_digest(calendar.keeping(hours).office_instant(now), now)
    asked = {agency for _, _, agencies in missing for agency in agencies}
    told: dict[int, list[FocalPoint]] = {}
    for who in focal_points(session, calendar.today(now), asked):
        if who.account is not None:
            told.setdefault(who.person.id or 0, []).append(who)
    for offices in told.values():
        person, account, say = offices[0].person, offices[0].account, say_to(offices[0].person)
        lines = [line for who in offices for line in _lines(who, missing, len(offices) > 1, say)]
        agency = offices[0].agency if len(offices) == 1 else None
        if account is not None:
            text = letter(person, say, words(lines, say), agency=agency)
            queue(session, account, text, now, send_at)
    return len(told)


def _lines(who: FocalPoint, missing: Missing, names_it: bool, say: Translator) -> list[str]:
    found = []
    for round_, plan, agencies in missing:
        count = agencies.get(who.agency.id or 0, 0)
        if not count:
            continue
        title = round_.title if round_.rule_id is None and not round_.of_items else ""
        of_what = (round_.tier == Tier.COORDINATOR, round_.of_items)
        line = say(
            "{round} ({document}): {count}",
            count=report_count(count, say),
            round=round_name(title, round_.year, round_.due_on, *of_what, say),
            document=document_name(plan.decision, say),
        )
        found.append(f"- {who.agency.name}: {line}" if names_it else f"- {line}")
    return found
