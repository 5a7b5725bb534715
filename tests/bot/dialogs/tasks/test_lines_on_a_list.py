"""Phrases of three writers who never saw the reader, played behind the list that they answer."""

from dataclasses import replace

from bot.dialogs.tasks.lines.parsed_reply import ParsedReply
from bot.dialogs.tasks.lines.reading import read_lines
from bot.language.numbers.values import read_value
from tests.bot.dialogs.tasks.test_bulk_reply import facts_of, owed
from tests.support.talks.blind import Blind, blind

UNITS = {"CT.4": "%", "31": "%", "32": "ha"}
TITLES = {
    "2.2.3": "Nhiệm vụ hai",
    "6.1": "Tuyên truyền hội nhập",
    "6.2": "Tập huấn hội nhập kinh tế quốc tế",
    "9.1": "Tuyên truyền tiết kiệm năng lượng",
    "9.2": "Phát triển năng lượng tái tạo",
    "9.4": "Xúc tiến thương mại",
    "9.5": "Phát triển chợ nông thôn",
    "10.1": "Tỷ lệ che phủ rừng và cây phân tán",
    "10.3": "Quan trắc môi trường",
    "12.2": "Chuyển đổi số doanh nghiệp",
    "CT.4": "Chỉ tiêu thứ nhất",
    "31": "Chỉ tiêu thứ hai",
    "32": "Chỉ tiêu thứ ba",
}
TASKS = [
    owed(number, code, title=title, is_indicator=code in UNITS, unit=UNITS.get(code, ""))
    for number, (code, title) in enumerate(TITLES.items(), 1)
]
FACTS = replace(facts_of(*TASKS), numbers_shown=lambda: {n: n for n in range(1, len(TASKS) + 1)})
CODES = {task.expectation_id: task.code for task in TASKS}


def stored(text: str) -> frozenset[str]:
    """ "9.4 in_progress 60", "CT.4 value 91.2" of what is read, without a share of 0 or 100."""
    return frozenset(map(_words, read_lines(text, FACTS).said))


def _words(one: ParsedReply) -> str:
    if one.value and (value := read_value(one.value)):
        return f"{CODES[one.expectation_id]} value {value.number:g}"
    share = "" if one.percent in (None, 0, 100) else f" {one.percent:g}"
    return f"{CODES[one.expectation_id]} {one.status}{share}"


def readings(row: Blind) -> list[frozenset[str]]:
    return [frozenset(one.split(" | ")) - {"-"} for one in row.right]


def test_nothing_is_stored_wrongly_and_nothing_is_lost() -> None:
    """What is read is one of the right readings or a part of it, the rest of which is asked."""
    rows = blind("list")
    assert len(rows) >= 120
    read = {row.text: stored(row.text) for row in rows}
    wrong = [r.text for r in rows if not any(read[r.text] <= one for one in readings(r))]
    lost = [row.text for row in rows if row.is_exact and read[row.text] != readings(row)[0]]
    assert (wrong, lost) == ([], [])
