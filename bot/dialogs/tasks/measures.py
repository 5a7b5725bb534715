"""What an indicator measures: its target, and a value read against unit, target and last value."""

import re

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.language.indicator_wording import (
    SHARE,
    history_words,
    number_words,
    target_words,
    with_unit,
)
from bot.language.numbers.values import Value, read_value
from bot.language.replies.statuses import read_status
from locales import Translator
from storage.names import fold
from storage.reports.answered.indicators import Reached, Target, is_jump, last_before, target_for

_OTHER_NAMES = re.compile(r"^h[eé]c ?ta\b")
_POINT = re.compile(r"(?<![\d.,])(\d+)\.(\d{1,2})(?![\d.,])")


def target_line(task: Duty, say: Translator) -> list[str]:
    target = target_of(task)
    if target is None:
        return []
    words = target_words(target, task.unit)
    return [say("Target by {year}: {target}", year=target.year, target=words)]


def history_line(task: Duty, facts: Facts) -> list[str]:
    """The values of the years before, where there are any."""
    known = facts.history(task.expectation_id) if task.is_indicator else {}
    before = {year: one for year, one in known.items() if year < task.year}
    if not before:
        return []
    return [facts.say("Values reported: {values}", values=history_words(before))]


def target_of(task: Duty) -> Target | None:
    """The next one from the year reported on, else the last one."""
    return target_for(task.targets, task.year)


def is_measurable(task: Duty) -> bool:
    """Whether the plan asks for a figure; some indicators have words for a target."""
    target = target_of(task)
    return task.is_indicator and bool(task.unit or (target and target.number is not None))


def reached(words: str, task: Duty) -> Reached:
    """A value as it is stored: its words, and the number and unit that can be read in them."""
    value = read_value(words, task.unit) if words and task.is_indicator else None
    if value is None:
        return Reached(words)
    return Reached(words, value.number, _unit(value, task))


def read_measured(text: str, task: Duty, facts: Facts) -> tuple[str, bool] | None:
    """A value in words as it would be kept, and whether it should be asked about; None: unread."""
    value = read_value(text, task.unit) or _in_another_unit(text, task)
    if value is None or read_status(value.unit):
        return None  # "5 xong" is said of the fifth task, and is no value of this one
    return _value_words(value, task, facts.say), _is_doubtful(value, task, facts)


def read_asked(text: str, task: Duty, facts: Facts) -> tuple[str, bool] | None:
    """As `read_measured`, where a value was asked for: "95.6" may be 95,6, and is asked about."""
    read = read_measured(text, task, facts)
    meant = None if read else read_measured(_POINT.sub(r"\1,\2", text), task, facts)
    return (meant[0], True) if meant else read


def value_question(words: str, task: Duty, facts: Facts) -> str:
    """ "năm 2025 là 12,5%, nay 125%?": whether a doubtful value was meant so."""
    say, last = facts.say, _last(task, facts)
    measured = read_measured(words, task, facts)
    if last is None or measured is None or not measured[1]:
        return say("The value typed is {value}. Is that right?", value=words)
    year, before = last
    return say(
        "Please check: {before} in {year}, {now} now?", before=before.words, year=year, now=words
    )


def _in_another_unit(text: str, task: Duty) -> Value | None:
    """ "32 450 ha" where a share is asked for."""
    value = read_value(text) if SHARE in task.unit else None
    return value if value and value.unit and not _is_share(value.unit) else None


def _is_doubtful(value: Value, task: Duty, facts: Facts) -> bool:
    """Outside what a share can be, in another unit, or far away from the target or last value."""
    written_share = _is_share(value.unit)
    if SHARE in task.unit:
        if not 0 <= value.number <= 100 or (value.unit and not written_share):
            return True
    elif task.unit and (written_share or not _same_unit(value.unit, task.unit)):
        return True
    last, target = _last(task, facts), target_of(task)
    if last is not None and _same_unit(last[1].unit, _unit(value, task)):
        return is_jump(value.number, last[1].number)
    if target is None or not target.number:
        return False
    is_other_way = (value.number < 0) != (target.number < 0)
    return is_other_way or is_jump(value.number, target.number)


def _last(task: Duty, facts: Facts) -> tuple[int, Reached] | None:
    return last_before(facts.history(task.expectation_id), task.year)


def _same_unit(written: str, unit: str) -> bool:
    """ "tỷ" for "tỷ đồng"; nothing written is the indicator's own."""
    typed, own = _OTHER_NAMES.sub("ha", fold(written)), fold(unit)
    return typed.startswith(own) or own.startswith(typed)


def _is_share(unit: str) -> bool:
    return unit.startswith(SHARE) or unit.lower().startswith(("phần trăm", "phan tram"))


def _unit(value: Value, task: Duty) -> str:
    if _is_share(value.unit) or (not value.unit and _is_share(task.unit)):
        return SHARE
    return task.unit if task.unit.startswith(value.unit) else value.unit


def _value_words(value: Value, task: Duty, say: Translator) -> str:
    """ "95,5%", "1.200 triệu đồng", "khoảng 60%"."""
    about_it = say("about") + " " if value.comparison == "~" else value.comparison
    return f"{about_it}{with_unit(number_words(value.number), _unit(value, task))}"
