"""What a chat hears that is linked to nobody: a code is tried, idle talk is answered once."""

import re
from datetime import timedelta

from bot.conversation.routing.replies import Reply, repeat_question
from bot.conversation.routing.router import Route
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, State
from bot.dialogs.facts.chat import Facts
from storage.models import Inbox, Outbox
from storage.people.invitations import code_in

ANSWERED_AGAIN_AFTER = timedelta(days=1)
_ATTEMPT = re.compile(r"[A-Za-z0-9]{2,8}(?:[-– ]?[A-Za-z0-9]{1,8})?")


def route_unlinked(
    route: Route, message: Inbox, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """A code is tried at once; anything else asks for one; too many tries are met with silence."""
    asking = next((q for q in questions if q.free_text), None)
    may_try = asking is not None or facts.may_try_codes
    if may_try and (code_in(route.text) or (asking and _is_attempt(route.text))):
        return Reply(ENGINE.resume(State("link", "code"), Answer(route.text), facts), asking)
    if (
        asking is not None
        and not (route.command or route.is_deep_link)
        and _was_told(asking, message)
    ):
        return None
    if questions:
        hint = "" if asking is not None else facts.say("Please choose one of the answers.")
        return repeat_question(questions, facts, hint)
    return Reply(ENGINE.begin("link", facts)) if facts.may_try_codes else None


def _is_attempt(text: str) -> bool:
    """A code with letters missing or too many, not a word."""
    return _ATTEMPT.fullmatch(text) is not None and (
        any(letter.isdigit() for letter in text) or "-" in text
    )


def _was_told(asking: Outbox, message: Inbox) -> bool:
    return message.received_at - asking.created_at < ANSWERED_AGAIN_AFTER
