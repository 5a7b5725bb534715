"""One agency in a round: what it owes and has said, what was said to it, and who is there."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.documents.wanted_file import OWN_FORMS
from bot.language.people_wording import CALL_REASONS
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import Look, Office, answers_in, look_of, office_of
from bot.web.pages.rounds.reminding import words
from bot.web.pages.visits import Visit, shown, to
from storage.models import Agency, Round
from storage.people.reachability import Staff, obstacles, staff_of
from storage.rounds.reminder_proofs import Saying, proof_of_reminders
from storage.rounds.schedule import round_of_last_year
from storage.rounds.summary import Count, count_asked_of, still_owed

MOST_SAID = 10  # of the reminders; the others stand on their own page
FIGURES = (
    *("expected", "received", "on_time", "late", "missing", "pending"),
    *("accepted", "returned", "carried_over"),
)


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/agencies/{agency_id:int}", shown(runtime, _agency))]


@dataclass(frozen=True)
class LastYear:
    round: Round
    count: Count


def _agency(visit: Visit) -> Response:
    look = look_of(visit)
    office = office_of(visit, look, visit.number("agency_id"))
    if office.id != visit.number("agency_id"):  # its page is that of what it has become
        return to(look.link(f"/agencies/{office.id}"))
    count, staff = count_of(visit, look, office), staff_of(visit.session, office.id, visit.today)
    said = said_to(visit, look, office)
    return visit.page(
        "rounds/agency.html",
        look=look,
        office=office,
        former=_former_names(visit, office),
        count=count,
        last_year=_last_year(visit, look, office),
        figures=FIGURES,
        answers=paged(answers_in(visit, look, of_own=office.ids), visit.asked("page")),
        said=said[:MOST_SAID],
        said_in_all=len(said),
        staff=staff,
        phones=phones_of(office.agency, staff),
        obstacle=obstacles(visit.session, [office.id], visit.today).get(office.id),
        reasons=CALL_REASONS,
        can_nudge=not look.day and look.round.closed_at is None and still_owed(count) > 0,
        own_forms=OWN_FORMS,
        wording=answer_wording,
        words=words,
    )


def count_of(visit: Visit, look: Look, office: Office) -> Count:
    """The figures of the overview's line."""
    zone = visit.runtime.calendar.zone
    session, plan, round_ = visit.session, look.plan, look.round
    return count_asked_of(session, plan, round_, look.as_of, zone, office.ids)


def said_to(visit: Visit, look: Look, office: Office) -> list[Saying]:
    """The newest first, under whichever of its names."""
    proofs = proof_of_reminders(
        visit.session, look.plan, visit.today, look.round.id, agency_ids=office.ids
    )
    said = (one for proof in proofs for one in proof.said if one.queued_at <= look.as_of)
    return sorted(said, key=lambda one: one.queued_at, reverse=True)


def phones_of(agency: Agency, staff: list[Staff]) -> list[tuple[str, str]]:
    """Whom a number reaches: the office's own, then those of its people, as on the call list."""
    numbers = [(agency.name, agency.office_phone)]
    numbers += [(one.person.full_name, one.person.office_phone) for one in staff]
    return [(name, number) for name, number in numbers if number]


def _former_names(visit: Visit, office: Office) -> list[str]:
    others = sorted(office.ids - {office.id})
    return [visit.session.get_one(Agency, key).name for key in others]


def _last_year(visit: Visit, look: Look, office: Office) -> LastYear | None:
    """As it ended, or stands by now."""
    before = round_of_last_year(visit.session, look.round)
    if before is None:
        return None
    count = count_of(visit, Look(look.plan, before, look.as_of, look.day), office)
    return LastYear(before, count) if count.expected else None
