"""Many plans at one glance: a line each with the figures of its rounds, what is worst first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from sqlmodel import Session

from storage.models import Plan, Round, Tier
from storage.reports.expectation import newest_rounds
from storage.rounds.figures.counts import Count, added, counted
from storage.rounds.figures.lines import lines_of
from storage.rounds.schedule import round_to_sum_up


@dataclass(frozen=True)
class PlanStanding:
    """`round`: the one its summary is of, None before the first; `count`: of that round.

    `beside`: the figures of `others`, its other rounds that wait for answers.
    """

    plan: Plan
    round: Round | None = None
    count: Count = field(default_factory=Count)
    others: int = 0
    beside: Count = field(default_factory=Count)
    counts: Mapping[int, Count] = field(default_factory=dict)  # of each of these rounds, by its id

    @property
    def both(self) -> Count:
        return added((self.count, self.beside))


def standings_of(
    session: Session, plans: Iterable[Plan], as_of: datetime, zone: tzinfo, since: date
) -> list[PlanStanding]:
    """Most overdue first, then most received late, then most still awaited; then by decision.

    `since`: other rounds count until they are due before that day.
    """
    found = [_standing(session, plan, as_of, zone, since) for plan in plans]
    return sorted(found, key=_worst_first)


def open_beside(
    session: Session, plan: Plan, main: Round | None, on: date, since: date
) -> list[Round]:
    """The agencies' other open rounds, but those due before `since`; what is due first first."""
    waiting = (
        one
        for one, of in newest_rounds(session, on).values()
        if of.id == plan.id
        and one.tier == Tier.AGENCIES
        and one.closed_at is None
        and one.due_on >= since
        and (main is None or one.id != main.id)
    )
    return sorted(waiting, key=lambda one: (one.due_on, one.id or 0))


def _standing(
    session: Session, plan: Plan, as_of: datetime, zone: tzinfo, since: date
) -> PlanStanding:
    today = as_of.astimezone(zone).date()
    main = round_to_sum_up(session, plan.id or 0, today.year)
    others = open_beside(session, plan, main, today, since)

    counts = {
        one.id or 0: counted(lines_of(session, plan, one, as_of, zone, total=True))
        for one in ([main] if main is not None else []) + others
    }
    of_main = counts[main.id or 0] if main is not None else Count()
    beside = added(counts[one.id or 0] for one in others)
    return PlanStanding(plan, main, of_main, len(others), beside, counts)


def _worst_first(one: PlanStanding) -> tuple[bool, int, int, int, str]:
    both = one.both
    return (one.round is None, -both.missing, -both.late, -both.pending, one.plan.decision)
