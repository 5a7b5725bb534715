"""What is kept encrypted, encrypted anew by the first key; and whether the keys open it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, String, Table, cast, select, update
from sqlmodel import Session, SQLModel

from storage.models.encrypted import PREFIX, Encrypted, EncryptedJSON, decrypted


def encrypt_anew(session: Session) -> int:
    """Every such value by the key that is in use; how many rows. Raises KeyMissing."""
    count = 0
    for table, columns in _columns():
        key = list(table.primary_key.columns)
        for row in session.connection().execute(select(*key, *columns)).all():
            this = [one == value for one, value in zip(key, row, strict=False)]
            values = zip(columns, row[len(key) :], strict=True)
            held = {one.name: value for one, value in values if value}
            if held:
                session.connection().execute(update(table).where(*this).values(held))
                count += 1
    session.expire_all()
    return count


def check_keys(session: Session) -> None:
    """Raises KeyMissing where the first value that is encrypted does not open."""
    for kept in _kept(session, is_plain=False):
        decrypted(kept)
        return


def is_any_plain(session: Session) -> bool:
    return next(_kept(session, is_plain=True), None) is not None


def _kept(session: Session, *, is_plain: bool) -> Iterator[str]:
    """Of each column one value as it lies there."""
    for table, columns in _columns():
        for column in columns:
            lies = cast(column, String)
            begins = lies.like(f'"{PREFIX}%') if _is_json(column) else lies.like(f"{PREFIX}%")
            wanted = ~begins if is_plain else begins
            query = select(lies).select_from(table).where(wanted, lies.not_in(["", "null"]))
            found = session.connection().execute(query.limit(1)).scalar()
            if found:
                yield str(found).strip('"')


def _is_json(column: Column[Any]) -> bool:
    return isinstance(column.type, EncryptedJSON)


def _columns() -> Iterator[tuple[Table, list[Column[Any]]]]:
    for table in SQLModel.metadata.sorted_tables:
        columns = [one for one in table.columns if isinstance(one.type, Encrypted | EncryptedJSON)]
        if columns:
            yield table, columns
