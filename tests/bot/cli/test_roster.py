"""Loading a roster: what the file says anew is shown, asked about, and done; nothing else is."""

import re
from pathlib import Path

import pytest
from sqlmodel import select

from storage.database import open_database
from storage.models import AuditEntry, Person
from tests.bot.conftest import ROSTER, Terminal

SCT = "sct,Lê Văn Mẫu Cường,anh,focal@ben-tre:Sở Công Thương,,vi,0000 000 003"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "people.csv"
    copy.write_bytes(ROSTER.read_bytes())
    return copy


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def person(terminal: Terminal, code: str) -> dict[str, object]:
    [found] = [one for one in terminal.json("people", "show", "--json") if one["code"] == code]
    return dict(found)


def rename(terminal: Terminal, code: str, name: str) -> None:
    """As a person does in the chat."""
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.write() as session:
        session.exec(select(Person).where(Person.code == code)).one().full_name = name
    opened.close()


def test_a_difference_is_shown_and_nobody_to_ask_changes_nothing(
    loaded: Terminal, file: Path
) -> None:
    before = loaded.json("people", "show", "--json")
    edit(file, SCT, SCT.replace("0000 000 003", "0000 000 999").replace("Cường", "Cương"))
    edit(file, "quantri,", "moi,Người Mẫu Mới,chị,,,vi,\nquantri,")
    result = loaded.run("people", "load", str(file), COLUMNS="200")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "daumoi: nothing is changed: nobody answered; add --yes where it is meant"
    ]
    for words in (r"full_name +Lê Văn Mẫu Cường +Lê Văn Mẫu Cương", r"000 003 +0000 000 999"):
        assert re.search(words, result.stdout)
    assert loaded.json("people", "show", "--json") == before


def test_a_no_changes_nothing_and_a_yes_all_of_it(loaded: Terminal, file: Path) -> None:
    edit(file, SCT, SCT.replace("0000 000 003", ""))
    result = loaded.run("people", "load", str(file), stdin="n\n")
    assert (result.exit_code, person(loaded, "sct")["office_phone"]) == (1, "0000 000 003")
    assert "1 new or changed" in loaded.prints("people", "load", str(file), stdin="y\n")
    assert person(loaded, "sct")["office_phone"] == ""
    assert "0 new or changed" in loaded.prints("people", "load", str(file))


def test_whoever_is_new_is_added_without_a_question(loaded: Terminal, file: Path) -> None:
    edit(file, "quantri,", "moi,Người Mẫu Mới,chị,,,vi,\nquantri,")
    assert "1 new or changed" in loaded.prints("people", "load", str(file))


def test_a_name_corrected_here_outlives_a_line_that_says_what_it_said(
    loaded: Terminal, file: Path
) -> None:
    rename(loaded, "sct", "Lê Văn Mẫu Cương")
    edit(file, SCT, SCT.replace("0000 000 003", "0000 000 999"))
    assert "1 new or changed" in loaded.prints("people", "load", str(file), "--yes")
    assert person(loaded, "sct")["full_name"] == "Lê Văn Mẫu Cương"
    assert person(loaded, "sct")["office_phone"] == "0000 000 999"


def test_a_missing_column_leaves_its_fields_alone(loaded: Terminal, file: Path) -> None:
    before = person(loaded, "sct")
    file.write_text("code,full_name\nsct,Lê Văn Mẫu Cường\n", "utf-8")
    assert "0 new or changed" in loaded.prints("people", "load", str(file))
    assert person(loaded, "sct") == before
    file.write_text("code,address\nnobody,anh\n", "utf-8")
    assert "needs the column 'full_name'" in loaded.fails("people", "load", str(file))


def test_posts_and_rights_move_as_the_file_says_anew(loaded: Terminal, file: Path) -> None:
    edit(file, SCT, SCT.replace("focal@", "Leader@").replace(",,vi", ",Planner@ben-tre,vi"))
    said = loaded.prints("people", "load", str(file), "--yes", COLUMNS="200")
    assert "leader: Sở Công Thương" in said
    assert "planner: ben-tre" in said
    shown = person(loaded, "sct")
    assert [one["post"] for one in shown["posts"]] == ["leader"]  # type: ignore[attr-defined]
    assert shown["rights"] == ["planner@ben-tre"]
    edit(file, "Planner@ben-tre", "")
    loaded.prints("people", "load", str(file), "--yes")
    assert person(loaded, "sct")["rights"] == []


def test_a_mistake_anywhere_changes_nothing(loaded: Terminal, file: Path) -> None:
    before = loaded.json("people", "show", "--json")
    edit(file, SCT, SCT.replace("Cường", "Cương"))
    edit(file, "quantri,", "Syt2,Người Mẫu Mới,chị,focal@ben-tre:Sở Mây,,vi,\nquantri,")
    said = loaded.fails("people", "load", str(file), "--yes")
    assert "line 34 (Syt2), column 'posts': plan 'ben-tre' knows no agency 'Sở Mây'" in said
    edit(file, "Syt2,Người Mẫu Mới,chị,focal@ben-tre:Sở Mây", "Quantri,Người Mẫu Mới,chị,")
    assert "stands there twice" in loaded.fails("people", "load", str(file), "--yes")
    file.write_text("code,full_name\nSCT,Lê Văn Mẫu Cường\n", "utf-8")
    assert "there is a person 'sct'" in loaded.fails("people", "load", str(file), "--yes")
    assert loaded.json("people", "show", "--json") == before


def test_what_was_changed_names_the_columns_and_no_values(loaded: Terminal, file: Path) -> None:
    edit(file, SCT, SCT.replace("0000 000 003", "0000 000 999"))
    loaded.prints("people", "load", str(file), "--yes")
    opened = open_database(loaded.env["DATABASE_URL"])
    with opened.read() as session:
        entries = select(AuditEntry).where(AuditEntry.action == "person.loaded")
        assert session.exec(entries).all()[-1].details == {"columns": ["office_phone"]}
    opened.close()
