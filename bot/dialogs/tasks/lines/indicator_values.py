"""Values of indicators in a line: "31 1,6%; CT.9 12,5": read before anything is taken for work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.measures import read_asked, read_measured
from bot.language.numbers.values import read_value
from bot.language.replies.statuses import read_status
from bot.language.replies.task_refs import ref_at
from bot.language.words.tokens import tidy

_SHARE = re.compile(r"^(?:%|phần trăm|phan tram)\s*", re.IGNORECASE)
_UNIT_NAMED = re.compile(r"^\s?\([^)]{1,20}\)\s?[:=]?")  # "32 (ha): 1.005,5"
_HEADING = re.compile(r"^[^\d:;,\n]{3,60}:\s")  # "Biểu tổng hợp: 31 (%): 45,25"
_SIGN_CELL = re.compile(r"\t\s*%\s*(?=\t)")
# "12% (năm ngoái 10%)", "từ 10% lên 12%": what it was before
_BEFORE = re.compile(
    r"\s*\((?:năm (?:ngoái|trước)|kỳ trước|cùng kỳ|quý trước|tháng trước|kế hoạch|kh)\s[^()]*\)$"
    r"|^(?:tăng\s)?từ\s[\d.,]+\s?%?\s(?:lên|tăng lên|lên đến)\s(?=\d)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"([;\n]|,\s)")


@dataclass(frozen=True)
class Measured:
    """`value` as it would be kept; `is_doubtful`: far from the target, or in another unit."""

    task: Duty
    ref: str
    typed: str
    value: str
    is_doubtful: bool


def values_in(
    text: str, indicators: Mapping[str, Duty], codes: list[str], facts: Facts
) -> tuple[list[Measured], str]:
    """What is measured, and the rest of the text; `indicators` by number and code."""
    if not indicators:
        return [], text
    found, rest = list[Measured](), list[str]()
    parts = _BETWEEN.split(text)
    followers = [*parts[2::2], ""]
    for part, behind, following in zip(parts[::2], [*parts[1::2], ""], followers, strict=True):
        one = _measured(tidy(_SIGN_CELL.sub("", part)), indicators, codes, facts)
        if one:
            found.append(replace(one, is_doubtful=one.is_doubtful or two_of(one, following, codes)))
        else:
            rest += [part, behind]
    return found, "".join(rest)


def two_of(one: Measured, following: str, codes: list[str]) -> bool:
    """ "CT.9 ước cả năm 150 tỷ, đến 30/6 đạt 71 tỷ": which of the two is it?"""
    text = tidy(following)
    unit = one.task.unit.split(" ")[0]
    return (
        bool(unit)
        and ref_at(text, codes) is None
        and bool(re.search(rf"\d\s?{re.escape(unit)}(?!\w)", text, re.IGNORECASE))
    )


def _measured(
    text: str, indicators: Mapping[str, Duty], codes: list[str], facts: Facts
) -> Measured | None:
    ref = ref_at(text, codes)
    if ref is None and (heading := _HEADING.match(text)):
        text = text[heading.end() :]
        ref = ref_at(text, codes)
    task = indicators.get(ref.refs[0]) if ref else None
    if ref is None or task is None:
        return None
    typed = _UNIT_NAMED.sub("", text[ref.end :]).strip(" .:=-–")
    if task.unit and typed.startswith(f"{task.unit} "):  # "CT.4 | % | 91,2": a row of a table
        typed = typed[len(task.unit) :].strip()
    typed = _BEFORE.sub("", typed)
    read, value = read_measured(typed, task, facts), read_value(typed, task.unit)
    if read is None or value is None:
        with_point = read_asked(typed, task, facts)
        return Measured(task, ref.refs[0], typed, with_point[0], True) if with_point else None
    beside = _SHARE.sub("", value.unit)
    if read_status(beside):
        return None  # "60% đang làm": of the work
    adds = beside != "" and beside != value.unit  # "12% so với năm trước": a share of what?
    return Measured(task, ref.refs[0], typed, read[0], read[1] or adds)
