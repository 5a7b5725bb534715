"""What a planner changes about the people of a plan: who they are, and which posts they have."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.people.editing import (
    agency_of,
    planner_editing,
    post_of,
    record_edit,
)
from bot.conversation.handlers.planning.decisions import planner_of
from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import letter
from bot.conversation.notifications.planners import tell_erased, tell_handed_over
from bot.dialogs.effects import (
    AddPerson,
    AppointPerson,
    ChangePerson,
    EndPost,
    ErasePerson,
    ReplaceFocalPerson,
)
from locales import Translator
from storage.models import Agency, Person, Plan, Post
from storage.people import erasure
from storage.people.appointments import appoint as appointed
from storage.people.appointments import end_post as ended
from storage.people.appointments import people_at, posts_of
from storage.people.handovers import focal_offices
from storage.people.own_data import chats_of, close_questions
from storage.people.roster import editing


def add(context: EffectContext, effect: AddPerson) -> None:
    session, planner = context.session, planner_of(context, effect.plan_id)
    agency = agency_of(context, effect.plan_id, effect.agency_id)
    person = _new(context, effect.plan_id, effect.fields)
    post = post_of(effect.post)
    appointed(session, person.id or 0, agency.id or 0, post, context.facts.today)
    record_edit(context, "person.added", planner, person, agency=agency.id, post=post)


def change(context: EffectContext, effect: ChangePerson) -> None:
    planner, person = planner_editing(context, effect.plan_id, effect.person_id)
    columns = editing.change_person(person, _read(effect.fields))
    if columns:
        record_edit(context, "person.changed", planner, person, columns=columns)


def appoint(context: EffectContext, effect: AppointPerson) -> None:
    planner, person = planner_editing(context, effect.plan_id, effect.person_id)
    agency, post = agency_of(context, effect.plan_id, effect.agency_id), post_of(effect.post)
    today, person_id = context.facts.today, person.id or 0
    held = {(one.post, office.id) for one, office in posts_of(context.session, person_id, today)}
    if (post, agency.id) in held:
        raise NotAllowed("the post is held already")
    appointed(context.session, person_id, agency.id or 0, post, today)
    record_edit(context, "person.appointed", planner, person, agency=agency.id, post=post)


def end_post(context: EffectContext, effect: EndPost) -> None:
    planner, person = planner_editing(context, effect.plan_id, effect.person_id)
    agency, post = agency_of(context, effect.plan_id, effect.agency_id), post_of(effect.post)
    _end_post(context, person, agency, post)
    record_edit(context, "person.post_ended", planner, person, agency=agency.id, post=post)


def replace(context: EffectContext, effect: ReplaceFocalPerson) -> None:
    """At once: for one who has left, and will not hand over in the chat any more."""
    session, today = context.session, context.facts.today
    planner, giver = planner_editing(context, effect.plan_id, effect.person_id)
    agency = agency_of(context, effect.plan_id, effect.agency_id)
    to = _successor(context, effect, agency)
    _end_post(context, giver, agency, Post.FOCAL)
    appointed(session, to.id or 0, agency.id or 0, Post.FOCAL, today)
    record_edit(context, "person.replaced", planner, giver, agency=agency.id, by=to.id)
    now, calendar = context.now, context.facts.calendar

    def words(say: Translator) -> str:
        matter = say(
            "The planning department has noted that {name} answers for {agency} from today on. "
            "Reminders of it go there. Thank you for your work.",
            name=to.full_name,
            agency=agency.name,
        )
        return letter(giver, say, matter)

    notify_person(session, giver.id or 0, words, now, calendar)
    tell_handed_over(session, agency, giver, to, now, calendar)


def erase(context: EffectContext, effect: ErasePerson) -> None:
    session, today = context.session, context.facts.today
    planner, person = planner_editing(context, effect.plan_id, effect.person_id)
    plan, person_id = session.get_one(Plan, effect.plan_id), person.id or 0
    if not editing.may_erase(session, plan, person_id, today):
        raise NotAllowed("somebody with rights, or with a post in another province")
    offices = focal_offices(session, person_id, today)
    erasure.erase(session, person, today, context.now)
    record_edit(context, "person.erased_on_request", planner, person)
    tell_erased(session, offices, person_id, context.now, context.facts.calendar)
    for chat in erasure.chats_to_forget(session):
        erasure.forget_chat(session, chat)


def _new(context: EffectContext, plan_id: int, fields: editing.PersonFields) -> Person:
    plan = context.session.get_one(Plan, plan_id)
    return editing.add_person(context.session, plan, _read(fields))


def _read(fields: editing.PersonFields) -> editing.PersonFields:
    """As they are kept, whoever made them. Raises NotAllowed."""
    try:
        return editing.read_fields(vars(fields))
    except editing.BadEdit as error:
        raise NotAllowed(str(error)) from error


def _successor(context: EffectContext, effect: ReplaceFocalPerson, agency: Agency) -> Person:
    """A colleague of the same agency, or somebody new. Raises NotAllowed."""
    if effect.to_id is None and effect.fields is not None:
        return _new(context, effect.plan_id, effect.fields)
    here = people_at(context.session, [agency.id or 0], context.facts.today)
    found = next((one for one in here if one.id == effect.to_id), None)
    if found is None or found.id == effect.person_id:
        raise NotAllowed("nobody else of that agency")
    return found


def _end_post(context: EffectContext, person: Person, agency: Agency, post: Post) -> None:
    """What was asked in their chats about it waits no longer. Raises NotAllowed."""
    session, now = context.session, context.now
    if not ended(session, person.id or 0, agency.id or 0, post, context.facts.today):
        raise NotAllowed("the post is not held")
    for account in chats_of(session, person.id or 0):
        close_questions(session, account, now)
