"""Tells a person, once, that a file they had sent could not be kept after all."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.channels.contract import FileLimits
from bot.conversation.notifications.letter import brief_what_of, command_of, queue, say_to
from bot.language.file_wording import kinds_words, seen, size_words
from locales import Translator
from storage.messages.attachments import give_up
from storage.models import Attachment, ChatAccount, Expectation, Person


class Lost(StrEnum):
    NOT_FETCHED = "not fetched"
    TOO_LARGE = "too large"
    OTHER_KIND = "another kind than its name says"


def notify_lost(
    session: Session, row: Attachment, reason: Lost, limits: FileLimits, now: datetime
) -> None:
    """Give the file up; who sent it hears so at once, if they are still there."""
    give_up(session, row, reason)
    account = session.get(ChatAccount, row.account_id) if row.account_id else None
    if account is None or account.person_id is None or account.stopped_at is not None:
        return
    say = say_to(session.get_one(Person, account.person_id))
    expectation = session.get_one(Expectation, row.expectation_id)
    what = brief_what_of(session, expectation, say)
    file = seen(row.name, row.media_type, row.size, say)
    words = _why(reason, file, what, limits, say)
    if reason is Lost.NOT_FETCHED:
        command = command_of(session, expectation) if row.report_id else ""
        words += " " + _again(command, say)
    queue(session, account, words, now, now)


def _again(command: str, say: Translator) -> str:
    """`command` opens the report, where it is not open any more."""
    if not command:
        return say("Please send it again.")
    return say('Please type "{command}" and send it again.', command=command)


def _why(reason: Lost, file: str, what: str, limits: FileLimits, say: Translator) -> str:
    if reason is Lost.NOT_FETCHED:
        return say(
            "Sorry, {file}, sent with the report on {what}, could not be fetched.",
            file=file,
            what=what,
        )
    if reason is Lost.TOO_LARGE:
        return say(
            "Sorry, {file}, sent with the report on {what}, was not kept: it is larger than "
            "{size}.",
            file=file,
            what=what,
            size=size_words(limits.max_size, say),
        )
    return say(
        "Sorry, {file}, sent with the report on {what}, was not kept: its content is none of "
        "these: {kinds}.",
        file=file,
        what=what,
        kinds=kinds_words(limits.media_types, say),
    )
