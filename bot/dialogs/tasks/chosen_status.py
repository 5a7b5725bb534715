"""The number of a status with words behind it, in one message: "2 60% đã mở 12 lớp"."""

from bot.dialogs.facts.chat import Facts
from bot.language.replies.parser import read_line
from bot.language.replies.statuses import ParsedStatus
from bot.language.wording import STATUS_WORDS
from storage.models import Status

_NUMBERED = {str(number): Status(code) for number, code in enumerate(STATUS_WORDS, 1)}


def chosen_with_words(text: str, facts: Facts) -> ParsedStatus | None:
    """The choice of a question that was just shown, where messages are few and choices numbered.

    None where the words say another status than the number, or that one only: "2 xong" is said
    of the second task.
    """
    if not facts.is_scarce:
        return None
    said = read_line(text)
    if len(said.read) == 1 and not said.unread:
        one = said.read[0]
        is_more = one.percent is not None or bool(one.note)
        agrees = _NUMBERED.get(one.ref) == one.status
        return (
            ParsedStatus(Status(one.status), one.percent, one.note) if agrees and is_more else None
        )
    kept = said.unsure[0] if len(said.unsure) == 1 and not said.read else None
    status = _NUMBERED.get(kept.ref) if kept else None
    return ParsedStatus(status, None, kept.words) if kept and status else None
