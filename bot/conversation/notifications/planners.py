"""Tells the planning department that an agency's focal person has changed or is gone."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import Template, letter
from locales import Translator
from scheduler.calendar import Calendar
from storage.models import Agency, Person
from storage.people.appointments import focal_points
from storage.plans.known_agencies import is_known_to
from storage.plans.lookup import plans
from storage.plans.planners import planners_of


def tell_handed_over(
    session: Session, agency: Agency, giver: Person, to: Person, now: datetime, calendar: Calendar
) -> None:
    """Who answers for the agency from today on."""

    def matter(say: Translator) -> str:
        return say(
            "{giver} has handed over as focal person of {agency}: {name} answers for it from "
            "today on.",
            giver=giver.full_name,
            agency=agency.name,
            name=to.full_name,
        )

    _tell(session, agency, matter, now, calendar, but_for=(giver.id, to.id))


def tell_erased(
    session: Session, agencies: Iterable[Agency], erased_id: int, now: datetime, calendar: Calendar
) -> None:
    """After the erasure: without a name, which is not kept anywhere."""
    for agency in agencies:
        left = focal_points(session, calendar.today(now), [agency.id or 0])
        names = ", ".join(who.person.full_name for who in left)

        def matter(say: Translator, agency: Agency = agency, names: str = names) -> str:
            gone = say(
                "A focal person of {agency} has had their personal data erased and is no longer "
                "reminded.",
                agency=agency.name,
            )
            if names:
                return f"{gone} " + say("Still there: {names}.", names=names)
            return f"{gone} " + say("Nobody answers for it now: please ask who follows.")

        _tell(session, agency, matter, now, calendar, but_for=(erased_id,))


def _tell(
    session: Session,
    agency: Agency,
    matter: Template,
    now: datetime,
    calendar: Calendar,
    but_for: Iterable[int | None],
) -> None:
    """Every planner of a plan that may name the agency, once."""
    here = [plan for plan in plans(session) if is_known_to(agency, plan)]
    told = {one.id: one for plan in here for one in planners_of(session, plan.id or 0)}
    for key in but_for:
        told.pop(key, None)
    for planner in told.values():
        notify_person(session, planner.id or 0, _words(planner, matter), now, calendar)


def _words(planner: Person, matter: Template) -> Template:
    return lambda say: letter(planner, say, matter(say))
