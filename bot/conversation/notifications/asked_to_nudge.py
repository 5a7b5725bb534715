"""Tells the planners of a plan that a leader of the province asks them to nudge."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import Template, letter
from locales import Translator
from scheduler.calendar import Calendar
from scheduler.reminders.nudges import NudgeLine, nudge_preview
from storage.models import Agency, Person, Plan
from storage.plans.planners import planners_of


def tell_asked_to_nudge(
    session: Session,
    plan: Plan,
    agency_ids: Collection[int],
    asked_by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """With who would hear it and who would not; the planner looks once more, and sends it."""
    found = nudge_preview(session, plan, now, calendar)
    lines = [one for one in found if one.agency_id in agency_ids]
    named = [session.get_one(Agency, key).name for key in sorted(agency_ids)]

    def matter(say: Translator) -> str:
        asked = say(
            "{name}, of the leadership of the province, asks to nudge under {plan}: {agencies}.",
            name=asked_by.full_name,
            plan=plan.title,
            agencies="; ".join(named),
        )
        heard = [f"- {_line(one, say)}" for one in lines]
        how = say('Type "don doc" to look at it once more and send it.')
        return "\n".join((asked, *heard, how))

    for planner in planners_of(session, plan.id or 0):
        if planner.id != asked_by.id:
            notify_person(session, planner.id or 0, _words(planner, matter), now, calendar)


def _line(one: NudgeLine, say: Translator) -> str:
    """ "Sở Y tế: 3 nội dung; Trần Thị Mẫu Bình"."""
    people = ", ".join(who.name for who in one.people) or say("nobody would hear it at present")
    owed = say.plural("{count} report", "{count} reports", one.items)
    return f"{one.agency}: {owed}; {people}"


def _words(planner: Person, matter: Template) -> Template:
    return lambda say: letter(planner, say, matter(say))
