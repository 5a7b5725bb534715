"""What must not be kept is blanked before anything else reads it."""

from collections.abc import Sequence

from bot.conversation.routing.open_questions import state_of
from bot.language.privacy.classified import refused
from storage.models import Inbox, Outbox

_ASKS_FOR_PHONE = {("handover", "phone"), ("mydata", "office_phone")}  # dialogs and steps


def blank_private(message: Inbox, questions: Sequence[Outbox] = ()) -> str:
    """Why nothing of it is kept, as `refused` says; the text is then blanked."""
    name = str((message.file or {}).get("name", ""))
    asked = any((one.dialog, one.step) in _ASKS_FOR_PHONE for one in map(state_of, questions))
    reason = (
        refused(message.text, phone_asked=asked) or refused(name) or refused(name.replace("_", " "))
    )
    if reason:
        message.text, message.file = "", None  # in this same transaction
    return reason
