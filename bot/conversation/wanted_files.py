"""Makes a file that somebody asked for, where they may have it at that moment; in any thread."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.channels.contract import OutgoingFile
from bot.documents.contents.dossier import Dossier, dossier_of, figures_of
from bot.documents.file_names import safe_name
from bot.documents.formats import Format
from bot.documents.wanted_file import WantedFile, file_name
from locales import Translator, translator
from scheduler.calendar import Calendar
from storage.database import Database
from storage.models import Agency, Person, Plan, Round
from storage.people.appointments import offices_of, posts_of
from storage.plans.planners import may_read
from storage.rounds.reminder_proofs import proof_of_reminders

if TYPE_CHECKING:
    from bot.documents.docx.late_letter import LateAgency

DOWNLOADS = "/download"  # where our web side hands files over …
CALENDARS = "/calendar"  # … and the days of reporting, to be subscribed to


class NotTheirs(Exception):
    """The person may not have that file, or not any more."""


def make_file(
    database: Database, person_id: int, wanted: WantedFile, calendar: Calendar, now: datetime
) -> OutgoingFile:
    """No transaction is open while it is written. Raises NotTheirs, BadTemplate."""
    if wanted.is_about_me:
        return _about(database, person_id, wanted, now)
    with database.read() as session:
        dossier = _dossier(session, person_id, wanted, calendar, now)
        late = _late(session, dossier, calendar, now) if wanted.is_letter else []
    say = translator(wanted.language)
    agency = dossier.issuer if wanted.agency_id else ""
    name = file_name(wanted, dossier.plan, dossier.round.year, calendar.zone, say, agency)
    content = _letter(dossier, late, say) if late else wanted.form.file(dossier, say)
    return OutgoingFile(name, wanted.form.media_type, content)


def _about(database: Database, person_id: int, wanted: WantedFile, now: datetime) -> OutgoingFile:
    """Raises NotTheirs."""
    from bot.documents.own_data import own_data_json, own_data_text
    from storage.people.privacy.export import everything_of

    with database.read() as session:
        everything = everything_of(session, _living(session, person_id))
    say = translator(wanted.language)
    is_json = wanted.form == Format.JSON
    content = own_data_json(everything) if is_json else own_data_text(everything, say.language)
    name = safe_name(f"{wanted.called(say)} ({now:%d-%m-%Y})", "daumoi") + wanted.form.ending
    return OutgoingFile(name, wanted.form.media_type, content)


def check_right(
    session: Session, person_id: int, wanted: WantedFile, calendar: Calendar, now: datetime
) -> None:
    """Raises NotTheirs."""
    if wanted.is_about_me:
        _living(session, person_id)
    else:
        scope_of(session, person_id, wanted, calendar, now)


def _living(session: Session, person_id: int) -> Person:
    """Raises NotTheirs."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotTheirs
    return person


def _letter(dossier: Dossier, late: "Sequence[LateAgency]", say: Translator) -> bytes:
    from bot.documents.docx.late_letter import late_letter

    return late_letter(dossier, late, say)


def _late(
    session: Session, dossier: Dossier, calendar: Calendar, now: datetime
) -> "list[LateAgency]":
    """Raises NotTheirs where nobody is: there is no such letter."""
    from bot.documents.docx.late_letter import late_agencies

    today, round_id = calendar.today(now), dossier.round.id
    proofs = proof_of_reminders(session, dossier.plan, today, round_id)
    late = late_agencies(dossier, proofs)
    if not late:
        raise NotTheirs
    return late


def scope_of(
    session: Session, person_id: int, wanted: WantedFile, calendar: Calendar, now: datetime
) -> tuple[Plan, Round, Sequence[Agency]]:
    """The plan, the round, and the agencies it is narrowed to; none: it is of all of them.

    Raises NotTheirs.
    """
    plan, round_ = session.get(Plan, wanted.plan_id), session.get(Round, wanted.round_id)
    if plan is None or round_ is None or round_.plan_id != plan.id:
        raise NotTheirs
    _living(session, person_id)
    if not wanted.is_own:
        if not may_read(session, person_id, plan):
            raise NotTheirs
        return plan, round_, _asked(session, plan, wanted.agency_id)
    agencies = own_agencies(session, person_id, calendar, now)
    if not agencies:
        raise NotTheirs
    return plan, round_, agencies


def _asked(session: Session, plan: Plan, agency_id: int) -> Sequence[Agency]:
    """The one agency, of the plan's own province; none where all are wanted. Raises NotTheirs."""
    if not agency_id:
        return ()
    agency = session.get(Agency, agency_id)
    if agency is None or agency.province != plan.province:
        raise NotTheirs
    return (agency,)


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
    if wanted.at_a_glance:
        figures = figures_of(session, plan, round_, wanted.as_of, calendar)
        return replace(figures, at_a_glance=True)
    dossier = dossier_of(session, plan, round_, wanted.as_of, calendar, now=now, agencies=agencies)
    return replace(dossier, sources=wanted.sources)
