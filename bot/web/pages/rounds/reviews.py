"""The review queue of a round: what came in and nobody has judged yet, to accept or to return."""

from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import ReviewReports
from bot.documents.contents import answer_wording
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.rounds.looks import Look, briefs_in, look_of, whole
from bot.web.pages.visits import Form, Visit, acted, shown, to
from locales import mark
from storage.reports.answered.briefs import Brief

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
    look = _look_now(visit)
    waiting = _waiting(visit, look)
    keys = [str(one.report_id) for one in waiting[:A_PAGE]]
    return visit.page(
        "rounds/reviews.html",
        status,
        look=look,
        said=said or _stored(visit),
        waiting=whole(visit, look, waiting[:A_PAGE]),
        count=len(waiting),
        reason=visit.form.first("reason"),
        reasons={key: visit.form.first(f"reason-{key}") for key in keys},
        chosen=set(visit.form.all("report")),
        wording=answer_wording,
    )


def _look_now(visit: Visit) -> Look:
    """Whatever day is asked for: only what stands now is judged."""
    return replace(look_of(visit), as_of=visit.now)


def _waiting(visit: Visit, look: Look) -> list[Brief]:
    """The oldest first."""
    unjudged = [one for one in briefs_in(visit, look) if one.is_unjudged]
    return sorted(unjudged, key=lambda one: one.report_id or 0)


@dataclass(frozen=True)
class Wanted:
    """What was pressed: those chosen together, or one alone with its own reason."""

    reports: frozenset[str]
    accepted: bool
    reason: str

    @staticmethod
    def of(form: Form) -> "Wanted":
        for name in ("accept", "return"):
            if one := form.first(name):
                reason = form.first(f"reason-{one}")
                return Wanted(frozenset({one}), name == "accept", reason.strip())
        accepted = form.first("verdict") == "accept"
        return Wanted(frozenset(form.all("report")), accepted, form.first("reason").strip())

    @property
    def has_reason(self) -> bool:
        return SHORTEST_REASON <= len(self.reason) <= LONGEST_REASON


def _review(visit: Visit) -> Response:
    """All of them in the same way; a page that is out of date changes nothing."""
    look, say, wanted = _look_now(visit), visit.say, Wanted.of(visit.form)
    if not wanted.reports:
        return _queue(visit, say("Please choose at least one report."), 400)
    if not wanted.accepted and not wanted.has_reason:
        said = say("To return a report, please write the reason: the agency reads it as it stands.")
        return _queue(visit, said, 400)
    found = {str(one.report_id): one.report_id or 0 for one in _waiting(visit, look)}
    report_ids = tuple(found[one] for one in found if one in wanted.reports)
    reason = "" if wanted.accepted else wanted.reason
    effect = ReviewReports(look.plan.id or 0, report_ids, wanted.accepted, reason)
    if not wanted.reports <= found.keys() or not carried_out(visit, effect):
        return _queue(visit, say(_OUT_OF_DATE), 409)
    what = "accepted" if wanted.accepted else "returned"
    return to(look.link("/reviews", **{what: str(len(report_ids))}))


def _stored(visit: Visit) -> str:
    """What the form before has done."""
    plural = visit.say.plural
    if count := _count(visit.asked("accepted")):
        return plural("{count} report was accepted.", "{count} reports were accepted.", count)
    if count := _count(visit.asked("returned")):
        return plural(
            "{count} report was returned; whoever reported is told why.",
            "{count} reports were returned; whoever reported is told why.",
            count,
        )
    return ""


def _count(text: str) -> int:
    return int(text[:6]) if text.isascii() and text.isdigit() else 0
