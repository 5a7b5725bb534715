"""What a planner sets going: rounds, tasks, letters, invitations, looks at a round, nudges."""

from datetime import timedelta

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.notifications.closings import tell_closed, tell_reopened
from bot.conversation.notifications.letter import queue
from bot.conversation.notifications.plan_changes import tell_changed
from bot.dialogs.effects import (
    CloseRound,
    GiveLook,
    GiveTask,
    GiveToCommunes,
    InvitePerson,
    NoteCall,
    NoteLetter,
    OpenAdHoc,
    ReopenRound,
    RevokeLook,
    SayAlso,
    SendNudge,
)
from scheduler.rounds import ad_hoc
from storage import audit
from storage.models import (
    Agency,
    LookLink,
    Person,
    Plan,
    Round,
)
from storage.people import invitations
from storage.people.invitees import people_of
from storage.people.signing_in import look_links
from storage.plans import planners
from storage.plans.known_agencies import is_known_to
from storage.reports.late_letters import BadLetter, SentLetter, note_sent
from storage.rounds import closing

CODE_VALID_FOR = timedelta(days=7)


def close_round(context: EffectContext, effect: CloseRound) -> None:
    planner = _planner_of_round(context, effect.plan_id, effect.round_id)
    try:
        round_ = closing.close_round(context.session, effect.round_id, planner, context.now)
    except closing.BadClosing as error:
        raise NotAllowed(str(error)) from error
    tell_closed(context.session, [round_], context.now, context.facts.calendar)


def reopen_round(context: EffectContext, effect: ReopenRound) -> None:
    planner, reason = _planner_of_round(context, effect.plan_id, effect.round_id), effect.reason
    try:
        session, now = context.session, context.now
        round_ = closing.reopen_round(session, effect.round_id, reason, planner, now)
    except closing.BadClosing as error:
        raise NotAllowed(str(error)) from error
    tell_reopened(session, round_, now, context.facts.calendar)


def give_look(context: EffectContext, effect: GiveLook) -> None:
    session, planner = context.session, _planner_of_round(context, effect.plan_id, effect.round_id)
    round_, to_whom = session.get_one(Round, effect.round_id), effect.recipient
    try:
        look_links.give_look(
            session, round_, to_whom, effect.days, effect.token, planner, context.now
        )
    except look_links.BadLook as error:
        raise NotAllowed(str(error)) from error


def revoke_look(context: EffectContext, effect: RevokeLook) -> None:
    planner = _planner_of_round(context, effect.plan_id, effect.round_id)
    link = context.session.get(LookLink, effect.look_id)
    if link is None or link.round_id != effect.round_id:
        raise NotAllowed("the link is of another round")
    try:
        look_links.revoke_look(context.session, link, planner, context.now)
    except look_links.BadLook as error:
        raise NotAllowed(str(error)) from error


def _planner_of_round(context: EffectContext, plan_id: int, round_id: int) -> Person:
    round_ = context.session.get(Round, round_id)
    if round_ is None or round_.plan_id != plan_id:
        raise NotAllowed("the round is of another plan")
    return planner_of(context, plan_id)


def open_ad_hoc(context: EffectContext, effect: OpenAdHoc) -> None:
    session, planner = context.session, planner_of(context, effect.plan_id)
    plan = session.get_one(Plan, effect.plan_id)
    asked = [session.get_one(Agency, key) for key in effect.agency_ids]
    if not all(is_known_to(agency, plan) for agency in asked):
        raise NotAllowed("an agency of another province")
    try:
        ad_hoc.open_ad_hoc(
            session,
            plan,
            effect.title,
            effect.due_on,
            effect.agency_ids,
            planner,
            context.now,
            context.facts.calendar,
        )
    except ad_hoc.BadRound as error:
        raise NotAllowed(str(error)) from error


def give_task(context: EffectContext, effect: GiveTask) -> None:
    from storage.importing.folder.model import BadPlanFolder
    from storage.plans.amendments import giving

    session, planner = context.session, planner_of(context, effect.plan_id)
    plan, calendar = session.get_one(Plan, effect.plan_id), context.facts.calendar
    leads = [session.get_one(Agency, key) for key in effect.agency_ids]
    if not all(is_known_to(agency, plan) for agency in leads):
        raise NotAllowed("an agency of another province")
    letter = giving.Letter(effect.letter, effect.issued_on)
    task = giving.GivenTask(effect.title, tuple(one.name for one in leads), effect.due_on)
    now = context.now.astimezone(calendar.zone)
    try:
        given = giving.give_task(session, plan, letter, task, now, planner)
    except BadPlanFolder as error:
        raise NotAllowed(str(error)) from error
    changes = given.result.changes
    tell_changed(session, plan, letter.number, letter.issued_on, changes, now, calendar)


