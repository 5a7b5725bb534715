"""What is taken back in the same breath: "1 xong, à nhầm, 1 mới 50%", "40% chứ không phải 60%"."""

import re

_MARK = re.compile(
    r"[\s,;.(]*(?<!\w)(?<!không )(?<!ko )"
    r"(?:à(?=\s\d)|à không|à quên|(?:(?:à|ủa|ấy|xin lỗi|em|ghi|gửi|viết)\s)*"
    r"(?:nhầm|lộn|nham)|sửa lại|đính chính)(?:\s(?:rồi|là|chút|tí|em|ạ|lại))*(?!\w)[\s,;.:)]*",
    re.IGNORECASE,
)
_MAY_ADD = re.compile(r"\bà quên|\bà[\s,]*$", re.IGNORECASE)
_NOT_THAT = re.compile(
    r"(?:,\s|\s)(?:chứ|chớ)\s(?:không|ko|k|hổng|khong)\s(?:phải|phai)\s[^,;\n]{1,24}(?=[,;\n]|$)"
    r"|(?<=\s)(?:không|ko|khong)\s(?:phải|phai)\s\d[\d.,]*\s?%\s(?:mà|ma)\s(?:(?:là|la)\s)?(?=\d)"
    r"|(?<=\s)(?:không|ko|khong|đâu)\s(?:phải|phai)\s(?:(?:là|la)\s)?(?:chưa|chua)"
    r"\s[^,;\n\d]{2,20}?\s(?:mà|ma)\s",
    re.IGNORECASE,
)


def without_denied(text: str) -> str:
    """A tidy text without what is said not to be so beside what is."""
    return _NOT_THAT.sub("", text)


def taken_back(text: str) -> tuple[str, str, bool] | None:
    """What stands before the one word that takes it back, what behind it, and whether that word
    says so by itself: behind "à" or "à quên" something may only be added."""
    marks = list(_MARK.finditer(text))
    if len(marks) != 1:
        return None
    before, after = text[: marks[0].start()], text[marks[0].end() :]
    is_sure = not _MAY_ADD.search(marks[0][0])
    return (before, after, is_sure) if before.strip() and after.strip() else None
