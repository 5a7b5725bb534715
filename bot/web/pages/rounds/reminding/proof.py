"""Proof of reminders: all that was said to each agency of a round, and what became of it."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import Route

from bot.language.people_wording import CALL_REASONS
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import Look, look_of, office_of
from bot.web.pages.rounds.reminding import words
from bot.web.pages.visits import Visit, key_in, shown
from storage.models import Agency
from storage.reports.late_letters import noted_letters
from storage.rounds.reminder_proofs import agencies_asked, proof_of_reminders

MOST_WITH_WORDS = 30


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/reminders", shown(runtime, _reminders))]


def _reminders(visit: Visit) -> Response:
    """Of all agencies, a page at a time; or of one, with the words that were sent."""
    look, asked = look_of(visit), visit.asked("agency")
    agencies = _wanted(visit, look, asked)
    shown_here = paged(agencies, visit.asked("page"))
    ids = [one.id or 0 for one in shown_here.shown]
    proofs = proof_of_reminders(
        visit.session, look.plan, visit.today, look.round.id, agency_ids=ids
    )
    return visit.page(
        "rounds/reminding/proof.html",
        look=look,
        asked=asked,
        proofs=proofs,
        agencies=shown_here,
        ids={one.name: one.id for one in shown_here.shown},
        letters=noted_letters(visit.session, look.round.id or 0),
        most_with_words=MOST_WITH_WORDS,
        reasons=CALL_REASONS,
        words=words,
    )


def _wanted(visit: Visit, look: Look, asked: str) -> Sequence[Agency]:
    everybody = agencies_asked(visit.session, look.round)
    if not asked:
        return everybody
    ids = office_of(visit, look, key_in(asked)).ids
    return [one for one in everybody if one.id in ids]
