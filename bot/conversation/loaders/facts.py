"""Loads the facts of this moment about one chat: the only way a dialog learns anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlmodel import Session

from bot.conversation.loaders.files import load_files
from bot.conversation.loaders.invitation import load_invitation
from bot.conversation.loaders.person import own_facts
from bot.conversation.loaders.planner import led_agencies, load_planning
from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.conversation.loaders.reading import load_reading
from bot.conversation.loaders.reports import SaidBefore, about_days, about_report
from bot.dialogs.facts.chat import Facts, PersonFacts
from bot.dialogs.facts.reading import ReadingFacts
from bot.dialogs.facts.reports import Duty, HalfFilled
from bot.dialogs.report.answers.written_fields import step_in_chat
from locales import DEFAULT_LANGUAGE, translator
from scheduler.calendar import Calendar
from scheduler.rounds.opening import remind_until_on
from storage.messages import drafts
from storage.models import (
    Agency,
    ChatAccount,
    Person,
    Plan,
    Post,
    RightKind,
    Round,
    Tier,
)
from storage.people import appointments, invitations
from storage.people.invitations import ways_to_come
from storage.plans import planners
from storage.reports import answers
from storage.reports.answers import ExpectedReport
from storage.reports.shared_answers.asked_once import asked_once
from storage.reports.shared_answers.use_again import like_questions
from storage.reports.timeliness import has_passed

LEADERS_ADDRESS = "đồng chí"
LOOKED_AHEAD = 60  # working days a person may name


@dataclass(frozen=True)
class _Roles:
    """What somebody holds today: posts, and the agencies they may report for."""

    posts: Sequence[appointments.Held] = ()
    offices: Sequence[Agency] = ()


def load_facts(
    session: Session,
    account: ChatAccount,
    now: datetime,
    calendar: Calendar,
    *,
    code: str = "",
    invitation_id: int | None = None,
) -> Facts:
    """`code` is what was just typed, `invitation_id` what an open question remembers."""
    person = session.get(Person, account.person_id) if account.person_id else None
    zone, today = calendar.zone, calendar.today(now)
    roles = _roles(session, person, today)
    expected, missed = _expected(session, roles, today), _missed(session, roles, today)
    said = SaidBefore(session, expected, today)

    def as_owed(one: ExpectedReport) -> Duty:
        return _owed(one, today, calendar)

    known = _person(session, person, roles, today) if person else None
    owed = tuple(as_owed(one) for one in expected if one.is_owed)
    reported = tuple(as_owed(one) for one in expected if not one.is_owed)
    invitation = load_invitation(session, account, code, invitation_id, now, today)
    spoken_to = person or invitation
    say = translator(spoken_to.language if spoken_to else DEFAULT_LANGUAGE)
    return Facts(
        say=say.speaking_to(known.address) if known else say,
        now=now,
        zone=zone,
        person=known,
        owed=owed,
        reported=reported,
        invitation=invitation,
        may_try_codes=invitations.may_try_codes(account, now),
        missed=tuple(as_owed(one) for one in missed),
        stored=said.stored,
        earlier=said.earlier,
        unsettled=lambda asked: said.unsettled(asked, now),
        alike=cache(lambda: like_questions(session, expected)),
        history=said.history,
        working_days=_working_days(today, calendar),
        calendar=calendar,
        own_now=cache(lambda: own_facts(session, person, account, now, zone)),
        files=load_files(session, account, now),
        on_form=cache(lambda: _on_form(session, known, [*owed, *reported])),
        ways_in=lambda code, person_id: ways_to_come(session, person_id, code, now),
        **_of_offices(Snapshot(session, now, calendar, as_owed), person, roles, expected),
    )


def _of_offices(
    at: Snapshot, person: Person | None, roles: _Roles, expected: Sequence[ExpectedReport]
) -> dict[str, Any]:
    """Fields of Facts that are read when a step asks for them: the plans and agencies at hand."""
    session = at.session
    closed = cache(lambda: _expected(session, roles, at.today, closed=True))
    return {
        "planning_now": cache(
            lambda: load_planning(session, person, at.now, at.calendar, at.as_owed)
        ),
        "closed_now": cache(lambda: tuple(map(at.as_owed, closed()))),
        "planners": cache(lambda plan_id: _planners(session, plan_id)),
        "own_rounds": cache(lambda: _rounds([*expected, *closed()])),
        "led_now": cache(lambda: led_agencies(session, person, at.now, at.calendar, at.as_owed)),
        "reading_now": cache(lambda: _reading(at, person, roles)),
    }


def _planners(session: Session, plan_id: int) -> tuple[tuple[str, str], ...]:
    found = planners.planners_of(session, plan_id)
    return tuple((one.full_name, one.office_phone) for one in found)


def _on_form(
    session: Session, person: PersonFacts | None, duties: Iterable[Duty]
) -> tuple[HalfFilled, ...]:
    if person is None:
        return ()
    known = {one.expectation_id: one for one in duties}
    return tuple(
        HalfFilled("report", step_in_chat(one.slots, task), one.slots, is_on_form=True)
        for one in drafts.on_form(session, person.id)
        if (task := known.get(one.expectation_id)) is not None
    )


def _working_days(today: date, calendar: Calendar) -> tuple[date, ...]:
    """The next ones after today."""
    days = [today]
    for _ in range(LOOKED_AHEAD):
        days.append(calendar.add_working_days(days[-1], 1))
    return tuple(days[1:])


def _roles(session: Session, person: Person | None, today: date) -> _Roles:
    if person is None:
        return _Roles()
    posts = appointments.posts_of(session, person.id or 0, today)
    return _Roles(posts, appointments.offices_of(session, person.id or 0, today, posts))


def _reading(at: Snapshot, person: Person | None, roles: _Roles) -> ReadingFacts:
    """Whoever answers for an agency or leads it may read what it said."""
    if person is None:
        return ReadingFacts()
    led = {agency.id or 0 for post, agency in roles.posts if post.post == Post.LEADER}
    return load_reading(at, person.id or 0, led | {one.id or 0 for one in roles.offices})


def _person(session: Session, person: Person, roles: _Roles, today: date) -> PersonFacts:
    posts = roles.posts
    held = {appointment.post for appointment, _ in posts}
    rights = {right.kind for right in planners.rights_of(session, person.id or 0)}
    return PersonFacts(
        id=person.id or 0,
        full_name=person.full_name,
        address=LEADERS_ADDRESS if Post.LEADER in held and not roles.offices else person.address,
        agencies=tuple(dict.fromkeys(agency.name for _, agency in posts)),
        ended=tuple(
            dict.fromkeys(
                (agency.name, agency.valid_until)
                for _, agency in posts
                if agency.valid_until and agency.valid_until < today
            )
        ),
        is_focal=bool(roles.offices),
        is_leader=Post.LEADER in held,
        is_planner=RightKind.PLANNER in rights,
        is_province_leader=RightKind.PROVINCE_LEADER in rights,
        is_administrator=RightKind.ADMINISTRATOR in rights,
    )


def _expected(
    session: Session, roles: _Roles, today: date, *, closed: bool = False
) -> list[ExpectedReport]:
    """What the person answers for; one who is focal nowhere sees what their agency owes."""
    agencies = roles.offices or [agency for _, agency in roles.posts]
    ids = {agency.id or 0 for agency in agencies}
    found = answers.expected_of(session, ids, today, closed=closed) if ids else []
    return _without_answered_days(asked_once(found, today))


def _rounds(expected: Iterable[ExpectedReport]) -> list[tuple[Plan, Round]]:
    """Of the agencies, not the department's own; the newest due day first."""
    asked = (one for one in expected if one.round.tier == Tier.AGENCIES)
    found = {one.round.id: (one.plan, one.round) for one in asked}
    return sorted(found.values(), key=lambda one: (one[1].due_on, one[1].id or 0), reverse=True)


