"""The tables of messages: inbox, outbox, lanes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column
from storage.models.encrypted import Encrypted


class InboundKind(StrEnum):
    """What came in. All but a message is about the chat itself."""

    MESSAGE = "message"  # words, a tap or a file
    TOUCHED = "touched"  # the person did something without words, such as following
    STOPPED = "stopped"  # the person left: nothing may be sent any more
    HUMAN = "human"  # somebody of ours wrote by hand: the bot keeps out of their talk
    EDITED = "edited"  # words that were sent before were changed on the phone


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
        Index(
            "inbox_waiting_of_a_chat",
            "account_id",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
        Index("inbox_of_a_month", "channel", "received_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    external_id: str
    account_id: int = Field(foreign_key="chataccount.id", index=True)
    kind: str = InboundKind.MESSAGE
    text: str = ""
    tapped: str = ""  # the data of a button, "" for text
    message_ref: str | None = None  # the service's name of the message, by which others refer to it
    refers_to: str | None = None  # the message it quotes, or whose words it changes
    # {"ref", "name", "media_type", "size"}, as storage.messages.inbox.SentFile
    file: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    received_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)  # by the service's own stamp
    came_late: bool = False  # long after that; not for our clock being ahead
    handled_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_reason: str = ""  # why its turn could not be taken; handled_at is set then too

    @property
    def said_at(self) -> datetime:
        """When the person sent it, as far as is known."""
        return self.sent_at or self.received_at


UNSETTLED = "sent_at IS NULL AND unknown_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL"


class OutboxKind(StrEnum):
    MESSAGE = "message"  # has its words
    DIGEST = "digest"  # gets its words when it is about to be sent


class Outbox(SQLModel, table=True):
    """A message to send. With a `state` it is a question that remembers how to resume."""

    __table_args__ = (
        Index(
            "outbox_due",
            "channel",
            "kind",
            "send_at",
            sqlite_where=text(UNSETTLED),
            postgresql_where=text(UNSETTLED),
        ),
        Index(
            "outbox_unsettled_of_a_chat",
            "account_id",
            "id",
            sqlite_where=text(UNSETTLED),
            postgresql_where=text(UNSETTLED),
        ),
        Index(
            "outbox_question",
            "account_id",
            "id",
            sqlite_where=text("state IS NOT NULL"),
            postgresql_where=text("state IS NOT NULL"),
        ),
        Index("outbox_digest_of_a_person", "person_id", "sent_at"),
        Index(
            "outbox_claimed",
            "claimed_by",
            sqlite_where=text(f"claimed_by IS NOT NULL AND {UNSETTLED}"),
            postgresql_where=text(f"claimed_by IS NOT NULL AND {UNSETTLED}"),
        ),
        Index(
            "outbox_open_question",
            "account_id",
            "id",
            sqlite_where=text("state IS NOT NULL AND answered_at IS NULL"),
            postgresql_where=text("state IS NOT NULL AND answered_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="chataccount.id", index=True)
    channel: str  # of that account: whose lane it waits in
    tried: list[int] | None = Field(default=None, sa_column=json_column(nullable=True))  # accounts
    kind: str = OutboxKind.MESSAGE
    person_id: int | None = Field(default=None, foreign_key="person.id")  # whom a digest is for
    part_of: int | None = Field(default=None, foreign_key="outbox.id", index=True)  # a long text
    key: str | None = Field(default=None, unique=True)  # may be said once only
    text: str | None = None
    choices: list[dict[str, Any]] | None = Field(default=None, sa_column=json_column(nullable=True))
    state: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    free_text: bool = False  # any text may answer this question
    # What a channel's approved template is filled with where free words are not allowed
    template: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    # Which file or link goes with it, made when it is about to be sent: as
    # bot.documents.wanted_file has it
    wanted_file: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    created_at: datetime = Field(sa_type=Instant)
    send_at: datetime = Field(sa_type=Instant)  # not before; while claimed, the end of the lease
    claimed_by: str | None = None  # the process that took it up; it says so no more once it waits
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str = ""
    # An earlier try left and no answer came: a digest is said once more
    first_unknown_at: datetime | None = Field(default=None, sa_type=Instant)
    unknown_at: datetime | None = Field(default=None, sa_type=Instant)  # left, no answer came
    failed_at: datetime | None = Field(default=None, sa_type=Instant)
    dropped_at: datetime | None = Field(default=None, sa_type=Instant)  # nothing to say any more
    reason: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def is_settled(self) -> bool:
        """It has come to its end, whichever; in SQL: UNSETTLED and `messages.unsettled`."""
        return bool(self.sent_at or self.unknown_at or self.failed_at or self.dropped_at)


class DownloadLink(SQLModel, table=True):
    """Lets one person fetch one file by its address for a while; the token itself is not kept."""

    __tablename__ = "download_link"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("download_link_expires", "expires_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    token_hash: str
    person_id: int = Field(foreign_key="person.id", index=True)
    wanted_file: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)


class Lane(SQLModel, table=True):
    """One configured bot, held by one process at a time."""

    name: str = Field(primary_key=True)
    holder: str
    leased_until: datetime = Field(sa_type=Instant)
    stopped_until: datetime | None = Field(default=None, sa_type=Instant)  # it can send nothing
    stopped_reason: str = ""
    deaf_since: datetime | None = Field(
        default=None, sa_type=Instant
    )  # no answer when asked for news
    link: str = ""  # where its chat is opened
    users_allowed: int | None = None  # by its package
    messages_allowed: int | None = None  # a month, in and out


class ChannelToken(SQLModel, table=True):
    """The pair of tokens a channel lives on; the refresh token is good for one use."""

    __tablename__ = "channel_token"
    channel: str = Field(primary_key=True)
    access_token: str = Field(default="", sa_type=Encrypted)
    refresh_token: str = Field(sa_type=Encrypted)
    refresh_hash: str = ""  # of that one, to find it by
    expires_at: datetime | None = Field(default=None, sa_type=Instant)  # of the access token
    refreshed_at: datetime | None = Field(default=None, sa_type=Instant)
    refresher: str = ""  # who is refreshing it
    refreshing_until: datetime | None = Field(default=None, sa_type=Instant)  # the end of its lease
    refused_at: datetime | None = Field(default=None, sa_type=Instant)  # an OA admin must consent
    refused_reason: str = ""
    # Hashes of the refresh tokens the settings ever gave: one that was given before is used up
    seeds: list[str] = Field(default_factory=list, sa_column=json_column())
