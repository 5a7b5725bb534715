"""The tables of statuses as phrasebooks."""

from bot.language.words import lexicon as table
from bot.language.words import status_lexicon
from bot.language.words.tokens import Phrasebook, words_of
from storage.models import Status


def _phrases(statuses: dict[Status | None, str]) -> Phrasebook[Status | None]:
    return Phrasebook(
        (pattern, status) for status, patterns in statuses.items() for pattern in _parted(patterns)
    )


def _parted(patterns: str) -> list[str]:
    """One pattern a line or comma; a line that ends inside a bracket goes on."""
    lines: list[str] = []
    for line in patterns.strip().splitlines():
        if lines and _is_open(lines[-1]):
            lines[-1] += line.strip()
        else:
            lines.append(line.strip())
    return [pattern for line in lines for pattern in line.split(",")]


def _is_open(line: str) -> bool:
    return line.count("(") > line.count(")") or line.count("[") > line.count("]")


STATUSES = _phrases(status_lexicon.STATUSES)
WHOLE, ALONE = _phrases(status_lexicon.WHOLE), _phrases(status_lexicon.ALONE)
FILLERS, SILENT = words_of(table.FILLERS), words_of(table.SILENT)
COURTESY, MATTERS = words_of(table.COURTESY), words_of(table.MATTERS)
BEING, NO_SUBJECT = words_of("đang, hiện đang, vẫn đang, cũng đang"), words_of(table.NO_SUBJECT)
SUBJECTS, NOT_US = words_of(table.SUBJECTS), words_of("chứ, không phải")
OTHER_LABELS = words_of("thời hạn [hoàn thành], hạn [hoàn thành], kế hoạch năm, kế hoạch giao")
OF_WORK = words_of("khối lượng, tiến độ")
NOT_OF_WORK = words_of(
    """giải ngân, thu, chi, vốn, còn, thiếu, chưa, kế hoạch, trước, mục tiêu, chậm, trễ, tăng,
    giảm, vượt, lệch, thấp, hụt"""
)
WHERE = words_of("trên, tại, ở, qua, theo, cho, trong, với, bằng")
RATE = words_of("tỷ lệ, tỉ lệ")
STILL = words_of("còn, vẫn còn, vẫn, đang, bị, đang bị, đang gặp, còn gặp, vẫn gặp")
NO_WORK = words_of(status_lexicon.NO_WORK)
NOT_AT_WORK = words_of(status_lexicon.NOT_AT_WORK)
OVER_BY_NOW = words_of("nay, giờ, đã, mới, xong, rồi, hết, từng, trước")
IS_DONE = words_of("đã xong, đã làm")
COMPARED, THEN = words_of(table.COMPARED), words_of("thì")
YET: Phrasebook[Status | None] = Phrasebook([("chưa", Status.NOT_STARTED)])
SO, FINISHED = words_of("nên, cho nên"), words_of("xong")
DEGREES = words_of("tiến độ, mức độ, trình độ, chế độ, tốc độ")
PART = words_of(table.PART)
REST = words_of(status_lexicon.REST)
TROUBLES, CANNOT = words_of(table.TROUBLES), words_of(status_lexicon.CANNOT)
STOPPED, OVER = words_of(status_lexicon.STOPPED), words_of(status_lexicon.OVER)
THANKS_TO = words_of("nhờ, do, vì")
IN_NEED = words_of(table.IN_NEED)
ORDERED, LABELS = words_of(table.ORDERED), words_of(table.LABELS)
EXCEEDS = words_of(table.EXCEEDS)
BY_HOW_MUCH, SPANS = words_of(table.BY_HOW_MUCH), words_of(table.SPANS)
WHEN, HOW, PAST = words_of(table.WHEN), words_of(table.HOW), words_of(table.PAST)
ABOUT, OF_THE_WORK = words_of(table.ABOUT), words_of(table.OF_THE_WORK)
UNITS = words_of(table.UNITS)
JOINS, CAUSES = words_of(table.JOINS), words_of(table.CAUSES)
