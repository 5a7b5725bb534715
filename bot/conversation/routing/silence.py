"""When nothing is to be answered: a chat was closed, or somebody of ours writes there by hand."""

from datetime import datetime, timedelta

from bot.conversation.routing.router import Route
from bot.dialogs.facts.chat import Facts
from storage.models import ChatAccount, InboundKind, Inbox
from storage.people.chat_accounts import LEFT

HUMAN_TALKS = timedelta(hours=2)  # after the last word written by hand


def is_silent(
    message: Inbox, account: ChatAccount, route: Route, facts: Facts, now: datetime
) -> bool:
    """Whether nothing is to be said: it was no message, or somebody of ours talks there by hand.

    A command calls the bot back; a stranger who follows it is told how to begin.
    """
    match message.kind:
        case InboundKind.STOPPED:
            account.stopped_at, account.stopped_reason = now, LEFT
        case InboundKind.HUMAN:
            account.paused_until = now + HUMAN_TALKS
        case InboundKind.TOUCHED:
            return facts.person is not None
        case _:
            if route.command and account.paused_until is not None:
                account.paused_until = None
            return account.paused_until is not None and now < account.paused_until
    return True
