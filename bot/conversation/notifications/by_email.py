"""What letters by e-mail say besides the matter: whose consent is asked, how to answer, to stop."""

from datetime import datetime

from bot.conversation.notifications.letter import letter
from locales import Translator, mark
from storage.models import Person

LETTERS = "/letters"  # where our web side asks for the consent, and takes it back
CONSENT_VERSION = "2026-11-30-email"
CONSENT_TEXT = mark(
    "The system keeps your name, agency, office phone and this e-mail address, only to remind you "
    "by letters of your agency's reporting tasks. The data stays with the planning department that "
    "runs the plan; the mail servers see the letters they carry. You may view it, have it "
    "corrected or erased, or stop the letters, at any time, by the link at the end of every letter."
)


def confirmation(person: Person, link: str, until: datetime, say: Translator) -> str:
    """The one letter that goes to an address before its owner has agreed."""
    return letter(
        person,
        say,
        say(
            "The planning department has named this address for reminders of reports under the "
            "plan. None is sent until you agree. To agree, please open this link by {until}:",
            until=f"{until:%d/%m/%Y}",
        ),
        link,
        say(CONSENT_TEXT),
        say("If you are not the person named above, please delete this letter; nothing follows."),
    )


def subject_of_confirmation(say: Translator) -> str:
    return say("[Đầu Mối] May reminders be sent to this address?")


def subject_of(is_digest: bool, say: Translator) -> str:
    return say("[Đầu Mối] Reports that are due") if is_digest else say("[Đầu Mối] Notice")


def end_of_letter(link: str, say: Translator) -> str:
    """How to answer: by a link in the letter, in a chat, or by telephone; and how to stop them.

    `link`: to the page of this address; empty where our web side is not to be reached.
    """
    lines = [
        "--",
        say(
            "This letter was sent by the reminder system; answers to it are not read. To report, "
            "please open the link in the letter if there is one, write in your linked chat, or "
            "call the planning department."
        ),
    ]
    if link:
        lines.append(
            say("What is kept about you, and how to stop these letters: {link}", link=link)
        )
    return "\n".join(lines)
