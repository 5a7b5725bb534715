"""My data: see what is kept, correct it, withdraw the consent or give it anew, erase it."""

from datetime import datetime

from bot.dialogs.account.handover import read_name, read_phone
from bot.dialogs.account.link import CONSENT_TEXT, CONSENT_VERSION
from bot.dialogs.effects import AskOwnData, CorrectData, EraseMe, GiveConsent, WithdrawConsent
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.person import ChatFacts, ConsentFacts
from bot.documents.formats import Format
from bot.documents.wanted_file import WantedFile
from bot.language.wording import channel_name

ADDRESSES = {"anh": "anh", "chi": "chị", "both": "anh/chị", "comrade": "đồng chí"}


def _enter(slots: Slots, facts: Facts) -> Next | End:
    return Next("view") if facts.person else Next(dialog="link")


def _instant(at: datetime, facts: Facts) -> str:
    return at.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")


# --- What is kept ---------------------------------------------------------------------------------


def _ask_view(slots: Slots, facts: Facts) -> Prompt:
    say, own = facts.say, facts.own
    lines = [say("What is kept about you:"), *_identity(facts)]
    lines += [_chat(one, facts) for one in own.chats]
    lines += [_consent(one, facts) for one in own.consents]
    if own.calendar_since:
        since = _instant(own.calendar_since, facts)
        lines.append(say("- The address of your calendar, since {at}", at=since))
    lines.append(say("- Replies you sent for your agency: {count}", count=own.replies))
    if own.files:
        lines.append(say("- Files that came with them: {count}", count=own.files))
    consent = Choice("consent", say("Agree again"))
    if own.may_be_told:
        consent = Choice("withdraw", say("Withdraw the consent"))
    choices = (
        Choice("correct", say("Correct it")),
        consent,
        Choice("erase", say("Erase it")),
        Choice("file", say("Get it as a file")),
        Choice("close", say("Close")),
    )
    return Prompt("\n".join(lines), choices)


def _identity(facts: Facts) -> list[str]:
    say, person = facts.say, facts.person
    if person is None:
        return []
    mobile, email = facts.own.mobile, facts.own.email
    return [
        say(
            "- Name: {name} (spoken to as: {address})",
            name=person.full_name,
            address=person.address,
        ),
        say("- Agency: {agencies}", agencies="; ".join(person.agencies) or "-"),
        say("- Office phone: {phone}", phone=facts.own.office_phone or "-"),
        *([say("- Mobile phone: {phone}", phone=mobile)] if mobile else []),
        *([say("- E-mail: {address}", address=email)] if email else []),
    ]


def _chat(chat: ChatFacts, facts: Facts) -> str:
    say = facts.say
    name = say("this chat") if chat.is_this else channel_name(chat.channel, say)
    if chat.linked_at is None:
        return say("- Linked: {chat}", chat=name)
    return say("- Linked: {chat}, since {at}", chat=name, at=_instant(chat.linked_at, facts))


def _consent(consent: ConsentFacts, facts: Facts) -> str:
    say, given = facts.say, _instant(consent.given_at, facts)
    if consent.withdrawn_at is None:
        return say("- Consent: text {version}, given {at}", version=consent.version, at=given)
    return say(
        "- Consent: text {version}, given {at}, withdrawn {until}",
        version=consent.version,
        at=given,
        until=_instant(consent.withdrawn_at, facts),
    )


