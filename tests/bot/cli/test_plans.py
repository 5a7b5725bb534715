"""Plans on the command line: what a changed folder changes, doubts, agencies, assigning anew."""

import shutil
from pathlib import Path

import pytest
from sqlmodel import select

from storage.database import open_database
from storage.models import Outbox
from tests.bot.conftest import Terminal
from tests.support.paths import DATA, ROOT
from tests.support.worlds.linked import link


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "ben-tre", tmp_path / "ben-tre"))


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_folder_shows_its_differences_first_and_then_loads_them(
    loaded: Terminal, folder: Path
) -> None:
    assert loaded.prints("plan", "diff", str(folder)) == "ben-tre: nothing to change\n"
    replace_in(folder / "plan.toml", "day = 15", "day = 20")
    replace_in(folder / "items.csv", ",Hàng năm,", ",Hằng năm,")
    told = loaded.prints("plan", "diff", str(folder))
    assert "~ item 3.2\n    timeframe_raw: Hàng năm → Hằng năm\n" in told
    assert "~ rule agencies 20/11\n    day: 15 → 20\n" in told
    changes = loaded.json("plan", "diff", str(folder), "--json")["changes"]
    assert {(one["what"], one["kind"]) for one in changes} == {
        ("changed", "item"),
        ("changed", "rule"),
    }
    assert loaded.json("plan", "show", "ben-tre", "--json")["rules"][0]["day"] == 15
    assert loaded.prints("plan", "load", str(folder)).startswith(told)
    assert loaded.json("plan", "show", "ben-tre", "--json")["rules"][0]["day"] == 20
    assert loaded.prints("plan", "diff", str(folder)) == "ben-tre: nothing to change\n"


def test_a_corrected_day_moves_this_years_round(loaded: Terminal, folder: Path) -> None:
    before = loaded.json("rounds", "show", "ben-tre", "--json")
    replace_in(folder / "plan.toml", "day = 15", "day = 20")
    loaded.prints("plan", "load", str(folder))
    after = loaded.json("rounds", "show", "ben-tre", "--json")
    assert [one["due_on"] for one in after] == ["2026-11-19", "2026-11-30"]
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert [one["expected"] for one in after] == [one["expected"] for one in before]


