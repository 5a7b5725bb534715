"""Shorthand for migrations: a table with its key, its references and their indexes, named alike."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage import models

Columns = list[sa.Column[Any]]


class Key:
    """A column that refers to a table, and whether it has an index."""

    def __init__(self, table: str, name: str, nullable: bool, index: bool) -> None:
        self.table, self.name, self.index = table, name, index
        self.column: sa.Column[int] = sa.Column(name, sa.Integer(), nullable=nullable)


def key(table: str, name: str = "", *, nullable: bool = False, index: bool = False) -> Key:
    return Key(table, name or f"{table}_id", nullable, index)


def words(*names: str, nullable: bool = False, default: str | None = None) -> Columns:
    """`default`, here and below: the database's own, for rows that are written past the models."""
    return [
        sa.Column(name, sa.String(), nullable=nullable, server_default=default) for name in names
    ]


def numbers(*names: str, nullable: bool = False, default: str | None = None) -> Columns:
    return [
        sa.Column(name, sa.Integer(), nullable=nullable, server_default=default) for name in names
    ]


def flags(*names: str, nullable: bool = False, default: Any = None) -> Columns:
    return [
        sa.Column(name, sa.Boolean(), nullable=nullable, server_default=default) for name in names
    ]


def days(*names: str, nullable: bool = False) -> Columns:
    return [sa.Column(name, sa.Date(), nullable=nullable) for name in names]


def instants(*names: str, nullable: bool = False) -> Columns:
    return [sa.Column(name, models.Instant(timezone=True), nullable=nullable) for name in names]


def documents(*names: str, nullable: bool = False, default: str | None = None) -> Columns:
    return [
        sa.Column(name, sa.JSON(none_as_null=True), nullable=nullable, server_default=default)
        for name in names
    ]


def create(
    table: str,
    *columns: sa.Column[Any] | Key,
    primary: Sequence[str] = (),
    unique: Sequence[str] = (),
) -> None:
    """A table; its primary key is a column `id` of its own where no other is named."""
    keys = [one for one in columns if isinstance(one, Key)]
    plain = [one.column if isinstance(one, Key) else one for one in columns]
    if not primary:
        plain.insert(0, sa.Column("id", sa.Integer(), nullable=False))
    constraints = [sa.PrimaryKeyConstraint(*(primary or ("id",)), name=op.f(f"pk_{table}"))]
    op.create_table(table, *plain, *_references(table, keys), *_unique(table, unique), *constraints)
    for one in keys:
        if one.index:
            op.create_index(op.f(f"ix_{table}_{one.name}"), table, [one.name])


def _references(table: str, keys: Sequence[Key]) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            [one.name], [f"{one.table}.id"], name=op.f(f"fk_{table}_{one.name}_{one.table}")
        )
        for one in keys
    ]


def _unique(table: str, columns: Sequence[str]) -> list[sa.Constraint]:
    name = op.f(f"uq_{table}_{'_'.join(columns)}")
    return [sa.UniqueConstraint(*columns, name=name)] if columns else []


def create_index(
    name: str, table: str, columns: list[str], *, unique: bool = False, where: str = ""
) -> None:
    """An index that is asked for by its own name, perhaps of some of the rows only."""
    condition = sa.text(where) if where else None
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )
