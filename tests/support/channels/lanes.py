"""Bots as the service has described them, for tests of whoever is invited to them."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from storage.models import Lane

ZALO = "https://zalo.me/bot.AbCdEf"
OTHER_ZALO = "https://zalo.me/bot.GhIjKl"
OFFICIAL = "https://zalo.me/1000000000000000001"
TELEGRAM = "https://t.me/daumoi_mau_bot"


def add_lane(session: Session, name: str, link: str, now: datetime, **more: Any) -> Lane:
    """Held until a moment ago. `users_allowed`: it may serve so many people, and so on."""
    lane = Lane(name=name, holder="x", leased_until=now - timedelta(minutes=1), link=link, **more)
    session.add(lane)
    session.flush()
    return lane


def add_all(session: Session, now: datetime, places: int = 50) -> None:
    """Two Zalo bots, the second with a place less; an Official Account; a Telegram bot."""
    for name, link, users in (
        ("zalo-bot-1", ZALO, places),
        ("zalo-bot-2", OTHER_ZALO, places - 1),
        ("zalo-oa", OFFICIAL, None),
        ("telegram", TELEGRAM, None),
    ):
        messages = None if users is None else 3000
        add_lane(session, name, link, now, users_allowed=users, messages_allowed=messages)
