"""An outage in the log: the first line in full, then a count, ever more seldom."""

import logging

from bot.runtime.repeated_lines import FORGOTTEN_AFTER, MOST, Repeated

LOST = "lane %s could not deliver; trying again"


def record(
    at: float, message: str = LOST, name: str = "telegram", level: int = logging.ERROR
) -> logging.LogRecord:
    error = OSError("no connection")
    made = logging.LogRecord("bot.delivery", level, "", 0, message, (name,), (OSError, error, None))
    made.created = at
    return made


def said(lines: Repeated, *records: logging.LogRecord) -> list[str]:
    return [one.getMessage() for one in records if lines.filter(one)]


def test_a_night_without_a_database_is_a_few_lines() -> None:
    lines = Repeated()
    night = [record(float(second)) for second in range(8 * 3600)]
    found = [one for one in night if lines.filter(one)]
    assert len(found) < 20
    assert [one.exc_info is not None for one in found[:3]] == [True, False, False]
    assert found[1].getMessage() == (
        "lane telegram could not deliver; trying again (OSError), 60 times since"
    )
    assert found[2].getMessage().endswith("120 times since")


def test_other_lines_are_others() -> None:
    lines = Repeated()
    assert len(said(lines, record(0), record(0, name="zalo-bot-1"), record(0, "%s gone"))) == 3
    plain = [record(second, level=logging.INFO) for second in (0, 1, 2)]
    assert len(said(lines, *plain)) == 3


def test_after_a_long_rest_it_is_said_in_full_again() -> None:
    lines = Repeated()
    lines.filter(record(0))
    again = record(FORGOTTEN_AFTER)
    assert lines.filter(again)
    assert again.exc_info
    set_back = record(5.0)  # the clock of the machine was
    assert lines.filter(set_back)
    assert set_back.exc_info


def test_no_more_is_remembered_than_fits() -> None:
    lines = Repeated()
    for number in range(MOST + 5):
        lines.filter(record(0, name=str(number)))
    assert said(lines, record(1, name="0")) == ["lane 0 could not deliver; trying again"]
    assert said(lines, record(1, name=str(MOST + 4))) == []
