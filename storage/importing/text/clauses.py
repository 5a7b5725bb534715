"""Sentences of the running text and their clauses: who does something, and who receives it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.importing.document import Line

# Marks of paragraphs by depth: "1.", "1.1.", "a)", "-", "+"
_MARKS = tuple(
    map(
        re.compile,
        (
            r"(?:Điều )?\d{1,2}[.-]\s+",
            r"\d{1,2}(?:\.\d{1,2})+\.?\s+",
            r"[a-zđ]\)\s+",
            r"[-–]\s+",
            r"[+•*]\s+",
        ),
    )
)
HEADING = re.compile(r"[IVXLC]+[.-]\s|Điều \d|PHỤ LỤC")
SOMEBODY = re.compile(
    r"(?:Các (?!nhiệm vụ|nội dung|mục tiêu|giải pháp|hoạt động)|Thủ trưởng |Giám đốc |Chánh "
    r"|Chủ tịch |Bộ trưởng|Sở |Sở, |UBND |Ủy ban |Văn phòng |Cơ quan |Đơn vị |Trung tâm |Công an "
    r"|Thanh tra (?=tỉnh|thành phố|nhà nước|Sở|Bộ)|Ban (?!hành|đầu)|Bộ (?!phận|máy|đội)"
    r"|Vụ (?!việc|án)|Tổng cục |Học viện |Trường (?!hợp)|Bệnh viện "
    r"|Phòng (?!ngừa|chống|cháy|bệnh|tránh|thủ)|Mặt trận |MTTQ |HĐND |Thường trực |Kho bạc "
    r"|Viễn thông |Bưu điện |Điện lực |Bảo hiểm xã hội |Hải quan |Công ty |Tổng công ty |Tập đoàn "
    r"|Thuế |Thống kê (?=tỉnh|thành phố)|Ngân hàng |Hội (?!nghị|nhập|thảo|họp)|Đoàn (?!kết)|Đài "
    r"|Báo (?!cáo)|Chi cục |Cục |Viện |Tỉnh ủy|Đảng ủy|Trưởng |Liên đoàn )"
)
_ISSUES = re.compile(r"\b(?:ban hành|xây dựng) .*như sau\s*:")  # what the issuer itself does
_GROUND = (
    r"(?:Căn cứ|Thực hiện|Trên cơ sở|Để|Nhằm|Trong quá trình|Khi|Sau khi|Đối với|Theo|Sau)\b"
    rf"[^;:]*?,\s*(?=(?i:{SOMEBODY.pattern}))"
)
_LABEL = rf"(?!{SOMEBODY.pattern})[^:;.]{{3,60}}:\s*(?={SOMEBODY.pattern})"
_LIST_OF_OFFICES = re.compile(r"\b([Cc]ác [Ss]ở):\s+(?=[A-ZĐ])")  # "Các Sở: Xây dựng, Y tế"
_OPENING = re.compile(
    rf"{_GROUND}|{_LABEL}|(?:Định kỳ|H[àằ]ng) (?:[^,;:.()]{{1,20}},\s*){{2,4}}"
    rf"(?=(?i:{SOMEBODY.pattern}))|"
    r"(?:Giao(?: cho)?|Phân công|Đề nghị|Yêu cầu|Chỉ đạo|Riêng)\s+"
    r"|(?:Định kỳ|H[àằ]ng (?:năm|quý)|Trước|Chậm nhất|Trong (?=tháng|quý|năm))"
    r"(?:[^,(]*\([^)]*\)(?:\s*(?:,|và)?\s*[^,()]{0,20}\([^)]*\))*\s*,?\s*|[^,(]*,\s*)"
)
_COMRADE = re.compile(  # "Giao đồng chí Giám đốc Sở Y tế": the office is meant
    r"\b(?:các )?(?:đồng chí|đ/c)\s+(?=(?:Giám đốc|Thủ trưởng|Chánh|Trưởng|Cục trưởng"
    r"|Chi cục trưởng|Chủ tịch UBND (?!tỉnh|thành phố))\b)",
    re.I,
)
WHO_ENDS = re.compile(
    r"\s*[,:]?\s*(?<![Cc]ác )(?<!cơ quan, )"
    r"(?:(?:định kỳ|có trách nhiệm|chịu trách nhiệm|tổ chức|báo cáo|tổng hợp|trước|theo"
    r"|chủ trì|chủ động|(?:là|làm) (?:cơ quan|đơn vị|đầu mối|thường trực)|h[àằ]ng (?:năm|quý|tháng)"
    r"|tham mưu|căn cứ|gửi|triển khai|(?<!dự án đầu tư )xây dựng|phối hợp|thường xuyên"
    r"|chậm nhất|trên cơ sở|nộp|(?<!công )(?<!chương )trình"
    r"|theo dõi|đôn đốc|hướng dẫn|rà soát|hoàn thành|thực hiện|tiếp tục|tăng cường|khẩn trương"
    r"|nghiêm túc|kịp thời|lập|cập nhật|mỗi (?:năm|quý|tháng)|ban hành|phân công|đề xuất|bố trí"
    r"|phân bổ|cân đối|bảo đảm|đảm bảo|thẩm định|kiểm tra|giám sát|hỗ trợ|cung cấp|tuyên truyền"
    r"|chuẩn bị|hoàn thiện|công bố|công khai|cụ thể hóa|chỉ đạo|phê duyệt|sơ kết|tổng kết|đánh giá"
    r"|sớm|tập trung|đăng ký|bàn giao|nghiệm thu"
    r"|thông báo|trao đổi|phản ánh|thu thập|khảo sát|duy trì|giải trình"
    r"|vận hành|kết nối|đề nghị|thành lập|kiện toàn|quán triệt|phổ biến|lồng ghép|chịu)\b|:|$)"
)
_NEXT_BEGINS = re.compile(
    r"(\d(?:\s+h[àằ]ng năm)?),\s+(?=(?:Sở|UBND|Ủy ban nhân dân|Văn phòng|Phòng|Công an)\s[^,;]*?"
    r"\s(?:tổng hợp|báo cáo|trình)\b)"
)
_OFFICES = (
    r"Sở|UBND|Ủy ban|Bộ(?! phận)|Chủ tịch|Thủ tướng|Chính phủ|Văn phòng|HĐND|Hội đồng|Tỉnh ủy"
    r"|Thành ủy|Đảng ủy|Thường trực|Quân khu|Ban(?! hành)|Giám đốc|Công an|Thanh tra"
    r"|Trung tâm|Mặt trận|Cục|Tổng cục|Vụ|Chi cục|Tổ công tác|Tiểu ban|[Pp]hòng|Học viện|Viện"
)
_LOWER = "a-z" + "".join(
    filter(str.islower, map(chr, (*range(0xDF, 0x1B1), *range(0x1EA0, 0x1EFA))))
)
# "UBND tỉnh phương án vốn": what is handed in stands behind the committee
_COMMITTEE = re.compile(
    rf"((?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|xã|phường|đặc khu))\s+(?!và )[{_LOWER}].*"
)
_ADDRESSED = re.compile(
    rf"\b(?i:báo cáo|về|gửi|trình|cho|qua)\s+(?P<to>(?:{_OFFICES})\b.*?)"
    rf"(?=[;.:()]|,(?! (?!(?:{_OFFICES})\b)(?![{_LOWER}\d])\w)"  # "Phòng Lao động, Việc làm" is one
    r"|\s+(?:để|trước|báo cáo|theo|tổng hợp|xem xét|định kỳ|ngày|chậm"
    r"|đồng thời|kết quả|về|gửi|trình|không muộn|muộn|từ|sau|qua|vào|bằng|kèm|(?:một năm )?\d+ lần"
    r"|(?:(?:h[àằ]ng|mỗi|trong|các|cả|cuối|đầu|giữa|sơ kết|tổng kết) )*(?:\d+ |sáu |chín )?"
    r"(?:năm|quý|tháng|kỳ)|đột xuất|khi|sơ kết|tổng kết|cùng|đúng|nhằm|lồng ghép|cuối|đầu)\b|$)"
)


@dataclass(frozen=True)
class Sentence:
    """`owner` answers for the paragraph, or the list, that the sentence stands in."""

    text: str
    line: int
    owner: str


@dataclass(frozen=True)
class Clause:
    """A part of a sentence; `rest` is what follows it until somebody else is named, `earlier` what
    stands before it and is of the same one."""

    text: str
    sentence: str
    who: str
    rest: str
    earlier: str = ""

    def parties(self, start: int, end: int) -> tuple[str, list[str]]:
        """Who owes what is due on the day that stands there, and to whom.

        Whoever is named right before the day receives it, else after it, else earlier. "gửi về
        Sở … để tổng hợp, báo cáo UBND tỉnh": what stands after "để" is what the receiver does.
        """
        before = self.text[:start]
        own, _, purpose = before.rpartition(" để ")
        receivers = addressed(own)
        if receivers and (onward := addressed(purpose)):
            return receivers[-1], onward[-1:]
        after = re.split(r"\bđể\b", self.text[end:] + self.rest)[0]
        found = list(_ADDRESSED.finditer(before))
        if found and not before[found[-1].end() :].strip(" ,"):
            return self.who, [_receiver(found[-1])]
        return self.who, addressed(after) or addressed(before) or addressed(self.earlier)


def sentences_of(lines: Iterable[Line]) -> Iterator[Sentence]:
    """What stands below "1. Các sở", "a) …", "- …", is the duty of whom that line begins with."""
    owners: dict[int, str] = {}  # by the depth of the paragraph that names them
    for line in lines:
        depth, text = unmarked(line.text)
        own = _who(text)
        if depth is None and own and text.endswith(":") and not _ISSUES.search(text):
            depth = -1  # "Các sở báo cáo:" above a list
        if HEADING.match(line.text):
            owners.clear()
        owners = {above: who for above, who in owners.items() if depth is None or above < depth}
        owner = owners[max(owners)] if owners else ""
        if own and depth is not None:
            owners[depth] = own
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZĐ])", text):
            yield Sentence(sentence, line.number, owner)
            owner = _who(sentence) or owner


def unmarked(text: str) -> tuple[int | None, str]:
    """How deep the paragraph lies, None where it has no mark, and its words."""
    for depth, mark in enumerate(_MARKS):
        if match := mark.match(text):
            return depth, text[match.end() :]
    return None, text


def clauses_of(sentence: Sentence) -> list[Clause]:
    """The parts between semicolons, and those that somebody else begins.

    One that names nobody goes on with whoever came before.
    """
    texts = [one for part in _glued(re.split(r"\s*;\s*", sentence.text)) for one in _by_day(part)]
    own = [_who(text) for text in texts]
    clauses: list[Clause] = []
    who, first = sentence.owner, 0  # since which part it is this one
    for at, text in enumerate(texts):
        who, first = (own[at], at) if own[at] else (who, first)
        others = [n for n in range(at + 1, len(texts)) if own[n]]
        rest = "; ".join(["", *texts[at + 1 : others[0] if others else None]])
        clauses.append(Clause(text, sentence.text, who, rest, "; ".join(texts[first:at])))
    return clauses


def addressed(text: str) -> list[str]:
    return list(dict.fromkeys(map(_receiver, _ADDRESSED.finditer(text))))


def _receiver(match: re.Match[str]) -> str:
    return _COMMITTEE.sub(r"\1", match["to"].strip())


def _glued(parts: Sequence[str]) -> list[str]:
    """A part that only names somebody begins the list that the next part goes on with."""
    texts: list[str] = []
    for part in parts:
        if texts and texts[-1] and _who(texts[-1]) == texts[-1]:
            texts[-1] = f"{texts[-1]}; {part}"
        else:
            texts.append(part)
    return texts


def _by_day(part: str) -> list[str]:
    """ "Các sở báo cáo … trước ngày 15/11, Sở Y tế tổng hợp …" is two duties."""
    found = _NEXT_BEGINS.search(part)
    if not found or not _who(part[: found.end(1)]):
        return [part]
    return [part[: found.end(1)], *_by_day(part[found.end() :])]


def _who(text: str) -> str:
    """The offices that a clause begins with; "" when it begins with something else."""
    return begun(text)[0]


def begun(text: str, ends: re.Pattern[str] = WHO_ENDS) -> tuple[str, str]:
    """The offices that a clause begins with, "" where it begins otherwise, and what they do."""
    text = _COMRADE.sub("", text, count=1)
    text = _LIST_OF_OFFICES.sub(r"\1 ", text[:1].upper() + text[1:])
    text = _opened(_opened(text))  # "Định kỳ hai năm một lần, trước ngày 31/12, các cơ sở"
    end = ends.search(text)
    if end is None or not SOMEBODY.match(text):
        return "", text
    return text[: end.start()], text[end.start() :]


def _opened(text: str) -> str:
    """What stands behind the opening, if any, begun with a capital."""
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    return rest[:1].upper() + rest[1:]
