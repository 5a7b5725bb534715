"""Tasks whose words are nearly the same are proposed: of one agency, of one kind, in one unit."""

import pytest

from storage.models import ItemKind
from storage.reports.shared_answers.likeness import Asked, nearly_alike

BOTH = frozenset((1, 2))


def asked(
    key: int,
    title: str,
    agencies: frozenset[int] = BOTH,
    unit: str = "",
    kind: str = "",
    plan: int | None = None,
) -> Asked:
    """A task of a plan of its own; where it has a unit, an indicator."""
    kind = kind or (ItemKind.INDICATOR if unit else ItemKind.TASK)
    return Asked(key, kind, title, unit, agencies, key if plan is None else plan)


def proposed(one: str, other: str) -> bool:
    return bool(nearly_alike([asked(1, one), asked(2, other)]))


@pytest.mark.parametrize(
    "other",
    [
        "TUYÊN TRUYỀN, về tiết kiệm năng lượng.",
        "tuyen truyen tiet kiem nang luong tren dia ban tinh",
        "Tiết kiệm năng lượng: tuyên truyền",
        "Tuyên truyền tiết kiêm năng lượng",
    ],
)
def test_small_words_accents_case_and_order_make_no_difference(other: str) -> None:
    assert proposed("Tuyên truyền tiết kiệm năng lượng", other)


@pytest.mark.parametrize(
    "other",
    ["Tuyên truyền phòng chống thiên tai", "Tuyên truyền tiết kiệm năng lượng năm 2027", ""],
)
def test_other_words_and_other_numbers_are_another_question(other: str) -> None:
    assert not proposed("Tuyên truyền tiết kiệm năng lượng", other)
    assert not proposed("Của các", "Cho những"), "words of no weight alone say nothing"


TOWNS, VILLAGES = (f"Tỷ lệ dân số {where} được cấp nước sạch" for where in ("đô thị", "nông thôn"))


@pytest.mark.parametrize(
    ("one", "other", "is_proposed"),
    [
        (TOWNS, VILLAGES, False),
        ("Trồng cây xanh", "Trồng các cây xanh", False),
        ("Trồng cây xanh", "TRỒNG CÂY XANH.", True),
    ],
)
def test_within_one_plan_only_the_same_words(one: str, other: str, is_proposed: bool) -> None:
    assert bool(nearly_alike([asked(1, one, plan=7), asked(2, other, plan=7)])) is is_proposed
    assert proposed("Trồng cây xanh", "Trồng các cây xanh")


def test_never_across_agencies_kinds_or_units() -> None:
    title, here, there = "Tỷ lệ hộ nghèo", frozenset((1,)), frozenset((2,))
    assert not nearly_alike([asked(1, title, here), asked(2, title, there)])
    assert not nearly_alike([asked(1, title), asked(2, title, unit="%")])
    assert not nearly_alike([asked(1, title, unit="%"), asked(2, title, unit="hộ")])
    assert not nearly_alike([asked(1, title, kind="heading"), asked(2, title, kind="heading")])
    assert nearly_alike([asked(1, title, unit="%"), asked(2, title, unit="%")])


def test_the_nearest_stand_first_and_the_smaller_key_within_a_pair() -> None:
    titles = ("Xây dựng trạm sạc xe điện", "Trạm sạc xe điện xây dựng", "Xây dựng trạm sạc xe đạp")
    found = nearly_alike(asked(9 - place, title) for place, title in enumerate(titles))
    first, second, _ = found[0]
    assert (first.item_id, second.item_id) == (8, 9)
    assert [score for *_, score in found] == sorted((score for *_, score in found), reverse=True)
