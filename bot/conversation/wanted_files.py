"""Makes a file that somebody asked for, where they may have it at that moment; in any thread."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.channels.contract import OutgoingFile
from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.wanted_file import WantedFile, file_name
from locales import translator
from scheduler.calendar import Calendar
from storage.database import Database
from storage.models import Agency, Person, Plan, Round
from storage.people.appointments import offices_of, posts_of
from storage.plans.planners import may_read

DOWNLOADS = "/download"  # where our web side hands files over …
CALENDARS = "/calendar"  # … and the days of reporting, to be subscribed to


class NotTheirs(Exception):
    """The person may not have that file, or not any more."""


def make_file(
    database: Database, person_id: int, wanted: WantedFile, calendar: Calendar, now: datetime
) -> OutgoingFile:
    """No transaction is open while it is written. Raises NotTheirs, BadTemplate."""
    with database.read() as session:
        dossier = _dossier(session, person_id, wanted, calendar, now)
    say = translator(wanted.language)
    name = file_name(wanted, dossier.plan, dossier.round.year, calendar.zone, say)
    return OutgoingFile(name, wanted.form.media_type, wanted.form.file(dossier, say))


def scope_of(
    session: Session, person_id: int, wanted: WantedFile, calendar: Calendar, now: datetime
) -> tuple[Plan, Round, Sequence[Agency]]:
    """The plan, the round, and the agencies it is narrowed to; none: it is of all of them.

    Raises NotTheirs.
    """
    plan, round_ = session.get(Plan, wanted.plan_id), session.get(Round, wanted.round_id)
    person = session.get(Person, person_id)
    if plan is None or round_ is None or round_.plan_id != plan.id:
        raise NotTheirs
    if person is None or person.erased_at is not None:
        raise NotTheirs
    if not wanted.is_own:
        if not may_read(session, person_id, plan):
            raise NotTheirs
        return plan, round_, ()
    agencies = own_agencies(session, person_id, calendar, now)
    if not agencies:
        raise NotTheirs
    return plan, round_, agencies


def own_agencies(
    session: Session, person_id: int, calendar: Calendar, now: datetime
) -> list[Agency]:
    """Those the person answers for at that moment, or holds a post in."""
    today = calendar.today(now)
    posts = posts_of(session, person_id, today)
    found = [*offices_of(session, person_id, today, posts), *(agency for _, agency in posts)]
    return list({one.id: one for one in found}.values())


def _dossier(
    session: Session, person_id: int, wanted: WantedFile, calendar: Calendar, now: datetime
) -> Dossier:
    plan, round_, agencies = scope_of(session, person_id, wanted, calendar, now)
    return dossier_of(session, plan, round_, wanted.as_of, calendar, now=now, agencies=agencies)