def _take_view(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    match answer.choice:
        case "correct":
            return Next("what")
        case "withdraw":
            return Next("withdraw")
        case "consent":
            return Next("consent")
        case "file":
            return Next("file")
        case "erase":
            return Next("erase")
        case "close":
            return End(facts.say("Closed. Nothing was changed."))
    return Retry(facts.say("Please choose one of the answers."))


def _ask_file(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    forms = (
        Choice(str(Format.TEXT), say("To be read")),
        Choice(str(Format.JSON), say("For programs (JSON)")),
    )
    return Prompt(say("Everything that is kept about you, as which file?"), forms)


def _take_file(slots: Slots, answer: Answer, facts: Facts) -> Retry | End:
    """Zalo carries no file: there it is a link, for this person alone."""
    if answer.choice not in (Format.TEXT, Format.JSON):
        return Retry(facts.say("Please choose one of the answers."))
    form, language = Format.named(answer.choice), facts.say.language
    wanted = WantedFile(0, 0, form, facts.now, language, is_about_me=True)
    words = facts.say(
        "{file}. Please keep it to yourself, and delete it from this chat once you have it.",
        file=wanted.called(facts.say),
    )
    return End(words, (AskOwnData(),), file=wanted)


# --- Correcting -----------------------------------------------------------------------------------


def _ask_what(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    return Prompt(
        say("What is to be corrected?"),
        (
            Choice("address", say("Form of address")),
            Choice("full_name", say("Name")),
            Choice("office_phone", say("Office phone")),
            Choice("close", say("Nothing")),
        ),
    )


def _take_what(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice in ("address", "full_name", "office_phone"):
        return Next(answer.choice)
    if answer.choice == "close":
        return End(facts.say("Closed. Nothing was changed."))
    return Retry(facts.say("Please choose one of the answers."))


def _ask_address(slots: Slots, facts: Facts) -> Prompt:
    choices = (Choice(key, words) for key, words in ADDRESSES.items())
    return Prompt(facts.say("How may you be spoken to?"), tuple(choices))


def _take_address(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice not in ADDRESSES:
        return Retry(facts.say("Please choose one of the answers."))
    return _corrected("address", ADDRESSES[answer.choice], facts)


def _ask_name(slots: Slots, facts: Facts) -> Prompt:
    return Prompt(facts.say("Please type your full name."))


def _take_name(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    name = read_name(answer.text)
    if not name:
        return Retry(
            facts.say(
                '"{text}" was not read as a full name, such as Nguyễn Văn Mẫu.', text=answer.text
            )
        )
    return _corrected("full_name", name, facts)


def _ask_phone(slots: Slots, facts: Facts) -> Prompt:
    return Prompt(facts.say("Please type your office phone, such as 0000 000 001."))


def _take_phone(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    phone = read_phone(answer.text)
    if not phone:
        return Retry(facts.say('"{text}" was not read as a phone number.', text=answer.text))
    return _corrected("office_phone", phone, facts)


def _corrected(field: str, value: str, facts: Facts) -> End:
    return End(facts.say("Corrected: {value}.", value=value), (CorrectData(field, value),))


# --- Consent --------------------------------------------------------------------------------------


def _ask_withdraw(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    text = say(
        "Without your consent no reminder is sent to you any more, on any channel; the planning "
        "department will call your office instead. Your agency's replies are kept. Withdraw it?"
    )
    return Prompt(text, (Choice("yes", say("Yes, withdraw it")), Choice("no", say("No, leave it"))))


def _take_withdraw(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "no":
        return End(say("Left as it is."))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    text = say(
        "Your consent is withdrawn; no reminders will be sent. You can still report here. To agree "
        'again, type "du lieu cua toi".'
    )
    return End(text, (WithdrawConsent(),))


def _ask_consent(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    return Prompt(
        "\n\n".join((say(CONSENT_TEXT), say("Do you agree?"))),
        (Choice("yes", say("I agree")), Choice("no", say("I do not agree"))),
    )


def _take_consent(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "no":
        return End(say("Left as it is."))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    return End(
        say("Thank you. Reminders will come here again."),
        (GiveConsent(CONSENT_VERSION, say(CONSENT_TEXT)),),
    )


# --- Erasing: asked twice -------------------------------------------------------------------------


def _ask_erase(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    text = say(
        "Erased are: your name, phone, this chat and any other, what was written in them, and your "
        "rights here. Kept without you are: your agency's replies with their files, and which "
        "consent text was agreed to when. Your agency then has no focal person here until the "
        'planning department names one; to hand over first, type "ban giao". Go on?'
    )
    return Prompt(text, (Choice("no", say("No, leave it")), Choice("yes", say("Yes, go on"))))


def _take_erase(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "no":
        return End(facts.say("Left as it is."))
    if answer.choice == "yes":
        return Next("erase_surely")
    return Retry(facts.say("Please choose one of the answers."))


def _ask_erase_surely(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    return Prompt(
        say("This cannot be undone. Erase everything about you now?"),
        (Choice("no", say("No, leave it")), Choice("erase", say("Erase for good"))),
    )


def _take_erase_surely(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "no":
        return End(say("Left as it is."))
    if answer.choice != "erase":
        return Retry(say("Please choose one of the answers."))
    return End(
        say("Erased. This chat is no longer linked to anybody, and no more messages will come."),
        (EraseMe(),),
    )


MYDATA = Dialog(
    name="mydata",
    enter=_enter,
    steps={
        "view": Step(_ask_view, _take_view),
        "file": Step(_ask_file, _take_file),
        "what": Step(_ask_what, _take_what),
        "address": Step(_ask_address, _take_address),
        "full_name": Step(_ask_name, _take_name, free_text=True),
        "office_phone": Step(_ask_phone, _take_phone, free_text=True),
        "withdraw": Step(_ask_withdraw, _take_withdraw),
        "consent": Step(_ask_consent, _take_consent),
        "erase": Step(_ask_erase, _take_erase),
        "erase_surely": Step(_ask_erase_surely, _take_erase_surely),
    },
    words=("dữ liệu của tôi", "dữ liệu", "thông tin của tôi", "my data"),
)
