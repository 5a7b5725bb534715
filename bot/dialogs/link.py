"""Linking: a one-use code ties this chat to a person, after an explicit consent."""

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts import Facts, InvitationFacts
from bot.effects import CountWrongCode, Link
from bot.wording import person_line
from locales import Translator, mark

CONSENT_VERSION = "2026-11"
CONSENT_TEXT = mark(
    "The system keeps your name, agency, office phone and the id of this chat, only to remind "
    "you of your agency's reporting tasks and to take your replies. The data stays with the "
    "planning department that runs the plan; the chat service sees the messages it carries. "
    "You may view, correct, withdraw or erase it at any time. Please do not send anything that "
    "is a state secret here."
)


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is not None:
        return End(
            facts.say(
                "This chat is already linked to {person}.",
                person=person_line(facts.person.full_name, facts.person.agencies),
            )
        )
    return Next("code")


def _ask_code(slots: Slots, facts: Facts) -> Prompt:
    return Prompt(
        facts.say(
            "This is the reminder service of the provincial action plan. To begin, please type "
            "the invitation code you were given, such as ABCD-2345."
        )
    )


def _take_code(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, invitation = facts.say, facts.invitation
    if not facts.may_try_codes:
        return End(say("Too many codes did not match. Please try again in one hour."))
    if invitation is None:
        return Retry(
            say("No invitation has this code. Please check it, or ask the planning department."),
            (CountWrongCode(),),
        )
    if invitation.state != "open":
        return Retry(_closed(invitation, say), (CountWrongCode(),))
    return Next("confirm", {"invitation_id": invitation.id})


def _closed(invitation: InvitationFacts, say: Translator) -> str:
    if invitation.state == "used":
        return say("This code was used already. Please ask the planning department for a new one.")
    return say("This code has expired. Please ask the planning department for a new one.")


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    invited = facts.invitation
    line = person_line(invited.full_name, invited.agencies) if invited else ""
    return Prompt(
        facts.say("Are you {person}?", person=line),
        (Choice("yes", facts.say("Yes, that is me")), Choice("no", facts.say("No"))),
    )


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "yes":
        return Next("consent", slots)
    if answer.choice == "no":
        return End(
            facts.say(
                "Thank you. The code was not used. Please pass it on to the right person, or tell "
                "the planning department."
            )
        )
    return Retry(facts.say("Please choose one of the answers."))


def _ask_consent(slots: Slots, facts: Facts) -> Prompt:
    return Prompt(
        "\n\n".join((facts.say(CONSENT_TEXT), facts.say("Do you agree?"))),
        (Choice("yes", facts.say("I agree")), Choice("no", facts.say("I do not agree"))),
    )


def _take_consent(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, invitation = facts.say, facts.invitation
    if answer.choice == "no":
        return End(
            say(
                "Understood. Nothing was kept and no reminder will be sent. The code stays valid "
                "until it expires."
            )
        )
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    if invitation is None or invitation.state != "open":
        return End(
            _closed(invitation, say) if invitation else say("This invitation no longer exists.")
        )
    return End(
        say(
            'The chat is now linked to {person}. Reminders will come here. Type "nhiem vu" to '
            'see what is due, or "tro giup" for help.',
            person=person_line(invitation.full_name, invitation.agencies),
        ),
        (Link(invitation.id, CONSENT_VERSION, say(CONSENT_TEXT)),),
    )


LINK = Dialog(
    name="link",
    enter=_enter,
    steps={
        "code": Step(_ask_code, _take_code, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
        "consent": Step(_ask_consent, _take_consent),
    },
    words=("start", "lien ket", "ma moi", "link"),
)
