"""Loads what a dialog may know of files; only when it is looked at."""

from datetime import datetime, timedelta
from functools import cache

from sqlmodel import Session

from bot.dialogs.facts.files import FileFacts, FilesFacts
from storage.messages import attachments
from storage.models import Attachment, ChatAccount

LATELY = timedelta(minutes=30)


def load_files(session: Session, account: ChatAccount, now: datetime) -> FilesFacts:
    def of_draft(expectation_id: int) -> tuple[FileFacts, ...]:
        rows = attachments.files_of_draft(session, account, expectation_id)
        return tuple(map(file_facts, rows))

    def of_report(expectation_id: int) -> tuple[FileFacts, ...]:
        found = attachments.files_of_reports(session, [expectation_id])
        return tuple(map(file_facts, found.get(expectation_id, ())))

    def lately() -> tuple[int, ...]:
        if account.person_id is None:
            return ()
        rows = attachments.reported_lately(session, account.person_id, now - LATELY)
        return tuple(dict.fromkeys(row.expectation_id for row in rows))

    return FilesFacts(cache(of_draft), cache(of_report), cache(lately))


def file_facts(row: Attachment) -> FileFacts:
    return FileFacts(row.name, row.media_type, row.size, row.received_at, row.note)
