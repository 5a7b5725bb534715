"""Tells an agency that tasks of a plan are its own from a day on."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.conversation.notifications.letter import after_the_digest, letter, queue, say_to
from bot.conversation.notifications.plan_changes import LONGEST_TITLE, MOST_ROWS
from bot.language.wording import day, shortened
from locales import Translator
from scheduler.calendar import Calendar
from storage.models import Plan, Role
from storage.people.appointments import focal_points
from storage.plans.reassigning.choices import Unsettled
from storage.rounds.reminder_settings import hours_of


def tell_assigned(
    session: Session,
    plan: Plan,
    work: Sequence[Unsettled],
    agency_id: int,
    since: date,
    document: str,
    now: datetime,
    calendar: Calendar,
) -> int:
    """One letter to each focal person of the agency; how many. `document`: by which it is so,
    empty where the planning department gave a task by itself."""
    office = calendar.keeping([hours_of(plan)]).office_instant(now)
    here = focal_points(session, calendar.today(now), [agency_id])
    told = [who for who in here if who.account is not None]
    for who in told:
        say = say_to(who.person)
        head = _head(document, day(since), shortened(plan.title, LONGEST_TITLE), say)
        text = letter(who.person, say, f"{head}\n{_rows(work, say)}", agency=who.agency)
        if who.account is not None:
            queue(session, who.account, text, now, after_the_digest(office, now))
    return len(told)


def _head(document: str, since: str, plan: str, say: Translator) -> str:
    if not document:
        return say(
            "From {day} on your agency is asked to report on tasks of the {plan}:",
            day=since,
            plan=plan,
        )
    return say(
        "By {document} your agency answers from {day} on for tasks of the {plan}:",
        document=document,
        day=since,
        plan=plan,
    )


def _rows(work: Sequence[Unsettled], say: Translator) -> str:
    tasks = list({one.item_id: one for one in work}.values())
    lines = [f"- {_line(one, say)}" for one in tasks[:MOST_ROWS]]
    if len(tasks) > MOST_ROWS:
        lines.append(say("and {n} more", n=len(tasks) - MOST_ROWS))
    return "\n".join((*lines, say('Type "nhiem vu" for the whole list.')))


def _line(one: Unsettled, say: Translator) -> str:
    role = say("your agency leads") if one.role == Role.LEAD else say("your agency coordinates")
    return f"{one.item} {shortened(one.title, LONGEST_TITLE)}; {role}"
