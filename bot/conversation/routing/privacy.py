"""What must not be kept is blanked before anything else reads it."""

from bot.language.privacy.classified import refused
from storage.models import Inbox


def blank_private(message: Inbox) -> str:
    """Why nothing of it is kept, as `refused` says; the text is then blanked."""
    name = str((message.file or {}).get("name", ""))
    reason = refused(message.text) or refused(name) or refused(name.replace("_", " "))
    if reason:
        message.text, message.file = "", None  # in this same transaction
    return reason
