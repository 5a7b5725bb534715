"""When a sentence wants a task done: "hoàn thành trước ngày 30/6/2026", "xong trong quý II"."""

import re
from dataclasses import dataclass

from storage.importing.tables.tasks.timeframes import PlanPeriod, Timeframe, read_timeframe

_CLOCK = r"(?:\d{1,2}\s*(?:h|giờ|g)\s*(?:\d{2})?(?:\s*phút)?,?\s*)?"
_YEAR = r"(?:\s*(?:/|năm)\s*(?:20)?\d\d)?"
_DAY = (
    rf"(?:ngày\s+)?\d{{1,2}}\s*(?:/|tháng\s)\s*\d{{1,2}}{_YEAR}(?![\d/%])"
    r"|ngày\s+\d{1,2}[.-]\d{1,2}[.-]20\d\d"
)
_PART = (
    r"(?:tuần\s+(?:thứ\s+)?\w+\s+(?:của\s+)?)?(?:(?:đầu|giữa|cuối)\s+)?"
    rf"(?:tháng\s+\d{{1,2}}(?:(?:,|\s+và)\s+tháng\s+\d{{1,2}})*|quý\s+(?:IV|I{{1,3}}|[1-4])\b(?:,\s*(?:quý\s+)?I{{1,3}}V?\b)?"
    rf"|(?:6|sáu|9|chín)\s+tháng\s+(?:đầu|cuối)\s+năm(?=\D|$)(?:\s+20\d\d)?){_YEAR}"
)
_WHOLE = r"(?:năm\s+20\d\d)"
_DONE = (
    r"(?:(?:phải\s+|phấn đấu\s+|bảo đảm\s+|đảm bảo\s+|dự kiến\s+|và\s+|để\s+)*"
    r"(?:(?:cơ bản\s+)?(?:hoàn thành|hoàn tất|kết thúc|xong|thực hiện|trình|ban hành)(?:\s+xong)?"
    r"|(?:thời\s+(?:gian|hạn|điểm)|hạn|tiến độ)(?:\s+(?!trước|trong|chậm|đến)[^\W\d_]+){0,3})"
    r"\s*:?\s*(?:là\s+)?)"
)
_LIMIT = r"(?:trước|chậm nhất|muộn nhất|không quá|không muộn hơn|hạn cuối)"
_WITHIN = r"(?:ngay\s+)?(?:trong|vào|đến hết|hết)"
_WORDS = r"(?:(?:là|vào|đến|trong|hết|ngay|trước)\s+)*"
_COUNTED = (
    r"(?:trong|sau)\s+(?:(?:thời hạn|thời gian|vòng)\s+)?\d+\s+(?:ngày|tháng)[^,;.:]*?"
    r"(?:kể từ|từ ngày|sau khi|sau ngày)[^,;.]*"
)
_AGAIN = (
    r"(?:định kỳ\s+)?(?:(?:vào\s+)?(?:trước\s+)?ngày\s+\d{1,2}\s+)?(?:h[àằ]ng|mỗi)\s+"
    r"(?:tuần|tháng|quý|năm)|thường xuyên(?=\s*[,.;]|$)"
)
_ROUND = r"(?:(?:đợt|giai đoạn|lần)\s+\d\s*:?\s*)"
# A day is a limit by the word before it, a month only where something is done by then or where
# the sentence ends: "kết quả trong quý I" is what the results are of
_TIME = re.compile(
    rf"[\s,;(–-]*(?P<words>{_ROUND}{_WITHIN}\s+(?:{_DAY}|{_PART})"
    rf"|{_ROUND}?{_DONE}?{_LIMIT}\s+{_WORDS}{_CLOCK}(?:{_DAY}|{_PART}|{_WHOLE})"
    rf"|{_DONE}{_WITHIN}\s+{_WORDS}{_CLOCK}(?:{_DAY}|{_PART}|{_WHOLE})"
    rf"|{_DONE}?từ\s+(?:{_DAY})\s+đến\s+(?:hết\s+)?(?:{_DAY})"
    rf"|{_DONE}(?:đến\s+)?{_CLOCK}(?:{_DAY}|{_PART})"
    rf"|{_WITHIN}\s+{_WORDS}{_CLOCK}(?:{_DAY}|{_PART}|{_WHOLE})(?=[\s.;)]*$)"
    rf"|{_DONE}?{_COUNTED}|{_AGAIN})\)?",
    re.I,
)


@dataclass(frozen=True)
class Timed:
    """`text` is the sentence without the `words` that say when; "" where none do."""

    text: str
    words: str
    time: Timeframe

    @property
    def returns(self) -> bool:
        return bool(self.time.recurrence or self.time.due_every)


def timed(text: str, period: PlanPeriod) -> Timed:
    """What was over when the document was issued is no time to do anything by, and stays."""
    kept, said, last = "", [], 0
    for match in _TIME.finditer(text):
        time = read_timeframe(match["words"], period)
        if not time.read or (time.due_on and time.due_on < period.issued_on):
            continue
        said.append(match["words"])
        kept, last = f"{kept}{text[last : match.start()]}", match.end()
    words = "; ".join(dict.fromkeys(said))
    rest = f"{kept}{text[last:]}"
    return Timed(re.sub(r"\s+([,;.])", r"\1", rest).strip(), words, read_timeframe(words, period))
