"""What became of the obstacles that reports raise."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, flags, instants, key, words

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "obstacle_word",
        key("report", index=True),
        key("person", nullable=True, index=True),
        *words("about"),
        *flags("is_settled"),
        *words("word"),
        *instants("said_at"),
    )
