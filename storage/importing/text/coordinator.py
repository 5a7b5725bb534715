"""Who coordinates the plan: the one office that follows it, urges it on and sums it up."""

import re
from collections import Counter
from collections.abc import Iterable

from storage import lazy
from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.document import Line
from storage.importing.text.clauses import addressed, clauses_of, sentences_of
from storage.importing.text.offices import is_everybody, offices_in

_PLAN = r"(?:Kế hoạch|Chương trình|Nghị quyết|Chỉ thị|Quyết định|Đề án|Công điện|Thông báo)"
_CARRIED_OUT = rf"[^.;:]*\b(?:thực hiện|triển khai)\b[^.;:]*\b{_PLAN}\b"
_FOLLOWS = r"\b(?:theo dõi|đôn đốc|điều phối)\b"
_SUMS_UP = r"\btổng hợp\b[^.;]*\b(?:báo cáo|kết quả|tình hình)\b|\btổng hợp chung\b"
_IN_CHARGE = (  # the plainest words first
    re.compile(
        r"\b(?:là|làm) (?:(?:cơ quan|đơn vị) )?(?:thường trực|đầu mối|điều phối)"
        r"|\((?:là )?(?:cơ quan|đơn vị) (?:thường trực|đầu mối)[^)]*\)",
        re.I,
    ),
    re.compile(rf"(?i:{_FOLLOWS}){_CARRIED_OUT}"),
    re.compile(rf"\bchịu trách nhiệm [^.;:]*{_FOLLOWS}", re.I),
    re.compile(rf"\b[Hh]ướng dẫn{_CARRIED_OUT}"),
    re.compile(rf"\b(?:là|làm) (?:cơ quan|đơn vị) chủ trì\b.*{_SUMS_UP}", re.I),
    re.compile(rf"{_FOLLOWS}[^.;]*(?:{_SUMS_UP}|\bviệc (?:thực hiện|triển khai))", re.I),
    re.compile(r"\b(?:đôn đốc|kiểm tra)\b[^.;]*\b(?:thực hiện|triển khai)\b", re.I),
    re.compile(r"\bchịu trách nhiệm (?:chính )?tổng hợp\b", re.I),
    re.compile(rf"{_FOLLOWS}[^.;]*\btổng hợp\b", re.I),
)
_POST = r"(?:cơ quan|đơn vị) (?:thường trực|đầu mối|điều phối)"
_TITLED = re.compile(  # "Cơ quan thường trực: Sở Y tế", and "1. Sở Y tế (cơ quan thường trực)"
    rf"(?:[-–+]\s*)?{_POST}[^:.;]{{0,40}}:\s*(?P<behind>[^.;]+)[.;]?"
    rf"|(?:[\dIVX]+[.)]\s*|[a-zđ]\)\s*|[-–+]\s*)?{_POST} [^:.;()]{{0,60}}\((?P<inside>[^)]+)\).*"
    rf"|(?:[\dIVX]+[.)]|[a-zđ]\)|[-–+])\s*(?P<before>[^.;:(]+?)\s*\((?:là )?{_POST}[^)]*\).*",
    re.I,
)


def read_coordinator(lines: Iterable[Line], vocabulary: Vocabulary) -> tuple[str, str]:
    """The office, and why that is not sure; "" where it is.

    Who is called the office in charge goes before who follows the plan up.
    """
    lines = list(lines)
    titled = [found for line in lines if (found := _titled(line.text, vocabulary))]
    if titled:
        return titled[0], ""
    clauses = [clause for sentence in sentences_of(lines) for clause in clauses_of(sentence)]
    offices = [(clause, offices_in(clause.who, vocabulary)) for clause in clauses]
    single = [(clause.text, names[0]) for clause, names in offices if len(names) == 1]
    for says in _IN_CHARGE:
        first, *others = dict.fromkeys(name for text, name in single if says.search(text)) or [""]
        if first:
            reason = lazy("{names} is named in such words too", names="; ".join(others))
            return first, reason if others else ""
    gets = Counter(
        name
        for clause in clauses
        if is_everybody(clause.who)
        for names in (offices_in(to, vocabulary) for to in addressed(clause.text))
        for name in names
        if len(names) == 1
    )
    receives = lazy("no sentence says who coordinates; this office receives the reports")
    return next(((name, receives) for name, _ in gets.most_common(1)), ("", ""))


def _titled(text: str, vocabulary: Vocabulary) -> str:
    match = _TITLED.fullmatch(text)
    named = next(filter(None, match.groups()), "") if match else ""
    names = offices_in(named, vocabulary)
    return names[0] if len(names) == 1 else ""
