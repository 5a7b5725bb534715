"""What must hold when all is quiet again, from the stand-in's own log and the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from storage.messages.outbox import unsettled
from storage.models import ChatAccount, Expectation, Inbox, Item, Outbox, Report
from tests.crash.people import Person
from tests.crash.telegram import Arrived, Telegram

PACE, CHAT_PACE = 30, 1  # messages a second, as Telegram allows
EARLY = 0.3  # seconds by which a busy machine may see two messages nearer than they left


@dataclass
class Verdict:
    figures: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    hurried: list[str] = field(default_factory=list)  # a machine that is busy may seem so

    def holds(self, is_so: bool, words: str) -> None:
        if not is_so:
            self.broken.append(words)


def judged(
    session: Session,
    telegram: Telegram,
    in_flight: set[int],
    people: Sequence[Person],
    now: datetime,
    paced: Sequence[Arrived],
) -> Verdict:
    """`in_flight`: numbers of messages that had arrived and were not written down at a kill, or
    when leases ended early. `paced`: those that one process alone had in its hands."""
    verdict = Verdict()
    _nothing_heard_is_lost(session, telegram, verdict)
    _everything_said_is_settled(session, telegram, in_flight, now, verdict)
    _every_report_is_stored_once(session, people, verdict)
    _the_pace_is_kept(paced, verdict)
    return verdict


def _nothing_heard_is_lost(session: Session, telegram: Telegram, verdict: Verdict) -> None:
    rows = list(session.exec(select(Inbox)))
    ours = Counter(row.external_id for row in rows)
    given = {str(one.number) for one in telegram.given}
    lost = [one for one in telegram.given if not _is_in(ours, one.number)]
    verdict.figures |= {"typed and tapped": len(given), "heard": len(rows), "lost": len(lost)}
    verdict.holds(not lost, f"updates that are in no inbox: {[one.number for one in lost][:5]}")
    verdict.holds(len(rows) <= len(given), "an update was stored twice")
    undone = [row.id for row in rows if row.handled_at is None or row.failed_reason]
    verdict.holds(not undone, f"messages without their turn: {undone[:5]}")


def _is_in(ours: Counter[str], number: int) -> bool:
    return str(number) in ours


def _everything_said_is_settled(
    session: Session, telegram: Telegram, in_flight: set[int], now: datetime, verdict: Verdict
) -> None:
    rows = list(session.exec(select(Outbox)))
    chats = {one.id: one.address for one in session.exec(select(ChatAccount))}
    waiting = session.exec(
        select(Outbox.id).where(unsettled(Outbox), col(Outbox.send_at) <= now)
    ).all()
    failed = [row.id for row in rows if row.failed_at is not None]
    arrived = {str(one.number): one for one in telegram.arrived}
    said_to = {key: one.chat for key, one in arrived.items()}
    sent = [row for row in rows if row.sent_at is not None]
    unsaid = [row.id for row in sent if said_to.get(row.external_id) != chats[row.account_id]]
    noted = {row.external_id for row in sent}
    extra = [one for key, one in arrived.items() if key not in noted]
    unexplained = [one for one in extra if not one.hidden and one.number not in in_flight]
    verdict.figures |= {
        "arrived": len(arrived),
        "sent rows": len(noted),
        "unknown": sum(row.unknown_at is not None for row in rows),
        "dropped": sum(row.dropped_at is not None for row in rows),
        "failed": len(failed),
        "in flight at kills": len(in_flight),
        "answers broken": sum(one.hidden for one in telegram.arrived),
        "doubled": _doubled(telegram.arrived, rows, chats),
    }
    verdict.holds(not waiting, f"messages that nobody sends: {list(waiting)[:5]}")
    verdict.holds(not failed, f"messages given up: {failed[:5]}")
    verdict.holds(not unsaid, f"noted as sent and never arrived: {unsaid[:5]}")
    verdict.holds(
        not unexplained,
        f"said without need: {[(one.number, one.run, one.text[:30]) for one in unexplained][:5]}",
    )


def _doubled(
    arrived: Iterable[Arrived], rows: Iterable[Outbox], chats: dict[int | None, str]
) -> int:
    """Copies of words in one chat, beyond the rows that hold them."""
    seen = Counter((one.chat, one.text) for one in arrived)
    meant = Counter((chats[row.account_id], row.text) for row in rows if row.text)
    return sum(max(0, count - max(1, meant[key])) for key, count in seen.items())


def _every_report_is_stored_once(
    session: Session, people: Sequence[Person], verdict: Verdict
) -> None:
    query = (
        select(ChatAccount.address, Item.code)
        .join(Report, col(Report.person_id) == ChatAccount.person_id)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .join(Item, col(Item.id) == Expectation.item_id)
    )
    stored = Counter(session.exec(query).all())
    told = [(one.chat, code) for one in people for code in one.done]
    missing = [key for key in told if key not in stored]
    twice = [key for key, count in stored.items() if count > 1]
    verdict.figures |= {"reports": sum(stored.values()), "receipts": len(told)}
    verdict.figures["typed again"] = sum(one.again for one in people)
    verdict.holds(not missing, f"told as stored and not stored: {missing[:5]}")
    verdict.figures["reported again"] = len(twice)


def _the_pace_is_kept(arrived: Sequence[Arrived], verdict: Verdict) -> None:
    most = _most_in_a_second(sorted(one.at for one in arrived))
    nearest, near = _nearest_in_a_chat(arrived)
    verdict.figures |= {"most in a second": most, "nearest in a chat, s": round(nearest, 2)}
    verdict.figures["too near in a chat"] = len(near)
    taken_over = sum(before.run != after.run for before, after in near)
    verdict.figures["of these, after another start"] = taken_over
    if most > PACE:
        verdict.hurried.append(f"{most} messages in a second")
    if near:
        pairs = [(a.run, a.text[:20], b.run, b.text[:20]) for a, b in near[:3]]
        verdict.hurried.append(f"{len(near)} messages to a chat within {nearest:.2f} s: {pairs}")


def _nearest_in_a_chat(
    arrived: Iterable[Arrived],
) -> tuple[float, list[tuple[Arrived, Arrived]]]:
    """Seconds, and the pairs that are nearer than a chat allows."""
    last: dict[str, Arrived] = {}
    gaps: list[tuple[float, Arrived, Arrived]] = []
    for one in sorted(arrived, key=lambda one: one.at):
        if (before := last.get(one.chat)) is not None:
            gaps.append((one.at - before.at, before, one))
        last[one.chat] = one
    near = [(before, after) for gap, before, after in gaps if gap < CHAT_PACE - EARLY]
    return min((gap for gap, *_ in gaps), default=0.0), near


def _most_in_a_second(at: Sequence[float]) -> int:
    most = begin = 0
    for end, instant in enumerate(at):
        while instant - at[begin] >= 1 - EARLY:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def unwritten(session: Session, arrived: Iterable[Arrived]) -> set[int]:
    """Of these messages the ones whose arrival the database does not know."""
    query = select(Outbox.external_id).where(col(Outbox.sent_at).is_not(None))
    noted = set(session.exec(query))
    return {one.number for one in arrived if str(one.number) not in noted and not one.hidden}
