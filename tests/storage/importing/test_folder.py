"""Plan folders: written and read back the same; a bad one is refused with file, line and advice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from storage.importing.decision import ImportedPlan, write_import
from storage.importing.folder.model import (
    AgencyEntry,
    BadPlanFolder,
    Doubt,
    GroupEntry,
    IndicatorEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    ProjectEntry,
    RuleEntry,
    SuccessionEntry,
)
from storage.importing.folder.reader import read_folder
from storage.importing.folder.writer import write_folder

HEALTH, BUILDING = "Sở Y tế", 'Sở "Xây dựng", và đường'
DUTY = ("agencies", 'Báo cáo "trước" ngày', 11, 15, True, "Các sở", HEALTH)
RULE = RuleEntry(*DUTY, 2023, 2030, cut_off="31/10")
REVIEWS = tuple(RuleEntry(*DUTY, year, year, every="once") for year in (2025, 2030))
OWN = RuleEntry(*DUTY, 2023, 2030, every="month", agencies=(BUILDING,))
FOLDER = PlanFolder(
    head=PlanHead(
        code="thu",
        decision="1/QĐ-UBND",
        issued_on=date(2023, 9, 18),
        title="Kế hoạch thử",
        province="Thử",
        period="2021 - 2030",
        coordinator=HEALTH,
        recipients=("Các sở", "Các huyện"),
        rules=(RULE, *REVIEWS, OWN),
        project_groups={"I": "Nước"},
        ladder=(-30, -1, 0, 3),
        office_hours=("07:30-11:30", "13:30-17:00"),
        completion_days=5,
        closes_after_days=30,
    ),
    items=(
        ItemEntry("1", "", "heading", "Chủ đề", "Chủ đề (Cao, A)", True, ("A", "C")),
        ItemEntry(
            code="1.1",
            parent="1",
            kind="task",
            title="- Việc, một",
            title_raw="- Việc, một",
            timeframe_raw="2023 - 2030",
            start_year=2023,
            end_year=2030,
            starts_on=date(2023, 10, 1),
            due_on=date(2026, 3, 31),
            due_every="quarter",
            leads=(HEALTH, "Mọi người"),
            coordinating=(BUILDING,),
            funding=("I", "II"),
            source_line=7,
        ),
    ),
    indicators=(IndicatorEntry(1, "Chỉ tiêu", "%", "95,5", ">98", 95.5, 98.0, "=;>", HEALTH, 9),),
    projects=(ProjectEntry("I", 1, "Dự án", "Huyện", 11),),
    agencies=(
        AgencyEntry(HEALTH, "department", ("SYT",), ("Sở y tế",), None, date(2025, 2, 28)),
        AgencyEntry(BUILDING, "department"),
    ),
    groups=(GroupEntry("Mọi người", (HEALTH, BUILDING), ("mọi người",)),),
    succession=(SuccessionEntry(HEALTH, BUILDING, date(2025, 3, 1), "tất cả", "NĐ", True),),
    doubts=(Doubt("items.csv", "1.1", "title", "Việc", "lý do", "đề xuất", 7),),
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_folder(FOLDER, {"decision.txt": b"decision"}, tmp_path / "plan")
    return tmp_path / "plan"


def test_a_folder_is_read_back_as_it_was_written(plan: Path) -> None:
    assert read_folder(plan) == FOLDER
    assert (plan / "decision.txt").read_bytes() == b"decision"


def test_a_folder_of_an_earlier_version_is_read(plan: Path) -> None:
    items = plan / "items.csv"
    items.write_text(items.read_text("utf-8").replace(",notes\n", "\n"), "utf-8")
    indicators = plan / "indicators.csv"
    later = ",group,other_targets,notes\n"
    assert later in indicators.read_text("utf-8")
    indicators.write_text(indicators.read_text("utf-8").replace(later, "\n"), "utf-8")
    assert read_folder(plan) == FOLDER


def test_succession_and_doubts_may_be_missing_and_a_byte_order_mark_is_borne(plan: Path) -> None:
    (plan / "succession.csv").unlink()
    (plan / "doubts.csv").unlink()
    items = plan / "items.csv"
    items.write_text("\ufeff" + items.read_text(encoding="utf-8"), encoding="utf-8")
    folder = read_folder(plan)
    assert folder.items == FOLDER.items
    assert not folder.succession
    assert not folder.doubts


def test_a_folder_of_an_earlier_version_has_no_days_of_tasks(plan: Path) -> None:
    replaced("items.csv", "starts_on,due_on,due_every,", "")(plan)
    replaced("items.csv", "2023-10-01,2026-03-31,quarter,", "")(plan)
    task = read_folder(plan).items[1]
    assert (task.starts_on, task.due_on, task.due_every) == (None, None, "")
    assert task.leads == FOLDER.items[1].leads


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(plan: Path) -> None:
        text = (plan / name).read_text(encoding="utf-8")
        assert old in text
        (plan / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def removed(name: str) -> Callable[[Path], None]:
    return lambda plan: (plan / name).unlink()


def encoded(name: str) -> Callable[[Path], None]:
    def change(plan: Path) -> None:
        (plan / name).write_bytes("Sở".encode("utf-16"))

    return change


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (replaced("plan.toml", "[-30, -1, 0, 3]", '"daily"'), "ladder = daily"),
        (replaced("plan.toml", "[-30, -1, 0, 3]", "[3, -30]"), "ladder = [3, -30]"),
        (replaced("plan.toml", "07:30-11:30", "07:30-14:00"), "spans that do not overlap"),
        (replaced("plan.toml", "07:30-11:30", "sáng"), "office_hours = "),
        (replaced("plan.toml", "31/10", "31/13"), "cut_off is '31/13'"),
        (replaced("plan.toml", "completion_days = 5", "completion_days = 0"), "from 1 to 30"),
        (
            replaced("plan.toml", "after_days = 30", 'after_days = "ba"'),
            "closes_after_days is 'ba'",
        ),
        (replaced("plan.toml", "[-30, -1, 0, 3]", "[3, -1]"), "days in order"),
        (replaced("plan.toml", "[-30, -1, 0, 3]", "[-900]"), "from 180 before"),
        (removed("plan.toml"), "plan.toml is missing"),
        (removed("items.csv"), "items.csv is missing"),
        (encoded("groups.csv"), "groups.csv is not UTF-8"),
        (encoded("plan.toml"), "plan.toml cannot be read"),
        (replaced("plan.toml", "title =", "title ="[:5]), "plan.toml cannot be read"),
        (replaced("plan.toml", "decision = ", "number = "), "plan.toml decision is missing"),
        (replaced("plan.toml", "2023-09-18", '"tháng 9"'), "plan.toml issued_on is 'tháng 9'"),
        (replaced("plan.toml", "month = 11", "month = 13"), "rule 1: day 15 of month 13"),
        (replaced("plan.toml", '"agencies"', '"all"'), "rule 1: tier is 'all'"),
        (replaced("plan.toml", "strict = true", "strict = 1"), "rule 1: strict is '1'"),
        (replaced("plan.toml", 'or = "Sở Y tế"', 'or = "Sở X"'), "coordinator 'Sở X'"),
        (replaced("items.csv", "title_raw", "words"), "line 1: the column 'title_raw'"),
        (replaced("items.csv", "1.1,1,task", "1.1,9,task"), "line 3: the parent '9'"),
        (replaced("items.csv", "1.1,1,task", "1,,task"), "line 3: code '1' already"),
        (replaced("items.csv", "1.1,1,task", ",1,task"), "line 3: code is empty"),
        (replaced("items.csv", "1,task", "1,duty"), "line 3: kind is 'duty'"),
        (replaced("items.csv", "Sở Y tế;", "Sở Lạ;"), "items.csv line 3: 'Sở Lạ' in leads"),
        (replaced("items.csv", ",2023,", ",năm 2023,"), "line 3: start_year is 'năm 2023'"),
        (replaced("items.csv", "yes", "perhaps"), "line 2: priority_high is 'perhaps'"),
        (replaced("items.csv", ",quarter,", ",weekly,"), "line 3: due_every is 'weekly'"),
        (replaced("items.csv", "2026-03-31,quarter", ",quarter"), "beside the first due_on"),
        (replaced("items.csv", "2026-03-31", "31/3/2026"), "line 3: due_on is '31/3/2026'"),
        (replaced("plan.toml", '    "Sở \\"X', '    "Sở \\"L'), "rule 4: 'Sở"),
        (replaced("indicators.csv", "95.5", "95,5"), "indicators.csv line 2"),
        (replaced("indicators.csv", ",Sở Y tế,", ",Sở Lạ,"), "'Sở Lạ' in agency"),
        (replaced("groups.csv", "Sở Y tế;", "Sở Lạ;"), "groups.csv line 2: 'Sở Lạ' in members"),
        (replaced("agencies.csv", "2025-02-28", "28/2/2025"), "valid_until is '28/2/2025'"),
        (replaced("succession.csv", "Sở Y tế", "Sở Lạ"), "succession.csv line 2: 'Sở Lạ'"),
        (replaced("succession.csv", "2025-03-01", ""), "succession.csv line 2: on is empty"),
    ],
)
def test_a_bad_folder_is_refused_in_one_sentence(
    plan: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(plan)
    with pytest.raises(BadPlanFolder) as refusal:
        read_folder(plan)
    assert words in str(refusal.value)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPlanFolder, match="no folder"):
        read_folder(tmp_path / "nothing")


def test_two_plans_of_one_province_have_codes_of_their_own(tmp_path: Path) -> None:
    """The one read again keeps its code, and what lies beside and is no plan harms nobody."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "plan.toml").write_text("code = ", encoding="utf-8")
    second = replace(FOLDER, head=replace(FOLDER.head, decision="25/KH-UBND"))
    later = replace(FOLDER, head=replace(FOLDER.head, issued_on=date(2024, 1, 5)))
    for name, folder in (("a", FOLDER), ("b", second), ("c", FOLDER), ("d", later)):
        write_import(ImportedPlan(folder, {}), tmp_path / name)
        write_import(ImportedPlan(folder, {}), tmp_path / name)
    codes = [read_folder(tmp_path / name).head.code for name in "abcd"]
    assert codes == ["thu", "thu-25-kh-ubnd-2023", "thu", "thu-1-qd-ubnd-2024"]


