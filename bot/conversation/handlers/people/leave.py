"""Leave and being back; whoever stands in, or need not any more, is told."""

from datetime import date

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.people.editing import planner_editing, record_edit
from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import Template, letter, salutation
from bot.dialogs.effects import AnnounceLeave, EndLeave, NoteLeave, NoteReturn
from bot.language.wording import person_line, weekday_and_day
from locales import Translator
from storage.messages.questions import open_questions
from storage.models import Absence, Person
from storage.people.absences import BadAbsence, absences_of, announce_absence, end_absence
from storage.people.appointments import people_at, posts_of


def announce(context: EffectContext, effect: AnnounceLeave) -> None:
    colleagues = {one.id for one in context.facts.own.colleagues}
    _announce(context, _person(context), effect, colleagues)


def end(context: EffectContext, effect: EndLeave) -> None:
    person = _person(context)
    _end(context, person, effect.begun_by)
    for question in open_questions(context.session, context.account.id or 0):
        if (question.state or {}).get("dialog") == "leave":
            question.answered_at = context.now  # the days it asks for are no longer wanted


def note_leave(context: EffectContext, effect: NoteLeave) -> None:
    """By a planner for somebody, who is told of it."""
    planner, person = planner_editing(context, effect.plan_id, effect.person_id)
    _announce(context, person, effect, {one.id or 0 for one in _colleagues(context, person)})
    record_edit(context, "leave.noted", planner, person)

    def words(say: Translator) -> str:
        matter = say(
            "The planning department has noted that you are away {days}: reminders do not go to "
            'you then. If that is not so, please type "di lam lai".',
            days=_days(effect.starts_on, effect.ends_on, say),
        )
        return letter(person, say, matter)

    _notify(context, person.id or 0, words)


def note_return(context: EffectContext, effect: NoteReturn) -> None:
    planner, person = planner_editing(context, effect.plan_id, effect.person_id)
    if not _end(context, person, date.max):
        raise NotAllowed("nobody is away")
    record_edit(context, "leave.return_noted", planner, person)


def _announce(
    context: EffectContext, person: Person, leave: AnnounceLeave | NoteLeave, colleagues: set[int]
) -> None:
    if leave.stand_in_id is not None and leave.stand_in_id not in colleagues:
        raise NotAllowed("only somebody of the same agency may stand in")
    session, today = context.session, context.facts.today
    stand_in = session.get_one(Person, leave.stand_in_id) if leave.stand_in_id else None
    first, last = leave.starts_on, leave.ends_on
    replaced = absences_of(session, [person.id or 0], first, last)
    try:
        announce_absence(session, person, first, last, stand_in, today, context.now)
    except BadAbsence as error:
        raise NotAllowed(str(error)) from error
    # A leave that has begun goes on until the new one does: its stand-in is needed till then
    ended = [one for one in replaced if one.ended_at is not None]
    _release(context, person, [one for one in ended if one.stand_in_id != leave.stand_in_id])
    if stand_in is not None:
        _ask_to_stand_in(context, person, stand_in, leave)


def _end(context: EffectContext, person: Person, begun_by: date) -> int:
    """How many leaves were taken back."""
    today = context.facts.today
    ended = absences_of(context.session, [person.id or 0], today, begun_by)
    count = end_absence(context.session, person, today, context.now, begun_by)
    _release(context, person, ended)
    return count


def _colleagues(context: EffectContext, person: Person) -> list[Person]:
    session, today = context.session, context.facts.today
    offices = {agency.id or 0 for _, agency in posts_of(session, person.id or 0, today)}
    return [one for one in people_at(session, offices, today) if one.id != person.id]


def _person(context: EffectContext) -> Person:
    if context.facts.person is None:
        raise NotAllowed("nobody is linked to this chat")
    return context.session.get_one(Person, context.facts.person.id)


def _line(context: EffectContext, person: Person) -> str:
    posts = posts_of(context.session, person.id or 0, context.facts.today)
    return person_line(person.full_name, tuple(dict.fromkeys(one.name for _, one in posts)))


def _ask_to_stand_in(
    context: EffectContext, person: Person, stand_in: Person, leave: AnnounceLeave | NoteLeave
) -> None:
    def words(say: Translator) -> str:
        matter = say(
            "{person} is away {days}. Please answer for the agency's reports in these days: "
            'reminders come to you then. Type "nhiem vu" to see what is owed.',
            person=_line(context, person),
            days=_days(leave.starts_on, leave.ends_on, say),
        )
        return letter(stand_in, say, matter)

    _notify(context, stand_in.id or 0, words)


def _release(context: EffectContext, person: Person, ended: list[Absence]) -> None:
    for absence in ended:
        if absence.stand_in_id is not None:
            stand_in = context.session.get_one(Person, absence.stand_in_id)
            _notify(context, absence.stand_in_id, _released(context, person, stand_in))


def _released(context: EffectContext, person: Person, stand_in: Person) -> Template:
    def words(say: Translator) -> str:
        line = _line(context, person)
        matter = say("{person} no longer needs you to stand in. Thank you.", person=line)
        return f"{salutation(stand_in, say)}\n\n{matter}"

    return words


def _notify(context: EffectContext, person_id: int, template: Template) -> None:
    notify_person(context.session, person_id, template, context.now, context.facts.calendar)


def _days(first: date, last: date, say: Translator) -> str:
    if first == last:
        return weekday_and_day(first, say)
    return say(
        "from {first} to {last}",
        first=weekday_and_day(first, say),
        last=weekday_and_day(last, say),
    )
