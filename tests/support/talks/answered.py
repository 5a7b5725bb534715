"""What a message of a talk answered, found out from the rows alone: numbers, and the yes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.conversation.routing.open_questions import ASKED_AGAIN
from bot.dialogs import ENGINE
from storage.models import ChatAccount, Expectation, Item, Outbox, Report, Status
from storage.names import fold

YES = ("dung", "ok", "co", "da", "vang", "dong y", "duoc", "phai", "u", "chuan", "luu", "ghi nhan")
THUMB_UP = "👍"
STORING = {("report", "confirm"), ("lines", "confirm"), ("as_last_year", "confirm")}
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]?")


@dataclass(frozen=True)
class Before:
    """A chat before a message: the question shown last, those answered, and what is stored."""

    newest: Outbox | None = None
    answered: frozenset[int] = frozenset()
    reports: frozenset[int] = frozenset()


def before(session: Session, who: str) -> Before:
    rows = _questions(session, who)
    shown = [row for row in rows if row.external_id]
    return Before(
        max(shown, key=lambda row: int(row.external_id), default=None),
        frozenset(row.id or 0 for row in rows if row.answered_at),
        frozenset(one or 0 for one in session.exec(select(Report.id))),
    )


def _questions(session: Session, who: str) -> list[Outbox]:
    of = select(Outbox).join(ChatAccount, col(ChatAccount.id) == Outbox.account_id)
    return list(session.exec(of.where(ChatAccount.address == who, col(Outbox.state).is_not(None))))


def _newly(session: Session, who: str, was: Before) -> list[Outbox]:
    rows = _questions(session, who)
    return [row for row in rows if row.answered_at and row.id not in was.answered]


# --- A number -------------------------------------------------------------------------------------


def check_number(session: Session, who: str, typed: str, was: Before) -> None:
    """A number is for what was shown last; an older draft it may only call for, as it stands."""
    found = _NUMBER.fullmatch(typed.strip())
    if found is None:
        return
    number, rows = int(found[1]), _questions(session, who)
    said = max(rows, key=lambda row: row.id or 0, default=None)
    stored = _stored_now(session, was)
    for row in _newly(session, who, was):
        is_ended = (row.state or {})["slots"].get("expectation_id") in stored
        is_draft = bool(ENGINE.dialogs[_place(row)[0]].draft)
        is_own = was.newest is not None and row.id == was.newest.id
        is_asked_again = said is not None and _without_mark(said) == _without_mark(row)
        is_right = is_own or is_asked_again or is_ended  # with its task, reported in another way
        assert not is_draft or is_right or not row.external_id, (
            f"{typed} answered an older question: {row.state}, {row.text}"
        )
        if is_own and not is_asked_again:  # on another day it is, and takes nothing
            _check_choice(row, number, said, was.answered)


def _stored_now(session: Session, was: Before) -> set[int]:
    """The expectations reported on by this message."""
    rows = session.exec(select(Report.id, Report.expectation_id))
    return {expectation for one, expectation in rows if one not in was.reports}


def _check_choice(row: Outbox, number: int, said: Outbox | None, answered: frozenset[int]) -> None:
    """What the choice of that number stands for is what the next question goes on with."""
    chosen = next((one["key"] for one in row.choices or [] if one["number"] == number), "")
    if said is None or said.id == row.id or said.id in answered or row.free_text:
        return
    slots = (said.state or {})["slots"]
    if chosen in set(Status) and _place(row) == ("report", "status"):
        assert slots.get("status") == chosen, (number, row.text, said.state)
    if re.fullmatch(r"e\d+", chosen) and "expectation_id" in slots:
        assert slots["expectation_id"] == int(chosen[1:]), (number, row.text, said.state)


def _place(row: Outbox) -> tuple[str, str]:
    state: dict[str, Any] = row.state or {}
    return state.get("dialog", "help"), state.get("step", "")


def _without_mark(row: Outbox) -> dict[str, Any]:
    """What it asks, without what is noted on it later."""
    marks = ("put_aside", ASKED_AGAIN)
    return {key: value for key, value in (row.state or {}).items() if key not in marks}


# --- A yes ----------------------------------------------------------------------------------------


def check_stored(
    session: Session, who: str, text: str, tapped: str, was: Before, now: datetime
) -> None:
    """What was stored had been echoed by name, was shown, and was given a yes."""
    new = set(session.exec(select(Report.id))) - was.reports
    if not new:
        return
    asked = [row for row in _newly(session, who, was) if _place(row) in STORING]
    given = [row for row in asked if row.sent_at and row.sent_at <= now]
    # What is stored closes older echoes of the same tasks too: it is the one shown last that counts
    newest = was.newest.id if was.newest else None
    given.sort(key=lambda row: row.id != newest)
    yes = next((row for row in given if _says_yes(row, text, tapped)), None)
    assert yes is not None, f"stored without a yes: {who}: {text or tapped}"
    parts = select(Outbox.text).where((Outbox.id == yes.id) | (Outbox.part_of == yes.id))
    echo = "\n".join(one or "" for one in session.exec(parts.order_by(col(Outbox.id))))
    for code in _codes(session, [one for one in new if one is not None]):
        assert code in echo, f"stored without its name: {code}: {echo}"


def _codes(session: Session, reports: Sequence[int]) -> list[str]:
    query = (
        select(Item.code)
        .join(Expectation, col(Expectation.item_id) == Item.id)
        .join(Report, col(Report.expectation_id) == Expectation.id)
        .where(col(Report.id).in_(reports))
    )
    return list(session.exec(query))


def _says_yes(row: Outbox, text: str, tapped: str) -> bool:
    if tapped:
        return tapped == f"{row.id}:yes"
    [yes] = [one for one in row.choices or [] if one["key"] == "yes"]
    said = fold(text).strip(" .!)(")
    is_yes = text.strip() == THUMB_UP or any(f"{said} ".startswith(f"{one} ") for one in YES)
    return is_yes or said in (str(yes["number"]), fold(yes["label"]))
