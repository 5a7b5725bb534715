"""One sentence that gives a task: who leads, who coordinates, what is to be done."""

import re
from dataclasses import dataclass

from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.agencies.words import words_of
from storage.importing.text.clauses import SOMEBODY, WHO_ENDS, begun

_MORE_VERBS = (
    r"lựa chọn|xử lý|giải quyết|tháo gỡ|nghiên cứu|xem xét|làm việc|làm rõ|thống nhất|bổ sung"
    r"|điều chỉnh|sửa đổi|khắc phục|huy động|vận động|khai thác|sử dụng|ký|thanh toán|quyết toán"
    r"|giải ngân|giải phóng|di dời|nâng cấp|cải tạo|sửa chữa|mua sắm|lắp đặt|số hóa|đẩy nhanh"
    r"|đẩy mạnh|phát động|phân tích|đo đạc|cấp (?!tỉnh|xã|huyện|ủy)|thu hồi|chi trả|xác định"
    r"|xác minh|tiếp nhận|tiếp thu|chấn chỉnh|xử phạt|tuyển dụng|tuyển chọn|quảng bá|kêu gọi"
    r"|thu hút|ứng phó|điều tra|tuần tra|liên hệ|gia hạn|dừng|công nhận|nắm|phát hiện|đối chiếu"
    r"|cắt giảm|đơn giản hóa|rút ngắn|sắp xếp|lấy ý kiến|tham gia|cử|áp dụng|khôi phục|nạo vét"
    r"|gia cố|thi công|khởi công|siết chặt|ưu tiên|quan tâm|tính toán|trực tiếp|phát huy|mở|in"
    r"|đã|đang|chưa|vẫn|thanh tra|quyết liệt|chuyển|lưu ý|đưa|sửa|trồng|mời|nhân rộng|trang bị"
    r"|sản xuất|bảo trì|bảo dưỡng|biên soạn|cải thiện|ghi hình|khám|tiêm|thăm|tặng|vệ sinh|hoàn trả"
    r"|tăng (?!trưởng)|giảm (?!nghèo)|lãnh đạo"
)
ENDS = re.compile(WHO_ENDS.pattern.replace(r"|chịu)\b", rf"|chịu|{_MORE_VERBS})\b"))
_TELLS = (
    r"(?:giao(?: nhiệm vụ)?(?: cho)?|phân công|yêu cầu|đề nghị|chỉ đạo)\s+"
    r"(?:lãnh đạo\s+)?(?=(?i:các\b)|" + SOMEBODY.pattern + ")"
)
GIVES = re.compile(rf"(?<!bàn )(?<!được )(?<!đã )(?<!chuyển )(?<!theo )(?<!tham )\b(?i:{_TELLS})")
ASKS_SOMEBODY = re.compile(r"(?:Giao|Phân công|Yêu cầu|Đề nghị|(?:Các )?[Đđ]ồng chí)\b")
_NO_VERB = re.compile(
    r"[\s,:;.]*(?:(?:trước|theo|chậm nhất|h[àằ]ng|định kỳ|báo cáo|gửi|thường xuyên|trên cơ sở)\b|$)"
)
_VERB = re.compile(  # behind a name; "có", "thuộc", "của" say more of whose it is
    r"\s+(?!(?:và|có|thuộc|của|trên|liên|là|ở|tại|vùng|ven|trực|cấp|chịu|theo|khu|số|các)\b)[^\W\d_A-ZĐ]"
)
_HEAD_OF = re.compile(
    r"(?:(?:Giám đốc|Thủ trưởng|Chánh|Trưởng|Cục trưởng|Chi cục trưởng|Chủ tịch|Lãnh đạo"
    r"|Người đứng đầu|Tư lệnh|Chỉ huy trưởng)\s+)(?=[Cc]ác |Sở|UBND|Ủy ban|Công an|Văn phòng"
    r"|Thanh tra|Ban |Cục|Chi cục|Trung tâm|Bộ Chỉ huy|Kho bạc|Thuế)"
)
_ADVERBS = r"(?:(?:chủ động|khẩn trương|tích cực|kịp thời)[\s,]*)*"
_DUTY = re.compile(
    r"^[\s:,–-]*(?:(?:có trách nhiệm|chịu trách nhiệm(?: chính)?|được giao)\s*)*"
    rf"{_ADVERBS}(?:(?:là|làm)\s+)?"
    r"(?:(?:cơ quan\s+|đơn vị\s+)?(?:chủ trì|đầu mối)\b[,;]?\s*(?:và\s+)?)*"
    rf"(?:{_ADVERBS}phối hợp(?: chặt chẽ| tốt)?\s+(?:(?:cùng )?với\s|cùng\s)?\s*(?P<with>.*))?",
    re.S,
)
_HELPERS = re.compile(
    r"\s*[;,]\s*(?P<with>[^;]*?)\s+phối hợp(?:\s+(?:thực hiện|triển khai))?\s*\.?$"
)
_REPORTS = re.compile(
    r"\s*(?:[,;.]|\bvà\b)\s*(?:(?:và|đồng thời|gửi|có)\s+)?"
    r"(?:(?:định kỳ|h[àằ]ng (?:tuần|tháng|quý|năm)|trước ngày|chậm nhất|vào)\b[^;]*?[\s,])?"
    r"(?:tổng hợp,?\s+)?báo cáo(?!\s+(?:đánh giá|nghiên cứu|khả thi|kinh tế))\b.*$",
    re.S,
)
_ONLY_REPORTS = re.compile(
    r"^(?:[\s:,]|\b(?:tham mưu(?: cho)?(?: Chủ tịch)? UBND tỉnh|định kỳ|thường xuyên|h[àằ]ng|mỗi"
    r"|tuần|tháng|quý|năm|có trách nhiệm|chủ động|theo dõi|đôn đốc|kiểm tra|tổng hợp|rà soát|trước"
    r"|chậm nhất|vào|từ|đến|ngày|thứ|sáu|hai|ba|tư|bảy|\d{1,2}(?:/\d{1,4})*|kết quả|tình hình|việc"
    r"|thực hiện|và|cuối|gửi)\b)*(?:báo cáo|gửi (?:kết quả|số liệu|danh mục))\b",
    re.I,
)
_OF_THIS = (
    r"(?:Thông báo|Kết luận|Kế hoạch|Chỉ thị|Công điện|Công văn|Văn bản|Phụ lục|nội dung|nhiệm vụ"
    r"|ý kiến|kết quả)"
)
_FOLLOWS = r"(?:theo dõi|đôn đốc|kiểm tra|giám sát)"
_FOLLOWS_UP = re.compile(  # the whole, and does nothing of its own
    r"^[\s:,]*(?:có trách nhiệm |(?:(?:là|làm) (?:cơ quan |đơn vị )?)?(?:chủ trì|đầu mối),? "
    r"|chỉ đạo )?"
    rf"{_FOLLOWS}\b(?:[^.;]*(?:thực hiện|triển khai|{_OF_THIS})|(?:[\s,]|và|{_FOLLOWS})*(?:[.;]|$))"
    rf"|(?:thực hiện|triển khai|quán triệt)[^.;]*\b{_OF_THIS}\b[^.;]*\b(?:này|nêu trên|trên đây"
    r"|tại Phụ lục|kèm theo|sau đây|dưới đây)\b|^[\s:,]*nghiêm túc (?:triển khai )?thực hiện"
    r"|^[\s:,]*(?:(?:khẩn trương|nghiêm túc|tổ chức|triển khai) )*thực hiện(?: nghiêm túc)?"
    r"[\s./]*$",
    re.I,
)
_TOLD_OF = re.compile(
    r"^[\s:,]*(?:chịu trách nhiệm (?:toàn diện|trước|nếu|khi|về)|đã"
    r"|đang|chưa|còn|được|là|vẫn|(?:kịp thời )?phản ánh|thông báo (?:để|đến|ý kiến|kết luận)"
    r"|kết luận"
    r"|(?:thống nhất )?đánh giá cao|ghi nhận|biểu dương|yêu cầu|giao|chỉ đạo như|có ý kiến)\b"
)