def _without_answered_days(expected: list[ExpectedReport]) -> list[ExpectedReport]:
    """The answer for a task's own day is told of where a round by a rule asks for the same."""
    by_rule = {(o.agency.id, o.item.id) for o in expected if o.item and o.round.rule_id}
    return [
        one
        for one in expected
        if one.is_owed
        or not one.round.of_items
        or (one.agency.id, one.item.id if one.item else None) not in by_rule
    ]


def _missed(session: Session, roles: _Roles, today: date) -> list[ExpectedReport]:
    """What is overdue in the agencies that the person leads without answering for them."""
    led = {agency.id or 0 for post, agency in roles.posts if post.post == Post.LEADER}
    led -= {agency.id or 0 for agency in roles.offices}
    expected = answers.expected_of(session, led, today) if led else []
    return [one for one in expected if one.is_owed and has_passed(one.due_on, today)]


def _owed(one: ExpectedReport, today: date, calendar: Calendar) -> Duty:
    due_on = one.due_on
    return Duty(
        expectation_id=one.expectation.id or 0,
        code=one.item.code if one.item else "",
        title=one.item.title if one.item else one.round.title if one.round.rule_id is None else "",
        agency=one.agency.name,
        printed=one.printed,
        decision=one.plan.decision,
        province=one.plan.province,
        issuer=one.plan.issuer,
        issued_on=one.plan.issued_on,
        year=one.round.year,
        due_on=due_on,
        ask_until_on=remind_until_on(due_on, calendar),
        working_days_left=_working_days_left(due_on, today, calendar),
        figures_until=one.round.cut_off_on if one.round.cut_off_on != one.round.due_on else None,
        status=one.answer.status if one.answer else "",
        sums_up=one.round.tier == Tier.COORDINATOR,
        is_ad_hoc=one.round.rule_id is None and not one.round.of_items,
        promised_on=_still_to_come(one.promised_on, today),
        is_locked=one.is_locked,
        plan_id=one.plan.id or 0,
        **about_report(one),
        **about_days(one, today, calendar),
    )


def _still_to_come(promised_on: date | None, today: date) -> date | None:
    """A promise of the past is no promise any more."""
    return promised_on if promised_on and not has_passed(promised_on, today) else None


def _working_days_left(due_on: date, today: date, calendar: Calendar) -> int:
    """Until the day we ask for; after the legal last day, how many have passed since, negative."""
    if has_passed(due_on, today):
        return -max(1, calendar.working_days_between(due_on, today))
    asked = remind_until_on(due_on, calendar)
    return calendar.working_days_between(today, asked) if today < asked else 0
