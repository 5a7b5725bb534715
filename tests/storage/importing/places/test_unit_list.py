"""The lists are made from the package's own tables; what is missing there is said."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.importing.places.communes import Former, read_communes
from storage.importing.places.unit_list import NoUnitList, write_lists

CONVERTER = {
    "DICT_PROVINCE": {"tinhmau": ["tinhmau", "tinhcu"]},
    "DICT_PROVINCE_WARD_NO_DIVIDED": {
        "tinhmau": {"xahoa": ["tinhcu_huyendong_xahoa", "tinhcu_huyendong_xathuy"]}
    },
    "DICT_PROVINCE_WARD_DIVIDED": {
        "tinhmau": {
            "tinhmau_huyentay_xadai": [{"newWardKey": "xahoa"}, {"newWardKey": "phuongdai"}]
        }
    },
}
NEW = (
    ("tinhmau", "xahoa", "Mẫu", "Tỉnh Mẫu", "01", "00001", "Xã", "Xã  Hoà"),
    ("tinhmau", "phuongdai", "Mẫu", "Tỉnh Mẫu", "01", "00002", "Phường", "Phường Dài"),
)
OLD = (
    ("tinhcu", "huyendong", "xahoa", "Cũ", "Huyện Đông", "Xã Hoà"),
    ("tinhcu", "huyendong", "xathuy", "Cũ", "Huyện Đông", "Xã Thuỷ"),
    ("tinhmau", "huyentay", "xadai", "Mẫu", "Huyện Tây", "Xã Dài"),
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "converter_2025.json").write_text(json.dumps(CONVERTER), "utf-8")
    with closing(sqlite3.connect(tmp_path / "dataset.db")) as database:
        database.execute(
            "CREATE TABLE admin_units (provinceKey, wardKey, provinceShort, province,"
            " provinceCode, wardCode, wardType, ward)"
        )
        database.execute(
            "CREATE TABLE admin_units_legacy (provinceKey, districtKey, wardKey, provinceShort,"
            " district, ward)"
        )
        database.executemany(f"INSERT INTO admin_units VALUES ({'?,' * 7}?)", NEW)
        database.executemany(f"INSERT INTO admin_units_legacy VALUES ({'?,' * 5}?)", OLD)
        database.commit()
    return tmp_path


def test_the_lists_say_what_each_was_made_of(source: Path, tmp_path: Path) -> None:
    assert write_lists(source, tmp_path / "out") == (1, 2)
    hoa, dai = read_communes(tmp_path / "out" / "communes.csv")
    assert (hoa.province, hoa.code, hoa.office) == ("Mẫu", "00001", "UBND xã Hòa")
    assert hoa.former == (
        Former("Cũ", "Huyện Đông", whole=("Xã Hòa", "Xã Thủy")),
        Former("Mẫu", "Huyện Tây", partly=("Xã Dài",)),
    )
    assert dai.former == (Former("Mẫu", "Huyện Tây", partly=("Xã Dài",)),)
    listed = (tmp_path / "out" / "provinces.csv").read_text("utf-8").splitlines()
    assert listed == ["code,kind,name,former", "01,tỉnh,Mẫu,Cũ;Mẫu"]


def test_a_source_that_is_another_is_named_and_nothing_is_written(
    source: Path, tmp_path: Path
) -> None:
    (source / "converter_2025.json").write_text("{}", "utf-8")
    with pytest.raises(NoUnitList, match="cannot be read"):
        write_lists(source, tmp_path / "out")
    assert not (tmp_path / "out").exists()
