"""A claimed row as it is to be sent: its words, its buttons, and the file that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.channels.contract import Capabilities, OutgoingMessage
from bot.conversation.outbox import buttons_of
from bot.conversation.wanted_files import DOWNLOADS, NotTheirs, scope_of
from bot.delivery.form_links import wants_form, with_form_link
from bot.delivery.settlement import Sending
from bot.documents.wanted_file import WantedFile
from bot.runtime.dependencies import Runtime
from locales import Translator, mark, translator
from storage.messages.download_links import keep_link
from storage.messages.outbox import Due
from storage.models import OutboxKind

NOT_THEIRS = mark("You may not have this file any more.")


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


def prepared(
    session: Session, due: Due, capabilities: Capabilities, runtime: Runtime
) -> Claimed | None:
    """None when it turned out to be nothing to say."""
    row, account, person, _, is_followed = due
    now, is_digest = runtime.now(), row.kind == OutboxKind.DIGEST
    sending = Sending(row.id or 0, is_digest, account.person_id is None, is_followed)
    if row.is_settled or row.send_at <= now or row.text is None:
        row.claimed_by = None
        return None
    text, wanted, person_id = row.text, row.wanted_file, account.person_id or 0
    if wanted is not None and wants_form(wanted):
        if not is_digest or (runtime.public_url and runtime.link_in_digests):
            text = with_form_link(session, text, wanted, account, capabilities, runtime)
        wanted = None
    if wanted is not None and capabilities.largest_file is None:
        text, wanted = _with_link(session, text, wanted, person_id, runtime), None
    message = OutgoingMessage(
        account.address,
        text,
        buttons_of(row),
        key=f"daumoi-{row.id}",
        last_heard_at=account.last_heard_at,
        mobile=person.mobile if person else "",
        template=row.template or {},
    )
    return Claimed(sending, message, row.send_at, wanted, person_id)


def _with_link(
    session: Session, text: str, wanted: Mapping[str, Any], person_id: int, runtime: Runtime
) -> str:
    """The text with a link behind its first paragraph, or with a sentence why there is none.

    The token stands in what is sent and nowhere else.
    """
    said, gap, rest = text.partition("\n\n")
    say = translator(str(wanted.get("language", "")))
    return f"{said}\n{_words(session, wanted, person_id, runtime, say)}{gap}{rest}"


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
        scope_of(session, person_id, WantedFile.from_json(wanted), calendar, now)
    except (NotTheirs, ValueError, KeyError, TypeError):  # what no version has written is nobody's
        return say(NOT_THEIRS)
    token = runtime.new_token()
    link = keep_link(session, token, person_id, wanted, now)
    return say(
        "{url}\nThe link is for you alone and is good until {until}.",
        url=f"{runtime.public_url}{DOWNLOADS}/{token}",
        until=link.expires_at.astimezone(calendar.zone).strftime("%H:%M %d/%m/%Y"),
    )
