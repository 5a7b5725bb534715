"""What became of the agencies: the list agrees with itself, and both plans follow it."""

import csv
from collections.abc import Mapping
from datetime import date

import pytest

from storage.importing.folder.model import PlanFolder, SuccessionEntry
from storage.importing.folder.reader import read_folder
from tests.support.paths import DATA

PLANNING, FINANCE = "Sở Kế hoạch và Đầu tư", "Sở Tài chính"
LAND = "Sở Nông nghiệp và Môi trường"
NEWS = "Sở Thông tin và Truyền thông"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["ben-tre", "thanh-hoa"])
def plan(request: pytest.FixtureRequest) -> PlanFolder:
    return read_folder(DATA / request.param)


def test_every_step_leads_away_from_a_name_that_is_known() -> None:
    known = {(row["province"], row["name"]) for row in rows("agencies.csv")}
    steps = rows("succession.csv")
    known |= {(row["province"], row["to"]) for row in steps}
    strange = [
        row["from"]
        for row in steps
        if not {("", row["from"]), (row["province"], row["from"])} & known
    ]
    assert strange == []


def test_every_step_has_a_day_and_a_source_and_stands_once() -> None:
    steps = rows("succession.csv")
    assert all(date.fromisoformat(row["on"]) > date(2023, 9, 1) for row in steps)
    assert all(row["source"] for row in steps)
    keys = [(row["province"], row["from"], row["to"]) for row in steps]
    assert len(set(keys)) == len(keys)
    assert {row["confirmed"] for row in steps if not row["province"]} == {"unsure"}
    assert {row["confirmed"] for row in steps} == {"yes", "unsure"}


OPEN = (
    "chưa rõ",
    "chưa tìm thấy",
    "không nêu",
    "có thể khác",
)  # words of a source that says too little


def test_a_step_is_sure_only_where_its_source_says_who_followed() -> None:
    steps = rows("succession.csv")
    open_ = [row for row in steps if any(words in row["source"] for words in OPEN)]
    assert len(open_) > 15
    assert {row["confirmed"] for row in open_} == {"unsure"}


def test_what_is_not_sure_is_among_the_doubts_of_the_plan(plan: PlanFolder) -> None:
    """Who followed, or only the day; nothing is followed in silence."""
    doubts = {
        (name, one.field)
        for one in plan.doubts
        if one.file == "succession.csv"
        for name in one.code.split(";")
    }
    unsure = {(one.from_agency, "to") for one in plan.succession if not one.confirmed}
    days = {
        (one.from_agency, "on")
        for one in plan.succession
        if one.confirmed and "cần đối chiếu" in one.source
    }
    assert unsure
    assert days
    assert doubts == unsure | days


def test_a_split_says_which_duties_went_where() -> None:
    split: dict[tuple[str, str], list[str]] = {}
    for row in rows("succession.csv"):
        split.setdefault((row["province"], row["from"]), []).append(row["scope"])
    assert all(all(scopes) for scopes in split.values() if len(scopes) > 1)
    assert not any(any(scopes) for scopes in split.values() if len(scopes) == 1)


def of(plan: PlanFolder, name: str) -> list[SuccessionEntry]:
    return [step for step in plan.succession if step.from_agency == name]


def chain(plan: PlanFolder, name: str) -> list[str]:
    """The names one after another, as long as there is one step."""
    names = [name]
    while len(steps := of(plan, names[-1])) == 1 and steps[0].to_agency:
        names.append(steps[0].to_agency)
    return names


@pytest.mark.parametrize(
    ("code", "name", "names"),
    [
        ("thanh-hoa", PLANNING, [FINANCE]),
        ("thanh-hoa", FINANCE, []),
        ("thanh-hoa", "Sở Tài nguyên và Môi trường", [LAND]),
        ("thanh-hoa", "Sở Nông nghiệp và Phát triển nông thôn", [LAND]),
        ("thanh-hoa", "Sở Giao thông vận tải", ["Sở Xây dựng"]),
        ("thanh-hoa", "Ban Dân tộc", ["Sở Dân tộc và Tôn giáo"]),
        (
            "thanh-hoa",
            "Báo Thanh Hóa",
            [
                "Báo và Đài Phát thanh - Truyền hình Thanh Hóa",
                "Báo và Phát thanh, truyền hình Thanh Hóa",
            ],
        ),
        ("thanh-hoa", "UBND huyện Đông Sơn", ["UBND thành phố Thanh Hóa"]),
        ("ben-tre", PLANNING, [FINANCE, f"{FINANCE} tỉnh Vĩnh Long"]),
        ("ben-tre", "Sở Tài nguyên và Môi trường", [LAND, f"{LAND} tỉnh Vĩnh Long"]),
        ("ben-tre", "Sở Công Thương", ["Sở Công Thương tỉnh Vĩnh Long"]),
        (
            "ben-tre",
            "Ngân hàng Nhà nước Chi nhánh tỉnh",
            ["Ngân hàng Nhà nước Khu vực 13", "Ngân hàng Nhà nước Khu vực 14"],
        ),
        (
            "ben-tre",
            "Ban Quản lý các khu công nghiệp",
            ["Ban Quản lý Khu kinh tế tỉnh Vĩnh Long"],
        ),
    ],
)
def test_who_took_over_from_whom(code: str, name: str, names: list[str]) -> None:
    assert chain(read_folder(DATA / code), name) == [name, *names]


def last_days(plan: PlanFolder) -> Mapping[str, date | None]:
    return {agency.name: agency.valid_until for agency in plan.agencies}


def test_districts_ended_and_nobody_took_over(plan: PlanFolder) -> None:
    districts = [agency.name for agency in plan.agencies if agency.kind == "district"]
    days = last_days(plan)
    june = [name for name in districts if days[name] == date(2025, 6, 30)]
    assert len(june) == {"Bến Tre": 9, "Thanh Hóa": 26}[plan.head.province]
    assert {step.to_agency for name in june for step in of(plan, name)} == {""}


def test_departments_that_were_split_up_have_several_successors(plan: PlanFolder) -> None:
    assert len(of(plan, NEWS)) == 3
    assert len(of(plan, "Sở Lao động - Thương binh và Xã hội")) == 5
    assert last_days(plan)[NEWS] == date(2025, 2, 28)


def test_what_is_not_confirmed_ends_nothing(plan: PlanFolder) -> None:
    unsure = [step for step in plan.succession if not step.confirmed]
    assert unsure
    assert {last_days(plan)[step.from_agency] for step in unsure} == {None}
