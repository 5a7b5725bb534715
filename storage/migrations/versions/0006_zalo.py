"""Zalo: tokens that rotate, bots that stop, chats a human talks in, places kept for the invited."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import instant

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "channel_token",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("access_token", sa.String(), nullable=False),
        sa.Column("refresh_token", sa.String(), nullable=False),
        instant("expires_at", nullable=True),
        instant("refreshed_at", nullable=True),
        sa.Column("refresher", sa.String(), nullable=False),
        instant("refreshing_until", nullable=True),
        instant("refused_at", nullable=True),
        sa.Column("refused_reason", sa.String(), nullable=False),
        sa.Column("seeds", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_token")),
    )
    op.add_column("lane", instant("stopped_until", nullable=True))
    op.add_column("lane", _words("stopped_reason"))
    op.add_column("lane", _words("link"))
    op.add_column("lane", sa.Column("users_allowed", sa.Integer(), nullable=True))
    op.add_column("lane", sa.Column("messages_allowed", sa.Integer(), nullable=True))
    op.add_column("chataccount", instant("paused_until", nullable=True))
    op.add_column("person", _words("mobile"))
    op.add_column("invitation", _words("channel"))
    op.add_column("inbox", _words("kind", "message"))
    op.add_column("inbox", _json("file"))
    op.add_column("outbox", _json("template"))
    op.add_column("outbox", _json("tried"))
    op.create_index("inbox_of_a_month", "inbox", ["channel", "received_at"])


def _words(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=True)