def test_an_item_that_left_keeps_its_replies(loaded: Terminal, folder: Path) -> None:
    loaded.prints("chat", "--as", "sct", stdin="9.2\n7\n.\n1\n")
    lines = (folder / "items.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in lines if not line.startswith("9.2,")]
    assert len(left) == len(lines) - 1
    (folder / "items.csv").write_text("".join(left), encoding="utf-8")
    assert "- item 9.2" in loaded.prints("plan", "load", str(folder))
    assert loaded.json("summary", "ben-tre", "--format", "json")["received"] == 1


def test_doubts_are_listed_from_the_database_and_from_a_folder(
    loaded: Terminal, folder: Path
) -> None:
    folder = folder.rename(folder.with_name("decision"))  # a code and a folder are told apart
    assert "doubts are to be confirmed" in loaded.prints("plan", "load", str(folder))
    doubts = loaded.json("plan", "doubts", "ben-tre", "--json")
    assert doubts == loaded.json("plan", "doubts", str(folder), "--json")
    assert {"file", "code", "field", "seen", "reason", "proposal", "source_line"} < set(doubts[0])
    said = loaded.prints("plan", "settle", "ben-tre", doubts[0]["key"], "--note", "đã hỏi lại")
    assert "is settled" in said
    loaded.prints("plan", "load", str(folder))
    assert loaded.json("plan", "doubts", "ben-tre", "--json") == doubts[1:]
    first = (folder / "doubts.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "doubts.csv").write_text(first + "\n", encoding="utf-8")
    assert "doubts" not in loaded.prints("plan", "load", str(folder))
    assert loaded.json("plan", "doubts", "ben-tre", "--json") == []


PLANNING = "Sở Kế hoạch và Đầu tư"


def test_agencies_are_shown_with_the_names_they_go_by_today(loaded: Terminal) -> None:
    agencies = {one["name"]: one for one in loaded.json("agencies", "show", "ben-tre", "--json")}
    assert agencies[PLANNING]["now_called"] == "Sở Tài chính tỉnh Vĩnh Long"
    assert agencies[PLANNING]["valid_until"] == "2025-02-28"
    assert agencies["UBND huyện Ba Tri"]["now_called"] == "UBND huyện Ba Tri"
    assert PLANNING in loaded.prints("agencies", "show", "ben-tre")


def test_what_nobody_answers_for_is_listed_and_assigned_by_a_planner(loaded: Terminal) -> None:
    entries = loaded.json("agencies", "reassign", "ben-tre", "--json")
    news = [one for one in entries if one["agency"] == "Sở Thông tin và Truyền thông"]
    assert {one["reason"] for one in news} == {"split"}
    assert "Sở Khoa học và Công nghệ tỉnh Vĩnh Long" in str(news[0]["candidates"])
    figures = loaded.json("summary", "ben-tre", "--format", "json")
    expected = figures["expected"]
    surely = [one["item"] for one in entries if one["reason"] != "unsure"]
    assert figures["unassigned"] == list(dict.fromkeys(surely))
    assert "Nhiệm vụ cần phân công lại" in loaded.prints("summary", "ben-tre")
    said = loaded.prints(
        *("agencies", "reassign", "ben-tre", "--agency", "stttt", "--to", "so khcn"),
        *("--item", news[0]["item"], "--by", "skhdt"),
    )
    assert said.startswith("1 assigned to Sở Khoa học và Công nghệ")
    after = loaded.json("agencies", "reassign", "ben-tre", "--json")
    assert after == [one for one in entries if one != news[0]]
    (made,) = loaded.json("agencies", "reassign", "ben-tre", "--chosen", "--json")
    assert made["choice"]["decided_by"] == "skhdt"
    figures = loaded.json("summary", "ben-tre", "--format", "json")
    assert figures["expected"] == expected + 1
    districts = "UBND các huyện, thành phố"
    said = loaded.prints(
        *("agencies", "reassign", "ben-tre", "--agency", districts, "--item", "13.4"),
        *("--to", "Sở Công Thương", "--to", "Sở Xây dựng", "--by", "skhdt"),
    )
    assert said.startswith("9 assigned to Sở Công Thương; Sở Xây dựng")
    assert loaded.json("rounds", "show", "ben-tre", "--json")[0]["expected"] == expected + 3
    assert "Sở Thông tin và Truyền thông" in [one["agency"] for one in figures["by_agency"]]


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (("--agency", "Sở Mây"), "no agency of ben-tre is called 'Sở Mây'"),
        (("--item", "99.9"), "item 99.9 is not on the list"),
        (("--to", "Sở Y tế", "--by", "skhdt"), "say what to assign"),
        (("--item", "2.2.1", "--to", "Sở Y tế", "--by", "x"), "which is nobody's code"),
        (("--item", "2.2.1", "--to", "Sở Y tế", "--by", "sct"), "sct is no planner of ben-tre"),
        (("--agency", PLANNING, "--to", "Sở Y tế", "--by", "skhdt"), "nothing on the list matches"),
    ],
)
def test_a_choice_that_cannot_be_made_changes_nothing(
    loaded: Terminal, options: tuple[str, ...], seen: str
) -> None:
    before = loaded.json("agencies", "reassign", "ben-tre", "--json")
    assert seen in loaded.fails("agencies", "reassign", "ben-tre", *options)
    assert loaded.json("agencies", "reassign", "ben-tre", "--json") == before


