"""What is written around one phrase, or into it, put aside before it is read for its status."""

import re

from bot.language.numbers.dictated import with_marks
from bot.language.words.keyed import unkeyed
from bot.language.words.tokens import tidy

_AROUND = "•●▪◦□☐ ,;.:-–—=>~≈!*\"“”'"
# Pictures at the end, but for a thumb down: "xong 👍"
_SMILES = re.compile(
    "(?<=\\w)[ \U0001f300-\U0001f44d\U0001f44f-\U0001faff\u2764\u2705\u2714\u2611\ufe0f]+$"
)
# "xong rồi nghen chị Hoa": whom it is said to, behind a word that ends what is said
_NAME = re.compile(
    r"((?<!\w)(?:rồi|rùi|roi|xong|ạ|nhé|nhá|nha|nghen|nhen|hen|hỉ|luôn|đó|đấy|à|hết|nghe))[ ,]+"
    r"(?:anh|chị|chi|cô|chú|bác|sếp|thầy|đồng chí)(?:\s[A-ZĐ]\w*){1,2}$"
)
# "Theo Công văn số 100/STC-NS, nhiệm vụ đã …": on whose order it is told
BY_ORDER = re.compile(
    r"^(?:theo|căn cứ|can cu|thực hiện|thuc hien)\s[^,;:%]{0,60}\d{1,5}/[^,;:%]{2,100},\s",
    re.IGNORECASE,
)
# "khó khăn, vướng mắc" is one thing, which "không có" denies as a whole
_LISTED = re.compile(
    r"(khó khăn|kho khan|vướng mắc|vuong mac|tồn tại|ton tai|hạn chế|han che)\s?[,/&+]\s?"
    r"(?=khó khăn|kho khan|vướng mắc|vuong mac|tồn tại|ton tai|hạn chế|han che|bất cập|bat cap)",
    re.IGNORECASE,
)
_ADJUST = re.compile(  # elsewhere "đ/c" is somebody
    r"(?:(?:đề nghị|xin)\s)?(?<!\w)đ/c"
    r"(?=\s(?:lại|thời|tiến độ|chỉ tiêu|mục tiêu|kế hoạch|quy mô|lộ trình|nội dung))",
    re.IGNORECASE,
)
_COPY = re.compile(r"[\s,;.]+cc:?\s(?:(?:anh|chị|cô|chú|đồng chí)\s)?[A-ZĐ]\w*(?:\s[A-ZĐ]\w*)*$")
_BOX, _TICKED = re.compile("[□☐]"), re.compile("[☑☒✅✔]\\s*([^□☐☑☒✅✔\n]+)")


def bare(text: str) -> str:
    """The phrase as it was written, without what stands around it; of a form, what is ticked."""
    ticked = _TICKED.findall(text) if _BOX.search(text) else []
    whole = ticked[0] if len(ticked) == 1 else text
    return _COPY.sub("", _SMILES.sub("", _with_about(tidy(whole)))).strip(_AROUND)


def put_right(phrase: str) -> str:
    """The phrase as it is to be read: its keys as letters, dictated marks as marks."""
    text = _LISTED.sub(r"\1 ", with_marks(BY_ORDER.sub("", phrase)))
    text = _ADJUST.sub("đề nghị điều chỉnh", text)
    return _NAME.sub(r"\1", unkeyed(text))


def _with_about(text: str) -> str:
    """ "~100%": the sign in a word, for at the edge of a phrase it is dropped."""
    return re.sub(r"[~≈]\s?(?=\d)", "khoảng ", text)
