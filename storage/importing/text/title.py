"""The title that a decision gives the plan, and the years that this title names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from storage.importing.document import is_ornament
from storage.names import fold

_DECISIONS = "QUYẾT ĐỊNH|NGHỊ QUYẾT"  # they issue a plan, the others are one
_KINDS = (
    r"KẾ HOẠCH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|ĐỀ ÁN|PHƯƠNG ÁN|CHỈ THỊ|CÔNG ĐIỆN|THÔNG BÁO"
    rf"|HƯỚNG DẪN|KẾT LUẬN|{_DECISIONS}"
)
_GIVING = ("THÔNG BÁO", "KẾT LUẬN", "CÔNG ĐIỆN", "CHỈ THỊ")
_KIND = re.compile(rf"[\s|]*(?P<kind>{_KINDS})(?![^\W\d_])[\s|:]*(?P<rest>.*)")
_ISSUES = re.compile(r"(?:Điều 1\.\s*)?(?:Ban hành|Phê duyệt)\s")
_CONTENTS = (
    r",? với (?:(?:các|những|một số) )?(?:nội dung|mục tiêu|nhiệm vụ) (?:chủ yếu|chính|cụ thể"
    r"|cơ bản|(?:như )?sau)\b.*|,? (?:bao )?gồm (?:có|các|những|\d).*|,? (?:cụ thể|như sau)\b.*"
)
_ISSUED = re.compile(
    r"(?:Điều 1\.\s*)?(?:Ban hành|Phê duyệt)\s+(?:kèm theo (?:Quyết định|Nghị quyết) này\s+)?"
    r"(?P<title>(?:Kế hoạch|Chương trình|Chiến lược|Đề án|Phương án|Danh mục)\s.+?)"
    rf"(?:{_CONTENTS}|[:;].*| \(sau đây.*)?\s*\.?"
)
_ISSUING = re.compile(
    r"^(?:Về việc |V/v )?(?:ban hành|phê duyệt)\s+(?:kèm theo \S+ \S+ này )?", re.I
)
_ABOUT = re.compile(r"\b(?:V/v|Về việc)[\s:]+([^|;]{10,})")
_TITLE_ENDS = re.compile(
    r"\W*$|[-–+*(]|\d+[./)]|[IVX]+\.|[a-zđ]\)|(?:Căn cứ|Thực hiện|Triển khai|Để|Nhằm|Theo"
    r"|Trên cơ sở|Xét|Kính gửi|Phần|Chương|Mục|Điều|Phụ lục|PHỤ LỤC|Nơi nhận|Số|STT|TT"
    r"|CHỦ TỊCH|CHÍNH PHỦ|THỦ TƯỚNG|HỘI ĐỒNG|GIÁM ĐỐC|[UỦ][ỦỶY] BAN|BỘ TRƯỞNG"
    r"|QUYẾT ĐỊNH|TỈNH ỦY|BAN )"
)
# Behind these words, and before a line in lower case, a title is not at its end
_OPEN = re.compile(
    r"(?:[,–-]|\b(?:với|và|hoặc|của|về|thuộc|cho|các|những|tại|theo|trong|trên|đến|từ|năm|giai đoạn"
    r"|số|thực hiện|thi hành|triển khai|gắn|do|để|nhằm|bằng|nghị quyết|kế hoạch|chương trình"
    r"|chỉ thị|quyết định|kết luận|luật|đề án|chiến lược|việc|ngày|tháng|tỉnh|thành phố|xã|phường"
    r"|lần thứ))$",
    re.I,
)
_NEXT_PART = re.compile(r"\(|[-–+*]\s*\D|Căn cứ\b|Điều \d|Kính gửi|PHỤ LỤC|[IVX]+\.\s|(?:STT|TT)\b")
_RANGE_GOES_ON = re.compile(r"[-–]\s*(?:năm )?\d{4}\b")
_MOST_LINES = 12

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
_MORE_YEARS = re.compile(r"(?<=\bnăm )(\d{4}(?:(?:,|,? và) (?:năm )?\d{4})+)(?!\s*[-–—]\s*\d{4})")


def gives_tasks(texts: Sequence[str]) -> bool:
    """Whether its kind is one whose own sentences give tasks: what was concluded, an order."""
    named = next(filter(None, map(_KIND.fullmatch, texts)), None)
    return named is not None and named["kind"] in _GIVING


def is_letter(texts: Sequence[str]) -> bool:
    """It is addressed to somebody, and names no kind that it is of."""
    return any(text.startswith("Kính gửi") for text in texts) and not any(
        map(_KIND.fullmatch, texts)
    )


def read_title(texts: Sequence[str]) -> str:
    """What a decision issues ("Ban hành Kế hoạch …"), else the lines below "KẾ HOẠCH"."""
    named = next(
        ((at, one) for at, text in enumerate(texts) if (one := _KIND.fullmatch(text))), None
    )
    if named is None:
        return _issued(texts) or _matter(texts)
    at, match = named
    is_decision = match["kind"] in _DECISIONS.split("|")
    if is_decision and (issued := _issued(texts)):
        return issued
    first = [match["rest"].strip(" .|")] if match["rest"].strip(" .|") else []
    rest = _whole([*first, *texts[at + 1 :]])
    if is_decision and _ISSUING.match(rest):
        own = _ISSUING.sub("", rest)
        return own[0].upper() + own[1:]
    return _called(match["kind"].capitalize(), rest) if rest else ""


def _matter(texts: Iterable[str]) -> str:
    """What a letter says that it is about: "V/v giao nhiệm vụ …"."""
    found = next(filter(None, map(_ABOUT.search, texts)), None)
    return f"{found[1][0].upper()}{found[1][1:]}".strip(" .") if found else ""


def _called(kind: str, rest: str) -> str:
    return f"{kind} {rest[0].lower() if rest.startswith('Về ') else rest[0]}{rest[1:]}"


def _issued(texts: Sequence[str]) -> str:
    """ "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch …", whatever lines it runs over."""
    starts = (at for at, text in enumerate(texts) if _ISSUES.match(text))
    matches = (_ISSUED.fullmatch(_whole(texts[at:])) for at in starts)
    return next((match["title"] for match in matches if match), "")


def _whole(texts: Sequence[str]) -> str:
    return " ".join(islice(_title_lines(texts), _MOST_LINES))


def _title_lines(texts: Iterable[str]) -> Iterator[str]:
    """The first line, whatever it begins with, and those that go on with it."""
    before = ""
    for text in texts:
        line = text.strip(" |")
        if before and not _goes_on(before, line):
            return
        if not is_ornament(line):
            yield line.rstrip(" .")
            before = line


def _goes_on(before: str, line: str) -> bool:
    """A line of dashes parts; a sentence of the text ends in a full stop."""
    if is_ornament(line) or before.endswith((".", ";", ":")):
        return False
    if re.search(r"\d{4}$", before) and _RANGE_GOES_ON.match(line):
        return True
    if _NEXT_PART.match(line) or line.endswith(";"):
        return False
    if _OPEN.search(before) or (line[0].islower() and not re.match(r"[a-zđ]\)", line)):
        return True
    if line.isupper() and not before.isupper():
        return False  # the heading of what comes
    return not _TITLE_ENDS.match(line) and not line.endswith((".", ":"))


def appendix_title(texts: Sequence[str]) -> str:
    """The heading of an appendix that came alone: what stands between "PHỤ LỤC" and its source."""
    starts = [at for at, text in enumerate(texts) if fold(text).startswith("phu luc")]
    heading = texts[starts[-1] + 1 if starts else 0 :]
    lines = [line.strip(" |") for line in heading if not is_ornament(line)]
    return " ".join(lines[-_MOST_LINES:]).strip()


def read_period(title: str, issued_on: date) -> str:
    """ "2026", "2026 - 2030" as the plan's own title names it; "" where it names none.

    The year of one plan goes before the years of the programme that it carries out.
    """
    own = _CITED.sub("", title)
    listed = [year for more in _MORE_YEARS.findall(own) for year in re.findall(r"\d{4}", more)]
    years = [year for year in map(int, [*_YEAR.findall(own), *listed]) if year >= issued_on.year]
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
