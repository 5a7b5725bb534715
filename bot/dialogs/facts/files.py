"""What a dialog may know of files: those of a draft, those of a report, what was reported last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.language.file_wording import listed
from bot.language.wording import shortened
from locales import Translator

LONGEST_NOTE = 60  # letters


@dataclass(frozen=True)
class FileFacts:
    """A file that is kept."""

    name: str
    media_type: str
    size: int | None
    received_at: datetime
    note: str = ""  # what was written with it


def _none(_: int) -> tuple[FileFacts, ...]:
    return ()


@dataclass(frozen=True)
class FilesFacts:
    """Both take an expectation that the chat's person answers for; looked up only when asked."""

    of_draft: Callable[[int], tuple[FileFacts, ...]] = _none  # in this chat, not yet confirmed
    of_report: Callable[[int], tuple[FileFacts, ...]] = _none  # of the report that counts
    lately: Callable[[], tuple[int, ...]] = tuple  # the expectations reported on last, just now

    def with_one(self, expectation_id: int, file: FileFacts) -> "FilesFacts":
        """With a file that is kept in this very turn."""

        def of_draft(asked: int) -> tuple[FileFacts, ...]:
            found = self.of_draft(asked)
            return (*found, file) if asked == expectation_id else found

        return replace(self, of_draft=of_draft)


NO_FILES = FilesFacts()


def names_of(files: Sequence[FileFacts], say: Translator) -> str:
    """'"baocao.pdf" (1,2 MB); ảnh (350 KB)'."""
    return "; ".join(_words(one, say) for one in files)


def _words(file: FileFacts, say: Translator) -> str:
    note = shortened(" ".join(file.note.split()), LONGEST_NOTE)
    words = listed(file.name, file.media_type, file.size, say)
    return f"{words}: {note}" if note else words
