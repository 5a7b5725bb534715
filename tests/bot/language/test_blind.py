"""Replies labelled before they were tried: none is read wrongly, and what is read stays read."""

from bot.language.numbers.values import read_value
from bot.language.replies.parser import Entry, read_line
from bot.language.replies.statuses import read_status
from tests.support.talks.blind import Blind, blind
from tests.support.talks.labelled import Said, said

STATUSES, LINES, VALUES = blind("status"), blind("line"), blind("value")


def of_one(text: str) -> Said:
    read = read_status(text)
    return said((Entry("1", read.status.value, read.percent),) if read else ())


def of_many(text: str) -> Said:
    return said(read_line(text).read)


def wrong(rows: list[Blind], read: dict[str, Said]) -> list[str]:
    """What is neither one of the right readings nor a part of one, the rest of which is asked."""
    return [row.text for row in rows if not any(read[row.text] <= one for one in row.readings)]


def lost(rows: list[Blind], read: dict[str, Said]) -> list[str]:
    return [row.text for row in rows if row.is_exact and read[row.text] != row.readings[0]]


def test_no_status_is_read_wrongly_and_none_is_lost() -> None:
    assert len(STATUSES) >= 500
    read = {row.text: of_one(row.text) for row in STATUSES}
    assert (wrong(STATUSES, read), lost(STATUSES, read)) == ([], [])


def test_no_line_is_read_wrongly_and_none_is_lost() -> None:
    assert len(LINES) >= 350
    read = {row.text: of_many(row.text) for row in LINES}
    assert (wrong(LINES, read), lost(LINES, read)) == ([], [])


def test_no_value_is_read_wrongly_and_none_is_lost() -> None:
    assert len(VALUES) >= 15
    for row in VALUES:
        value = read_value(row.text, row.how.split(" ", 1)[1])
        number = f"{value.number.normalize():f}" if value else "-"
        assert number in (*row.right, "-"), row.text
        assert number == row.right[0] or not row.is_exact, row.text
