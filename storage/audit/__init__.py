"""The audit: who changed what and when. Rows are only added, and each transaction's are sealed."""

from storage.audit.changes import Newest, Scope, newest_rows, scope_of_changes
from storage.audit.reading import Change, Known, changes_of, entries_read, known_to
from storage.audit.recording import record

__all__ = [
    "Change",
    "Known",
    "Newest",
    "Scope",
    "changes_of",
    "entries_read",
    "known_to",
    "newest_rows",
    "record",
    "scope_of_changes",
]
