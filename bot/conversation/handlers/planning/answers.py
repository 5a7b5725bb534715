"""What a planner decides about what an agency has said: its answers, and what it asked for."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.planning.decisions import planner_of
from bot.conversation.notifications.assigned import tell_assigned
from bot.conversation.notifications.decisions import (
    notify_extension_decided,
    notify_objection_decided,
    notify_reopening_decided,
    notify_returned,
)
from bot.dialogs.effects import (
    DecideExtension,
    DecideObjection,
    DecideReopening,
    Reassign,
    ReviewReports,
)
from storage.models import (
    Agency,
    Expectation,
    Extension,
    Objection,
    Plan,
    Reopening,
    Report,
)
from storage.plans.known_agencies import is_known_to
from storage.reports import reviews
from storage.reports.expectation import plan_of
from storage.reports.requests import extensions, reopenings
from storage.rounds.reminder_settings import completion_days_of


def review(context: EffectContext, effect: ReviewReports) -> None:
    session, planner = context.session, planner_of(context, effect.plan_id)
    planned = session.get_one(Plan, effect.plan_id)
    days, calendar, today = completion_days_of(planned), context.facts.calendar, context.facts.today
    complete_by = calendar.add_working_days(today, days)
    for report_id in effect.report_ids:
        report = session.get_one(Report, report_id)
        if _plan_of(context, report.expectation_id).id != effect.plan_id:
            raise NotAllowed("the report is of another plan")
        try:
            reviews.review_report(
                session, report, effect.accepted, effect.reason, planner, context.now, complete_by
            )
        except reviews.BadReview as error:
            raise NotAllowed(str(error)) from error
        if not effect.accepted:
            notify_returned(session, report, effect.reason, complete_by, context.now, calendar)


def decide_extension(context: EffectContext, effect: DecideExtension) -> None:
    """All tasks of a request with one message to whoever asked."""
    session, today, now = context.session, context.facts.today, context.now
    found = [session.get_one(Extension, key) for key in sorted(effect.extension_ids)]
    if len({(one.asked_by_id, one.asked_at) for one in found}) != 1:
        raise NotAllowed("these were not asked for together")
    for one in found:
        planner = planner_of(context, _plan_of(context, one.expectation_id).id or 0)
        try:
            extensions.decide_extension(
                session, one, effect.granted_until, effect.answer, planner, today, now
            )
        except extensions.BadExtension as error:
            raise NotAllowed(str(error)) from error
    notify_extension_decided(session, found, now, context.facts.calendar)


def decide_objection(context: EffectContext, effect: DecideObjection) -> None:
    from storage.reports.requests import objections

    session = context.session
    objection = session.get_one(Objection, effect.objection_id)
    planner = planner_of(context, _plan_of(context, objection.expectation_id).id or 0)
    accepted, answer, today = effect.accepted, effect.answer, context.facts.today
    try:
        objections.decide_objection(
            session, objection, accepted, answer, planner, today, context.now
        )
    except objections.BadObjection as error:
        raise NotAllowed(str(error)) from error
    notify_objection_decided(session, objection, context.now, context.facts.calendar)


def decide_reopening(context: EffectContext, effect: DecideReopening) -> None:
    session, now = context.session, context.now
    row = session.get_one(Reopening, effect.reopening_id)
    planner = planner_of(context, _plan_of(context, row.expectation_id).id or 0)
    try:
        reopenings.decide_reopening(session, row, effect.accepted, effect.answer, planner, now)
    except reopenings.BadReopening as error:
        raise NotAllowed(str(error)) from error
    notify_reopening_decided(session, row, planner, now, context.facts.calendar)


def reassign(context: EffectContext, effect: Reassign) -> None:
    """What an accepted objection left to nobody goes to another agency."""
    from storage.plans.reassigning import choices

    session, facts = context.session, context.facts
    objection = session.get_one(Objection, effect.objection_id)
    expectation = session.get_one(Expectation, objection.expectation_id)
    plan = plan_of(session, expectation)
    planner, to = planner_of(context, plan.id or 0), session.get_one(Agency, effect.agency_id)
    left = [
        one
        for one in choices.to_reassign(session, plan, facts.today)
        if one.item_id == expectation.item_id and one.reason == "objected"
    ]
    if not objection.accepted or not left or not is_known_to(to, plan):
        raise NotAllowed("nothing waits to be assigned, or not to that agency")
    try:
        now = context.now.astimezone(facts.zone)
        choices.reassign(session, plan, left, [to], planner, now)
    except choices.BadReassignment as error:
        raise NotAllowed(str(error)) from error
    tell_assigned(session, plan, left, to.id or 0, facts.today, "", context.now, facts.calendar)


def _plan_of(context: EffectContext, expectation_id: int) -> Plan:
    expectation = context.session.get_one(Expectation, expectation_id)
    return plan_of(context.session, expectation)
