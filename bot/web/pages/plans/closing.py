"""The rounds of a plan that may be closed, with what is missing, or opened again for a reason."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import CloseRound, ReopenRound
from bot.dialogs.planner.actions.closing import FEWEST, round_name
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.rounds.reviews import LONGEST_REASON
from bot.web.pages.visits import NotFound, Visit, acted, shown, stored
from locales import mark
from storage.models import Round

_GONE = mark("This round was closed or opened meanwhile.")


def routes(runtime: Runtime) -> list[Route]:
    at = "/plans/{plan_id:int}/rounds"
    one = at + "/{round_id:int}"
    return [
        Route(at, shown(runtime, _rounds), methods=["GET"]),
        Route(one + "/close", acted(runtime, _close), methods=["POST"]),
        Route(one + "/reopen", acted(runtime, _reopen), methods=["POST"]),
    ]


def _rounds(visit: Visit, said: str = "", status: int = 200) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    rounds = facts_of(visit).planning.rounds(plan.id or 0)
    return visit.page(
        "plans/rounds.html",
        status,
        plan=plan,
        said=said,
        rounds=rounds,
        named=round_name,
        reason=visit.form.first("reason"),
        of=visit.request.path_params.get("round_id", 0),
    )


def _close(visit: Visit) -> Response:
    plan_id, round_id = _of_plan(visit)
    if not visit.form.first("sure"):
        return _rounds(visit, visit.say("Please tick that it is to be closed."), 400)
    if not carried_out(visit, CloseRound(plan_id, round_id)):
        return _rounds(visit, visit.say(_GONE), 409)
    return stored(f"/plans/{plan_id}/rounds")


def _reopen(visit: Visit) -> Response:
    plan_id, round_id = _of_plan(visit)
    reason = " ".join(visit.form.first("reason").split())
    letters = sum(letter.isalpha() for letter in reason)
    if letters < FEWEST or len(reason) > LONGEST_REASON:
        said = visit.say("Why is it to be opened again? The reason is kept.")
        return _rounds(visit, said, 400)
    if not carried_out(visit, ReopenRound(plan_id, round_id, reason)):
        return _rounds(visit, visit.say(_GONE), 409)
    return stored(f"/plans/{plan_id}/rounds")


def _of_plan(visit: Visit) -> tuple[int, int]:
    """Raises NotFound for a round of another plan, even of one that is this person's too."""
    plan, round_id = visit.plan(visit.number("plan_id")), visit.number("round_id")
    round_ = visit.session.get(Round, round_id)
    if round_ is None or round_.plan_id != plan.id:
        raise NotFound
    return plan.id or 0, round_id
