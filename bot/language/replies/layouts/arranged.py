"""What is written in another order, put in the usual one: the tasks, then what is said of them."""

import re
from collections.abc import Sequence

from bot.language.replies.statuses import read_status
from bot.language.replies.task_refs import refs_at

_LABEL = (
    r"(?:tình trạng|tinh trang|trạng thái|trang thai|tiến độ|tien do|kết quả|ket qua|kq|khó khăn"
    r"|kho khan|vướng mắc|vuong mac|nguyên nhân|nguyen nhan|lý do|ly do|đề xuất|de xuat|kiến nghị"
    r"|kien nghi|đề nghị|de nghi|văn bản|van ban|giải pháp|giai phap|ghi chú|ghi chu)"
)
# "9.4⏎Tình trạng: đang làm⏎Khó khăn: thiếu vốn": the lines of one task
_LABELLED_LINE = re.compile(rf"\n[-+*• ]*(?={_LABEL}[^\n:]{{0,30}}:)", re.IGNORECASE)
_STATUS_LABEL = re.compile(
    r"(?<=[;:])\s?(?:tình trạng|tinh trang|trạng thái|trang thai)[^\n:;]{0,20}:", re.IGNORECASE
)
# "do chưa có đơn giá nên 2.3 với 9.4 chưa làm được"
_CAUSE_FIRST = re.compile(
    r"(?P<before>^|[;\n]\s?)(?P<cause>(?:(?:do|vì|vi|tại|bởi|thiếu|thieu|chưa có|chua co|vướng"
    r"|vuong|hết|het|không có|khong co|ko có|ko co|chờ|kẹt|ket)\s)[^\d;:\n]{2,80}?)\s"
    r"(?:cho nên|cho nen|nên|nen)\s(?P<rest>[^;\n]{3,200})",
    re.IGNORECASE,
)
_GIVES = re.compile(r"(?:do|vì|vi|tại|bởi)\s", re.IGNORECASE)
# "Đang làm: 9.2 (30%), 9.4 (55%)"
_SHARE = r"[\w.]{1,8}\s?\(\d{1,3}(?:[.,]\d{1,2})?\s?%\)"
_SHARES_BEHIND = re.compile(
    rf"(?P<before>^|[.;\n]\s?)(?P<said>[^\d:;.,\n(]{{3,40}}):\s?(?P<tasks>{_SHARE}(?:[,;]?\s{_SHARE})*)"
    r"(?=\s*(?:[.;\n]|$))"
)
_ONE_SHARE = re.compile(r"(?P<ref>[\w.]+)\s?\((?P<share>[^)]+)\)")


def in_order(text: str, codes: Sequence[str] = ()) -> str:
    """A tidy text; as it is where nothing is to be put in another place."""
    text = _STATUS_LABEL.sub(" ", _with_its_labels(text, codes))
    text = _SHARES_BEHIND.sub(_shares_first, text)
    return _CAUSE_FIRST.sub(lambda found: _tasks_first(found, codes), text)


def _with_its_labels(text: str, codes: Sequence[str]) -> str:
    """Labelled lines go on with the task that the line before them names."""
    if not _LABELLED_LINE.search(text) or refs_at(text, codes) is None:
        return text
    first, *more = _LABELLED_LINE.split(text)
    refs = refs_at(first, codes)
    is_bare = refs is not None and refs.end >= len(first.rstrip(" :.-"))
    return (": " if is_bare else "; ").join((first.rstrip(" :.-;"), "; ".join(more)))


def _shares_first(found: re.Match[str]) -> str:
    said = found["said"].strip()
    if read_status(said) is None:
        return found[0]
    each = [f"{one['ref']} {said} {one['share']}" for one in _ONE_SHARE.finditer(found["tasks"])]
    return "\n" + "\n".join(each)


def _tasks_first(found: re.Match[str], codes: Sequence[str]) -> str:
    if refs_at(found["rest"], codes) is None:
        return found[0]
    cause = found["cause"] if _GIVES.match(found["cause"]) else f"do {found['cause']}"
    return f"{found['before']}{found['rest']}, {cause}"
