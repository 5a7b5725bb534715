"""Where whoever was invited opens the chat: the bot a place is kept on first, then the others."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage.messages.lanes import FORGOTTEN_AFTER, place_for_one_more
from storage.models import Invitation, Lane
from storage.people.invitations import normal_code

TELEGRAM = "https://t.me/"


class WayIn(NamedTuple):
    """A bot, by the name of its lane, and the link that opens the chat with it."""

    channel: str
    link: str


def ways_in(session: Session, invitation: Invitation, code: str, now: datetime) -> list[WayIn]:
    """The best first; empty where no bot is known. `code`: as it was given out with it."""
    return _ways(session, invitation.channel, code, now)


def ways_to_come(session: Session, person_id: int | None, code: str, now: datetime) -> list[WayIn]:
    """The same for an invitation that is about to be made; no person: somebody new."""
    return _ways(session, place_for_one_more(session, now, person_id), code, now)


def _ways(session: Session, kept_on: str, code: str, now: datetime) -> list[WayIn]:
    """Of the bots that count their people only the one that keeps a place; none that is stopped."""
    query = select(Lane).where(
        Lane.link != "",
        col(Lane.leased_until) > now - FORGOTTEN_AFTER,
        or_(col(Lane.stopped_until).is_(None), col(Lane.stopped_until) <= now),
        or_(col(Lane.name) == kept_on, col(Lane.users_allowed).is_(None)),
    )
    lanes = sorted(session.exec(query), key=lambda lane: _rank(lane, kept_on))
    return [WayIn(lane.name, _with_code(lane.link, code)) for lane in lanes]


def _rank(lane: Lane, kept_on: str) -> tuple[bool, bool, str]:
    """Telegram is blocked in Vietnam for some: Zalo comes before it."""
    return lane.name != kept_on, not lane.name.startswith("zalo"), lane.name


def _with_code(link: str, code: str) -> str:
    """Telegram hands the code to its bot; Zalo has nothing of that kind."""
    return f"{link}?start={normal_code(code)}" if link.startswith(TELEGRAM) else link
