"""What people change about themselves: data, consent, language; and being erased."""

import hashlib

from bot.conversation.handlers.context import Change, NotAllowed
from bot.dialogs.effects import ChooseLanguage, CorrectData, EraseMe, GiveConsent, WithdrawConsent
from locales import LANGUAGES
from storage.models import Consent, Person
from storage.people import erasure, own_data

FIELDS = ("full_name", "address", "office_phone")


def correct(change: Change, effect: CorrectData) -> None:
    person = _person(change)
    if effect.field not in FIELDS or not effect.value.strip():
        raise NotAllowed(f"{effect.field} is nothing a person may change")
    setattr(person, effect.field, effect.value.strip())
    # Which field, never its words: they are to be erasable
    own_data.note(change.session, person, "person.corrected", change.now, field=effect.field)


def withdraw_consent(change: Change, _: WithdrawConsent) -> None:
    own_data.withdraw_consent(change.session, _person(change), change.now)


def give_consent(change: Change, effect: GiveConsent) -> None:
    person = _person(change)
    consent = Consent(
        person_id=person.id or 0,
        account_id=change.account.id or 0,
        version=effect.version,
        text_hash=hashlib.sha256(effect.text.encode()).hexdigest(),
        given_at=change.now,
    )
    change.session.add(consent)
    own_data.note(change.session, person, "consent.given", change.now, version=effect.version)


def erase(change: Change, _: EraseMe) -> None:
    """The chat's address goes when the last word to it has left: see bot.delivery.lane."""
    try:
        erasure.erase(change.session, _person(change), change.facts.today, change.now)
    except erasure.AlreadyErased as error:
        raise NotAllowed(str(error)) from error


def choose_language(change: Change, effect: ChooseLanguage) -> None:
    if effect.language not in LANGUAGES:
        raise NotAllowed(f"{effect.language} is no language the program speaks")
    _person(change).language = effect.language


def _person(change: Change) -> Person:
    if change.facts.person is None or change.account.person_id != change.facts.person.id:
        raise NotAllowed("nobody is linked to this chat")
    return change.session.get_one(Person, change.facts.person.id)
