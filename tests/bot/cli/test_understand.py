"""`daumoi understand`: a table for people, JSON for scripts."""

import json

from typer.testing import CliRunner

from bot.cli import app


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["understand", *arguments])
    return result.exit_code, result.output


def test_json_is_exactly_what_the_contract_says() -> None:
    code, output = run("1 xong, 3 60%, 5 vướng kinh phí, 7 gì đó", "--json")
    assert code == 0
    assert json.loads(output) == {
        "read": [
            {"ref": "1", "status": "completed", "percent": None, "note": ""},
            {"ref": "3", "status": "in_progress", "percent": 60, "note": ""},
            {"ref": "5", "status": "blocked", "percent": None, "note": "vướng kinh phí"},
        ],
        "unread": ["7 gì đó"],
        "unsure": [{"ref": "7", "words": "gì đó"}],
    }


def test_all_tasks_are_a_star() -> None:
    code, output = run("tất cả xong", "--json")
    assert (code, json.loads(output)["read"][0]["ref"]) == (0, "*")


def test_people_get_a_table_and_what_was_left() -> None:
    code, output = run("3 60%, 5 vướng [kinh phí], 7 gì đó")
    assert code == 0
    assert "in_progress" in output
    assert "60%" in output
    assert "vướng [kinh phí]" in output
    assert "status to be asked: 7: gì đó" in output


def test_nothing_readable_is_no_failure() -> None:
    assert run("chào") == (0, "Nothing was read.\n")
    assert run("abc") == (0, "unread: abc\n")


def test_wrong_usage_is_exit_code_2() -> None:
    assert run()[0] == 2


def test_a_percentage_is_a_number_of_json_and_what_is_unsure_has_its_task() -> None:
    read = json.loads(run("1 60,5 %; 2 60%; 3 đã ban hành văn bản", "--json")[1])
    assert [one["percent"] for one in read["read"]] == [60.5, 60]
    assert isinstance(read["read"][1]["percent"], int)
    assert read["unread"] == ["3 đã ban hành văn bản"]
    assert read["unsure"] == [{"ref": "3", "words": "đã ban hành văn bản"}]
    assert "60,5%" in run("1 60,5 %")[1]
    assert "status to be asked: 3: đã ban hành" in run("3 đã ban hành văn bản")[1]
