"""What is encrypted is found by a hash beside it: the refresh token of a channel."""

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import words

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in words("refresh_hash", default=""):
        op.add_column("channel_token", column)
    names = ("channel", "refresh_token", "refresh_hash")
    tokens, connection = sa.table("channel_token", *map(sa.column, names)), op.get_bind()
    for channel, token, _ in connection.execute(sa.select(tokens)).all():
        hashed = hashlib.sha256(token.encode()).hexdigest()
        this = sa.update(tokens).where(tokens.c.channel == channel)
        connection.execute(this.values(refresh_hash=hashed))
