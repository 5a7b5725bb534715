"""What is expected of the agencies of a plan, who answers there, and the figures of it."""

from collections.abc import Iterable
from functools import cache

from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.dialogs.facts.planner import AgencyFacts
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import Plan, Tier
from storage.people import appointments
from storage.plans.known_agencies import COMMUNE, agencies_of
from storage.reports import answers
from storage.reports.answers import ExpectedReport
from storage.reports.timeliness import has_passed
from storage.rounds import schedule
from storage.rounds.summary import Summary, summarise
from storage.rounds.timely_reminders import reminded_in_time


def expected_in(at: Snapshot, plan: Plan, *, closed: bool = False) -> list[ExpectedReport]:
    """Of the agencies, in the newest rounds of the plan; not the department's own report."""
    ids = [agency.id or 0 for agency in agencies_of(at.session, plan)]
    return [
        one
        for one in answers.expected_of(at.session, ids, at.today, closed=closed)
        if one.plan.id == plan.id and one.round.tier == Tier.AGENCIES and is_open(at, one)
    ]


def is_open(at: Snapshot, one: ExpectedReport) -> bool:
    """A yearly round is until the next one opens; what was asked for once is history some day."""
    return one.round.rule_id is not None or one.expectation.due_on + STAYS_OPEN >= at.today


def summaries(at: Snapshot, plans: Iterable[Plan]) -> tuple[Summary, ...]:
    """The newest round of the agencies, for each plan."""
    found = []
    for plan in plans:
        round_ = schedule.round_to_sum_up(at.session, plan.id or 0, at.today.year)
        if round_ is not None:
            found.append(summarise(at.session, plan, round_, at.now, at.calendar.zone))
    return tuple(found)


def agencies_facts(at: Snapshot, expected: Iterable[ExpectedReport]) -> tuple[AgencyFacts, ...]:
    """In the order in which they come first."""
    of_agency: dict[int, list[ExpectedReport]] = {}
    for one in expected:
        of_agency.setdefault(one.agency.id or 0, []).append(one)
    answering: dict[int, list[tuple[str, str]]] = {}
    for who in appointments.focal_points(at.session, at.today, of_agency):
        named = (who.person.full_name, who.person.office_phone)
        answering.setdefault(who.agency.id or 0, []).append(named)
    untold = _untold(at, [one for theirs in of_agency.values() for one in theirs])
    return tuple(
        AgencyFacts(
            id=key,
            name=theirs[0].agency.name,
            owed=tuple(at.as_owed(one) for one in theirs if one.is_owed),
            reported=tuple(at.as_owed(one) for one in theirs if not one.is_owed),
            untold=untold & {one.expectation.id or 0 for one in theirs},
            people=tuple(answering.get(key, ())),
            phone=theirs[0].agency.office_phone,
            is_commune=theirs[0].agency.kind == COMMUNE,
        )
        for key, theirs in of_agency.items()
    )


def _untold(at: Snapshot, expected: Iterable[ExpectedReport]) -> frozenset[int]:
    """What is overdue without anybody of the agency having been reminded in time."""

    @cache
    def reminded(round_id: int) -> set[int]:
        return reminded_in_time(at.session, round_id, at.now, at.calendar.zone)

    overdue = (one for one in expected if one.report is None and has_passed(one.due_on, at.today))
    return frozenset(
        one.expectation.id or 0
        for one in overdue
        if one.agency.id not in reminded(one.round.id or 0)
    )
