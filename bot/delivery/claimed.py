"""A claimed row as it is to be sent: its words, its buttons, and the file that goes with it."""

import logging
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from bot.channels.contract import Capabilities, OutgoingMessage, SendError
from bot.conversation.notifications.by_email import LETTERS, end_of_letter, subject_of
from bot.conversation.notifications.letter import say_to
from bot.conversation.outbox import buttons_of
from bot.conversation.wanted_files import DOWNLOADS, NotTheirs, check_right
from bot.delivery.digest import compose, prepare
from bot.delivery.links.making import with_link
from bot.delivery.settlement import Sending
from bot.documents.wanted_file import WantedFile, WantedLink, with_words
from bot.runtime.dependencies import Runtime
from locales import Translator, mark, translator
from scheduler.calendar import Calendar
from storage.database import remember
from storage.messages.download_links import keep_link
from storage.messages.email_links import keep_email_link
from storage.messages.outbox import Due, drop
from storage.models import ChatAccount, Outbox, OutboxKind, Person

log = logging.getLogger(__name__)
NOT_THEIRS = mark("You may not have this file any more.")


class Letter(NamedTuple):
    """What a letter has besides its words."""

    subject: str = ""
    stop_link: str = ""
    end: str = ""


NO_LETTER = Letter()


@dataclass(frozen=True)
class Claimed:
    sending: Sending
    message: OutgoingMessage
    until: datetime  # the end of its lease
    wanted_file: Mapping[str, Any] | None = None  # still to be made …
    person_id: int = 0  # … for this person

    @property
    def is_bulk(self) -> bool:
        """Nobody waits for a digest at the phone; and who has waited for a file to be made is no
        worse off behind an answer to somebody else."""
        return self.sending.is_digest or self.wanted_file is not None


def composed(
    session: Session,
    digests: Sequence[Due],
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
) -> dict[int, SendError]:
    """Put digests into words, in one savepoint; where one cannot be, each in its own: which, and
    why."""
    remember(session)
    try:
        with session.begin_nested():
            prepare(session, [row for row, *_ in digests], now, calendar)
            for row, account, *_ in digests:
                compose(session, row, account, now, calendar, capabilities)
    except Exception as error:
        if len(digests) > 1:
            alone = (composed(session, [one], now, calendar, capabilities) for one in digests)
            return dict(ChainMap(*alone))
        row_id = digests[0][0].id or 0
        log.exception("message %s could not be put into words", row_id)
        return {row_id: SendError(type(error).__name__)}
    return {}


def prepared(
    session: Session, due: Due, capabilities: Capabilities, runtime: Runtime
) -> Claimed | None:
    """None when it turned out to be nothing to say."""
    row, account, person, _, is_followed = due
    now, is_digest = runtime.now(), row.kind == OutboxKind.DIGEST
    sending = Sending(row.id or 0, is_digest, account.person_id is None, is_followed)
    if capabilities.one_way and person is None:
        drop(session, row, "the address is nobody's any more", now)
    if row.is_settled or row.send_at <= now or row.text is None:
        row.claimed_by = None
        return None
    text, wanted, person_id = row.text, row.wanted_file, account.person_id or 0
    link = WantedLink.meant(wanted)
    if link is not None:
        wanted = None
        if not is_digest or (runtime.public_url and runtime.link_in_digests):
            text = with_link(session, text, link, account, capabilities.max_length, runtime)
    if wanted is not None and capabilities.largest_file is None:
        text, wanted = _with_download(session, text, wanted, person_id, runtime), None
    letter = NO_LETTER
    if capabilities.one_way and person is not None:
        letter = _letter(session, row, person, runtime)
    message = _message(row, account, person, f"{text}{letter.end}", letter)
    return Claimed(sending, message, row.send_at, wanted, person_id)


def _message(
    row: Outbox, account: ChatAccount, person: Person | None, text: str, letter: Letter
) -> OutgoingMessage:
    return OutgoingMessage(
        account.address,
        text,
        buttons_of(row),
        key=f"daumoi-{row.id}",
        last_heard_at=account.last_heard_at,
        mobile=person.mobile if person else "",
        template=row.template or {},
        subject=letter.subject,
        stop_link=letter.stop_link,
    )


def _letter(session: Session, row: Outbox, person: Person, runtime: Runtime) -> Letter:
    """Its link stands in what is sent and nowhere else."""
    say, link = say_to(person), ""
    if runtime.public_url:
        token = runtime.new_token()
        keep_email_link(session, token, person, runtime.now())
        link = f"{runtime.public_url}{LETTERS}/{token}"
    subject = subject_of(row.kind == OutboxKind.DIGEST, say)
    return Letter(subject, link, f"\n\n{end_of_letter(link, say)}")


def _with_download(
    session: Session, text: str, wanted: Mapping[str, Any], person_id: int, runtime: Runtime
) -> str:
    """The text with a link behind the file's name, or with a sentence why there is none.

    The token stands in what is sent and nowhere else.
    """
    say = translator(str(wanted.get("language", "")))
    return with_words(text, wanted, _words(session, wanted, person_id, runtime, say))


def _words(
    session: Session,
    wanted: Mapping[str, Any],
    person_id: int,
    runtime: Runtime,
    say: Translator,
) -> str:
    if not runtime.public_url:
        return say(
            "This chat carries no files. To hand them over by a link, the administrator has to set "
            "PUBLIC_URL."
        )
    now, calendar = runtime.now(), runtime.calendar
    try:
        check_right(session, person_id, WantedFile.from_json(wanted), calendar, now)
    except (NotTheirs, ValueError, KeyError, TypeError):  # what no version has written is nobody's
        return say(NOT_THEIRS)
    token = runtime.new_token()
    link = keep_link(session, token, person_id, wanted, now)
    return say(
        "{url}\nThe link is for you alone and is good until {until}.",
        url=f"{runtime.public_url}{DOWNLOADS}/{token}",
        until=link.expires_at.astimezone(calendar.zone).strftime("%H:%M %d/%m/%Y"),
    )
