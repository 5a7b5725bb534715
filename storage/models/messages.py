"""The tables of messages: inbox, outbox, lanes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class Inbox(SQLModel, table=True):
    """A message that came in; the pair (channel, external_id) keeps it from being heard twice."""

    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index(
            "inbox_waiting",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    external_id: str
    account_id: int = Field(foreign_key="chataccount.id", index=True)
    text: str = ""
    tapped: str = ""  # the data of a button, "" for text
    received_at: datetime = Field(sa_type=Instant)
    handled_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_reason: str = ""  # why its turn could not be taken; handled_at is set then too


UNSETTLED = "sent_at IS NULL AND unknown_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL"


class OutboxKind(StrEnum):
    MESSAGE = "message"  # has its words
    DIGEST = "digest"  # gets its words when it is about to be sent


class Outbox(SQLModel, table=True):
    """A message to send. With a `state` it is a question that remembers how to resume."""

    __table_args__ = (
        Index(
            "outbox_due",
            "send_at",
            sqlite_where=text(UNSETTLED),
            postgresql_where=text(UNSETTLED),
        ),
        Index(
            "outbox_open_question",
            "account_id",
            sqlite_where=text("state IS NOT NULL AND answered_at IS NULL"),
            postgresql_where=text("state IS NOT NULL AND answered_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="chataccount.id", index=True)
    kind: str = OutboxKind.MESSAGE
    person_id: int | None = Field(default=None, foreign_key="person.id")  # whom a digest is for
    part_of: int | None = Field(default=None, foreign_key="outbox.id", index=True)  # a long text
    key: str | None = Field(default=None, unique=True)  # may be said once only
    text: str | None = None
    choices: list[dict[str, Any]] | None = Field(default=None, sa_column=json_column(nullable=True))
    state: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    free_text: bool = False  # any text may answer this question
    created_at: datetime = Field(sa_type=Instant)
    send_at: datetime = Field(sa_type=Instant)  # not before; while claimed, the end of the lease
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str = ""
    unknown_at: datetime | None = Field(default=None, sa_type=Instant)  # left, no answer came
    failed_at: datetime | None = Field(default=None, sa_type=Instant)
    dropped_at: datetime | None = Field(default=None, sa_type=Instant)  # nothing to say any more
    reason: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def is_settled(self) -> bool:
        """It has come to its end, whichever; in SQL: UNSETTLED and `messages.unsettled`."""
        return bool(self.sent_at or self.unknown_at or self.failed_at or self.dropped_at)


class Lane(SQLModel, table=True):
    """One configured bot, held by one process at a time."""

    name: str = Field(primary_key=True)
    holder: str
    leased_until: datetime = Field(sa_type=Instant)
