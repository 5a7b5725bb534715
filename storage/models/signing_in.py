"""The tables of what opens the web side: links in letters, to sign in by; browsers; keys."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant
from storage.models.encrypted import Encrypted


class SignInLink(SQLModel, table=True):
    """A one-use link for one person; only the hash of its token is kept."""

    __tablename__ = "sign_in_link"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class WebSession(SQLModel, table=True):
    """A browser that is signed in; only the hash of what its cookie holds is kept."""

    __tablename__ = "web_session"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    begun_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # signed out


class LookLink(SQLModel, table=True):
    """Shows whoever holds it one round at a glance, and nothing else; a token is kept as a hash."""

    __tablename__ = "look_link"
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    made_by_id: int = Field(foreign_key="person.id")
    recipient: str  # for whom, as who made it noted
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    times_opened: int = 0
    last_opened_at: datetime | None = Field(default=None, sa_type=Instant)


class EmailLink(SQLModel, table=True):
    """A link in a letter to a person's address: there they agree to reminders, or stop them.

    Only the hash of its token is kept; it ends with the address that it was sent to.
    """

    __tablename__ = "email_link"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    address: str = Field(sa_type=Encrypted)
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)


class CalendarFeed(SQLModel, table=True):
    """The address of one person's calendar; one at a time, and only the hash of its token."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "one_living_feed_a_person",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class ApiKey(SQLModel, table=True):
    """What another system reads plans by; only the hash of the key is kept.

    `names_reporters`: it may learn who answered; else only which agency did.
    """

    __tablename__ = "api_key"
    __table_args__ = (
        Index(
            "one_living_api_key_a_name",
            "name",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str  # of the reader, such as "Kho dữ liệu tỉnh"
    token_hash: str = Field(unique=True)
    names_reporters: bool = False
    made_at: datetime = Field(sa_type=Instant)
    last_used_on: date | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class ApiKeyPlan(SQLModel, table=True):
    """A plan that a key opens."""

    __tablename__ = "api_key_plan"
    api_key_id: int = Field(foreign_key="api_key.id", primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", primary_key=True)


class FormLink(SQLModel, table=True):
    """Leads one person to the form of their tasks, as often as they like until it ends; only the
    hash of its token is kept."""

    __tablename__ = "form_link"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    is_code: bool = False  # typed from paper, where nobody asks for a further word
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # taken back


class FormSession(SQLModel, table=True):
    """A browser in which a link was opened with the right word; of its cookie the hash is kept."""

    __tablename__ = "form_session"
    id: int | None = Field(default=None, primary_key=True)
    link_id: int = Field(foreign_key="form_link.id", index=True)
    token_hash: str = Field(unique=True)
    begun_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class FormWord(SQLModel, table=True):
    """The one-time word that opens a person's links, and how often a wrong one was tried."""

    __tablename__ = "form_word"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    word_hash: str = ""  # empty once it was used
    made_at: datetime | None = Field(default=None, sa_type=Instant)
    wrong: int = 0
    wrong_since: datetime | None = Field(default=None, sa_type=Instant)