@pytest.mark.parametrize("issuer", ["", "UBND xã Xuân Đông"])
def test_the_issuer_is_written_where_it_is_not_the_province(tmp_path: Path, issuer: str) -> None:
    folder = replace(FOLDER, head=replace(FOLDER.head, issuer=issuer))
    write_folder(folder, {}, tmp_path)
    assert ("issuer" in (tmp_path / "plan.toml").read_text(encoding="utf-8")) == bool(issuer)
    assert read_folder(tmp_path).head.issuer == issuer


def test_a_plan_that_is_not_summed_up_needs_no_coordinator(tmp_path: Path) -> None:
    head = replace(FOLDER.head, coordinator="")
    write_folder(replace(FOLDER, head=head), {}, tmp_path / "nobody")
    assert read_folder(tmp_path / "nobody").head.coordinator == ""
    summed_up = replace(head, rules=(replace(RULE, tier="coordinator"),))
    write_folder(replace(FOLDER, head=summed_up), {}, tmp_path / "somebody")
    with pytest.raises(BadPlanFolder, match="the coordinator ''"):
        read_folder(tmp_path / "somebody")


def test_a_plan_of_the_centre_has_no_province(tmp_path: Path) -> None:
    folder = replace(FOLDER, head=replace(FOLDER.head, province="", issuer="Chính phủ"))
    write_folder(folder, {}, tmp_path)
    assert read_folder(tmp_path).head.province == ""


