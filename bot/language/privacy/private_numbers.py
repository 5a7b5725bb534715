"""Private numbers that nobody should send here: identity cards, bank accounts, private phones."""

import re

_NEAR = 40  # letters between the words and the number

# A citizen's number begins with the province's three digits, which begin with 0; money never does
_CITIZEN = re.compile(
    r"(?<![\d.,/-])(?:0\d{11}|0\d{2}(?P<by>[ .-])\d{3}(?P=by)\d{3}(?P=by)\d{3}"
    r"|0\d{3}(?P<also_by>[ .-])\d{4}(?P=also_by)\d{4})(?![\d/-]|[.,]\d)"
)
_HEALTH_CARD = re.compile(r"(?<!\w)[A-Z]{2}[ -]?\d[ -]?\d{2}[ -]?\d{10}(?!\w)", re.IGNORECASE)
_CARD_WORDS = (
    r"(?:cccd|cmnd|cmtnd|cmt|căn cước|can cuoc|chứng minh nhân dân|chung minh nhan dan|"
    r"chứng minh thư|chung minh thu|số định danh|so dinh danh|định danh cá nhân|dinh danh ca nhan|"
    r"hộ chiếu|ho chieu)"
)
_CARD_NUMBER = r"(?:\d[ .-]?){8}\d(?!\d)|(?:\d[ .-]?){11}\d(?!\d)|[a-z]\d{7,8}(?!\d)"
_CARD = re.compile(
    rf"(?<!\w){_CARD_WORDS}(?!\w)[^\n]{{0,{_NEAR}}}?(?<![\w/])(?:{_CARD_NUMBER})", re.I
)
_ACCOUNT = re.compile(
    r"(?<!\w)(?:stk|sotk|số tk|so tk|số tài khoản|so tai khoan|tk ngân hàng|tk ngan hang|"
    r"tài khoản ngân hàng|tai khoan ngan hang)(?!\w)"
    r"(?P<between>[^\n\d]{0,40})(?<![\w/])(?:\d[ .-]?){6,19}(?!\w)",
    re.IGNORECASE,
)
# An account may be of many kinds, but a number that long is one's own
_LONG_ACCOUNT = re.compile(
    r"(?<!\w)(?:tài khoản|tai khoan|tk)(?!\w)[^\n\d]{0,25}(?<![\w/])\d{9,19}(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_TREASURY = re.compile(r"kho bạc|kho bac|kbnn", re.IGNORECASE)
_MOBILE = r"(?<![\d.,/-])(?:\+?84|0)[ .-]?[35789](?:[ .-]?\d){8}(?![\d/])"
_PERSON_WORDS = (
    r"(?:của|cua)\s(?:ông|ong|bà|ba|anh|chị|chi|cô|co|chú|chu|hộ|ho|em|cháu|chau|"
    r"người dân|nguoi dan)"
    r"|(?:hộ ông|ho ong|hộ bà|ho ba|chủ hộ|chu ho|người dân|nguoi dan|công dân|cong dan|"
    r"nhà riêng|nha rieng|cá nhân|ca nhan|"
    r"(?:đt|dt|sđt|sdt|điện thoại|dien thoai|số|so)\s(?:riêng|rieng))"
)
_PHONE = re.compile(
    rf"(?<!\w)(?:{_PERSON_WORDS})(?!\w)[^\n]{{0,{_NEAR}}}?{_MOBILE}"
    rf"|{_MOBILE}[^\n]{{0,{_NEAR}}}?(?<!\w)(?:{_PERSON_WORDS})(?!\w)",
    re.IGNORECASE,
)


def has_private_number(text: str) -> bool:
    """Whether a text carries such a number; an agency's own phone or treasury account is none."""
    return bool(
        _CITIZEN.search(text)
        or _HEALTH_CARD.search(text)
        or _CARD.search(text)
        or _has_account(text)
        or _PHONE.search(text)
    )


def _has_account(text: str) -> bool:
    found = (*_ACCOUNT.finditer(text), *_LONG_ACCOUNT.finditer(text))
    return any(not _TREASURY.search(_around(text, one)) for one in found)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
