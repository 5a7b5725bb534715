"""Tells the agencies that a later document gives, changes or takes a task of theirs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.conversation.notifications.letter import after_the_digest, letter, queue, say_to
from bot.language.wording import day, shortened
from locales import Translator
from scheduler.calendar import Calendar
from storage.models import Plan, Role
from storage.people.appointments import focal_points
from storage.plans.amendments.touched import TouchedRow, touched_rows
from storage.plans.loading.upsert import Change
from storage.rounds.reminder_settings import hours_of

MOST_ROWS = 8  # in one letter; the rest is in the list of tasks
LONGEST_TITLE = 160  # letters


def tell_changed(
    session: Session,
    plan: Plan,
    document: str,
    issued_on: date,
    changes: Iterable[Change],
    now: datetime,
    calendar: Calendar,
) -> int:
    """One letter to each focal person of an agency that the changes of a document touch; how
    many."""
    today = calendar.today(now)
    touched = touched_rows(session, plan, changes, today)
    office = calendar.keeping([hours_of(plan)]).office_instant(now)
    told = [who for who in focal_points(session, today, list(touched)) if who.account is not None]
    for who in told:
        say = say_to(who.person)
        head = say(
            "Document {document} of {issued} concerns tasks of your agency in the {plan}:",
            document=document,
            issued=day(issued_on),
            plan=shortened(plan.title, LONGEST_TITLE),
        )
        matter = f"{head}\n{_rows(touched[who.agency.id or 0], say)}"
        text = letter(who.person, say, matter, agency=who.agency)
        if who.account is not None:
            queue(session, who.account, text, now, after_the_digest(office, now))
    return len(told)


def _rows(rows: Sequence[TouchedRow], say: Translator) -> str:
    lines = [f"- {_line(row, say)}" for row in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        lines.append(say("and {n} more", n=len(rows) - MOST_ROWS))
    close = say('Type "nhiem vu" for the whole list.')
    return "\n".join((*lines, close))


def _line(row: TouchedRow, say: Translator) -> str:
    what = f"{row.item.code} {shortened(row.item.title, LONGEST_TITLE)}"
    match row.what:
        case "ended":
            return say("{what}: no longer in the plan", what=what)
        case "left":
            return say("{what}: no longer a task of your agency", what=what)
        case "added":
            return say(
                "{what}: a new task; {role}{day}", what=what, role=_role(row, say), day=_day(row)
            )
    return say("{what}: {changes}", what=what, changes="; ".join(_changes(row, say)))


def _role(row: TouchedRow, say: Translator) -> str:
    return say("your agency leads") if row.role == Role.LEAD else say("your agency coordinates")


def _day(row: TouchedRow) -> str:
    return f"; {row.item.timeframe_raw}" if row.item.timeframe_raw else ""


def _changes(row: TouchedRow, say: Translator) -> Iterable[str]:
    """What an official would ask about, old and new; who gets a row anew is told his part."""
    names = {
        "title": say("the words"),
        "timeframe_raw": say("the time"),
        "lead_raw": say("led by"),
        "coordinating_raw": say("coordinated by"),
        "product_raw": say("the product"),
    }
    changed = [name for name in names if name in row.fields]
    if not changed:
        return [_role(row, say)]
    return [
        names[name]
        if name == "title"
        else say(
            "{name}: {before} → {after}",
            name=names[name],
            before=_shown(row.fields[name][0]),
            after=_shown(row.fields[name][1]),
        )
        for name in changed
    ]


def _shown(value: str) -> str:
    return shortened(value, 60) if value else "—"
