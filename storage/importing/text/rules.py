"""Finds the yearly reporting duties in the running text, each with the sentence it stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from storage.importing.document import Line
from storage.importing.folder.model import Doubt, RuleEntry
from storage.importing.lazy_text import lazy
from storage.importing.text.clauses import Clause, clauses_of, sentences_of

_NO_YEAR = r"(?!\d|\s*[/.-]\s*\d|\s*năm\s+\d)"
_PLAIN_DAY = rf"\d{{1,2}}(?:\s+(?:của\s+)?tháng\s+|\s*/\s*)\d{{1,2}}{_NO_YEAR}"
_DAY = rf"(?:{_PLAIN_DAY}|\d{{1,2}}\s?[.-]\s?\d{{1,2}}{_NO_YEAR})"  # "15.11" only after "ngày"
_DAYS = re.compile(
    r"(?:(?P<strict>trước)\s+|(?P<after>(?<!năm )sau)\s+|(?P<opens>từ)\s+"
    r"|(?P<latest>chậm nhất|muộn nhất|không muộn hơn)\s+(?:(?:là|vào|đến|trong)\s+)*)?"
    rf"(?:\bngày\s+(?P<days>{_DAY}(?:(?:\s*,\s*|\s+và\s+)(?:(?:trước\s+)?ngày\s+)?{_DAY})*)"
    # "1/3" alone may be a share, "trước 1/3" is a day
    rf"|(?(strict)|(?(latest)|(?!)))(?P<bare>{_PLAIN_DAY}(?:(?:\s*,\s*|\s+và\s+)(?:(?:trước\s+)?ngày\s+)?{_DAY})*))",
    re.I,
)
_YEARLY = re.compile(
    r"(?:h[àằ]ng|mỗi) (?:năm|quý)|định kỳ|năm sau|năm (?:kế tiếp|liền kề|báo cáo)"
    r"|các năm(?!\s+(?:\d|qua|trước|tới))",
    re.I,
)
_REPORTS = re.compile(
    r"báo cáo|gửi|nộp|tổng hợp|(?<!chương )(?<!công )(?<!quy )(?<!tiến )(?<!lộ )trình\b", re.I
)
_BOUNDS_A_PERIOD = re.compile(
    r"chốt số liệu|tính từ ngày|(?:số liệu|kỳ báo cáo)[^,;]* từ ngày", re.I
)
_OTHER_ROUNDS = re.compile(
    r"ngày\s+\d{1,2}\s+(?:của\s+)?(?:h[àằ]ng\s+)?(?:tháng|quý)(?!\s+\d)", re.I
)


@dataclass(frozen=True)
class _Found:
    """A match of `_DAYS`: its days, or why they are none of a rule."""

    match: re.Match[str]
    days: tuple[tuple[int, int], ...]  # month, day
    reason: str = ""


def read_rules(
    lines: Iterable[Line], coordinator: str, from_year: int, until_year: int
) -> tuple[tuple[RuleEntry, ...], tuple[Doubt, ...]]:
    """Sentences with a yearly day, "trước ngày 15 tháng 11 hàng năm"; a day with a year is none."""
    rules: dict[tuple[str, int, int], RuleEntry] = {}
    doubts: list[Doubt] = []
    for sentence in sentences_of(lines):
        left_out: list[str] = []
        for clause in clauses_of(sentence):
            for found in _days_in(clause):
                left_out += [found.reason] if found.reason else []
                for rule in _rules(clause, found, coordinator, (from_year, until_year)):
                    day = (rule.tier, rule.month, rule.day)
                    again = day in rules
                    rules.setdefault(day, rule)
                    doubts += _doubts(rule, sentence.line, again)
        doubts += _not_taken(sentence.text, left_out, sentence.line)
    if not rules:
        reason = lazy("no sentence with a yearly reporting day was found")
        doubts.append(Doubt("plan.toml", "", "rules", "", reason, lazy("add [[rules]] by hand")))
    return tuple(rules.values()), tuple(doubts)


def _days_in(clause: Clause) -> Iterator[_Found]:
    matches = list(_DAYS.finditer(clause.text))
    for match, following in zip_longest(matches, matches[1:]):
        opens = match["opens"] and following and _leads_to(clause.text, match, following)
        if opens and not _BOUNDS_A_PERIOD.search(clause.text):
            continue  # "từ ngày 01/11 đến ngày 15/11" is due on the second day
        pairs = re.findall(r"(\d+)\D+(\d+)", match["days"] or match["bare"])
        days = tuple((int(month), int(day)) for day, month in pairs)
        reason = _no_rule(clause, match, days)
        if not reason or _YEARLY.search(clause.sentence) or _REPORTS.search(clause.text):
            yield _Found(match, () if reason else days, reason)


def _leads_to(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"[^,;]*\bđến\s*", text[first.end() : second.start()]))


def _no_rule(clause: Clause, match: re.Match[str], days: Iterable[tuple[int, int]]) -> str:
    """Why a day is not taken for a deadline; "" when it is one."""
    if not _YEARLY.search(clause.sentence):
        return lazy("a reporting day, and the sentence does not say that it comes every year")
    if _BOUNDS_A_PERIOD.search(clause.text):
        return lazy("these days bound the period that is reported; they are no deadline")
    if match["after"] or match["opens"]:
        return lazy("the day opens a time and does not end it")
    if not _REPORTS.search(clause.text):
        return lazy("a yearly day, and nothing is reported in its part of the sentence")
    if not all(_exists(month, day) for month, day in days):
        return lazy("no such day is in the calendar")
    return ""


def _rules(
    clause: Clause, found: _Found, coordinator: str, years: tuple[int, int]
) -> Iterator[RuleEntry]:
    who, to = clause.parties(found.match.start(), found.match.end())
    for month, day in found.days:
        yield RuleEntry(
            tier="coordinator" if coordinator and who.startswith(coordinator) else "agencies",
            quote=clause.sentence,
            month=month,
            day=day,
            strict=found.match["strict"] is not None,
            who=who,
            to="; ".join(to),
            from_year=years[0],
            until_year=years[1],
        )


def _exists(month: int, day: int) -> bool:
    try:
        return bool(date(2024, month, day))  # a leap year
    except ValueError:
        return False


def _not_taken(sentence: str, reasons: Iterable[str], line: int) -> Iterator[Doubt]:
    where = Doubt("plan.toml", "", "rules", sentence, "", lazy("add [[rules]] by hand"), line)
    for reason in dict.fromkeys(reasons):
        yield replace(where, reason=reason)
    if _OTHER_ROUNDS.search(sentence):
        reason = lazy("a day of every month or quarter; rules are kept for days of the year")
        yield replace(
            where, reason=reason, proposal=lazy("add a [[rules]] entry for each of its days")
        )


def _doubts(rule: RuleEntry, line: int, again: bool) -> list[Doubt]:
    where = f"{rule.day:02}/{rule.month:02}"
    if again:
        reason = lazy("another sentence names this day too; the first one is kept")
        return [Doubt("plan.toml", where, "rules", rule.quote, reason, lazy("compare them"), line)]
    missing = [name for name in ("who", "to") if not getattr(rule, name)]
    reason = lazy("the sentence does not show it plainly")
    return [
        Doubt("plan.toml", where, name, rule.quote, reason, lazy("fill it in by hand"), line)
        for name in missing
    ]
