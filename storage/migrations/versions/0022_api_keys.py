"""Keys by which other systems read plans."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, create_index, days, flags, instants, key, words

revision: str = "0022"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "api_key",
        *words("name", "token_hash"),
        *flags("names_reporters"),
        *instants("made_at"),
        *days("last_used_on", nullable=True),
        *instants("revoked_at", nullable=True),
        unique=("token_hash",),
    )
    create_index(
        "one_living_api_key_a_name", "api_key", ["name"], unique=True, where="revoked_at IS NULL"
    )
    create("api_key_plan", key("api_key"), key("plan"), primary=("api_key_id", "plan_id"))
