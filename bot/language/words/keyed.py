"""Words typed with the keyboard's Vietnamese switched off: "ddang duwj thaor", "hoa2n tha2nh".

Only what can be nothing else is put right: the whole text is plain ASCII, some word of it shows
the keys beyond doubt, and every word that is changed becomes a Vietnamese syllable.
"""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 1000  # letters

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|kh|gh|gi|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_TONES = dict(zip("fsrxj", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_TONES = dict(zip("21345", _TONES.values(), strict=True))
_SHAPES = (
    *(("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô")),
    *(("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")),
)
_VNI_SHAPES = (
    *(("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô")),
    *(("uo7", "ươ"), ("a8", "ă"), ("o7", "ơ"), ("u7", "ư")),
)
_WORD = re.compile(r"(?<![\w./-])[a-z]+[a-z\d]*(?![\w/-]|\.\d)", re.IGNORECASE)
_NAMES_A_TASK = re.compile(r"(?:nv|muc|cau|viec|so|ct|stt|task|xa|lop|qd|bc|kh)\d+", re.IGNORECASE)
_LONE_W = re.compile(r"(?<=[bcdghklmnpqrstvx])w")
_VNI_INSIDE = re.compile(r"[aeiouyd]\d[a-z]", re.IGNORECASE)
_VOWEL = re.compile(r"[aăâeêioôơuưy]")


def is_syllable(word: str) -> bool:
    """Whether a word of small letters may be a Vietnamese one, its tones taken off."""
    return _SYLLABLE.fullmatch(word) is not None


def unkeyed(text: str) -> str:
    """The text with its keys as letters; the text itself where that is not sure."""
    if not text.isascii() or len(text) > LONGEST:
        return text
    words = _WORD.findall(text)
    if sum(map(_is_vni, words)) > 1 and any(re.search(r"\d[a-z]", one, re.I) for one in words):
        return _with(text, _is_vni, _of_vni)
    if any(_VNI_INSIDE.search(word) and _is_vni(word) for word in words):
        return _with(text, _is_vni, _of_vni)
    shown = [word for word in words if _shows_keys(word)]
    toned = [word for word in words if word[-1] in _TONES and _is_telex(word)]
    is_toned = any(_tone_of(_shaped(word.lower(), _SHAPES))[1] for word in shown)
    if is_toned or len({*shown, *toned}) > 1:
        return _with(text, _is_telex, _of_telex)
    return text


def _with(text: str, fits: Callable[[str], bool], meant: Callable[[str], str]) -> str:
    return _WORD.sub(lambda found: meant(found[0]) if fits(found[0]) else found[0], text)


def _shows_keys(word: str) -> bool:
    return _shaped(word.lower(), _SHAPES) != word.lower() and _is_telex(word)


def _is_telex(word: str) -> bool:
    """Whether it is no syllable as it stands, and one with its keys as letters."""
    lower = word.lower()
    return (
        lower.isalpha()
        and not _SYLLABLE.fullmatch(_without_doubles(lower))
        and bool(_SYLLABLE.fullmatch(_tone_of(_shaped(lower, _SHAPES))[0]))
    )


def _without_doubles(word: str) -> str:
    """Two equal vowels, or "dd", are no spelling."""
    return re.sub(r"dd|([aeo])\1", "#", word)


def _of_telex(word: str) -> str:
    return _toned(*_tone_of(_shaped(word.lower(), _SHAPES)))


def _tone_of(shaped: str) -> tuple[str, str]:
    """The word without the last of its tone keys, and the tone."""
    for at in range(len(shaped) - 1, 0, -1):
        if shaped[at] in _TONES and _VOWEL.search(shaped[:at]):
            return shaped[:at] + shaped[at + 1 :], _TONES[shaped[at]]
    return shaped, ""


def _is_vni(word: str) -> bool:
    lower = word.lower()
    if lower.isalpha() or _NAMES_A_TASK.fullmatch(lower):
        return False
    bare, _ = _vni_parts(lower)
    return bare.isalpha() and bool(_SYLLABLE.fullmatch(bare))


def _of_vni(word: str) -> str:
    return _toned(*_vni_parts(word.lower()))


def _vni_parts(word: str) -> tuple[str, str]:
    # The tone may be typed between a vowel and its hook: "ro62i", "viec65"
    shaped, tones = _shaped(word, _VNI_SHAPES), [one for one in word if one in _VNI_TONES]
    bare = "".join(one for one in shaped if one not in _VNI_TONES)
    return bare, _VNI_TONES[tones[0]] if len(tones) == 1 else ""


def _shaped(word: str, shapes: tuple[tuple[str, str], ...]) -> str:
    for keys, letter in shapes:
        word = word.replace(keys, letter)
    return _LONE_W.sub("ư", word) if shapes is _SHAPES else word


def _toned(bare: str, tone: str) -> str:
    """With the tone where it is written: on the last vowel that has a mark, else by the ending."""
    vowels = [found.end() for found in _VOWEL.finditer(bare)]
    marked = [end for end in vowels if bare[end - 1] in "ăâêôơư"]
    is_closed = vowels[-1] < len(bare)
    plain = vowels[-1] if is_closed or len(vowels) == 1 else vowels[-2]
    at = marked[-1] if marked else plain
    return unicodedata.normalize("NFC", bare[:at] + tone + bare[at:])
