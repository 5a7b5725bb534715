"""Leave and being back; whoever stands in, or need not any more, is told."""

from datetime import date

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import Template, letter, salutation
from bot.dialogs.effects import AnnounceLeave, EndLeave
from bot.language.wording import person_line, weekday_and_day
from locales import Translator
from storage.messages.questions import open_questions
from storage.models import Absence, Person
from storage.people.absences import BadAbsence, absences_of, announce_absence, end_absence


def announce(context: EffectContext, effect: AnnounceLeave) -> None:
    person, stand_in = _person(context), None
    if effect.stand_in_id is not None:
        if effect.stand_in_id not in {one.id for one in context.facts.own.colleagues}:
            raise NotAllowed("only somebody of the same agency may stand in")
        stand_in = context.session.get_one(Person, effect.stand_in_id)
    first, last, today = effect.starts_on, effect.ends_on, context.facts.today
    replaced = absences_of(context.session, [person.id or 0], first, last)
    try:
        announce_absence(context.session, person, first, last, stand_in, today, context.now)
    except BadAbsence as error:
        raise NotAllowed(str(error)) from error
    # A leave that has begun goes on until the new one does: its stand-in is needed till then
    ended = [one for one in replaced if one.ended_at is not None]
    _release(context, [one for one in ended if one.stand_in_id != effect.stand_in_id])
    if stand_in is not None:
        _ask_to_stand_in(context, stand_in, effect)


def end(context: EffectContext, effect: EndLeave) -> None:
    person, today = _person(context), context.facts.today
    ended = absences_of(context.session, [person.id or 0], today, effect.begun_by)
    end_absence(context.session, person, today, context.now, effect.begun_by)
    _release(context, ended)
    for question in open_questions(context.session, context.account.id or 0):
        if (question.state or {}).get("dialog") == "leave":
            question.answered_at = context.now  # the days it asks for are no longer wanted


def _person(context: EffectContext) -> Person:
    if context.facts.person is None:
        raise NotAllowed("nobody is linked to this chat")
    return context.session.get_one(Person, context.facts.person.id)


def _line(context: EffectContext) -> str:
    person = context.facts.person
    return person_line(person.full_name, person.agencies) if person else ""


def _ask_to_stand_in(context: EffectContext, stand_in: Person, effect: AnnounceLeave) -> None:
    def words(say: Translator) -> str:
        matter = say(
            "{person} is away {days}. Please answer for the agency's reports in these days: "
            'reminders come to you then. Type "nhiem vu" to see what is owed.',
            person=_line(context),
            days=_days(effect.starts_on, effect.ends_on, say),
        )
        return letter(stand_in, say, matter)

    _notify(context, stand_in.id or 0, words)


def _release(context: EffectContext, ended: list[Absence]) -> None:
    for absence in ended:
        if absence.stand_in_id is not None:
            stand_in = context.session.get_one(Person, absence.stand_in_id)
            _notify(context, absence.stand_in_id, _released(context, stand_in))


def _released(context: EffectContext, stand_in: Person) -> Template:
    def words(say: Translator) -> str:
        matter = say("{person} no longer needs you to stand in. Thank you.", person=_line(context))
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
