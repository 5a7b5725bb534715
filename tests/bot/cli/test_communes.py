"""`daumoi communes`: the list is shown by province and former district."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.bot.conftest import Terminal


def test_the_communes_of_a_former_district_are_shown(terminal: Terminal) -> None:
    shown = terminal.prints("communes", "show", "Bến Tre", "--district", "huyện Ba Tri")
    assert "7 since 01/07/2025: 7 xã" in shown
    found = terminal.json("communes", "show", "Thanh Hóa", "--json")
    assert len(found) == 166
    assert found[0]["office"].startswith("UBND ")


def test_a_province_that_is_none_is_named(terminal: Terminal) -> None:
    assert "no communes of Mẫu" in terminal.fails("communes", "show", "Mẫu")


@pytest.mark.skipif(find_spec("vietnamadminunits") is not None, reason="the package is there")
def test_without_the_package_it_says_how_to_have_it(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.fails("communes", "write", "--out", str(tmp_path / "out"))
    assert "pip install --no-deps vietnamadminunits" in said
    assert not (tmp_path / "out").exists()


def test_the_districts_work_is_given_in_one_command(loaded: Terminal) -> None:
    listed = loaded.prints("agencies", "reassign", "ben-tre")
    assert "--communes --by CODE" in listed
    assert "nobody's code" in loaded.fails("agencies", "reassign", "ben-tre", "--communes")
    phrase = "UBND các huyện, thành phố"
    move = ("agencies", "reassign", "ben-tre", "--communes", "--agency", phrase, "--by", "skhdt")
    said = loaded.prints(*move)
    assert f"{phrase}: 90 items of 9 former districts given to 48 communes" in said
    assert "no work of ended districts" in loaded.fails(*move)
    left = loaded.json("agencies", "reassign", "ben-tre", "--coordinating", "--json")
    assert {one["phrase"] for one in left if one["reason"] == "ended"} <= {"UBND thành phố Bến Tre"}
    assert "and 124 communes" in loaded.prints("agencies", "show", "ben-tre")


def test_a_former_district_may_be_named_for_its_communes(loaded: Terminal) -> None:
    said = loaded.prints(
        *("agencies", "reassign", "ben-tre", "--coordinating"),
        *("--agency", "UBND thành phố Bến Tre", "--to", "thành phố Bến Tre", "--by", "skhdt"),
    )
    assert "UBND phường Phú Khương" in said
