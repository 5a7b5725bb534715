"""The lists of provinces and communes: complete, spelled in one way, each with what it was."""

import unicodedata
from collections import Counter

from storage.importing.places.communes import KINDS, Commune, read_communes
from storage.importing.places.provinces import provinces
from storage.names import one_tone_place

COMMUNES = read_communes()
OF_PROVINCE = Counter(one.province for one in COMMUNES)


def names(one: Commune) -> list[str]:
    parts = [name for part in one.former for name in (*part.whole, *part.partly)]
    return [one.province, one.name, *(part.district for part in one.former), *parts]


def test_every_province_and_commune_is_there_once() -> None:
    assert len(provinces()) == 34
    assert sum(len(one.former) for one in provinces()) == 63
    assert len(COMMUNES) == 3321 == len({one.code for one in COMMUNES})
    assert len({(one.province, one.office) for one in COMMUNES}) == 3321
    assert set(OF_PROVINCE) == {one.name for one in provinces()}
    assert OF_PROVINCE["Vĩnh Long"] == 124
    assert OF_PROVINCE["Thanh Hóa"] == 166


def test_the_kinds_are_counted() -> None:
    kinds = Counter(one.kind for one in COMMUNES)
    assert kinds == dict(zip(KINDS, (2621, 687, 13), strict=True))


def test_names_have_composed_letters_one_place_of_the_tone_mark_and_single_spaces() -> None:
    for name in {name for one in COMMUNES for name in names(one)}:
        assert name == one_tone_place(unicodedata.normalize("NFC", " ".join(name.split())))


def test_what_each_was_made_of_is_said_once_for_every_former_commune() -> None:
    whole = Counter(
        (part.province, part.district, name)
        for one in COMMUNES
        for part in one.former
        for name in part.whole
    )
    shared = {
        (part.province, part.district, name)
        for one in COMMUNES
        for part in one.former
        for name in part.partly
    }
    assert max(whole.values()) == 1
    assert not shared & set(whole)
    assert len(whole) + len(shared) == 10040 - 5  # five islands were districts without communes
    former = {name for one in provinces() for name in one.former}
    assert {part.province for one in COMMUNES for part in one.former} == former
