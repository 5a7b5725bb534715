"""The title that a decision gives the plan, and the years that this title names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

_DECISIONS = "QUYẾT ĐỊNH|NGHỊ QUYẾT"  # they issue a plan, the others are one
_KINDS = (
    r"KẾ HOẠCH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|ĐỀ ÁN|PHƯƠNG ÁN|CHỈ THỊ|CÔNG ĐIỆN|THÔNG BÁO"
    rf"|HƯỚNG DẪN|KẾT LUẬN|{_DECISIONS}"
)
_KIND = re.compile(rf"[\s|]*(?P<kind>{_KINDS})(?![^\W\d_])[\s|:]*(?P<rest>.*)")
_ISSUED = re.compile(
    r"^(?:Điều 1\.\s*)?(?:Ban hành|Phê duyệt)\s+(?:kèm theo (?:Quyết định|Nghị quyết) này\s+)?"
    r"(?P<title>(?:Kế hoạch|Chương trình|Chiến lược|Đề án|Phương án|Danh mục)\s.+?)"
    r"(?:,? (?:với|gồm|cụ thể|như sau)\b.*|[:;].*| \(sau đây.*)?\s*\.?$"
)
_ISSUING = re.compile(
    r"^(?:Về việc |V/v )?(?:ban hành|phê duyệt)\s+(?:kèm theo \S+ \S+ này )?", re.I
)
_TITLE_ENDS = re.compile(
    r"\W*$|[-–+*(]|\d+[./)]|[IVX]+\.|[a-zđ]\)|(?:Căn cứ|Thực hiện|Triển khai|Để|Nhằm|Theo"
    r"|Trên cơ sở|Xét|Kính gửi|Phần|Chương|Mục|Điều|Phụ lục|PHỤ LỤC|Nơi nhận|Số|STT|TT"
    r"|CHỦ TỊCH|CHÍNH PHỦ|THỦ TƯỚNG|HỘI ĐỒNG|GIÁM ĐỐC|[UỦ][ỦỶY] BAN|BỘ TRƯỞNG"
    r"|QUYẾT ĐỊNH|TỈNH ỦY|BAN )"
)
_MOST_LINES = 4

_CITED = re.compile(
    r"ngày \d{1,2}(?: tháng |\s*[/.-]\s*)\d{1,2}(?: năm |\s*[/.-]\s*)\d{4}|\d+/\d{4}/[\w-]+"
    r"|tầm nhìn (?:đến )?(?:năm )?\d{4}"
    r"|\b(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\b(?:(?! trên địa bàn| tỉnh | trong năm).)*?năm \d{4}",
    re.I,
)
_RANGE = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_GOES_ON = re.compile(r"(?:những|các) năm (?:tiếp theo|sau|kế tiếp)|trở đi", re.I)
_UNTIL = re.compile(r"\bđến (?:hết )?(?:năm )?(\d{4})", re.I)
_YEAR = re.compile(r"(?<!đến )(?<!hết )\bnăm (\d{4})(?!\s*[-–—]\s*\d{4})", re.I)


def read_title(texts: Sequence[str]) -> str:
    """What a decision issues ("Ban hành Kế hoạch …"), else the lines below "KẾ HOẠCH"."""
    named = next(
        ((at, one) for at, text in enumerate(texts) if (one := _KIND.fullmatch(text))), None
    )
    issued = next((match["title"] for match in map(_ISSUED.match, texts) if match), "")
    if named is None or (issued and named[1]["kind"] in _DECISIONS.split("|")):
        return issued
    at, match = named
    first = [match["rest"].strip(" .|")] if match["rest"].strip(" .|") else []
    lines = list(islice(_title_lines([*first, *texts[at + 1 :]]), _MOST_LINES))
    rest = " ".join(lines)
    if not rest:
        return ""
    kind = match["kind"].capitalize()
    if kind.upper() in _DECISIONS.split("|") and _ISSUING.match(rest):
        own = _ISSUING.sub("", rest)
        return own[0].upper() + own[1:]
    return f"{kind} {rest[0].lower() if rest.startswith('Về ') else rest[0]}{rest[1:]}"


def _title_lines(texts: Iterable[str]) -> Iterator[str]:
    """The first line, whatever it begins with, and those that go on with it."""
    for number, text in enumerate(texts):
        line = text.strip(" |")
        if number and (_TITLE_ENDS.match(line) or line.endswith((".", ";", ":"))):
            return
        if line.strip("-–_* "):
            yield line.rstrip(" .")


def appendix_title(texts: Sequence[str]) -> str:
    """The heading of an appendix that came alone: what stands between "PHỤ LỤC" and its source."""
    starts = [at for at, text in enumerate(texts) if text.upper().startswith("PHỤ LỤC")]
    heading = texts[starts[-1] + 1 if starts else 0 :]
    return " ".join(line.strip(" |") for line in heading[-_MOST_LINES:]).strip()


def read_period(title: str, issued_on: date) -> str:
    """ "2026", "2026 - 2030" as the plan's own title names it; "" where it names none.

    The year of one plan goes before the years of the programme that it carries out.
    """
    own = _CITED.sub("", title)
    years = [year for year in map(int, _YEAR.findall(own)) if year >= issued_on.year]
    if years:
        first, last = min(years), max(years)
        return f"{first} - {last}" if first < last else f"{first}"
    if found := _RANGE.search(own):
        return f"{found[1]} - {found[2]}"
    until = _UNTIL.search(own)
    return f"{issued_on.year} - {until[1]}" if until else ""


def is_open_ended(title: str) -> bool:
    """ "Năm 2026 và những năm tiếp theo"."""
    return bool(_GOES_ON.search(title))
