"""What planners change in a plan itself: who answers, what was doubted, how it reminds."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.planning.decisions import planner_of
from bot.conversation.notifications.assigned import tell_assigned
from bot.conversation.notifications.plan_changes import tell_changed
from bot.dialogs.effects import AssignTasks, ChooseSettings, PairTasks, SettleDoubt
from storage.calendar.office_hours import BadSettings
from storage.models import Agency, Item, Plan, Role
from storage.plans.known_agencies import is_known_to
from storage.rounds import reminder_settings


def assign_tasks(context: EffectContext, effect: AssignTasks) -> None:
    """All that was chosen, or nothing where one of it waits no more."""
    from storage.plans.amendments.dated_choices import reassign_from, work_of
    from storage.plans.reassigning.choices import BadReassignment

    session, planner = context.session, planner_of(context, effect.plan_id)
    plan, to = session.get_one(Plan, effect.plan_id), session.get(Agency, effect.agency_id)
    now, calendar = context.now.astimezone(context.facts.zone), context.facts.calendar
    keys = set(effect.keys)
    roles = {Role(role) for _, _, role in keys}
    work = [one for r in roles for one in work_of(session, plan, now.date(), r).of(keys)]
    if to is None or not is_known_to(to, plan) or {one.key for one in work} != keys:
        raise NotAllowed("nothing waits to be assigned, or not to that agency")
    since, document = effect.since, effect.document
    try:
        reassign_from(session, plan, work, to, since, document, planner, now)
    except BadReassignment as error:
        raise NotAllowed(str(error)) from error
    tell_assigned(session, plan, work, to.id or 0, since, document, context.now, calendar)


def settle_doubt(context: EffectContext, effect: SettleDoubt) -> None:
    from storage.plans.amendments.doubts import BadSettling, settle

    session, planner = context.session, planner_of(context, effect.plan_id)
    plan, calendar = session.get_one(Plan, effect.plan_id), context.facts.calendar
    agencies = [session.get_one(Agency, key) for key in effect.agency_ids]
    now = context.now.astimezone(calendar.zone)
    try:
        result = settle(session, plan, effect.key, agencies, effect.note, now, planner)
    except BadSettling as error:
        raise NotAllowed(str(error)) from error
    if result is not None:
        document, issued_on = plan.decision, plan.issued_on
        tell_changed(session, plan, document, issued_on, result.changes, now, calendar)


def choose_settings(context: EffectContext, effect: ChooseSettings) -> None:
    """The same days and hours once more change nothing."""
    session, planner = context.session, planner_of(context, effect.plan_id)
    plan = session.get_one(Plan, effect.plan_id)
    try:
        reminder_settings.choose(
            session,
            plan,
            planner,
            context.now,
            ladder=list(effect.ladder),
            office_hours=list(effect.office_hours),
            completion_days=effect.completion_days,
        )
    except BadSettings as error:
        raise NotAllowed(str(error)) from error


def pair_tasks(context: EffectContext, effect: PairTasks) -> None:
    """Only of plans that the person plans, both of them."""
    from storage.reports.shared_answers.pairs import BadPair, decide

    session, facts = context.session, context.facts
    items = [session.get(Item, key) for key in (effect.item_id, effect.other_id)]
    planner, _ = (planner_of(context, item.plan_id if item else 0) for item in items)
    pair = (effect.item_id, effect.other_id)
    try:
        decide(session, pair, effect.is_same, planner, facts.today, context.now)
    except BadPair as error:
        raise NotAllowed(str(error)) from error
