"""Finds tasks that sentences give: "1. Giao Sở A chủ trì, phối hợp với Sở B … trước ngày …"."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.document import Line
from storage.importing.tables.codes.printed import normal_code
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.prose.blocks import Block, grid_of
from storage.importing.tables.prose.sentences import (
    ASKS_SOMEBODY,
    ENDS,
    GIVES,
    Duty,
    duty_of,
    whose,
)
from storage.importing.tables.prose.times import timed
from storage.importing.tables.tasks.timeframes import PlanPeriod
from storage.importing.text.clauses import HEADING, begun, unmarked

_MARK = re.compile(r"(?P<code>(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVXLC]+)(?=[.)]|-\s)|[-–+•*])")
_ENDS = re.compile(r"(?:Nơi nhận|PHỤ LỤC|Thừa lệnh|TM\.|TL\.|KT\.)")
_BEGINS = re.compile(r".*(?:như sau|sau đây)\s*:$")
_ASIDE = re.compile(
    r"\W*(?:[IVXLC]+|\d+)?[.)]?\s*(?:mục đích|yêu cầu|mục tiêu|quan điểm|đánh giá|kết quả|tình hình"
    r"|nhận xét|căn cứ|phạm vi|đối tượng|ưu điểm|tồn tại|hạn chế|kinh phí|thành phần"
    r"|chế độ (?:thông tin,? )?báo cáo)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐ])")
_ONLY_TIME = re.compile(r"^\W*(?:thời (?:gian|hạn)|hoàn thành|xong|hạn)\b", re.I)
_SAYS_NO_MORE = re.compile(  # "báo cáo UBND tỉnh": what is done stands before
    r"(?:và )?(?:tổng hợp,? )?báo cáo(?: kết quả)?(?: (?:về|cho|lên))?"
    r"(?: (?:Chủ tịch )?(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|xã|phường)| Sở [^,;]*)?"
    r"(?: \(qua [^)]*\))?"
)
_LONGEST_HEADING = 150
_LONGEST_PARAGRAPH = 5_000  # letters; what is longer is no paragraph, and would be read for minutes


@dataclass(frozen=True)
class Given:
    """`rest` are the lines without the sentences that are rows, `unread` those that give somebody
    something and that no row was made of."""

    grid: Grid | None
    rest: tuple[Line, ...]
    unread: tuple[Line, ...]


@dataclass
class _Reading:
    period: PlanPeriod
    vocabulary: Vocabulary
    blocks: list[Block] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)  # by the depth of who is named alone
    aside: bool = False  # the section tells of what was, or is meant
    skipping: bool = False  # the numbered paragraph does


def given_tasks(
    lines: Sequence[Line],
    period: PlanPeriod,
    vocabulary: Vocabulary,
    headings: Collection[int] = (),
) -> Given:
    """`headings`: the lines right above tables of tasks, whose rows may stand under them."""
    reading = _Reading(period, vocabulary)
    first, last = _body(lines)
    reading.rest += lines[:first]
    for line in lines[first:last]:
        _read(reading, line)
    reading.rest += lines[last:]
    if all(not block.code for block in reading.blocks):
        for number, block in enumerate(reading.blocks, 1):
            block.code = f"{number}"
    return Given(grid_of(reading.blocks, headings), tuple(reading.rest), tuple(reading.unread))


def _body(lines: Sequence[Line]) -> tuple[int, int]:
    """From the first numbered paragraph, or behind "như sau:", to where the signature begins."""
    first = next(
        (at for at, line in enumerate(lines) if _MARK.match(line.text) and unmarked(line.text)[1]),
        len(lines),
    )
    told = next((at + 1 for at, line in enumerate(lines) if _BEGINS.match(line.text)), first)
    first = min(first, told)
    ends = (at for at in range(first, len(lines)) if _ENDS.match(lines[at].text))
    return first, next(ends, len(lines))


def _read(reading: _Reading, line: Line) -> None:
    depth, words = unmarked(line.text)
    mark = _MARK.match(line.text)
    if HEADING.match(line.text):
        reading.owners.clear()
        reading.aside, reading.skipping = _is_aside(line.text), False
    elif depth == 0:
        reading.skipping = _is_aside(words)
    reading.owners = {
        above: who for above, who in reading.owners.items() if depth is None or above < depth
    }
    owner = reading.owners[max(reading.owners)] if reading.owners else ""
    block = Block(line.number, normal_code(mark["code"]) or mark["code"] if mark else "", words)
    who, does = whose(words.rstrip(" :"), reading.vocabulary)
    is_named = bool(who) and not does and not words.endswith(".")
    if is_named and depth is not None and len(words) < _LONGEST_HEADING:
        reading.owners[depth] = who
        reading.blocks.append(block)
        reading.rest.append(line)
    elif len(words) > _LONGEST_PARAGRAPH:
        reading.rest.append(line)
        reading.unread.append(Line(line.number, f"{words[:_LONGEST_HEADING]} …"))
    elif (reading.aside or reading.skipping) and not GIVES.match(words):
        reading.rest.append(line)
    else:
        _take(reading, line, block, words, owner)


def _is_aside(words: str) -> bool:
    """A heading of what was seen, or is meant, and not of what anybody is to do."""
    is_heading = len(words) < _LONGEST_HEADING and not words.endswith((".", ";"))
    return is_heading and bool(_ASIDE.match(words)) and not GIVES.match(words)


def _take(reading: _Reading, line: Line, block: Block, words: str, owner: str) -> None:
    """One row a sentence that gives a task; a time alone is that of the sentence before."""
    left: list[str] = []
    found: list[Block] = []
    for sentence in _sentences(words):
        label, text = _labelled(sentence)
        duty = duty_of(text, reading.vocabulary, owner)
        if duty is not None:
            owner = duty.lead
            left += _filed(found, block, label, duty, reading.period, sentence)
        elif found and _ONLY_TIME.match(sentence) and not found[-1].said.get(Column.TIMEFRAME):
            found[-1].said[Column.TIMEFRAME] = timed(sentence, reading.period).words
        else:
            left.append(sentence)
            reading.unread += (
                [Line(line.number, sentence)] if _is_unread(text, reading.vocabulary) else []
            )
    for one in found:
        one.notes.append(line.text)
    reading.blocks += found or ([block] if block.code else [])
    if left:
        mark = line.text[: len(line.text) - len(words)]
        reading.rest.append(Line(line.number, f"{mark}{' '.join(left)}" if found else line.text))


def _sentences(words: str) -> Iterator[str]:
    """ "Sở A rà soát …; Sở B thẩm định …" are two, "…; Sở B phối hợp" is none of its own."""
    for sentence in _SENTENCE.split(words):
        whole = ""
        for part in re.split(r";\s+", sentence):
            who, does = begun(GIVES.sub("", part, count=1), ENDS)
            if whole and who and does and not does.strip(" ,").startswith("phối hợp"):
                yield whole
                whole = part
            else:
                whole = f"{whole}; {part}" if whole else part
        yield whole


def _is_unread(text: str, vocabulary: Vocabulary) -> bool:
    """Whether somebody is told something and nobody can tell who, or what."""
    who, does = whose(text, vocabulary)
    return not does.strip(" .:;") if who else bool(ASKS_SOMEBODY.match(text))


def _labelled(sentence: str) -> tuple[str, str]:
    """ "Về giải phóng mặt bằng: giao Sở A …": what the task is about, and who is told."""
    gives = GIVES.search(sentence)
    if gives is None or not gives.start():
        return "", sentence
    label = sentence[: gives.start()]
    if not re.search(r"[:;,]\s*$|\b(?:và|đồng thời|thống nhất|đồng ý|chủ trương)\s*$", label):
        return "", sentence
    text = sentence[gives.start() :]
    return label.strip(" :;,"), text[0].upper() + text[1:]


def _filed(
    found: list[Block], block: Block, label: str, duty: Duty, period: PlanPeriod, sentence: str
) -> Iterator[str]:
    """Adds the row; gives what the rules of reporting are still to be read from."""
    own, told = timed(duty.task, period), timed(duty.report, period)
    opening = timed(sentence, period).words if not own.words and not told.words else ""
    title, words = own.text.strip(" ;,."), own.words
    if not title:
        yield sentence
        return
    if duty.report and (told.returns or (told.words and own.words)):
        yield f"{duty.lead} {duty.report}."
    elif duty.report:
        title = title if _SAYS_NO_MORE.fullmatch(told.text) else f"{title}, {told.text}"
        words = words or told.words
    title = f"{label}: {title}" if label and ":" in sentence else title
    row = Block(block.line, "" if found else block.code, title[:1].upper() + title[1:])
    row.title = row.title.strip(" ;,.")
    row.said = {Column.LEAD: duty.lead, Column.COORDINATING: duty.coordinating}
    row.said[Column.TIMEFRAME] = words or opening
    found.append(row)
