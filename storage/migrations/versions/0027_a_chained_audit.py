"""The audit is chained: an entry has a digest of its details, a transaction a seal; none goes."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import create, documents, instants, words

revision: str = "0027"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_AT_ONCE = 1000  # entries of before, a seal
_REFUSED = "the audit is only added to"
_KEPT = ("id", "at", "person_id", "action", "subject", "digest")
_ENTRIES = sa.table(
    "auditentry",
    *(sa.column(name) for name in ("id", "person_id", "action", "subject", "salt", "digest")),
    *instants("at"),
    sa.column("details", sa.JSON(none_as_null=True)),
)
_LAST = """CREATE FUNCTION audit_last() RETURNS SETOF audit_seal
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7300922);
    RETURN QUERY SELECT * FROM audit_seal ORDER BY audit_seal.position DESC LIMIT 1;
END $$"""


def upgrade() -> None:
    """What was recorded before is sealed as it is found."""
    for column in words("salt", "digest", default=""):
        op.add_column("auditentry", column)
    position = sa.Column("position", sa.Integer(), nullable=False)
    create("audit_seal", position, *words("hash"), *documents("entries"), primary=["position"])
    _seal_what_is_there(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _seal_what_is_there(connection: sa.Connection) -> None:
    seals = sa.table("audit_seal", sa.column("position"), sa.column("hash"))
    seals.append_column(sa.column("entries", sa.JSON()))
    after, position, last = 0, 0, ""
    wanted = sa.select(_ENTRIES).order_by(_ENTRIES.c.id).limit(_AT_ONCE)
    while rows := connection.execute(wanted.where(_ENTRIES.c.id > after)).all():
        hashed = [[row.id, _sealed(connection, row)] for row in rows]
        position, last = position + 1, _sha256(last + _hash(hashed))
        connection.execute(seals.insert().values(position=position, hash=last, entries=hashed))
        after = rows[-1].id


def _sealed(connection: sa.Connection, row: Any) -> str:
    salt = secrets.token_hex(8)
    digest = _hash([salt, row.details])
    this = sa.update(_ENTRIES).where(_ENTRIES.c.id == row.id)
    connection.execute(this.values(salt=salt, digest=digest))
    at = row.at.astimezone(UTC).isoformat()
    return _hash([row.id, at, row.person_id, row.action, row.subject, digest])


def _hash(value: Any) -> str:
    return _sha256(json.dumps(value, sort_keys=True, separators=(",", ":")))


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _guard_sqlite() -> None:
    same = " AND ".join(f"OLD.{name} IS NEW.{name}" for name in _KEPT)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    changes = f"WHEN NOT ({same} AND OLD.salt IS NOT NEW.salt)"
    for name, what in (
        ("audit_entry_stays", "DELETE ON auditentry"),
        ("audit_entry_is_kept", f"UPDATE ON auditentry {changes}"),
        ("audit_seal_stays", "DELETE ON audit_seal"),
        ("audit_seal_is_kept", "UPDATE ON audit_seal"),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {what} {refuse}")


def _guard_postgresql() -> None:
    op.execute(_LAST)
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    old, new = (", ".join(f"{one}.{name}" for name in _KEPT) for one in ("OLD", "NEW"))
    changes = f"WHEN (ROW({old}) IS DISTINCT FROM ROW({new}) OR OLD.salt = NEW.salt)"
    for name, what in (
        ("audit_entry_stays", "DELETE ON auditentry FOR EACH ROW"),
        ("audit_entry_is_kept", f"UPDATE ON auditentry FOR EACH ROW {changes}"),
        ("audit_entries_stay", "TRUNCATE ON auditentry FOR EACH STATEMENT"),
        ("audit_seal_stays", "DELETE OR UPDATE ON audit_seal FOR EACH ROW"),
        ("audit_seals_stay", "TRUNCATE ON audit_seal FOR EACH STATEMENT"),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {what} EXECUTE FUNCTION audit_refuse()")
