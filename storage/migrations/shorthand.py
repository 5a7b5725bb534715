"""Shorthand for migrations: a table with its key, its references and their indexes, named alike."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage import models


class Key:
    """A column that refers to a table, and whether it has an index."""

    def __init__(self, table: str, name: str, nullable: bool, index: bool) -> None:
        self.table, self.name, self.index = table, name, index
        self.column: sa.Column[int] = sa.Column(name, sa.Integer(), nullable=nullable)


def key(table: str, name: str = "", *, nullable: bool = False, index: bool = False) -> Key:
    return Key(table, name or f"{table}_id", nullable, index)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, models.Instant(timezone=True), nullable=nullable)


def create(table: str, *columns: sa.Column[object] | Key, unique: Sequence[str] = ()) -> None:
    keys = [one for one in columns if isinstance(one, Key)]
    constraints: list[sa.Constraint] = [
        sa.ForeignKeyConstraint(
            [one.name], [f"{one.table}.id"], name=op.f(f"fk_{table}_{one.name}_{one.table}")
        )
        for one in keys
    ]
    if unique:
        name = op.f(f"uq_{table}_{'_'.join(unique)}")
        constraints.append(sa.UniqueConstraint(*unique, name=name))
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *(one.column if isinstance(one, Key) else one for one in columns),
        *constraints,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for one in keys:
        if one.index:
            op.create_index(op.f(f"ix_{table}_{one.name}"), table, [one.name])


def create_unique_where(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition
    )
