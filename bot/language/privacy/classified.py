"""What must not be kept: texts that look like a state secret, or carry somebody's private number.

"Mật" is a secrecy mark beside a document number, behind the kind of a document ("công văn mật"),
or standing alone; it is none in "bảo mật", "mật độ", "bí mật", nor where the document is denied.
Without accents "mat" is mostly "mất" or "mặt": there the surroundings have to say it more clearly.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.privacy.disguises import plainly
from bot.language.privacy.private_numbers import has_private_number
from bot.language.words.tokens import Phrasebook, Token, stands_for, tokens_of, words_of
from storage.names import cleaned

SECRET, PRIVATE = "secret", "private"

_NEAR = 40  # letters between a mark and a document number
_DOCUMENT_NUMBER = re.compile(
    r"(?<![\w/])\d{1,5}\s?/\s?(?:\d{4}\s?/\s?)?[A-ZĐ][\w&.\-]*|(?<![\w/])\d{1,5}-[A-ZĐ]{1,4}/[A-ZĐ]+",
    re.IGNORECASE,
)
_KINDS = words_of(
    """văn bản, công văn, tài liệu, báo cáo, hồ sơ, quyết định, kế hoạch, tờ trình, chỉ thị,
    nghị quyết, thông báo, công điện, điện, bản đồ, đề án, phương án, biên bản, kết luận, cv,
    dấu, đóng dấu, đóng dấu đỏ, loại, dấu chỉ mức độ, mức độ, dạng, chế độ, danh mục, số liệu"""
)
_BEFORE_ORDINARY = words_of("bảo, bí, cơ, thân, cẩn, ngọt, trinh, nước, tuần, tuyến, đường, rỉ, tổ")
_BEHIND_ORDINARY = words_of(
    """độ, khẩu, ong, mã, thiết, vụ, thám, danh, gấu, hiệu, lệnh, tấu, ngọt, mía, ngữ, hoa, bò,
    bằng, trận, hàng, rừng, đất, nước, điện, mùa, an, mát, kiểm, cân, vốn, tích, tiền, trắng, rồi,
    hết, đi, đường, sàn, cắt"""
)
_DENIALS = words_of("không có, không gửi, không phải, không chứa, không thuộc, không, cấm, chưa có")
_LETTER = re.compile(r"[^\W\d_]")
_URGENT = re.compile(r"(?:độ khẩn|h[ỏo][ảa]? tốc|hoả tốc|thượng khẩn)[^\n]{0,30}$", re.IGNORECASE)
_ENGLISH = re.compile(r"(?<!\w)(?:top[ -]?secret|state secrets?)(?!\w)", re.IGNORECASE)
_STATE_SECRET = re.compile(
    r"(?:tài liệu|tai lieu|văn bản|van ban|công văn|cong van|báo cáo|bao cao|hồ sơ|ho so|thông tin|"
    r"thong tin|số liệu|so lieu|nội dung|noi dung)\s(?:này |nay |trên |tren )?"
    r"(?:(?:thuộc|thuoc|là|la|có|co|chứa|chua|mang) )?(?:(?:danh mục|danh muc|loại|loai) )?"
    r"(?:bí mật nhà nước|bi mat nha nuoc)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:không|khong|cấm|chưa|chua|đừng)\s[^,.;\n]{0,20}$", re.IGNORECASE)
_HIGHEST = Phrasebook([("tuyệt", True), ("tối", False)])  # whether it is plain without accents


@dataclass(frozen=True)
class _Place:
    """The word "mật" in a text."""

    text: str
    tokens: Sequence[Token]
    at: int
    documents: Sequence[tuple[int, int]]  # where the numbers of documents stand in the text

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def is_sure(self) -> bool:
        """Written with its accents."""
        return self.token.text == "mật"

    @property
    def written(self) -> str:
        return self.text[self.token.start : self.token.end]

    def before(self, phrases: Phrasebook[bool], at: int | None = None) -> bool:
        """Whether one of the phrases stands right in front of the token `at`."""
        at = self.at if at is None else at
        return any(
            (found := phrases.match(self.tokens, start)) is not None and found[1] == at
            for start in range(max(0, at - 3), at)
        )

    @property
    def level_at(self) -> int | None:
        """Where "tuyệt" or "tối" stands in front of it."""
        return self.at - 1 if self.at and _HIGHEST.match(self.tokens, self.at - 1) else None


def refused(text: str, *, phone_asked: bool = False) -> str:
    """SECRET or PRIVATE where a text must not be kept; else empty. `phone_asked`: what was asked
    for is a telephone number, and so it may be one."""
    clean = cleaned(text)
    if looks_secret(plainly(clean)):
        return SECRET
    return PRIVATE if has_private_number(clean, phone_asked=phone_asked) else ""


def looks_secret(text: str) -> bool:
    if _ENGLISH.search(text) or _has_state_secret(text):
        return True
    tokens = [token for token in tokens_of(text) if token.kind in ("word", "number", "mark")]
    documents = [found.span() for found in _DOCUMENT_NUMBER.finditer(text)]
    places = (
        _Place(text, tokens, at, documents)
        for at, token in enumerate(tokens)
        if token.kind == "word" and stands_for(token.text, "mật")
    )
    return any(_is_mark(place) for place in places)


def _has_state_secret(text: str) -> bool:
    """ "Tài liệu thuộc bí mật nhà nước", but "không gửi tài liệu bí mật nhà nước"."""
    for found in _STATE_SECRET.finditer(text):
        behind = text[found.end() : found.end() + 2 * _NEAR]
        number = _DOCUMENT_NUMBER.search(behind)
        is_named = number is not None and number.start() <= _NEAR
        if is_named or not _DENIED.search(text, max(found.start() - _NEAR, 0), found.start()):
            return True
    return False


def _is_mark(place: _Place) -> bool:
    start = place.at if place.level_at is None else place.level_at
    if place.before(_BEFORE_ORDINARY) or _BEHIND_ORDINARY.match(place.tokens, place.at + 1):
        return False
    if _is_a_name(place) or _is_denied(place, start):
        return False
    if _is_marked_by_degree(place, start) or _stands_alone(place, start) or _is_stamped(place):
        return True
    if place.is_sure and _is_urgent(place) and _ends_there(place):
        return True  # "độ khẩn: Hỏa tốc, Mật"
    if place.level_at is not None and (place.is_sure or place.tokens[start].text != "toi"):
        return True  # "tuyệt mật", also without accents; "tối mật" with them
    if place.before(_KINDS, start):
        return place.is_sure or _ends_there(place)
    near = _distance_to_number(place)
    return near is not None and (
        (place.is_sure and near <= _NEAR) or (near <= 4 and _ends_there(place))
    )


def _is_stamped(place: _Place) -> bool:
    """ "Gửi nội dung MẬT": in capitals behind a word in small letters."""
    before = place.tokens[place.at - 1] if place.at else None
    written = place.text[before.start : before.end] if before else ""
    return place.is_sure and place.written.isupper() and written.islower()


def _is_urgent(place: _Place) -> bool:
    start = place.token.start
    return _URGENT.search(place.text, max(start - 2 * _NEAR, 0), start) is not None


def _is_a_name(place: _Place) -> bool:
    """ "Nguyễn Văn Mật": a capital behind a capital that names no kind of document."""
    if not place.at or not place.written.istitle() or place.level_at is not None:
        return False
    token = place.tokens[place.at - 1]
    return place.text[token.start : token.end].istitle() and not place.before(_KINDS)


def _is_denied(place: _Place, start: int) -> bool:
    """ "Không có tài liệu mật": a denial up to four words in front, and no document named."""
    near = _distance_to_number(place)
    return (near is None or near > _NEAR) and any(
        _DENIALS.match(place.tokens, at) for at in range(max(0, start - 4), start)
    )


def _is_marked_by_degree(place: _Place, start: int) -> bool:
    """ "Độ mật", "ĐỘ MẬT: …"; "do mat" may be "do mất", so a colon or a level has to follow."""
    if not start or not stands_for(place.tokens[start - 1].text, "độ"):
        return False
    if place.is_sure and place.tokens[start - 1].text == "độ":
        return True
    rest = place.text[place.token.end :].lstrip()
    return (
        rest.startswith(":") or re.match(r"(?:toi |tuyet )?mat\b", rest, re.IGNORECASE) is not None
    )


def _stands_alone(place: _Place, start: int) -> bool:
    """A mark of its own: on a line, in brackets, or with a colon behind it."""
    first, line_start = place.tokens[start].start, place.text.rfind("\n", 0, place.token.start) + 1
    front = place.text[line_start:first].strip()
    behind = place.text[place.token.end :].split("\n", 1)[0].strip()
    is_capital = place.written.isupper() or place.is_sure
    if front[-1:] in ("(", "[", "“", '"') and behind[:1] in (")", "]", "”", '"'):
        return True
    if front:
        return False
    return is_capital and (not behind or behind[0] in ":-–([!." or not _LETTER.search(behind))


def _ends_there(place: _Place) -> bool:
    rest = place.text[place.token.end :]
    return not rest.strip() or bool(
        re.match(r"\s*(?:so\b|số\b|\d{1,5}\s?[/-]|[\"”').,;:!/\]\n–-])", rest)
    )


def _distance_to_number(place: _Place) -> int | None:
    """Letters between the word and the nearest document number."""
    first, last = place.token.start, place.token.end
    return min((max(start - last, first - end, 0) for start, end in place.documents), default=None)
