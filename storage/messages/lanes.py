"""Lanes: one configured bot each, held by one process at a time; what it has carried and may."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, update
from sqlmodel import Session, col, select

from storage.database import insert_if_new
from storage.models import ChatAccount, Inbox, Invitation, Lane, Outbox
from storage.models.columns import Instant

FORGOTTEN_AFTER = timedelta(days=7)  # a bot that nobody has held since is configured no more


def acquire_lease(
    session: Session, name: str, holder: str, now: datetime, lease: timedelta
) -> bool:
    """Take or keep the lane; False while somebody else holds it."""
    row = {"name": name, "holder": holder, "leased_until": now + lease}
    insert_if_new(session, Lane, {**row, "stopped_reason": "", "link": ""})
    taken = session.connection().execute(
        update(Lane)
        .where(
            col(Lane.name) == name, or_(col(Lane.holder) == holder, col(Lane.leased_until) <= now)
        )
        .values(holder=holder, leased_until=now + lease)
    )
    return taken.rowcount == 1


def release_lease(session: Session, name: str, holder: str, now: datetime) -> None:
    session.connection().execute(
        update(Lane)
        .where(col(Lane.name) == name, col(Lane.holder) == holder)
        .values(leased_until=now, deaf_since=None)
    )


def reap_leases(session: Session, is_gone: Callable[[str], bool], now: datetime) -> None:
    """End the leases of holders that are known to be gone."""
    for lane in session.exec(select(Lane).where(col(Lane.leased_until) > now)):
        if is_gone(lane.holder):
            lane.leased_until, lane.deaf_since = now, None


def note_deafness(session: Session, name: str, since: datetime | None) -> None:
    """Since when the bot's service gives no answer when it is asked for news; None: it does."""
    session.get_one(Lane, name).deaf_since = since


def describe_lane(
    session: Session, name: str, link: str, users: int | None, messages: int | None
) -> None:
    """Where its chat is opened, and what its package allows; empty: no limit is known.

    Whoever starts it may have set right what had stopped it: it tries again.
    """
    lane = session.get_one(Lane, name)
    lane.stopped_until, lane.stopped_reason, lane.deaf_since = None, "", None
    lane.link = link or lane.link
    lane.users_allowed, lane.messages_allowed = users, messages


def stop_lane(session: Session, name: str, reason: str, until: datetime, now: datetime) -> None:
    """It can send nothing until then; its people are reached otherwise, or by telephone."""
    row = {"name": name, "holder": "", "leased_until": now, "stopped_reason": "", "link": ""}
    insert_if_new(session, Lane, row)
    lane = session.get_one(Lane, name)
    lane.stopped_until, lane.stopped_reason = until, reason


def unconfigured_lanes(session: Session, configured: Iterable[str], now: datetime) -> list[Lane]:
    """Bots that were configured once, are no more, and are held by nobody else."""
    query = select(Lane).where(
        col(Lane.name).not_in(list(configured)),
        col(Lane.leased_until) <= now,
        col(Lane.stopped_until).is_(None),
    )
    return list(session.exec(query.order_by(col(Lane.name))))


def may_resume(session: Session, name: str, now: datetime) -> bool:
    """Its time has come: until it tries again, nobody on it counts as reached."""
    query = select(Lane.name).where(Lane.name == name, col(Lane.stopped_until) <= now)
    return session.exec(query).first() is not None


def resumed(lane: Lane | None, now: datetime) -> datetime | None:
    """Let it try again when its time has come; until when it is stopped otherwise."""
    if lane is None or lane.stopped_until is None:
        return None
    if lane.stopped_until > now:
        return lane.stopped_until
    lane.stopped_until, lane.stopped_reason = None, ""
    return None


# --- What bots have carried -----------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """A bot with its people, the places kept for the invited, and this month's messages."""

    lane: Lane
    users: int
    kept: int
    messages: int = 0  # in and out

    @property
    def free(self) -> int | None:
        """Places nobody has been promised; None where there is no limit."""
        allowed = self.lane.users_allowed
        return None if allowed is None else max(0, allowed - self.users - self.kept)


def loads(session: Session, month_start: datetime, now: datetime) -> list[Load]:
    """One for each bot that is configured, by name."""
    return [
        replace(one, messages=messages_since(session, one.lane.name, month_start))
        for one in _people_on(session, now)
    ]


def _people_on(session: Session, now: datetime, besides: int | None = None) -> list[Load]:
    """The loads without their messages; no place is kept for the person `besides`."""
    users = _by_name(session, _USERS)
    kept = _kept(session, now, besides)
    return [
        Load(lane, users.get(lane.name, 0), kept.get(lane.name, 0))
        for lane in session.exec(_LEASED, params={"since": now - FORGOTTEN_AFTER})
    ]


def messages_since(session: Session, name: str, since: datetime) -> int:
    """What the bot has heard and said since then; what may have arrived counts."""
    given = {"name": name, "since": since}
    return sum(session.exec(counted, params=given).one() for counted in (_HEARD, _SAID))


def place_for_one_more(session: Session, now: datetime, person_id: int | None = None) -> str:
    """The bot with the most free places; empty where none counts its people or all are full.

    What is kept for that person already is free for them.
    """
    with_places = [one for one in _people_on(session, now, besides=person_id) if one.free]
    open_ones = [one for one in with_places if one.lane.stopped_until is None]
    return max(open_ones, key=lambda one: one.free or 0).lane.name if open_ones else ""


def _kept(session: Session, now: datetime, besides: int | None) -> dict[str, int]:
    """Places kept for people who were invited to a bot and have no chat there yet."""
    query = _KEPT if besides is None else _KEPT.where(Invitation.person_id != besides)
    return _by_name(session, query, now=now)


def _by_name(session: Session, query: Any, **given: datetime) -> dict[str, int]:
    return dict(session.exec(query, params=given).all())


# Built once, as they are asked in every tick
_SINCE = bindparam("since", type_=Instant)
_HEARD = select(func.count()).where(
    Inbox.channel == bindparam("name"), col(Inbox.received_at) >= _SINCE
)
_SAID = (
    select(func.count())
    .select_from(Outbox)
    .join(ChatAccount, col(ChatAccount.id) == Outbox.account_id)
    .where(
        ChatAccount.channel == bindparam("name"),
        or_(col(Outbox.sent_at) >= _SINCE, col(Outbox.unknown_at) >= _SINCE),
    )
)
_LEASED = (
    select(Lane)
    .where(col(Lane.leased_until) > bindparam("since", type_=Instant))
    .order_by(col(Lane.name))
)
_USERS: Any = select(ChatAccount.channel, func.count()).group_by(col(ChatAccount.channel))
_KEPT = (
    select(Invitation.channel, func.count(func.distinct(Invitation.person_id)))
    .outerjoin(
        ChatAccount,
        (col(ChatAccount.person_id) == Invitation.person_id)
        & (col(ChatAccount.channel) == Invitation.channel),
    )
    .where(
        Invitation.channel != "",
        col(Invitation.used_at).is_(None),
        col(Invitation.expires_at) > bindparam("now", type_=Instant),
        col(ChatAccount.id).is_(None),
    )
    .group_by(col(Invitation.channel))
)
