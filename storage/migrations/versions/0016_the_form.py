"""The form outside the chat: its links, browsers and words, and the drafts that it keeps."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, documents, flags, instants, key, numbers, words

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "form_link",
        key("person", index=True),
        *words("token_hash"),
        *flags("is_code"),
        *instants("made_at", "expires_at"),
        *instants("ended_at", nullable=True),
        unique=("token_hash",),
    )
    create(
        "form_session",
        key("form_link", "link_id", index=True),
        *words("token_hash"),
        *instants("begun_at", "expires_at"),
        *instants("ended_at", nullable=True),
        unique=("token_hash",),
    )
    create(
        "form_word",
        key("person"),
        *words("word_hash"),
        *instants("made_at", nullable=True),
        *numbers("wrong"),
        *instants("wrong_since", nullable=True),
        primary=("person_id",),
    )
    create(
        "form_draft",
        key("person"),
        key("expectation", index=True),
        *documents("slots"),
        *instants("saved_at"),
        primary=("person_id", "expectation_id"),
    )
