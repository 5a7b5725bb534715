"""Private numbers that nobody should send here: of cards, insurance, taxes, accounts, phones.

A number is known by its form where that is its alone (a citizen's, a health card's, a mobile's),
else by a word in front of it. What is counted or paid is none: "84.977.888.999 đồng".
"""

import re

_NEAR = 40  # letters between the words and the number
_BY = "[ .-]"  # what a number is written apart with

# A citizen's number begins with the province's three digits, which begin with 0; money never does
_CITIZEN = re.compile(
    r"(?<![\d.,/-])(?:0\d{11}|0\d{2}(?P<by>[ .-])\d{3}(?P=by)\d{3}(?P=by)\d{3}"
    r"|0\d{3}(?P<also_by>[ .-])\d{4}(?P=also_by)\d{4}|0\d{5}[ .-]\d{6})(?![\d/-]|[.,]\d)"
)
_HEALTH_CARD = re.compile(
    r"(?<!\w)[A-Z]{2}[ .-]?\d[ .-]?\d{2}[ .-]?(?:\d{10}|\d{3}[ .-]\d{3}[ .-]\d{4})(?!\w)", re.I
)


def _behind(words: str, number: str, between: str = rf"[^\n]{{0,{_NEAR}}}?") -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{words})(?!\w)(?P<between>{between})(?<![\w/])(?:{number})", re.I
    )


_CARD = _behind(
    r"cccd|cmnd|cmtnd|cmt|căn cước|can cuoc|chứng minh nhân dân|chung minh nhan dan|"
    r"chứng minh thư|chung minh thu|số định danh|so dinh danh|định danh cá nhân|"
    r"dinh danh ca nhan|hộ chiếu|ho chieu",
    rf"(?:\d{_BY}?){{8}}\d(?!\d)|(?:\d{_BY}?){{11}}\d(?!\d)|[a-z] ?\d{{7,8}}(?!\d)",
)
_INSURANCE = _behind(
    r"bhxh|bhyt|bảo hiểm xã hội|bao hiem xa hoi|bảo hiểm y tế|bao hiem y te|sổ bảo hiểm|"
    r"so bao hiem",
    rf"(?:\d{_BY}?){{9}}\d(?![\d/]|[.,]\d)",
    between=r"[^\n\d]{0,25}",
)
_TAX = _behind(
    r"mst|mã số thuế|ma so thue|mã thuế|ma thue",
    rf"(?:\d{_BY}?){{9}}\d(?:-\d{{3}})?(?![\d/])|(?:\d{_BY}?){{11}}\d(?![\d/])",
    between=r"[^\n\d]{0,25}",
)
_TAXES_OF = re.compile(r"(?:mst|mã số thuế|ma so thue|mã thuế|ma thue)[^\n\d]{0,25}$", re.I)
_ACCOUNT = _behind(
    r"stk|sotk|số tk|so tk|số tài khoản|so tai khoan|tk ngân hàng|tk ngan hang|"
    r"tài khoản ngân hàng|tai khoan ngan hang",
    rf"(?:\d{_BY}?){{6,19}}(?!\w)",
    between=r"[^\n\d]{0,40}",
)
# An account may be of many kinds, but a number that long is one's own
_LONG_ACCOUNT = _behind(
    r"tài khoản|tai khoan|tk|vietcombank|vcb|vietinbank|agribank|bidv|techcombank|mb ?bank|acb|"
    r"sacombank|vpbank|tpbank|momo",
    rf"(?:\d{{9,19}}|\d{{3,6}}(?:[ -]\d{{1,6}}){{2,5}})(?!\w|[.,]\d|{_BY}?\d)",
    between=r"[^\n\d]{0,25}",
)
_TREASURY = re.compile(r"kho bạc|kho bac|kbnn", re.I)
_OFFICE = re.compile(
    r"doanh nghiệp|doanh nghiep|công ty|cong ty|cơ quan|co quan|đơn vị|don vi|tổ chức|to chuc|"
    r"hợp tác xã|hop tac xa|htx|dự án|du an",
    re.I,
)
_MOBILE = re.compile(
    rf"(?<![\w.,/-])(?P<lead>\(?\+84\)?|84|0){_BY}?(?P<rest>[35789](?:[ .-]{{0,2}}\d){{8}})"
    r"(?![\d/]|[.,]\d|[-]\d)"
)
_DUTY_PHONE = re.compile(
    r"(?:văn phòng|van phong|đường dây nóng|duong day nong|hotline|trực ban|truc ban|tổng đài|"
    r"tong dai|lễ tân|le tan|văn thư|van thu|cơ quan|co quan|bộ phận|bo phan)[^\n\d]{0,40}$",
    re.I,
)
_COUNTED = re.compile(
    r"\s?(?:đồng|dong|vnđ|vnd|đ|d|triệu|trieu|tỷ|ty|nghìn|nghin|%|ha|m2|m3|m²|m³|km|kwh|mwh|kg|"
    r"tấn|tan|người|nguoi|hộ|ho|lượt|luot|usd|cây|cay)(?!\w)",
    re.I,
)
_AMOUNT = re.compile(
    r"(?:kinh phí|kinh phi|số tiền|so tien|giải ngân|giai ngan|vốn|von|dự toán|du toan|tổng|tong|"
    r"ngân sách|ngan sach|thu|chi)[^\n\d]{0,25}$",
    re.I,
)


def has_private_number(text: str, *, phone_asked: bool = False) -> bool:
    """Whether a text carries such a number; an agency's own phone or treasury account is none."""
    return bool(
        _CITIZEN.search(text)
        or _HEALTH_CARD.search(text)
        or _CARD.search(text)
        or _is_anyones(_INSURANCE, text)
        or _is_anyones(_TAX, text)
        or _has_account(text)
        or (not phone_asked and any(_is_phone(text, found) for found in _MOBILE.finditer(text)))
    )


def _is_anyones(kind: re.Pattern[str], text: str) -> bool:
    """And not that of an enterprise or an office, which is no secret, nor an amount."""
    return any(
        not _OFFICE.search(_before(text, found) + found["between"])
        and not _COUNTED.match(text, found.end())
        for found in kind.finditer(text)
    )


def _has_account(text: str) -> bool:
    found = (*_ACCOUNT.finditer(text), *_LONG_ACCOUNT.finditer(text))
    return any(
        not _TREASURY.search(_around(text, one)) and not _COUNTED.match(text, one.end())
        for one in found
    )


def _is_phone(text: str, found: re.Match[str]) -> bool:
    """Not one that an office is reached by, nor an amount."""
    before = _before(text, found)
    if _COUNTED.match(text, found.end()) or _DUTY_PHONE.search(before):
        return False
    if _TAXES_OF.search(before):
        return False  # an enterprise's looks alike; whose it is has been looked at
    if found["lead"] == "84" and (re.match(r"84\.\d{3}\.", found[0]) or _AMOUNT.search(before)):
        return False
    return _is_grouped_as_one(found["rest"])


def _is_grouped_as_one(rest: str) -> bool:
    """ "977 888 999", or each digit alone; but no "5-03-2026 10"."""
    groups = [len(one) for one in re.split(r"[ .-]+", rest)]
    return groups[0] >= 2 and all(2 <= one <= 9 for one in groups) if len(groups) < 9 else True


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _NEAR) : found.start()]


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