def complaints(plan: Path) -> list[str]:
    with pytest.raises(BadPlanFolder) as refusal:
        read_folder(plan)
    return str(refusal.value).splitlines()


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_files(plan: Path) -> None:
    for spoil in (
        replaced("groups.csv", "Sở Y tế;", "Sở Lạ;"),
        replaced("items.csv", "1.1,1,task", "1.1,9,duty"),
        replaced("items.csv", ",2023,", ",năm 2023,"),
        replaced("items.csv", "yes", "perhaps"),
        replaced("plan.toml", "month = 11", "month = 13"),
        replaced("plan.toml", "2023-09-18", '"tháng 9"'),
        replaced("plan.toml", "completion_days = 5", "completion_days = 0"),
    ):
        spoil(plan)
    assert [line.split(";")[0] for line in complaints(plan)] == [
        "plan.toml issued_on is 'tháng 9'",
        *(f"plan.toml rule {n}: day 15 of month 13 does not exist" for n in (1, 2, 3, 4)),
        "plan.toml completion_days is '0'",
        "items.csv line 2: priority_high is 'perhaps'",
        "items.csv line 3: start_year is 'năm 2023'",
        "groups.csv line 2: 'Sở Lạ' in members is not in agencies.csv",
    ]


def test_of_one_row_everything_that_is_wrong_is_said(plan: Path) -> None:
    replaced("items.csv", "1.1,1,task", "1.1,9,duty")(plan)
    replaced("items.csv", "Sở Y tế;", "Sở Lạ;")(plan)
    said = complaints(plan)
    assert [line[: len("items.csv line 3")] for line in said] == ["items.csv line 3"] * 3
    assert ["parent" in said[0], "kind" in said[1], "leads" in said[2]] == [True] * 3


