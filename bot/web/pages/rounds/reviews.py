"""The review queue of a round: what came in and nobody has judged yet, to accept or to return."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import ReviewReports
from bot.documents.contents import answer_wording
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.rounds.looks import look_of
from bot.web.pages.visits import Visit, acted, shown, to
from locales import mark
from storage.reports.answered.reader import Answer, answers_of_round

A_PAGE = 25  # reports
SHORTEST_REASON = 3  # letters
LONGEST_REASON = 500
_OUT_OF_DATE = mark(
    "Nothing was stored: meanwhile one of them was reviewed, corrected or withdrawn. Please look "
    "at the list again."
)


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}/reviews"
    return [
        Route(at, shown(runtime, _queue), methods=["GET"]),
        Route(at, acted(runtime, _review), methods=["POST"]),
    ]


def _queue(visit: Visit, said: str = "", status: int = 200) -> Response:
    look, waiting = look_of(visit), _waiting(visit)
    return visit.page(
        "rounds/reviews.html",
        status,
        look=look,
        said=said,
        waiting=waiting[:A_PAGE],
        count=len(waiting),
        reason=visit.form.first("reason"),
        chosen=set(visit.form.all("report")),
        wording=answer_wording,
    )


def _waiting(visit: Visit) -> list[Answer]:
    """The oldest first."""
    look, zone = look_of(visit), visit.runtime.calendar.zone
    found = answers_of_round(visit.session, look.plan, look.round, visit.now, zone)
    unjudged = [one for one in found if one.report is not None and one.review is None]
    return sorted(unjudged, key=lambda one: one.report.id or 0 if one.report else 0)


def _review(visit: Visit) -> Response:
    """Those that were chosen, all in the same way; a page that is out of date changes nothing."""
    look, say = look_of(visit), visit.say
    accepted, reason = visit.form.first("verdict") == "accept", visit.form.first("reason").strip()
    chosen = set(visit.form.all("report"))
    if not chosen:
        return _queue(visit, say("Please choose at least one report."), 400)
    if not accepted and not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        said = say("To return a report, please write the reason: the agency reads it as it stands.")
        return _queue(visit, said, 400)
    found = {str(one.report.id): one.report.id or 0 for one in _waiting(visit) if one.report}
    report_ids = tuple(found[one] for one in found if one in chosen)
    effect = ReviewReports(look.plan.id or 0, report_ids, accepted, "" if accepted else reason)
    if not chosen <= found.keys() or not carried_out(visit, effect):
        return _queue(visit, say(_OUT_OF_DATE), 409)
    return to(look.link("/reviews"))