def give_to_communes(context: EffectContext, effect: GiveToCommunes) -> None:
    from storage.plans.reassigning import to_communes
    from storage.plans.reassigning.choices import BadReassignment

    session, planner = context.session, planner_of(context, effect.plan_id)
    plan, now = session.get_one(Plan, effect.plan_id), context.now
    found = to_communes.of_districts(session, plan, context.facts.today)
    wanted = next((one for one in found if one.phrase == effect.phrase), None)
    if wanted is None:
        raise NotAllowed("nothing of that phrase is open any more")
    now = now.astimezone(context.facts.calendar.zone)
    try:
        to_communes.give_to_communes(session, plan, wanted, planner, now)
    except BadReassignment as error:
        raise NotAllowed(str(error)) from error


def note_letter(context: EffectContext, effect: NoteLetter) -> None:
    session, planner = context.session, _planner_of_round(context, effect.plan_id, effect.round_id)
    letter = SentLetter(effect.number, effect.issued_on, frozenset(effect.agency_ids))
    round_, now = session.get_one(Round, effect.round_id), context.now
    try:
        note_sent(session, round_, letter, now.astimezone(context.facts.calendar.zone), planner)
    except BadLetter as error:
        raise NotAllowed(str(error)) from error


def invite(context: EffectContext, effect: InvitePerson) -> None:
    session, planner = context.session, planner_of(context, effect.plan_id)
    plan = session.get_one(Plan, effect.plan_id)
    here = {one.person.id for one in people_of(session, plan, context.facts.today)}
    if effect.person_id not in here:
        raise NotAllowed("nobody of an agency of that plan")
    invitations.invite(session, effect.person_id, effect.code, context.now, CODE_VALID_FOR)
    audit.record(
        session,
        context.now,
        "person.invited",
        f"person:{effect.person_id}",
        person_id=planner.id,
        details={"plan": plan.code, "days": CODE_VALID_FOR.days},
    )


def send_nudge(context: EffectContext, effect: SendNudge) -> None:
    """All of those who were shown, or nobody: what was said to the planner is then true."""
    from scheduler.reminders import nudges

    session, planner = context.session, planner_of(context, effect.plan_id)
    plan, now, calendar = session.get_one(Plan, effect.plan_id), context.now, context.facts.calendar
    try:
        nudged = nudges.send_nudge(
            session, plan, effect.pairs, planner, now, calendar, insist=effect.insist
        )
    except nudges.BadNudge as error:
        raise NotAllowed(str(error)) from error
    if nudges.pairs_of(nudged.queued) != set(effect.pairs):
        raise NotAllowed("somebody else was quicker")


def note_call(context: EffectContext, effect: NoteCall) -> None:
    from scheduler.rounds.rules import STAYS_OPEN
    from storage.rounds import expectations, nudges

    session, planner = context.session, planner_of(context, effect.plan_id)
    plan, today = session.get_one(Plan, effect.plan_id), context.facts.today
    owed = expectations.owed_expectations(session, today - STAYS_OPEN, today, plan.id)
    if all(one.agency_id != effect.agency_id for one in owed):
        raise NotAllowed("that agency owes nothing any more, or never did")
    agency, note, now = effect.agency_id, effect.note, context.now
    try:
        nudges.note_call(session, plan, agency, note, planner.id, now)
    except nudges.BadCall as error:
        raise NotAllowed(str(error)) from error


def say_also(context: EffectContext, effect: SayAlso) -> None:
    queue(context.session, context.account, effect.text, context.now, context.now)


def planner_of(context: EffectContext, plan_id: int) -> Person:
    """Who acts, as the database knows them now."""
    person = context.facts.person
    plan = context.session.get(Plan, plan_id)
    if person is None or plan is None:
        raise NotAllowed("only a planner may do this")
    if not planners.is_planner_of(context.session, person.id, plan):
        raise NotAllowed("only a planner of this plan may do this")
    return context.session.get_one(Person, person.id)
