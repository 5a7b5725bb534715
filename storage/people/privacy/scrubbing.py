"""Takes what names a person out of every text that others keep: their chats, the audit, replies."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, cast, or_, select, update
from sqlmodel import Session, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from storage.audit.rewording import reword
from storage.models import (
    Agency,
    Assignment,
    AuditEntry,
    AuditSeal,
    ChatAccount,
    Group,
    GroupMember,
    Item,
    Outbox,
    Person,
    Plan,
    Reassignment,
    RosterLine,
    Rule,
    Succession,
    TaskPair,
)

GONE = "…"  # stands where something was
TEXTS = (String, AutoString, JSON)
# People's own rows are another's or emptied already; a decision is printed and names offices; the
# audit is chained, and its words have a way of their own
_LEFT_ALONE = frozenset(
    one.__tablename__
    for one in (
        *(Person, RosterLine, ChatAccount, Agency, Assignment, Group, GroupMember, Item, Plan),
        *(Reassignment, Rule, Succession, TaskPair, AuditEntry, AuditSeal),
    )
)
# Behind one of these a given name is somebody's, and not a word of the sentence
_ADDRESSES = ("anh", "chị", "em", "ông", "bà", "cô", "chú", "bác", "đồng chí", "đ/c", "thầy")
_WORDS_OF_A_NAME = 2  # a name of one word is a word of many sentences
_SIGNS_OF_A_NUMBER = 8  # a shorter one is a number of many things


def words_of(names: Iterable[str], phones: Iterable[str], addresses: Iterable[str]) -> list[str]:
    """What names somebody, as it may be written: full names, telephones, ids of chats."""
    found = [name for name in names if len(name.split()) >= _WORDS_OF_A_NAME]
    found += [one for one in addresses if len(one) >= _SIGNS_OF_A_NUMBER]
    for phone in phones:
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= _SIGNS_OF_A_NUMBER:
            found += [phone, digits]
            found += [f"0{digits[2:]}"] if digits.startswith("84") else []
    return found


def addressed(name: str) -> list[str]:
    """The end of a name behind a word of address: "chị Bình", "đ/c Mẫu Bình"."""
    words = name.split()
    ends = [" ".join(words[at:]) for at in range(1, len(words))]
    forms = [form for one in _ADDRESSES for form in (one, one.capitalize())]
    return [f"{form} {end}" for end in ends for form in forms]


def mentions(session: Session, name: str) -> list[str]:
    """Where the given name stands in what people wrote, and may be somebody's else or a word:
    "report 12: difficulties"."""
    own = name.split()
    if len(own) < _WORDS_OF_A_NAME:
        return []
    session.flush()
    found = []
    for table, columns in _texts():
        columns = [one for one in columns if not isinstance(one.type, JSON)]
        if table.name == Outbox.__tablename__ or not columns:
            continue  # those are our own words
        key = list(table.primary_key.columns)
        holding = or_(*(_holds(column, own[-1]) for column in columns))
        for row in session.connection().execute(select(*key, *columns).where(holding)).all():
            place = "/".join(str(one) for one in row[: len(key)])
            found += [
                f"{table.name} {place}: {column.name}"
                for column, text in zip(columns, row[len(key) :], strict=True)
                if _may_name(text or "", own)
            ]
    return found


def _may_name(text: str, own: list[str]) -> bool:
    """Whether the given name stands there with its capital, and not in another one's name."""
    for found in re.finditer(rf"(?<!\w){re.escape(own[-1])}(?!\w)", text):
        before = text[: found.start()].rsplit(maxsplit=1)
        word = before[-1].strip('(,.;:"') if before else ""
        if not word[:1].isupper() or word in own or word.lower() in _ADDRESSES:
            return True
    return False


def scrub(session: Session, words: Iterable[str], now: datetime) -> None:
    """Put GONE for each of these words, in every text column there is, now and to come."""
    longest_first = sorted(set(words), key=len, reverse=True)
    if not longest_first:
        return
    session.flush()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for table, columns in _texts():
        _scrub_table(session, table, columns, longest_first, pattern)
    _scrub_audit(session, longest_first, pattern, now)
    for row in list(session.identity_map.values()):
        session.expire(row)


def _texts() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """The columns that hold words, of every table that others keep."""
    for table in SQLModel.metadata.sorted_tables:
        columns = [one for one in table.columns if isinstance(one.type, TEXTS)]
        columns = [one for one in columns if not one.primary_key and not one.foreign_keys]
        if columns and table.name not in _LEFT_ALONE:
            yield table, columns


def _scrub_table(
    session: Session,
    table: Table,
    columns: list[Column[Any]],
    words: list[str],
    pattern: re.Pattern[str],
) -> None:
    key = list(table.primary_key.columns)
    holding = or_(*(_holds(column, word) for column in columns for word in words))
    connection = session.connection()
    for row in connection.execute(select(*key, *columns).where(holding)).all():
        old = dict(zip(columns, row[len(key) :], strict=True))
        new = {one.name: _without(value, pattern) for one, value in old.items()}
        this = [one == value for one, value in zip(key, row, strict=False)]
        connection.execute(update(table).where(*this).values(new))


def _scrub_audit(
    session: Session, words: list[str], pattern: re.Pattern[str], now: datetime
) -> None:
    details: Any = AuditEntry.__table__.c.details  # type: ignore[attr-defined]
    holding = select(AuditEntry).where(or_(*(_holds(details, word) for word in words)))
    entries = session.execute(holding).scalars().all()
    reword(session, [(one, _without(one.details, pattern)) for one in entries], now)


def _holds(column: Column[Any], word: str) -> Any:
    """JSON is kept in ASCII: its other letters are written as numbers."""
    if isinstance(column.type, JSON):
        return cast(column, String).contains(json.dumps(word)[1:-1], autoescape=True)
    return column.contains(word, autoescape=True)


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    match value:
        case str():
            return pattern.sub(GONE, value)
        case dict():
            return {name: _without(one, pattern) for name, one in value.items()}
        case list():
            return [_without(one, pattern) for one in value]
        case _:
            return value
