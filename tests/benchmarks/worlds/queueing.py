"""Messages that wait to be sent: bulletins with their words, or digests put back unsent."""

from datetime import datetime

from sqlalchemy import literal, null, select, update
from sqlmodel import Session

from storage.models import OutboxKind
from tests.benchmarks.worlds.filling import TABLES, fill, numbers
from tests.benchmarks.worlds.large_plan import CODE

CHATS, OUTBOX, PEOPLE = (TABLES[name].c for name in ("chataccount", "outbox", "person"))
TEXT = "Kính gửi anh/chị: đợt báo cáo năm 2026 đã mở. Trân trọng cảm ơn."


def queue_texts(session: Session, chats: int, each: int, send_at: datetime) -> None:
    """So many messages to each of so many chats."""
    chosen = select(TABLES["chataccount"]).order_by(CHATS.id).limit(chats).subquery()
    times = numbers(each)
    fill(
        session,
        "outbox",
        select(chosen).join(times, literal(True)).order_by(times.c.number, chosen.c.id),
        account_id=chosen.c.id,
        channel=chosen.c.channel,
        text=TEXT,
        created_at=send_at,
        send_at=send_at,
    )


def put_digests_back(session: Session) -> int:
    """Those of the large plan's people wait again, due since the morning; how many."""
    theirs = select(PEOPLE.id).where(PEOPLE.code.like(f"{CODE}-%"))
    unsent = {"sent_at": null(), "text": null(), "attempts": 0, "external_id": ""}
    waiting = (
        update(TABLES["outbox"])
        .where(OUTBOX.kind == OutboxKind.DIGEST, OUTBOX.person_id.in_(theirs))
        .values(**unsent)
    )
    return session.connection().execute(waiting).rowcount
