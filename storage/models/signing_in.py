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