@pytest.mark.parametrize(
    ("spoil", "sentences"),
    [
        ([removed("agencies.csv")], ["agencies.csv is missing"]),
        ([encoded("agencies.csv")], ["agencies.csv is not UTF-8"]),
        ([replaced("agencies.csv", "typos_seen", "typos")], ["agencies.csv line 1: the column"]),
        ([removed("groups.csv")], ["groups.csv is missing"]),
        ([removed("plan.toml")], ["plan.toml is missing"]),
        ([removed("items.csv")], ["items.csv is missing"]),
        ([replaced("succession.csv", "2025-03-01", "1/3")], ["succession.csv line 2: on is '1/3'"]),
        (
            [removed("agencies.csv"), removed("projects.csv"), encoded("plan.toml")],
            ["plan.toml cannot", "projects.csv is missing", "agencies.csv is missing"],
        ),
    ],
)
def test_nothing_is_said_that_only_follows_from_what_could_not_be_read(
    plan: Path, spoil: list[Callable[[Path], None]], sentences: list[str]
) -> None:
    for one in spoil:
        one(plan)
    said = complaints(plan)
    assert len(said) == len(sentences)
    for line, start in zip(said, sentences, strict=True):
        assert line.startswith(start)


def test_of_very_many_complaints_the_first_are_said_and_the_others_counted(plan: Path) -> None:
    items = plan / "items.csv"
    header, *rows = items.read_text(encoding="utf-8").splitlines()
    items.write_text("\n".join([header, *rows, *rows[:1] * 60]), encoding="utf-8")
    said = complaints(plan)
    assert len(said) == 51
    assert said[0].startswith("items.csv line 4: code '1' already stands in line 2")
    assert said[-1] == "10 more like these; correct the first ones and try again"


def test_what_does_not_fit_stands_among_what_cannot_be_read(plan: Path) -> None:
    replaced("agencies.csv", "2025-02-28", "28/2/2025")(plan)
    replaced("items.csv", "1.1,1,task", "1.1,1,duty")(plan)
    assert [line[:10] for line in complaints(plan)] == ["items.csv ", "agencies.c"]
