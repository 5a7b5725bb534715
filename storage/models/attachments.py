"""The tables of files that came with a report; their content lies apart: lists stay light."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant

UNFETCHED = "fetched_at IS NULL AND dropped_at IS NULL AND failed_reason = ''"


class Attachment(SQLModel, table=True):
    """A photo or document for a report: of a draft until that is confirmed, then of the report."""

    __table_args__ = (
        Index(
            "attachment_unfetched",
            "channel",
            sqlite_where=text(UNFETCHED),
            postgresql_where=text(UNFETCHED),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    # Where it came from; empty once the person was erased
    account_id: int | None = Field(default=None, foreign_key="chataccount.id", index=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    inbox_id: int = Field(foreign_key="inbox.id", unique=True)  # heard once
    channel: str
    ref: str  # what the channel fetches it by; empty once that is of no use any more
    name: str = ""  # as it was sent; a photo has none
    media_type: str  # as bot.language.file_wording knows it
    size: int | None = None  # bytes, as the channel said it; once fetched, as it is
    note: str = ""  # what was written with it
    received_at: datetime = Field(sa_type=Instant)
    attempts: int = 0  # to fetch it
    fetching_until: datetime | None = Field(default=None, sa_type=Instant)  # "not before" and lease
    fetched_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_reason: str = ""  # why it cannot be had; the person was told
    dropped_at: datetime | None = Field(default=None, sa_type=Instant)  # its draft was left


class AttachmentContent(SQLModel, table=True):
    __tablename__ = "attachment_content"
    attachment_id: int = Field(foreign_key="attachment.id", primary_key=True)
    content: bytes
    sha256: str
