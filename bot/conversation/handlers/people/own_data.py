"""What people change about themselves: data, consent, language; and being erased."""

import hashlib

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.notifications.planners import tell_erased
from bot.dialogs.effects import (
    AskOwnData,
    ChooseLanguage,
    CorrectData,
    EndCalendar,
    EraseMe,
    GiveConsent,
    SignOutEverywhere,
    WithdrawConsent,
)
from locales import LANGUAGES
from storage.models import Consent, Person
from storage.people import erasure, own_data, signing_in
from storage.people.chat_accounts import CONSOLE
from storage.people.handovers import focal_offices
from storage.people.signing_in import calendar_feeds

FIELDS = ("full_name", "address", "office_phone")


def correct(context: EffectContext, effect: CorrectData) -> None:
    person = _person(context)
    if effect.field not in FIELDS or not effect.value.strip():
        raise NotAllowed(f"{effect.field} is nothing a person may change")
    setattr(person, effect.field, effect.value.strip())
    # Which field, never its words: they are to be erasable
    own_data.note(context.session, person, "person.corrected", context.now, field=effect.field)


def withdraw_consent(context: EffectContext, _: WithdrawConsent) -> None:
    own_data.withdraw_consent(context.session, _person(context), context.now)


def give_consent(context: EffectContext, effect: GiveConsent) -> None:
    person = _person(context)
    if context.account.channel == CONSOLE:
        raise NotAllowed("a terminal consents for nobody")
    consent = Consent(
        person_id=person.id or 0,
        account_id=context.account.id or 0,
        version=effect.version,
        text_hash=hashlib.sha256(effect.text.encode()).hexdigest(),
        given_at=context.now,
    )
    context.session.add(consent)
    own_data.note(context.session, person, "consent.given", context.now, version=effect.version)


def erase(context: EffectContext, _: EraseMe) -> None:
    """The chat's address goes when the last word to it has left: see bot.delivery.lane."""
    session, person, facts = context.session, _person(context), context.facts
    offices = focal_offices(session, person.id or 0, facts.today)
    try:
        erasure.erase(session, person, facts.today, context.now)
    except erasure.AlreadyErased as error:
        raise NotAllowed(str(error)) from error
    tell_erased(session, offices, person.id or 0, context.now, facts.calendar)


def sign_out_everywhere(context: EffectContext, _: SignOutEverywhere) -> None:
    signing_in.sign_out_everywhere(context.session, _person(context).id or 0, context.now)


def choose_language(context: EffectContext, effect: ChooseLanguage) -> None:
    if effect.language not in LANGUAGES:
        raise NotAllowed(f"{effect.language} is no language the program speaks")
    person = _person(context)
    person.language = effect.language
    own_data.note(context.session, person, "person.corrected", context.now, field="language")


def note_export(context: EffectContext, _: AskOwnData) -> None:
    own_data.note(context.session, _person(context), "data.exported", context.now)


def end_calendar(context: EffectContext, _: EndCalendar) -> None:
    calendar_feeds.end_feed(context.session, _person(context).id or 0, context.now)


def _person(context: EffectContext) -> Person:
    if context.facts.person is None or context.account.person_id != context.facts.person.id:
        raise NotAllowed("nobody is linked to this chat")
    return context.session.get_one(Person, context.facts.person.id)
