"""Whom a sentence means: everybody, certain offices, or nobody that can be told for sure."""

import re

from storage.importing.agencies.splitting import Part, Sort, split_agencies
from storage.importing.agencies.starts import without_own_units
from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.agencies.words import key_of

_EVERYBODY = re.compile(
    r"\bcác (?:sở|ban|bộ|ngành|cơ quan|đơn vị|phòng|địa phương|cấp|thành viên|đồng chí)\b"
    r"|^(?:thủ trưởng|bộ trưởng|cơ quan, đơn vị|đơn vị, địa phương|sở, (?:ban, )?ngành)\b"
    r"|^, ngành\b",  # what is left of "Các phòng, ban, ngành" of a commune
    re.I,
)
_SHARED_WORD = re.compile(r"[Cc]ác [Ss]ở (?=[A-ZĐ])")  # "Các sở Xây dựng, Y tế"
_HEAD_OF = re.compile(
    r"^(?:(?:Giám đốc|Trưởng|Chánh|Cục trưởng|Chủ tịch|Thủ trưởng) (?=Sở|Công an|[Bb]an|[Pp]hòng"
    r"|Văn phòng|Thanh tra|Trung tâm|UBND|Ủy ban|Hội|Cục))"
)
_HEADS_OF = re.compile(r"^(?:Thủ trưởng|Trưởng|Giám đốc|Lãnh đạo|Người đứng đầu) (?=[Cc]ác )")
_ISSUERS = re.compile(
    r"^(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|(?:xã|phường|đặc khu)(?! [A-ZĐ]))\b|^Chính phủ"
)
_SOME = re.compile(r"^(?:UBND|Ủy ban|các|hội|đoàn)\b", re.I)


def is_everybody(who: str) -> bool:
    others = without_own_units(_HEADS_OF.sub("", who))
    return bool(_EVERYBODY.search(others)) and not _SHARED_WORD.match(who)


def offices_in(who: str, vocabulary: Vocabulary, issuer: str = "") -> tuple[str, ...]:
    """The offices and the groups of some, "UBND các xã, phường", by the names they are known by.

    Empty where it is everybody, the issuer itself, or nobody that can be told.
    """
    if is_everybody(who):
        return ()
    if _SHARED_WORD.match(who):
        named = re.split(r"\s*[,;]\s*|\s+và\s+", _SHARED_WORD.sub("", who))
        known = [vocabulary.longest_at(key_of(f"Sở {one}"), 0) for one in named]
        return tuple(one[0].meaning.name for one in known if one) if all(known) else ()
    parts = split_agencies(_HEAD_OF.sub("", _HEADS_OF.sub("", who)), vocabulary)
    names = [_name(part, vocabulary) for part in parts if part.sort is not Sort.QUALIFIER]
    issues = any(_ISSUERS.match(name) or key_of(name) == key_of(issuer) for name in names)
    if not all(names) or issues:
        return ()
    return tuple(dict.fromkeys(names))


def _name(part: Part, vocabulary: Vocabulary) -> str:
    """Of a name with words behind it, "Sở Y tế tiếp tục", the name."""
    if part.entry:
        return part.entry.meaning.name
    known = vocabulary.longest_at(key_of(part.seen), 0)
    if known:
        return known[0].meaning.name
    is_office = part.sort is Sort.UNKNOWN_AGENCY or _SOME.match(part.seen)
    return part.seen[0].upper() + part.seen[1:] if is_office else ""