def test_a_name_that_may_be_several_agencies_is_put_up_for_a_choice(
    loaded: Terminal, folder: Path
) -> None:
    replace_in(
        folder / "agencies.csv", "SNNMT;Sở NNMT;Sở NN&MT", "SNNMT;Sở NNMT;Sở NN&MT;Sở Nông nghiệp"
    )
    loaded.prints("plan", "load", str(folder))
    said = loaded.fails("agencies", "reassign", "ben-tre", "--agency", "Sở Nông nghiệp")
    assert "1. Sở Nông nghiệp và Phát triển nông thôn; 2. Sở Nông nghiệp và Môi trường" in said


def test_the_summary_names_an_agency_as_printed_and_as_it_is_called_today(loaded: Terminal) -> None:
    figures = loaded.json("summary", "ben-tre", "--format", "json")
    called = {one["agency"]: one["now_called"] for one in figures["by_agency"]}
    assert called[PLANNING] == "Sở Tài chính tỉnh Vĩnh Long"
    assert "UBND huyện Ba Tri" not in called
    lines = loaded.prints("summary", "ben-tre").splitlines()
    [line] = [one for one in lines if one.startswith("- ") and PLANNING in one]
    assert "(nay là Sở Tài chính tỉnh Vĩnh Long): " in line  # one line for all that it has become


def test_an_abbreviation_finds_no_more_than_the_full_name(loaded: Terminal) -> None:
    def found(name: str) -> list[str]:
        listed = loaded.json(
            *("agencies", "reassign", "ben-tre", "--coordinating", "--agency", name, "--json")
        )
        return [one["item"] for one in listed]

    assert found("stttt") == found("Sở Thông tin và Truyền thông")
    assert len(found("stttt")) > 50


def test_the_folder_of_another_decision_does_not_take_a_plans_place(
    loaded: Terminal, folder: Path
) -> None:
    replace_in(folder / "plan.toml", "2082/QĐ-UBND", "999/QĐ-UBND")
    said = loaded.fails("plan", "load", str(folder))
    assert "2082/QĐ-UBND of 2023" in said
    assert loaded.json("plan", "show", "ben-tre", "--json")["plan"]["decision"] == "2082/QĐ-UBND"


