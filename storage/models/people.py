"""The tables of people: posts, rights, chats, invitations, consent."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant
from storage.models.encrypted import Encrypted, EncryptedJSON


class Post(StrEnum):
    """What a person is in an agency; rights are kept apart from it."""

    FOCAL = "focal"
    LEADER = "leader"
    STAND_IN = "stand_in"


class RightKind(StrEnum):
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"
    PROVINCE_LEADER = "province_leader"  # reads every plan of the province, and writes nothing


class Person(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    full_name: str
    address: str = "anh/chị"  # how they are spoken to
    language: str = "vi"
    office_phone: str = Field(default="", sa_type=Encrypted)
    # "84…": only where a message may go by phone number
    mobile: str = Field(default="", sa_type=Encrypted)
    # As the roster names it; nothing goes there before its owner has agreed
    email: str = Field(default="", sa_type=Encrypted)
    erased_at: datetime | None = Field(default=None, sa_type=Instant)  # then nothing names them


class RosterLine(SQLModel, table=True):
    """What the roster's line of a person said when it was last loaded, by column."""

    __tablename__ = "roster_line"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    says: dict[str, Any] = Field(default_factory=dict, sa_type=EncryptedJSON)
    loaded_at: datetime = Field(sa_type=Instant)


class Appointment(SQLModel, table=True):
    """Who is focal person, leader or stand-in of which agency, from when until when."""

    __table_args__ = (UniqueConstraint("person_id", "agency_id", "post", "starts_on"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    agency_id: int = Field(foreign_key="agency.id", index=True)
    post: str  # Post
    starts_on: date
    ends_on: date | None = None


class Absence(SQLModel, table=True):
    """Days on which a person is not reminded; the stand-in is, or else those of the agency."""

    __table_args__ = (
        Index(
            "absence_that_holds",
            "ends_on",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date  # the last day away
    stand_in_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    said_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # taken back


class Right(SQLModel, table=True):
    """What a person may do; `plan_id` empty means every plan. Of a leader of a province it names
    any plan of that province: the right is to all of them."""

    __tablename__ = "person_right"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "plan_id"),
        Index(
            "one_right_for_every_plan",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("plan_id IS NULL"),
            postgresql_where=text("plan_id IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    kind: str  # RightKind


class ChatAccount(SQLModel, table=True):
    """One chat on one channel; `person_id` is empty for a stranger."""

    __table_args__ = (UniqueConstraint("channel", "address"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: str  # the channel's own id of the chat
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    linked_at: datetime | None = Field(default=None, sa_type=Instant)
    last_heard_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_reason: str = ""
    paused_until: datetime | None = Field(default=None, sa_type=Instant)  # a human talks there
    wrong_codes: int = 0
    wrong_codes_since: datetime | None = Field(default=None, sa_type=Instant)


class Invitation(SQLModel, table=True):
    """A one-use code for one person; only its hash is kept."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    channel: str = ""  # the bot a place is kept on; any other may be used too
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    account_id: int | None = Field(default=None, foreign_key="chataccount.id")


class Handover(SQLModel, table=True):
    """A focal person names who follows; the post moves when the other one has linked."""

    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="person.id", index=True)
    to_id: int = Field(foreign_key="person.id", index=True)
    agency_id: int = Field(foreign_key="agency.id")
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", index=True)
    asked_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # taken back, or expired


class Consent(SQLModel, table=True):
    """The proof that a person agreed: which text, when, on which account."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    account_id: int = Field(foreign_key="chataccount.id")
    version: str
    text_hash: str
    given_at: datetime = Field(sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
