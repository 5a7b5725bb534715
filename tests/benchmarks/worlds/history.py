"""Years of old rows, written by the database itself: rounds answered, messages long settled."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, literal, select
from sqlmodel import Session

from storage import models
from tests.benchmarks.worlds.filling import TABLES, fill, joined, numbers
from tests.support.worlds.world import ZONE

A_SEASON = 10_000  # rows of each kind; as many as a thousand agencies have tasks
BETWEEN = timedelta(days=91)
OLD_ROUND = "Đợt cũ"
FIRST_PART = 2  # the first one of its year is the tick's
LAST_SEASON = datetime(2026, 6, 30, 9, 0, tzinfo=ZONE)  # its round is history by now

CHATS, ITEMS, POSTS = (TABLES[name] for name in ("chataccount", "item", "appointment"))
LED, ASKED, SAID = (TABLES[name] for name in ("assignment", "expectation", "outbox"))


def add_history(session: Session, rows: int) -> None:
    """So many messages in and out, expectations, reports and reminders, a quarter at a time."""
    for number in range(-(-rows // A_SEASON)):
        _add_season(session, number, LAST_SEASON - number * BETWEEN)


def _add_season(session: Session, number: int, at: datetime) -> None:
    connection = session.connection()
    chats = connection.scalar(select(func.count()).select_from(CHATS)) or 1
    older = connection.scalar(select(func.max(SAID.c.id))) or 0
    _add_messages(session, number, -(-A_SEASON // chats), at)
    plan_ids = connection.scalars(select(TABLES["plan"].c.id)).all()
    rounds = [_add_round(session, plan_id, number, at) for plan_id in plan_ids]
    _add_reminders(session, rounds, older, at)


def _add_messages(session: Session, number: int, each: int, at: datetime) -> None:
    """A message and a question that was answered for every chat, so many times."""
    times = numbers(each)
    chats = select(CHATS).join(times, literal(True))
    key = joined(f"old-{number}-", CHATS.c.id, "-", times.c.number)
    heard = {"channel": CHATS.c.channel, "external_id": key, "account_id": CHATS.c.id}
    fill(session, "inbox", chats, **heard, text="nhiem vu", received_at=at, handled_at=at)
    said: dict[str, Any] = {"text": "1. Nhiệm vụ cũ, đã báo cáo\n" * 10, "attempts": 1}
    said |= {"state": {"dialog": "tasks", "slots": {}}, "external_id": "1"}
    said |= dict.fromkeys(("created_at", "send_at", "sent_at", "answered_at"), at)
    ours = {"account_id": CHATS.c.id, "channel": CHATS.c.channel}
    fill(session, "outbox", chats, **ours, person_id=CHATS.c.person_id, **said)


def _add_round(session: Session, plan_id: int, number: int, at: datetime) -> int:
    """Everybody was asked and has answered."""
    round_id = _round(session, plan_id, number, at)
    led = select(LED).join(ITEMS, ITEMS.c.id == LED.c.item_id).distinct()
    led = led.where(ITEMS.c.plan_id == plan_id, LED.c.role == models.Role.LEAD)
    asked = {"agency_id": LED.c.agency_id, "item_id": LED.c.item_id}
    once = {"round_id": round_id, "due_on": at.date(), "created_at": at}
    fill(session, "expectation", led, **asked, **once)
    ours = select(ASKED).where(ASKED.c.round_id == round_id)
    told: dict[str, Any] = {"status": models.Status.IN_PROGRESS, "percent": 60}
    told |= {"result": "Đã triển khai tại các đơn vị trực thuộc", "submitted_at": at}
    fill(session, "report", ours, expectation_id=ASKED.c.id, **told)
    return round_id


def _round(session: Session, plan_id: int, number: int, at: datetime) -> int:
    """Of the plan's own rule, as years of them are: none is open beside the one of this year."""
    rules = TABLES["rule"].c
    own = (rules.plan_id == plan_id, rules.tier == models.Tier.AGENCIES)
    named = ("opens_on", "due_on", "covers_from", "covers_until", "cut_off_on")
    fields: dict[str, Any] = {
        "plan_id": plan_id,
        "rule_id": session.connection().scalar(select(func.min(rules.id)).where(*own)),
        "part": FIRST_PART + number,
        "tier": models.Tier.AGENCIES,
        "title": f"{OLD_ROUND} {number}",
        "year": at.year,
        "legal_text": "",
        "opened_at": at,
        **dict.fromkeys(named, at.date()),
    }
    old = models.Round(**fields)
    session.add(old)
    session.flush()
    return old.id or 0


def _add_reminders(session: Session, rounds: list[int], older: int, at: datetime) -> None:
    """One to each focal person of the agency, on the newest message to that person."""
    newest = select(SAID.c.person_id, func.max(SAID.c.id).label("id")).where(SAID.c.id > older)
    carrier = newest.group_by(SAID.c.person_id).subquery()
    ours = select(ASKED).where(ASKED.c.round_id.in_(rounds))
    told = ours.join(POSTS, POSTS.c.agency_id == ASKED.c.agency_id)
    fill(
        session,
        "reminder",
        told.join(carrier, carrier.c.person_id == POSTS.c.person_id).distinct(),
        expectation_id=ASKED.c.id,
        person_id=POSTS.c.person_id,
        rung=-7,
        due_on=at.date(),
        outbox_id=carrier.c.id,
        created_at=at,
    )
