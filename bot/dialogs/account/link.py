"""Linking: a one-use code ties this chat to a person, after an explicit consent."""

from bot.dialogs.effects import CountWrongCode, Link, TakeOver
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts, InvitationFacts, PersonFacts
from bot.language.wording import answered_by_machine, person_line
from locales import Translator, mark

CONSENT_VERSION = "2026-11-21"
CONSENT_TEXT = mark(
    "The system keeps your name, agency, office phone, mobile phone (if the planning department "
    "has given it) and the id of this chat, only to remind you of your agency's reporting tasks "
    "and to take your replies. The data stays with the planning department that runs the plan; "
    "the chat service sees the messages it carries. You may view, correct, withdraw or erase it at "
    "any time. Please do not send anything that is a state secret here."
)


def _enter(slots: Slots, facts: Facts) -> Next | End:
    return _linked_already(facts.person, facts) if facts.person else Next("code")


def _linked_already(person: PersonFacts, facts: Facts) -> Next | End:
    """A code may still bring them a post, or ask anew for a consent that was withdrawn."""
    say, invitation = facts.say, facts.invitation
    linked = say(
        "This chat is already linked to {person}.",
        person=person_line(person.full_name, person.agencies),
    )
    if invitation is None:
        return End(linked)
    if invitation.person_id != person.id:
        unused = say(
            "That code is for somebody else, to be typed in their own chat; it was not used."
        )
        return End(f"{linked} {unused}")
    if invitation.state != "open":
        return End(f"{linked} {_closed(invitation, say)}")
    if invitation.handed_agency:
        return Next("takeover", {"invitation_id": invitation.id})
    if not facts.own.may_be_told:
        return Next("consent", {"invitation_id": invitation.id})
    needless = say("No code is needed any more.")
    return End(f"{linked} {needless}")


def _ask_code(slots: Slots, facts: Facts) -> Prompt:
    if slots.get("again"):
        return Prompt(facts.say("Please type the invitation code again, such as ABCD-2345."))
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
    wrong = ""
    if invitation is None:
        wrong = say("No invitation has this code. Please check it, or ask the planning department.")
    elif invitation.state != "open":
        wrong = _closed(invitation, say)
    if invitation is None or wrong:
        return Next("code", {"again": True}, said=wrong, effects=(CountWrongCode(),))
    return Next("confirm", {"invitation_id": invitation.id})


def _closed(invitation: InvitationFacts, say: Translator) -> str:
    if invitation.state == "used":
        return say("This code was used already. Please ask the planning department for a new one.")
    return say("This code has expired. Please ask the planning department for a new one.")


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    invited = facts.invitation
    line = person_line(invited.full_name, invited.agencies) if invited else ""
    lines = [facts.say("Are you {person}?", person=line)]
    if invited and invited.handed_agency:
        lines.insert(0, _handed(invited, facts.say))
    return Prompt(
        "\n".join(lines),
        (Choice("yes", facts.say("Yes, that is me")), Choice("no", facts.say("No"))),
    )


def _handed(invited: InvitationFacts, say: Translator) -> str:
    return say(
        "{name} hands over the post of focal person of {agency}.",
        name=invited.handed_by,
        agency=invited.handed_agency,
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
    """The whole text once; where the answer was unclear, the question alone."""
    told = [] if slots.get("was_read") else [facts.say(CONSENT_TEXT)]
    return Prompt(
        "\n\n".join((*told, facts.say("Do you agree?"))),
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
        said = say("Please choose one of the answers.")
        return Next("consent", {**slots, "was_read": True}, said=said)
    if invitation is None or invitation.state != "open":
        return End(
            _closed(invitation, say) if invitation else say("This invitation no longer exists.")
        )
    return End(
        "\n".join(_linked(invitation, say)),
        (Link(invitation.id, CONSENT_VERSION, say(CONSENT_TEXT)),),
    )


def _linked(invitation: InvitationFacts, say: Translator) -> list[str]:
    agencies = dict.fromkeys(filter(None, (*invitation.agencies, invitation.handed_agency)))
    linked = say(
        "The chat is now linked to {person}. Reminders will come here.",
        person=person_line(invitation.full_name, agencies),
    )
    first_words = say('Type "tro giup" to see what you can type here.')
    if agencies:
        first_words = say('Type "nhiem vu" to see what is due, or "tro giup" for help.')
    lines = [f"{linked} {first_words}"]
    lines.append(answered_by_machine(say))
    if invitation.handed_agency:
        lines.append(_taken_over(invitation, say))
    if invitation.is_on_this_channel:
        lines.append(say("The chat you had linked on this channel before is linked no longer."))
    if invitation.is_elsewhere:
        lines.append(
            say("Your chat on another channel stays linked; reminders come here, to the newest.")
        )
    return lines


def _taken_over(invitation: InvitationFacts, say: Translator) -> str:
    return say(
        "From today you are focal person of {agency}; what {name} reported and promised is kept.",
        agency=invitation.handed_agency,
        name=invitation.handed_by,
    )


def _ask_takeover(slots: Slots, facts: Facts) -> Prompt:
    say, invitation = facts.say, facts.invitation
    handed = _handed(invitation, say) if invitation else ""
    question = say("Do you take it over?")
    return Prompt(
        f"{handed} {question}".strip(),
        (Choice("yes", say("I take it over")), Choice("no", say("Not me"))),
    )


def _take_takeover(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, invitation = facts.say, facts.invitation
    if answer.choice == "no":
        return End(say("Understood. The code was not used; nothing was changed."))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    if invitation is None or invitation.state != "open" or not invitation.handed_agency:
        return End(say("The handover is no longer open."))
    if not facts.own.may_be_told:
        return Next("consent", slots)
    return End(_taken_over(invitation, say), (TakeOver(invitation.id),), then="owed")


LINK = Dialog(
    name="link",
    enter=_enter,
    steps={
        "code": Step(_ask_code, _take_code, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
        "consent": Step(_ask_consent, _take_consent),
        "takeover": Step(_ask_takeover, _take_takeover),
    },
    words=("start", "liên kết", "mã mời"),
)
