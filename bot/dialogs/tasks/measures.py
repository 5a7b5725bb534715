"""What an indicator measures: its target, and a value read against unit and target."""

import re
from decimal import Decimal

from bot.dialogs.facts.reports import Duty, Target
from bot.language.numbers.values import Value, read_value
from bot.language.replies.statuses import read_status
from locales import Translator
from storage.names import fold

FAR_AWAY = 10  # times the target, or less than that part of it
SHARE = "%"
_POINT = re.compile(r"(?<![\d.,])(\d+)\.(\d{1,2})(?![\d.,])")


def target_line(task: Duty, say: Translator) -> list[str]:
    target = target_of(task)
    if target is None:
        return []
    return [say("Target by {year}: {target}", year=target.year, target=_with_unit(target, task))]


def target_of(task: Duty) -> Target | None:
    """The next one from the year reported on, else the last one."""
    coming = [target for target in task.targets if target.year >= task.year]
    return next(iter(coming or task.targets[-1:]), None)


def is_measurable(task: Duty) -> bool:
    """Whether the plan asks for a figure; some indicators have words for a target."""
    target = target_of(task)
    return task.is_indicator and bool(task.unit or (target and target.number is not None))


def read_measured(text: str, task: Duty, say: Translator) -> tuple[str, bool] | None:
    """A value in words as it would be kept, and whether it should be asked about; None: unread."""
    value = read_value(text, task.unit)
    if value is None or read_status(value.unit):
        return None  # "5 xong" is said of the fifth task, and is no value of this one
    return _value_words(value, task, say), _is_doubtful(value, task)


def read_asked(text: str, task: Duty, say: Translator) -> tuple[str, bool] | None:
    """As `read_measured`, where a value was asked for: "95.6" may be 95,6, and is asked about."""
    read = read_measured(text, task, say)
    meant = None if read else read_measured(_POINT.sub(r"\1,\2", text), task, say)
    return (meant[0], True) if meant else read


def _is_doubtful(value: Value, task: Duty) -> bool:
    """Outside what a share can be, in another unit, or far away from the target."""
    written_share = _is_share(value.unit)
    if SHARE in task.unit:
        if not 0 <= value.number <= 100 or (value.unit and not written_share):
            return True
    elif task.unit and (written_share or not _same_unit(value.unit, task.unit)):
        return True
    target = target_of(task)
    if target is None or not target.number:
        return False
    aimed = Decimal(str(target.number))
    return not aimed / FAR_AWAY < value.number < aimed * FAR_AWAY


def _same_unit(written: str, unit: str) -> bool:
    """ "tỷ" for "tỷ đồng"; nothing written is the indicator's own."""
    typed, own = fold(written), fold(unit)
    return typed.startswith(own) or own.startswith(typed)


def _is_share(unit: str) -> bool:
    return unit.startswith(SHARE) or unit.lower().startswith(("phần trăm", "phan tram"))


def _value_words(value: Value, task: Duty, say: Translator) -> str:
    """ "95,5%", "1.200 triệu đồng", "khoảng 60%"."""
    number = f"{value.number:,f}".translate(str.maketrans(",.", ".,"))
    unit = task.unit if task.unit.startswith(value.unit) else value.unit
    about_it = say("about") + " " if value.comparison == "~" else value.comparison
    if _is_share(unit):
        return f"{about_it}{number}%"
    return f"{about_it}{number} {unit}".strip()


def _with_unit(target: Target, task: Duty) -> str:
    """ "≥85%"; a cell with words of its own has its unit in them."""
    if not task.unit or any(letter.isalpha() or letter == SHARE for letter in target.words):
        return target.words
    return f"{target.words}{'' if task.unit == SHARE else ' '}{task.unit}"
