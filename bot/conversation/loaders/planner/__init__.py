"""Loads what planners and leaders may look at, each part when a dialog first asks for it."""

from datetime import datetime
from functools import cache

from sqlmodel import Session

from bot.conversation.loaders.obstacles import obstacles_of_plan
from bot.conversation.loaders.planner.agencies import (
    agencies_facts,
    expected_in,
    is_open,
    summaries,
)
from bot.conversation.loaders.planner.pending import requests, to_review
from bot.conversation.loaders.planner.people import (
    calls,
    district_work,
    everybody,
    invitees,
    known_agencies,
    late_letter,
    named_last,
    nudge,
)
from bot.conversation.loaders.planner.rounds import of_plans, open_now, rounds, summary_of
from bot.conversation.loaders.planner.snapshot import AsOwed, Snapshot
from bot.dialogs.facts.planner import AgencyFacts, PlanningFacts
from scheduler.calendar import Calendar
from storage.models import Person, Post
from storage.people import appointments
from storage.plans import planners
from storage.reports import answers
from storage.reports.shared_answers.pairs import pairs_within

__all__ = ["led_agencies", "load_planning"]


def load_planning(
    session: Session,
    person: Person | None,
    now: datetime,
    calendar: Calendar,
    as_owed: AsOwed,
) -> PlanningFacts:
    """Of the plans the person plans or may read; empty for everybody else."""
    planned = planners.plans_of_planner(session, person.id or 0) if person else []
    led = planners.plans_of_leader(session, person.id or 0) if person else []
    led = [one for one in led if one not in planned]
    plans = [*planned, *led]
    if person is None or not plans:
        return PlanningFacts()
    by_id = {plan.id or 0: plan for plan in plans}
    at = Snapshot(session, now, calendar, as_owed)
    expected = cache(lambda plan_id: expected_in(at, by_id[plan_id]))
    return PlanningFacts(
        plans=tuple(planned),
        led=tuple(led),
        named_last=cache(lambda: named_last(at, person)),
        load_summaries=cache(lambda: summaries(at, plans)),
        agencies=cache(lambda plan_id: agencies_facts(at, expected(plan_id))),
        to_review=cache(
            lambda plan_id: to_review(
                at, [*expected(plan_id), *expected_in(at, by_id[plan_id], closed=True)]
            )
        ),
        rounds=cache(lambda plan_id: rounds(at, plan_id)),
        open_now=cache(lambda: open_now(at, plans)),
        standings=cache(lambda: of_plans(at, plans)),
        summary_of=cache(lambda words: summary_of(at, plans, words)),
        requests=cache(lambda plan_id: requests(at, plan_id)),
        calls=cache(lambda plan_id: calls(at, by_id[plan_id])),
        invitees=cache(lambda plan_id: invitees(at, by_id[plan_id])),
        known=cache(lambda plan_id: known_agencies(at, by_id[plan_id])),
        district_work=cache(lambda plan_id: district_work(at, by_id[plan_id])),
        everybody=cache(lambda plan_id: everybody(at, by_id[plan_id])),
        late_letter=cache(
            lambda plan_id: late_letter(at, plan_id, agencies_facts(at, expected(plan_id)))
        ),
        like_tasks=cache(lambda: tuple(pairs_within(session, planned, at.today))),
        nudge=cache(lambda plan_id: nudge(at, by_id[plan_id])),
        obstacles=cache(
            lambda plan_id: obstacles_of_plan(session, by_id[plan_id], now, calendar.zone)
        ),
    )


def led_agencies(
    session: Session, person: Person | None, now: datetime, calendar: Calendar, as_owed: AsOwed
) -> tuple[AgencyFacts, ...]:
    """The agencies the person leads, with all that is expected of them."""
    at = Snapshot(session, now, calendar, as_owed)
    posts = appointments.posts_of(session, person.id or 0, at.today) if person else []
    led = {agency.id or 0: agency for post, agency in posts if post.post == Post.LEADER}
    expected = answers.expected_of(session, led, at.today) if led else []
    found = agencies_facts(at, [one for one in expected if is_open(at, one)])
    with_duties = {one.id: one for one in found}
    return tuple(
        with_duties.get(key, AgencyFacts(key, agency.name, (), ())) for key, agency in led.items()
    )
