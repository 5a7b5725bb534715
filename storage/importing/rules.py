"""Finds the yearly reporting duties in the running text, each with the sentence it stands in."""

import re
from collections.abc import Iterable

from storage.importing.document import Line
from storage.importing.folder import Doubt, RuleEntry

_DAY = re.compile(
    r"(?P<strict>trước\s+)?(?:ngày\s+)(?P<day>\d{1,2})(?:\s+tháng\s+|/)(?P<month>\d{1,2})"
    r"(?!\s*(?:/|năm|\d))"
)
_YEARLY = re.compile(r"h[àằ]ng năm|định kỳ|mỗi năm", re.I)
_TO = re.compile(r".*\b(?:về|gửi|trình|cho)\s+((?:Sở|UBND|Ủy ban|Bộ|Chủ tịch)[^;:]*?)[\s,]*$")
_WHO_ENDS = re.compile(
    r"\s*,?\s*(?:định kỳ|có trách nhiệm|chịu trách nhiệm|tổ chức|báo cáo|tổng hợp|trước|theo)\b"
)


def read_rules(
    lines: Iterable[Line], coordinator: str, from_year: int, until_year: int
) -> tuple[tuple[RuleEntry, ...], tuple[Doubt, ...]]:
    """Sentences with a yearly day, "trước ngày 15 tháng 11 hàng năm"; a day with a year is none."""
    rules: list[RuleEntry] = []
    doubts: list[Doubt] = []
    for line in lines:
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZĐ])", line.text.lstrip("-–+ ")):
            match = _DAY.search(sentence)
            if not match or not _YEARLY.search(sentence):
                continue
            rule = _rule(sentence, match, coordinator, (from_year, until_year))
            rules.append(rule)
            doubts += _doubts(rule, line)
    if not rules:
        reason = "no sentence with a yearly reporting day was found"
        doubts.append(Doubt("plan.toml", "", "rules", "", reason, "add [[rules]] by hand"))
    return tuple(rules), tuple(doubts)


def _rule(
    sentence: str, match: re.Match[str], coordinator: str, years: tuple[int, int]
) -> RuleEntry:
    addressed = _TO.match(sentence[: match.start()])
    to = addressed[1] if addressed else ""
    who = sentence[: end.start()] if (end := _WHO_ENDS.search(sentence)) else ""
    sums_up = bool(coordinator) and sentence.startswith(coordinator)
    return RuleEntry(
        tier="coordinator" if sums_up else "agencies",
        quote=sentence,
        month=int(match["month"]),
        day=int(match["day"]),
        strict=match["strict"] is not None,
        who=who,
        to=to,
        from_year=years[0],
        until_year=years[1],
    )


def _doubts(rule: RuleEntry, line: Line) -> list[Doubt]:
    missing = [name for name in ("who", "to") if not getattr(rule, name)]
    reason = "the sentence does not show it plainly"
    where = f"{rule.day:02}/{rule.month:02}"
    return [
        Doubt("plan.toml", where, name, rule.quote, reason, "fill it in by hand", line.number)
        for name in missing
    ]
