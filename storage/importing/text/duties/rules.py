"""Finds the reporting duties in the running text, each with the sentence it stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, zip_longest

from storage import lazy
from storage.calendar.duties import Every, Tier
from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.document import Line
from storage.importing.folder.model import Doubt, PlanHead, RuleEntry
from storage.importing.text.clauses import (
    Clause,
    Sentence,
    addressed,
    clauses_of,
    sentences_of,
)
from storage.importing.text.duties.days import Day, Stretch, days_in
from storage.importing.text.duties.months import months_in
from storage.importing.text.head import years_of
from storage.importing.text.offices import is_everybody, offices_in

_REGULARLY = re.compile(
    r"(?:h[àằ]ng|mỗi) (?:năm|quý|tháng)|định kỳ|năm sau|năm (?:kế tiếp|liền (?:kề|sau)|báo cáo)"
    r"|các năm(?!\s+(?:\d|qua|trước|tới))|lần/năm|lần trong năm|năm một lần|(?:6|sáu) tháng"
    r"|báo cáo (?:năm|quý)(?!\s*\d)|\bnăm \(trước|tháng (?:cuối|đầu|giữa)\b.{0,20}\b(?:quý|kỳ)\b",
    re.I,
)
_EVERY_SECOND = re.compile(r"(?:\b0?2|hai) năm\s*(?:/|một |0?1 )\s*lần|mỗi (?:0?2|hai) năm", re.I)
_REPORTS = re.compile(
    r"báo cáo|gửi|nộp|tổng hợp|(?<!đã )đăng ký (?:nhu cầu|danh mục|nội dung|kế hoạch|chỉ tiêu)"
    r"|(?<!chương )(?<!công )(?<!quy )(?<!tiến )(?<!lộ )(?<!toàn )(?<!quá )(?<!lập )trình\b",
    re.I,
)
# What an office makes, without a word of who receives it
_MAKES = re.compile(r"(?<!đã )(?<!được )\b(?:ban hành|xây dựng|lập|phê duyệt|cụ thể hóa)\b", re.I)
_MAKES_PLAN = re.compile(
    rf"{_MAKES.pattern}[^.;]*\b(?:kế hoạch|chương trình|văn bản|quyết định|đề án|hướng dẫn|quy chế"
    r"|quy định|phương án|danh mục)\b",
    re.I,
)
_TO_DO = re.compile(
    rf"{_MAKES.pattern}|(?<!đã )\b(?:hoàn thành|hoàn thiện|rà soát|tổ chức|triển khai|tham mưu"
    r"|sơ kết|tổng kết|bố trí|phân bổ|công bố|thành lập|kiện toàn|kiểm tra"
    r"|thẩm định|bàn giao|nghiệm thu|cập nhật|đăng ký|đề xuất)\b",
    re.I,
)
_BOUNDS_A_PERIOD = re.compile(
    r"chốt số liệu|tính từ ngày|(?:số liệu|kỳ báo cáo)[^,;]* từ ngày", re.I
)
_CITED = re.compile(
    r"(?:\bsố\s+\S+|\b(?:Luật|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chỉ thị|Công văn|Thông báo"
    r"|Công điện|Tờ trình|phiên họp|cuộc họp|Hội nghị|ban hành)\b[^,;]*|hiệu lực[^,;]*)\s*$"
)
_WITHOUT_A_DAY = (
    (
        re.compile(
            r"\bngày \d{1,2}(?: (?:của )?tháng (?!\d)"
            r"|(?!\d| ?[/.-] ?\d| (?:của )?(?:các )?tháng| và| làm))",
            re.I,
        ),
        lazy("it names a day and not of which months"),
    ),
    (
        re.compile(r"(?:h[àằ]ng|mỗi) (?:ngày|tuần)|thứ \w+ h[àằ]ng tuần", re.I),
        lazy("it comes every day or week; rules are kept for months and longer"),
    ),
    (
        re.compile(
            r"trong (?:thời hạn|vòng) \d+ ngày|\d+ ngày (?:làm việc )?(?:kể từ|sau khi)", re.I
        ),
        lazy("the day is counted from another one"),
    ),
    (
        re.compile(r"(?:trong|trước|vào) (?:(?:đầu|giữa|cuối) )?(?:tháng|quý) ", re.I),
        lazy("it names a month or a quarter, and no day"),
    ),
    (
        re.compile(r"(?:trong|từ|vào|ngay) (?:đầu|giữa|cuối) năm", re.I),
        lazy("it names a part of a year, and no day"),
    ),
    (
        re.compile(r"(?:h[àằ]ng|mỗi) (?:quý|tháng)|6 tháng", re.I),
        lazy("it comes every month, quarter or half-year, and no day is named"),
    ),
)
_TOLD = re.compile(r"(?:Giao|Yêu cầu|Đề nghị)\b")
_IN_SEASON = re.compile(r"\b(?:trong|vào|suốt) mùa\b", re.I)
_YEARLY_WITHOUT_A_DAY = lazy("it comes regularly, and no day is named")
# The time of a task in running text, "- Thời gian hoàn thành: …", and a line of the legal basis
_NO_DUTY = re.compile(
    r"(?:[-–+•]\s*)?(?:Thời (?:gian|hạn)|Tiến độ)(?: (?:thực hiện|hoàn thành|triển khai))?\s*:"
    r"|(?:Căn cứ|Xét|Theo đề nghị)\b.*;$"
)


_Duty = tuple[Clause, RuleEntry | None, str]  # one for each day: the rule, or why it makes none


@dataclass(frozen=True)
class _Plan:
    """What the duties are read against."""

    head: PlanHead
    vocabulary: Vocabulary

    @property
    def years(self) -> tuple[int, int]:
        return years_of(self.head)

    @property
    def is_of_one_year(self) -> bool:
        return bool(self.head.period) and self.years[0] == self.years[1]


def read_rules(
    lines: Iterable[Line], head: PlanHead, vocabulary: Vocabulary
) -> tuple[tuple[RuleEntry, ...], tuple[Doubt, ...]]:
    """One for every day that a report is due, in the plan's own years; the rest are doubts.

    A day with a year is a duty of one time. A duty of named offices is theirs alone; where
    nobody can tell whose it is, nobody is asked.
    """
    plan = _Plan(head, vocabulary)
    rules: dict[object, RuleEntry] = {}
    doubts: list[Doubt] = []
    undated: list[Sentence] = []
    for sentence in sentences_of(_of_duties(lines)):
        found = [one for clause in clauses_of(sentence) for one in _duties(clause, plan)]
        for clause, rule, _ in found:
            if rule is not None:
                known = rules.setdefault(_key(rule), rule)
                doubts += _doubts(rule, clause, sentence.line, known is not rule)
        reasons = [reason for _, _, reason in found]
        dated = {clause.text for clause, _, _ in found}
        reasons += _without_a_day([one for one in clauses_of(sentence) if one.text not in dated])
        doubts += _not_taken(sentence, reasons)
        undated += [] if found or reasons else [sentence]
    if not rules:
        doubts += [one for sentence in undated for one in _not_taken(sentence, _yearly(sentence))]
        reason = lazy("no sentence with a reporting day was found")
        doubts.append(Doubt("plan.toml", "", "rules", "", reason, lazy("add [[rules]] by hand")))
    return tuple(rules.values()), tuple(doubts)


def _of_duties(lines: Iterable[Line]) -> Iterator[Line]:
    """Without the legal basis and without the times that tasks in running text have."""
    for line in lines:
        if not _NO_DUTY.match(line.text):
            yield line


def _deadlines(clause: Clause) -> Iterator[Stretch]:
    """ "Từ ngày 01/11 đến ngày 15/11" is due on the second day."""
    stretches = days_in(clause.text)
    for one, following in zip_longest(stretches, stretches[1:]):
        leads_on = one.bound == "opens" and following and _leads_to(clause.text, one, following)
        if not leads_on or _BOUNDS_A_PERIOD.search(clause.text):
            yield one


def _months(clause: Clause, plan: _Plan) -> Iterator[Stretch]:
    """ "Ban hành kế hoạch trong tháng 3": what is to be done by its end, and not on a day."""
    days = days_in(clause.text)
    for month in months_in(clause.text, plan.years[0] if plan.is_of_one_year else None):
        before = max((one.end for one in days if one.end <= month.start), default=0)
        said = clause.text[before : month.start]
        reported = days and _REPORTS.search(said)
        if _TO_DO.search(clause.text if not days else said) and not reported:
            yield month


def _leads_to(text: str, first: Stretch, second: Stretch) -> bool:
    return bool(re.fullmatch(r"[^,;]*\bđến\s*", text[first.end : second.start]))


def _duties(clause: Clause, plan: _Plan) -> Iterator[_Duty]:
    for stretch in (*_deadlines(clause), *_months(clause, plan)):
        who, to = clause.parties(stretch.start, stretch.end)
        names = offices_in(who, plan.vocabulary, plan.head.issuer)
        for day in stretch.days:
            if not _is_only_mentioned(clause, stretch, day, plan):
                reason = _no_deadline(clause, stretch, day, plan) or _nobodys(clause, who, names)
                rule = None if reason else _rule(clause, stretch, day, plan, who, to, names)
                yield clause, rule, reason


def _is_only_mentioned(clause: Clause, stretch: Stretch, day: Day, plan: _Plan) -> bool:
    reports = bool(_REPORTS.search(clause.text))
    if day.year is None:
        return not reports and not (_REGULARLY.search(clause.sentence) or stretch.is_last_day)
    if stretch.bound in ("after", "opens") or not day.exists:
        return not reports or day.exists
    is_over = date(day.year, day.month, day.day) < plan.head.issued_on
    others = any(one.year and one != day for other in days_in(clause.text) for one in other.days)
    if is_over and (others or not reports or not stretch.is_last_day):
        return True
    cited = _CITED.search(clause.text[: stretch.start])
    return not stretch.is_last_day and (not reports or bool(cited))


def _no_deadline(clause: Clause, stretch: Stretch, day: Day, plan: _Plan) -> str:
    """Why a day is not taken for a deadline; "" when it is one."""
    returns = day.year is not None or day.every is not Every.YEAR
    if not returns and not plan.is_of_one_year and not _REGULARLY.search(clause.sentence):
        return lazy("a reporting day, and the sentence does not say that it comes every year")
    if _BOUNDS_A_PERIOD.search(clause.text):
        return lazy("these days bound the period that is reported; they are no deadline")
    if stretch.bound in ("after", "opens"):
        return lazy("the day opens a time and does not end it")
    if not day.exists:
        return lazy("no such day is in the calendar")
    if day.year and date(day.year, day.month, day.day) < plan.head.issued_on:
        return lazy("the day was over when the decision was issued")
    return ""


def _nobodys(clause: Clause, who: str, names: tuple[str, ...]) -> str:
    """A last day of one office is its duty, of everybody where something is reported or issued."""
    given = _REPORTS.search(clause.text) or _MAKES.search(clause.text)
    if not given and not names:
        return lazy("a day, and nothing is reported in its part of the sentence")
    if not names and not is_everybody(who):
        return lazy("the sentence does not show plainly whose duty it is; nobody is asked")
    return ""


def _rule(
    clause: Clause,
    stretch: Stretch,
    day: Day,
    plan: _Plan,
    who: str,
    to: list[str],
    names: tuple[str, ...],
) -> RuleEntry:
    sums_up = names == (plan.head.coordinator,)
    first, last = plan.years
    second = day.every is Every.YEAR and _EVERY_SECOND.search(clause.sentence)
    every = Every.TWO_YEARS if second else day.every
    if day.year == last + 1 and day.month <= 2:  # "trước ngày 15/01/2027" ends the round of 2026
        every, first = Every.YEAR, last
    elif day.year:
        first = last = day.year
    return RuleEntry(
        tier=Tier.COORDINATOR.value if sums_up else Tier.AGENCIES.value,
        quote=clause.sentence,
        month=day.month,
        day=day.day,
        strict=stretch.strict,
        who=who,
        to="; ".join(to),
        from_year=first,
        until_year=last,
        every=every.value,
        agencies=() if sums_up else names,
    )


def _key(rule: RuleEntry) -> object:
    only_year = rule.from_year if rule.every == Every.ONCE else 0
    return rule.tier, rule.every, rule.month, rule.day, rule.agencies, only_year


def _without_a_day(clauses: Iterable[Clause]) -> Iterator[str]:
    """Why a part that asks for reports, or plans, and names no day for them, makes no duty."""
    for clause in clauses:
        reports = _REPORTS.search(clause.text) and addressed(clause.text)
        tells = _MAKES_PLAN.search(clause.text) or _TOLD.match(clause.sentence)
        if reports or (clause.who and tells):
            reasons = (why for pattern, why in _WITHOUT_A_DAY if pattern.search(clause.text))
            yield from islice(reasons, 1)


def _yearly(sentence: Sentence) -> list[str]:
    """Elsewhere its day stands in another sentence."""
    asks = _REPORTS.search(sentence.text) and _REGULARLY.search(sentence.text)
    return [_YEARLY_WITHOUT_A_DAY] if asks and addressed(sentence.text) else []


def _not_taken(sentence: Sentence, reasons: Iterable[str]) -> Iterator[Doubt]:
    proposal = lazy("add [[rules]] by hand; name in agencies whose duty it is alone")
    for reason in dict.fromkeys(filter(None, reasons)):
        yield Doubt("plan.toml", "", "rules", sentence.text, reason, proposal, sentence.line)


def _doubts(rule: RuleEntry, clause: Clause, line: int, again: bool) -> Iterator[Doubt]:
    where = Doubt("plan.toml", f"{rule.day:02}/{rule.month:02}", "rules", rule.quote, "", "", line)
    if again:
        reason = lazy("another sentence names this day too; the first one is kept")
        yield replace(where, reason=reason, proposal=lazy("compare them"))
    elif not rule.to and _REPORTS.search(clause.text):
        reason = lazy("the sentence does not show it plainly")
        yield replace(where, field="to", reason=reason, proposal=lazy("fill it in by hand"))
    if rule.every != Every.ONCE and _IN_SEASON.search(clause.text) and not again:
        reason = lazy("it holds in one season only, and is asked for all year round")
        yield replace(where, reason=reason, proposal=lazy("put a rule for each of its months"))
