"""Many rows at once, written by the database itself: one for each row of a query."""

import operator
from functools import reduce
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, cast, insert, literal, select
from sqlmodel import Session, SQLModel

from storage import models

TABLES = SQLModel.metadata.tables
BLANKS = {
    table.name: {
        name: field.default
        for name, field in model.model_fields.items()
        if isinstance(field.default, (str, int, bool))
    }
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, SQLModel)
    for table in [model.__table__]  # type: ignore[attr-defined]
}


def fill(session: Session, table: str, source: Select[Any], **row: Any) -> None:
    """Insert one row for each of `source`; a value is a column of it, or the same in all.

    What is not given is as the model has it.
    """
    columns = TABLES[table].c
    whole = {**BLANKS[table], **row}
    values = [
        value if isinstance(value, ColumnElement) else literal(value, columns[name].type)
        for name, value in whole.items()
    ]
    chosen = source.with_only_columns(*values)
    session.connection().execute(insert(TABLES[table]).from_select(list(whole), chosen))


def numbers(count: int) -> CTE:
    """1, 2 … count, as `number`."""
    start = select(literal(1).label("number")).cte("numbers", recursive=True)
    return start.union_all(select(start.c.number + 1).where(start.c.number < count))


def joined(*parts: ColumnElement[Any] | str) -> ColumnElement[str]:
    """Texts and columns behind each other."""
    texts = [literal(one) if isinstance(one, str) else cast(one, String) for one in parts]
    return reduce(operator.add, texts)
