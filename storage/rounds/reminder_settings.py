"""On which days and in which hours a plan reminds: by its folder, or as a planner chose."""

from datetime import datetime

from sqlmodel import Session

from storage import audit, lazy
from storage.calendar.office_hours import BadSettings, OfficeHours, read_hours, read_ladder
from storage.models import Person, Plan
from storage.plans.planners import is_planner_of

COMPLETION_DAYS = 3
COMPLETION = range(1, 31)  # working days a plan may give


def ladder_of(plan: Plan) -> tuple[int, ...]:
    """The days before (negative) and after a due day; empty for the usual ones.

    What cannot be used gives way to the usual ones: one plan must not stop the others. See `check`.
    """
    try:
        return read_ladder(plan.chosen_ladder or plan.ladder or ())
    except BadSettings:
        return ()


def hours_of(plan: Plan) -> OfficeHours:
    """Empty for the usual ones, which also stand for what cannot be used."""
    try:
        return read_hours(plan.chosen_hours or plan.office_hours or ())
    except BadSettings:
        return ()


def completion_days_of(plan: Plan) -> int:
    """Working days in which a returned answer is to be completed."""
    chosen = plan.chosen_completion_days or plan.completion_days
    return chosen if chosen is not None and chosen in COMPLETION else COMPLETION_DAYS


def check(plan: Plan) -> None:
    """Raises BadSettings where the usual days or hours stand for what cannot be used."""
    read_ladder(plan.chosen_ladder or plan.ladder or ())
    read_hours(plan.chosen_hours or plan.office_hours or ())


def choose(
    session: Session,
    plan: Plan,
    person: Person,
    now: datetime,
    *,
    ladder: list[int] | None = None,
    office_hours: list[str] | None = None,
    completion_days: int | None = None,
) -> None:
    """A planner's own days or hours, from now on; an empty list, or 0, gives back the folder's.

    Raises BadSettings, before anything is written, also for somebody who is no planner.
    """
    if not is_planner_of(session, person.id or 0, plan):
        raise BadSettings(
            lazy(
                "{code} is no planner of {plan}; let one of them choose",
                code=person.code,
                plan=plan.code,
            )
        )
    _check_completion(completion_days)
    before = _chosen(plan)
    days, _ = read_ladder(ladder or ()), read_hours(office_hours or ())
    if ladder is not None:
        plan.chosen_ladder = list(days) or None
    if office_hours is not None:
        plan.chosen_hours = list(office_hours) or None
    if completion_days is not None:
        plan.chosen_completion_days = completion_days or None
    after = _chosen(plan)
    if after != before:
        details = {"from": before, "to": after}
        audit.record(session, now, "reminders.chosen", f"plan:{plan.code}", person.id, details)


def _check_completion(days: int | None) -> None:
    if days and days not in COMPLETION:
        raise BadSettings(
            lazy(
                "{days} working days to complete a returned answer; give {least} to {most}",
                days=days,
                least=COMPLETION.start,
                most=COMPLETION.stop - 1,
            )
        )


def _chosen(plan: Plan) -> dict[str, object]:
    days = plan.chosen_completion_days
    chosen: dict[str, object] = {"ladder": plan.chosen_ladder, "office_hours": plan.chosen_hours}
    return {**chosen, "completion_days": days} if days else chosen
