"""Everything that is kept about one person, table by table, as plain data.

It follows the references of the tables: a new one that refers to people is in it by itself.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, or_, select
from sqlmodel import Session, SQLModel

from storage.models import Person
from storage.people.own_data import chats_of

# What opens something is nobody's to read, not even its owner's; hashes say nothing to anybody
_SECRET = ("token_hash", "code_hash", "word_hash", "text_hash", "salt", "digest", "claimed_by")


def everything_of(session: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """By table, those with anything in them; files by their names."""
    accounts = [one.id for one in chats_of(session, person.id or 0)]
    found = {
        table.name: list(_rows(session, table, person.id or 0, accounts))
        for table in SQLModel.metadata.sorted_tables
    }
    return {name: rows for name, rows in found.items() if rows}


def _rows(
    session: Session, table: Table, person_id: int, accounts: list[int | None]
) -> Iterator[dict[str, Any]]:
    theirs: list[Any] = [one == person_id for one in _referring(table, "person")]
    theirs += [one.in_(accounts) for one in _referring(table, "chataccount")] if accounts else []
    if table.name == Person.__tablename__:
        theirs.append(table.c.id == person_id)
    if not theirs:
        return
    columns = [one for one in table.columns if _is_told(one)]
    query = select(*columns).where(or_(*theirs)).order_by(*table.primary_key.columns)
    for row in session.connection().execute(query).mappings():
        yield {
            name: _plain(value) for name, value in row.items() if value not in (None, "", [], {})
        }


def _referring(table: Table, to: str) -> list[Column[Any]]:
    return [
        one for one in table.columns if any(key.column.table.name == to for key in one.foreign_keys)
    ]


def _is_told(column: Column[Any]) -> bool:
    return column.name not in _SECRET and not isinstance(column.type, LargeBinary)


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