@dataclass(frozen=True)
class Duty:
    """`report` is what of the sentence only says whom it is reported to, and when."""

    lead: str
    coordinating: str
    task: str
    report: str = ""


def whose(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The offices that a sentence begins with, and what they do.

    Where no known verb ends their names, a known name does: "Sở Nội vụ thay thế …".
    """
    who, rest = begun(text, ENDS)
    words = words_of(who)
    known = vocabulary.longest_at([word.folded for word in words], 0)
    if known is None or known[1] == len(words) or not _NO_VERB.match(rest):
        return who, rest
    end = words[known[1] - 1].end
    if not _VERB.match(who[end:]):
        return who, rest
    return who[:end], who[end:] + rest


def duty_of(text: str, vocabulary: Vocabulary, owner: str = "") -> Duty | None:
    """None where the sentence gives nobody a task; `owner` leads one that names nobody."""
    who, rest = whose(text, vocabulary)
    if not who:
        if not owner or not (ENDS.match(text[:1].lower() + text[1:]) and text):
            return None
        who, rest = owner, text[:1].lower() + text[1:]
    if not rest.strip(" .:;,") or text.endswith(":"):
        return None
    if _TOLD_OF.match(rest) or _ONLY_REPORTS.match(rest) or _FOLLOWS_UP.search(rest):
        return None
    duty = _DUTY.match(rest)
    helpers, task = "", rest
    if duty:
        task = rest[duty.end() :]
        if duty["with"]:
            helpers, task = _listed(duty["with"])
    if tail := _HELPERS.search(task):
        helpers = "; ".join(filter(None, (helpers, tail["with"].strip())))
        task = task[: tail.start()]
    found = _REPORTS.search(task)
    report = task[found.start() :] if found and found.start() else ""
    task = task[: found.start()] if report and found else task
    task = task.strip(" .:;,–-")
    if not task:
        return None
    return Duty(_HEAD_OF.sub("", who), _HEAD_OF.sub("", helpers), task, report.strip(" .;,"))


def _listed(text: str) -> tuple[str, str]:
    """ "Sở A, UBND các xã rà soát …": the offices, and what is to be done."""
    end = ENDS.search(f" {text}")
    if end is None:
        return text, ""
    return text[: max(end.start() - 1, 0)].strip(" ,;:"), text[max(end.start() - 1, 0) :]