def test_a_changed_assignment_is_told_with_what_follows_from_it(
    loaded: Terminal, folder: Path
) -> None:
    lines = (folder / "groups.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line.replace("Sở Công Thương;", "") for line in lines]
    (folder / "groups.csv").write_text("".join(kept), encoding="utf-8")
    told = loaded.prints("plan", "diff", str(folder))
    assert "~ group Các sở, ban, ngành tỉnh" in told
    assert "assignments: 0 added, 0 changed," in told
    assert loaded.prints("plan", "load", str(folder)).startswith(told)


def test_who_belonged_to_an_agency_that_ended_hears_why_nothing_is_asked(
    loaded: Terminal,
) -> None:
    said = loaded.prints("chat", "--as", "batri", stdin="nhiem vu\n")
    assert "UBND huyện Ba Tri đã kết thúc hoạt động ngày 30/06/2025" in said


LETTER = ("--document", "123/UBND-TH", "--issued", "2026-10-12")
GIVEN = ("plan", "give", "ben-tre", "--title", "Rà soát quỹ nhà công vụ", "--due", "06/11/2026")


def test_a_letter_gives_a_task_and_its_agency_hears_of_it(loaded: Terminal) -> None:
    link(loaded, "sct")
    told = loaded.prints(*GIVEN, *LETTER, "--lead", "SCT", "--by", "skhdt")
    assert told == "BS.1: Rà soát quỹ nhà công vụ; people told: 1\n"
    items = loaded.json("plan", "show", "ben-tre", "--json")["items"]
    row = next(one for one in items if one["code"] == "BS.1")
    assert (row["leads"], row["due_on"]) == (["Sở Công Thương"], "2026-11-06")
    assert row["source"] == "123/UBND-TH"
    database = open_database(loaded.env["DATABASE_URL"])
    with database.read() as session:
        (said,) = session.exec(select(Outbox.text)).all()
    database.close()
    assert said == (
        "Kính gửi anh Cường (Sở Công Thương tỉnh Vĩnh Long).\n\n"
        "Văn bản số 123/UBND-TH ngày 12/10/2026 liên quan đến nhiệm vụ của đơn vị trong Kế hoạch "
        "hành động tăng trưởng xanh tỉnh Bến Tre giai đoạn 2021 - 2030:\n"
        "- BS.1 Rà soát quỹ nhà công vụ: nhiệm vụ mới; đơn vị chủ trì; Đến ngày 06/11/2026\n"
        'Nhập "nhiệm vụ" để xem toàn bộ danh mục.\n\n'
        "Trân trọng."
    )


def test_a_task_for_nobody_is_not_given(loaded: Terminal) -> None:
    said = loaded.fails(*GIVEN, *LETTER, "--lead", "Sở Lạ")
    assert "Sở Lạ" in said
    assert "BS.1" not in loaded.prints("plan", "show", "ben-tre")


def test_the_plan_of_yesterday_is_shown_as_it_was(loaded: Terminal) -> None:
    loaded.prints(*GIVEN, *LETTER, "--lead", "SCT")
    yesterday = ("--as-of", "2026-10-13T17:00")
    now, then = (
        loaded.json("plan", "show", "ben-tre", "--json", *when) for when in ((), yesterday)
    )
    assert [one["code"] for one in now["items"]] == [
        *(one["code"] for one in then["items"]),
        "BS.1",
    ]
    assert [one["document"] for one in now["amendments"]] == ["123/UBND-TH"]
    assert not then["amendments"]
    assert "changed by 123/UBND-TH, 2026-10-12" in loaded.prints("plan", "show", "ben-tre")
    assert "--as-of is 'hôm qua'" in loaded.fails("plan", "show", "ben-tre", "--as-of", "hôm qua")


def test_everything_that_keeps_a_folder_from_loading_is_said_a_line_each(
    loaded: Terminal, folder: Path
) -> None:
    replace_in(folder / "plan.toml", "month = 11\nday = 15", "month = 13\nday = 15")
    replace_in(folder / "items.csv", "\n9.2,9,task", "\n9.2,9,duty")
    for command in ("load", "diff"):
        result = loaded.run("plan", command, str(folder))
        assert result.exit_code == 1
        said = result.stderr.splitlines()
        assert [line.removeprefix(f"daumoi: {folder}: ")[:14] for line in said] == [
            "plan.toml rule",
            "items.csv line",
        ]


def test_a_decision_and_its_appendix_are_imported_together(
    terminal: Terminal, tmp_path: Path
) -> None:
    whole = (DATA / "ben-tre" / "decision.txt").read_text(encoding="utf-8")
    start = whole.index("PHỤ LỤC 1\n")
    parts = [tmp_path / "quyet-dinh.txt", tmp_path / "phu-luc.txt"]
    parts[0].write_text(whole[:start], encoding="utf-8")
    parts[1].write_text(whole[start:], encoding="utf-8")
    out = tmp_path / "out"
    said = terminal.prints("plan", "import", *map(str, parts), "--out", str(out))
    assert "143 rows, 114 tasks, 28 indicators, 37 projects, 2 rules" in said
    assert {"decision.txt", "decision-1.txt", "decision-2.txt"} <= {f.name for f in out.iterdir()}
    assert "phu-luc.txt has no" in terminal.fails(
        "plan", "import", str(parts[1]), "--out", str(tmp_path / "other")
    )


def test_a_workbook_to_fill_in_is_written_once(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    assert "daumoi plan import" in terminal.prints("plan", "template", str(path))
    before = path.read_bytes()
    assert "give another name" in terminal.fails("plan", "template", str(path))
    assert path.read_bytes() == before
    assert "ends in .xlsx" in terminal.fails("plan", "template", str(tmp_path / "mau.docx"))
    assert "(No such file or directory); see that" in terminal.fails(
        "plan", "template", str(tmp_path / "x" / "m.xlsx")
    )
    said = terminal.fails("plan", "import", str(path), "--out", str(tmp_path / "out"))
    assert "Số quyết định" in said


AMENDING = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẾN TRE\tĐộc lập - Tự do - Hạnh phúc
Số: 45/QĐ-UBND\tBến Tre, ngày 12 tháng 10 năm 2026
QUYẾT ĐỊNH
Sửa đổi một số nhiệm vụ của Kế hoạch hành động tăng trưởng xanh tỉnh Bến Tre
Điều 1. Nội dung như sau:
1. Điều chỉnh thời gian hoàn thành nhiệm vụ 9.2 thành: Trước ngày 30/6/2027.
2. Thay cụm từ “huyện” bằng cụm từ “xã” tại các nhiệm vụ.
"""


def test_a_later_decision_is_shown_first_and_loaded_on_a_yes(
    loaded: Terminal, tmp_path: Path
) -> None:
    link(loaded, "sct")
    path = tmp_path / "sua-doi.txt"
    path.write_text(AMENDING, encoding="utf-8")
    command = ("plan", "amend", "ben-tre", str(path))
    asked = loaded.run(*command, stdin="n\n")
    assert asked.exit_code == 1
    assert "~ item 9.2 Thúc đẩy chuyển dịch năng lượng" in asked.stdout
    assert "\n    timeframe_raw: 2023 - 2030 → Trước ngày 30/6/2027\n" in asked.stdout
    assert "? 2. Thay cụm từ “huyện” bằng cụm từ “xã”" in asked.stdout
    assert not loaded.json("plan", "show", "ben-tre", "--json")["amendments"]
    told = loaded.prints(*command, "--yes")
    assert "ben-tre is changed by 45/QĐ-UBND; people told: 1" in told
    shown = loaded.json("plan", "show", "ben-tre", "--json")
    row = next(one for one in shown["items"] if one["code"] == "9.2")
    assert (row["due_on"], row["source"]) == ("2027-06-29", "45/QĐ-UBND")
    assert "is part of ben-tre already" in loaded.fails(*command, "--yes")
    assert "nothing to change" in loaded.prints("plan", "load", str(DATA / "ben-tre"))


READ_WHOLE = ROOT / "tests/storage/importing/whole"
PEOPLE = """code,full_name,address,posts,rights,language,office_phone
stp,Nguyễn Văn Mẫu,anh,focal@quang-ngai:Sở Tư pháp,,vi,
snv,Trần Thị Mẫu,chị,focal@quang-ngai:Sở Nội vụ,planner@quang-ngai,vi,
"""


def test_an_imported_decision_asks_for_each_task_on_its_own_day(
    terminal: Terminal, tmp_path: Path
) -> None:
    """In June: of the tasks only one is over; the reports of January and March are told beside."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    decision, folder = READ_WHOLE / "cai-cach-hanh-chinh.txt", tmp_path / "plan"
    terminal.prints("db", "upgrade")
    terminal.prints("plan", "import", str(decision), "--out", str(folder))
    february = "2026-02-01T09:00:00+07:00"
    terminal.prints("plan", "load", str(folder), DAUMOI_CLOCK=february)
    people = ("people", "load", str(tmp_path / "people.csv"), "--yes")
    terminal.prints(*people, DAUMOI_CLOCK=february)
    june = "2026-06-01T09:00:00+07:00"
    justice = terminal.prints("chat", "--as", "stp", stdin="nhiệm vụ\n", DAUMOI_CLOCK=june)
    assert "II.3 Rà soát văn bản sau sắp xếp (Hoàn thành trước ngày 30/6/2026)" in justice
    assert "ngày 29/06/2026 (còn 20 ngày làm việc)" in justice
    assert "(quá hạn" not in justice
    home = terminal.prints("chat", "--as", "snv", stdin="nhiệm vụ\n", DAUMOI_CLOCK=june)
    overdue = [line for line in home.splitlines() if "quá hạn" in line and "Thời hạn" in line]
    assert overdue == ["Thời hạn: thứ Sáu, ngày 27/02/2026 (quá hạn 63 ngày làm việc)."]
