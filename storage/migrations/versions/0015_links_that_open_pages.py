"""Links that open pages, out of a chat and to look at a round by; the audit found by its day."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import false

from storage.migrations.shorthand import create, create_index, flags, instants, key, numbers, words

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in flags("signs_in", default=false()):
        op.add_column("outbox", column)
    create(
        "look_link",
        key("round", index=True),
        key("person", "made_by_id"),
        *words("recipient", "token_hash"),
        *instants("made_at", "expires_at"),
        *instants("revoked_at", "last_opened_at", nullable=True),
        *numbers("times_opened"),
        unique=("token_hash",),
    )
    create_index("audit_by_instant", "auditentry", ["at"])
