"""A message as a letter: plain text, from the office's address, marked as sent by a machine."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from bot.channels.contract import OutgoingMessage


def letter(message: OutgoingMessage, sender: str, now: datetime) -> EmailMessage:
    """`sender` as SMTP_FROM has it: "Đầu Mối <nhac@tinh.gov.vn>".

    Each attempt to send a message has the same Message-ID, so that a mailbox may know it again.
    """
    made = EmailMessage(policy=SMTP)
    name, address = parseaddr(sender)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = Address(addr_spec=message.address)
    made["Subject"] = " ".join(message.subject.split())
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{message.key}@{address.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's machine answers it
    if message.stop_link:
        made["List-Unsubscribe"] = f"<{message.stop_link}>"
    made.set_content(message.text, charset="utf-8", cte="base64")
    return made
