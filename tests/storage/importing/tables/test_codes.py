"""Codes of a task table: groups, subgroups, numbers that restart or count on, letters."""

import pytest

from storage.importing.tables.codes.hierarchy import place


@pytest.mark.parametrize(
    ("printed", "codes", "parents"),
    [
        pytest.param(
            "1 1.1 1.1.1 a) đ) 2", "1 1.1 1.1.1 1.1.1.a 1.1.1.đ 2", "- 1 1.1 1.1.1 1.1.1 -"
        ),
        pytest.param("I 1 2 II 1", "I I.1 I.2 II II.1", "- I I - II", id="restarting"),
        pytest.param("I 1 2 II 3 4", "I I.1 I.2 II II.3 II.4", "- I I - II II", id="counting-on"),
        pytest.param(
            *("VIII VIII.1 1 VIII.2 1 2", "VIII VIII.1 VIII.1.1 VIII.2 VIII.2.1 VIII.2.2"),
            "- VIII VIII.1 VIII VIII.2 VIII.2",
            id="TH-J1",
        ),
        pytest.param("I. 1. a. b.", "I I.1 I.1.a I.1.b", "- I I.1 I.1", id="final-dots"),
    ],
)
def test_place(printed: str, codes: str, parents: str) -> None:
    placed = place(printed.split())
    assert " ".join(one.code for one in placed) == codes
    assert " ".join(one.parent or "-" for one in placed) == parents


@pytest.mark.parametrize(
    ("printed", "problems"),
    [
        ("I 1 2 II 1 VIII VIII.1 1", ["the row before it, VII, is missing"]),
        ("I 1 3", ["the row before it, 2, is missing"]),
        ("I 1 2 II 3 5", ["the row before it, 4, is missing"]),
        ("I 1 1", ["this code stands twice; the second row got a mark"]),
        ("I IX.2", ["the row IX that it belongs under is missing"]),
        ("I ?", ["this is no number, numeral or letter"]),
    ],
)
def test_what_is_odd_is_said(printed: str, problems: list[str]) -> None:
    placed = place(printed.split())
    assert len({one.code for one in placed}) == len(placed)
    assert [one.problem for one in placed if one.problem] == problems
