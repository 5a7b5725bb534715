"""What is written in another order, put in the usual one: the tasks, then what is said of them."""

import re
from collections.abc import Sequence

from bot.language.replies.layouts.corrections import without_denied
from bot.language.replies.layouts.one_phrase import BY_ORDER
from bot.language.replies.statuses import courtesy_end, read_status
from bot.language.replies.task_refs import ref_at, refs_at
from bot.language.words.lexicon import TROUBLES
from bot.language.words.tokens import tokens_of, words_of
from storage.models import Status

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
# "b) Nhiệm vụ 5: …", "II. Nhiệm vụ đang thực hiện: 4, 5": points of a report
_POINT = re.compile(
    r"(?:^|(?<=\n))\s*(?:[a-zđ]|[ivx]{1,4})[).]\s+"
    r"(?=(?:các |cac )?(?:nhiệm vụ|nhiem vu|nv|mục|muc|công việc|cong viec)\s)",
    re.IGNORECASE,
)
# A message that is answered, and the answer below it
_QUOTED = re.compile(
    r"^[^\d\n\"“>]{0,12}[\"“>]\s?(?P<quoted>[^\n\"”]{1,300})[\"”]?\n(?P<said>[^\n]+)$"
)
# "Đề nghị điều chỉnh nhiệm vụ 5 sang năm 2027"
_TASK_WITHIN = re.compile(
    r"(?P<before>^|[;\n]\s?)(?P<said>[^\d;:\n]{4,60}?)\s(?P<task>(?:nhiệm vụ|nhiem vu|nv|mục|muc"
    r"|chỉ tiêu|chi tieu)\s(?:(?:số|so)\s)?\d[\d.]*)\s(?P<rest>[^;\n\d][^;\n]*)",
    re.IGNORECASE,
)
# "do chưa có đơn giá nên 2.3 với 9.4 chưa làm được"
_CAUSE_FIRST = re.compile(
    r"(?P<before>^|[;\n]\s?)(?P<cause>[^\d;:\n]{4,80}?)\s"
    r"(?:cho nên|cho nen|nên|nen)\s(?P<rest>[^;\n]{3,200})",
    re.IGNORECASE,
)
_GIVES = re.compile(r"(?:do|vì|vi|tại|bởi)\s", re.IGNORECASE)
_CAUSES = words_of(TROUBLES, "do, vì, tại, bởi, hết, chờ, đợi")
# "Đang làm: 9.2 (30%), 9.4 (55%)"
_SHARE = r"[\w.]{1,8}\s?\(\d{1,3}(?:[.,]\d{1,2})?\s?%\)"
_SHARES_BEHIND = re.compile(
    rf"(?P<before>^|[.;\n]\s?)(?P<said>[^\d:;.,\n(]{{3,40}}):\s?(?P<tasks>{_SHARE}(?:[,;]?\s{_SHARE})*)"
    r"(?=\s*(?:[.;\n]|$))"
)
_ONE_SHARE = re.compile(r"(?P<ref>[\w.]+)\s?\((?P<share>[^)]+)\)")


def in_order(text: str, codes: Sequence[str] = ()) -> str:
    """A tidy text; as it is where nothing is to be put in another place."""
    text = _with_its_quotation(_POINT.sub("", without_denied(text)), codes)
    text = _STATUS_LABEL.sub(" ", _with_its_labels(text, codes))
    text = _SHARES_BEHIND.sub(_shares_first, text)
    text = _TASK_WITHIN.sub(_task_first, text)
    return _CAUSE_FIRST.sub(lambda found: _tasks_first(found, codes), text)


def without_its_order(text: str, codes: Sequence[str] = ()) -> str:
    """ "Căn cứ Kế hoạch số 32/KH-UBND, đơn vị báo cáo nhiệm vụ 9.4: …": from the task on."""
    found = BY_ORDER.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    start = courtesy_end(rest)
    return rest[start:] if refs_at(rest[start:], codes) else text


def _with_its_labels(text: str, codes: Sequence[str]) -> str:
    """Labelled lines go on with the task that the line before them names."""
    if not _LABELLED_LINE.search(text) or refs_at(text, codes) is None:
        return text
    first, *more = _LABELLED_LINE.split(text)
    refs = refs_at(first, codes)
    is_bare = refs is not None and refs.end >= len(first.rstrip(" :.-"))
    return (": " if is_bare else "; ").join((first.rstrip(" :.-;"), "; ".join(more)))


def _with_its_quotation(text: str, codes: Sequence[str]) -> str:
    """The task of the message that is answered, and what is said of it."""
    found = _QUOTED.match(text)
    ref = ref_at(found["quoted"], codes) if found else None
    if found is None or ref is None or refs_at(found["said"], codes):
        return text
    return f"{ref.refs[0]} {found['said']}"


def _task_first(found: re.Match[str]) -> str:
    said = read_status(f"{found['said']} {found['rest']}")
    if said is None or said.status is not Status.PROPOSE_CHANGE:
        return found[0]
    return f"{found['before']}{found['task']} {found['said']} {found['rest']}"


def _shares_first(found: re.Match[str]) -> str:
    said = found["said"].strip()
    if read_status(said) is None:
        return found[0]
    each = [f"{one['ref']} {said} {one['share']}" for one in _ONE_SHARE.finditer(found["tasks"])]
    return "\n" + "\n".join(each)


def _tasks_first(found: re.Match[str], codes: Sequence[str]) -> str:
    if refs_at(found["rest"], codes) is None or not _CAUSES.match(tokens_of(found["cause"]), 0):
        return found[0]
    cause = found["cause"] if _GIVES.match(found["cause"]) else f"do {found['cause']}"
    return f"{found['before']}{found['rest']}, {cause}"
