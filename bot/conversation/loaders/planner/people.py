"""Whom to call, to nudge, to invite and to ask."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.dialogs.facts.planner import (
    AgencyFacts,
    DistrictWork,
    Invitee,
    KnownAgency,
    LateLetterFacts,
    NamedAgency,
    NudgeFacts,
)
from scheduler.reminders.call_list import CallListEntry, call_list
from storage.importing.places.communes import communes_of
from storage.models import Agency, Person, Plan, Post, Tier
from storage.people import appointments, chat_accounts
from storage.people.invitees import people_of
from storage.plans.known_agencies import agencies_of
from storage.plans.leaders import briefs, nudge_asking
from storage.plans.succession import Lineage, lineage
from storage.reports.late_letters import drafted_for, letters_of
from storage.rounds import expectations
from storage.rounds.schedule import round_to_sum_up

_POSTS = (Post.FOCAL, Post.STAND_IN, Post.LEADER)  # in this order people are offered


def calls(at: Snapshot, plan: Plan) -> tuple[CallListEntry, ...]:
    return tuple(call_list(at.session, plan, at.today, at.calendar))


def district_work(at: Snapshot, plan: Plan) -> tuple[DistrictWork, ...]:
    from storage.plans.reassigning.to_communes import of_districts

    return tuple(
        DistrictWork(
            phrase=one.phrase,
            items=len(one.items),
            districts=len(one.by_district),
            communes=len(one.communes),
            shared=tuple(commune.office for commune in one.shared),
        )
        for one in of_districts(at.session, plan, at.today)
    )


def everybody(at: Snapshot, plan: Plan) -> tuple[int, ...]:
    """Whom the yearly round of today would ask."""
    asked = expectations.wanted_agencies(at.session, plan, Tier.AGENCIES, at.today.year, at.today)
    return tuple(sorted(set(asked)))


def invitees(at: Snapshot, plan: Plan) -> tuple[Invitee, ...]:
    """Focal persons first, then whoever stands in, then leaders."""
    linked = chat_accounts.reachable_accounts(at.session)
    found = [
        Invitee(
            id=one.person.id or 0,
            full_name=one.person.full_name,
            address=one.person.address,
            posts=one.posts,
            is_linked=one.person.id in linked,
        )
        for one in people_of(at.session, plan, at.today)
    ]
    return tuple(sorted(found, key=lambda one: min(_POSTS.index(Post(p)) for p, _ in one.posts)))


def known_agencies(at: Snapshot, plan: Plan) -> tuple[KnownAgency, ...]:
    """Every agency of the province by its names, each with who it is today."""
    agencies, known = agencies_of(at.session, plan), lineage(at.session)
    names = {agency.id or 0: agency.name for agency in agencies}
    communes = {one.office: one for one in communes_of(plan.province)}
    return tuple(
        replace(_known(agency, names, known, at), commune=communes.get(agency.name))
        for agency in agencies
    )


def _known(agency: Agency, names: dict[int, str], known: Lineage, at: Snapshot) -> KnownAgency:
    today = known.successor(agency.id or 0, at.today)
    last_day = known.follow(today, at.today.min).stretches[-1].valid_until
    starts_on = agency.valid_from
    return KnownAgency(
        id=today,
        name=agency.name,
        aliases=tuple(agency.aliases),
        now_called=names.get(today, agency.name),
        ended_on=last_day if last_day is not None and last_day < at.today else None,
        starts_on=starts_on if starts_on is not None and starts_on > at.today else None,
    )


def late_letter(at: Snapshot, plan_id: int, asked: Sequence[AgencyFacts]) -> LateLetterFacts | None:
    round_ = round_to_sum_up(at.session, plan_id, at.today.year)
    if round_ is None:
        return None
    drafted = drafted_for(at.session, round_.id or 0)
    late = {one.id for one in asked if one.overdue or one.incomplete}
    keys = sorted(drafted or late)
    sent = letters_of(at.session, round_.id or 0)
    return LateLetterFacts(
        round_id=round_.id or 0,
        agencies=tuple((key, at.session.get_one(Agency, key).name) for key in keys),
        sent=tuple((one.number, one.issued_on, len(one.agency_ids)) for one in sent),
    )


def named_last(at: Snapshot, person: Person) -> tuple[NamedAgency, ...]:
    """Of the last Monday message, in its order."""
    named = briefs.named_last(at.session, person.id or 0)
    agencies = {agency_id for agency_id, _ in named}
    answering: dict[int, list[tuple[str, str]]] = {}
    for who in appointments.focal_points(at.session, at.today, agencies) if agencies else ():
        told = (who.person.full_name, who.person.office_phone)
        answering.setdefault(who.agency.id or 0, []).append(told)
    asked = nudge_asking.asked_since(at.session, at.calendar.morning(at.now))
    return tuple(
        NamedAgency(
            id=agency_id,
            name=agency.name,
            plan=plan,
            people=tuple(answering.get(agency_id, ())),
            phone=agency.office_phone,
            is_asked=plan.code in asked,
        )
        for agency_id, plan_id in named
        for agency in [at.session.get_one(Agency, agency_id)]
        for plan in [at.session.get_one(Plan, plan_id)]
    )


def nudge(at: Snapshot, plan: Plan) -> NudgeFacts:
    from scheduler.reminders.nudges import leaves_at, nudge_preview

    return NudgeFacts(
        send_at=leaves_at(plan, at.now, at.calendar),
        lines=tuple(nudge_preview(at.session, plan, at.now, at.calendar)),
        load_insisted=cache(
            lambda: tuple(nudge_preview(at.session, plan, at.now, at.calendar, insist=True))
        ),
    )
