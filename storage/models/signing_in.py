"""The tables of the pages: links to sign in by, and the browsers that are signed in."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


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
