"""The log of changes: a planner's of their plans, an administrator's of all; the newest first."""

from datetime import date, datetime, time, timedelta

from starlette.responses import Response
from starlette.routing import Route

from bot.language.dates.fields import day_in
from bot.runtime.dependencies import Runtime
from bot.web.pages.audit import wording
from bot.web.pages.visits import NotFound, Visit, shown
from storage.audit import entries_read, known_to
from storage.models import RightKind
from storage.plans.planners import rights_of

A_PAGE = 40


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/audit", shown(runtime, _audit))]


def _audit(visit: Visit) -> Response:
    day, action = day_in(visit.asked("day")), visit.asked("kind")
    before = visit.asked("before")
    entries = entries_read(
        visit.session,
        plans=None if _reads_all(visit) else _own_plans(visit),
        acted_by=visit.person.id or 0,
        between=_instants(visit, day) if day else None,
        action=action,
        before=int(before) if before.isascii() and before.isdigit() else None,
        most=A_PAGE + 1,
    )
    return visit.page(
        "audit/audit.html",
        entries=entries[:A_PAGE],
        has_older=len(entries) > A_PAGE,
        known=known_to(visit.session, entries[:A_PAGE]),
        day=visit.asked("day"),
        kind=action,
        before=before,
        wording=wording,
    )


def _reads_all(visit: Visit) -> bool:
    rights = rights_of(visit.session, visit.person.id or 0)
    return any(one.kind == RightKind.ADMINISTRATOR for one in rights)


def _own_plans(visit: Visit) -> list[tuple[int, str]]:
    """Raises NotFound for whoever sums up none."""
    found = [(one.id or 0, one.code) for one in visit.plans()]
    if not found:
        raise NotFound
    return found


def _instants(visit: Visit, day: date) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time(), visit.runtime.calendar.zone)
    return begins, begins + timedelta(days=1)
