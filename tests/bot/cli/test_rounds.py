"""Rounds asked for by a planner, and the call list, on the command line and in the chat."""

import pytest

from tests.bot.conftest import Terminal

TITLE = "Số liệu 9 tháng về tiết kiệm điện"


def test_a_question_besides_the_yearly_report_reaches_the_chat(loaded: Terminal) -> None:
    said = loaded.prints(
        *("rounds", "open", "ben-tre", "--title", TITLE, "--due", "2026-10-30"),
        *("--agencies", "sct; so y te", "--by", "skhdt"),
    )
    assert "2 agencies asked until 30/10/2026" in said
    rounds = loaded.json("rounds", "show", "ben-tre", "--json")
    assert (rounds[0]["title"], rounds[0]["expected"]) == (TITLE, 2)
    assert TITLE in loaded.prints("chat", "--as", "sct", stdin="nhiem vu\n")
    talk = loaded.prints("chat", "--as", "sct", stdin="nhiem vu\n1\n1\nGiảm 2%\n.\n1\n")
    assert "Đã ghi nhận" in talk
    number = str(rounds[0]["id"])
    figures = loaded.json("summary", "ben-tre", "--round", number, "--format", "json")
    assert (figures["expected"], figures["received"]) == (2, 1)


def test_a_round_is_shown_with_its_period_and_the_day_of_its_figures(loaded: Terminal) -> None:
    [agencies, _] = loaded.json("rounds", "show", "ben-tre", "--json")
    days = (agencies["covers_from"], agencies["covers_until"], agencies["cut_off_on"])
    assert days == ("2025-12-15", "2026-12-14", "2026-11-14")
    line = "2026 (agencies): covers 2025-12-15 to 2026-12-14, figures as of 2026-11-14\n"
    assert line in loaded.prints("rounds", "show", "ben-tre")


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (("--due", "2026-10-13"), "has passed"),
        (("--due", "2026-10-30", "--agencies", "Sở Mây"), "no agency of ben-tre is called"),
        (("--due", "2026-10-30", "--agencies", "UBND Ba Tri"), "ended on 30/06/2025"),
        (("--due", "2026-10-30", "--by", "x"), "which is nobody's code"),
        (("--due", "2026-10-30", "--by", "sct"), "sct is no planner of ben-tre"),
    ],
)
def test_what_makes_no_sense_is_refused(
    loaded: Terminal, options: tuple[str, ...], seen: str
) -> None:
    before = loaded.json("rounds", "show", "ben-tre", "--json")
    assert seen in loaded.fails("rounds", "open", "ben-tre", "--title", TITLE, *options)
    assert loaded.json("rounds", "show", "ben-tre", "--json") == before


def test_before_anybody_is_linked_every_agency_is_on_the_call_list(loaded: Terminal) -> None:
    calls = loaded.json("calls", "ben-tre", "--json")
    health = next(one for one in calls if one["agency"] == "Sở Y tế tỉnh Vĩnh Long")
    assert health["reason"] == "not_linked"
    assert health["phones"] == ["0000 000 010"]
    assert health["due_on"] == "2026-11-14"
    assert "0000 000 010" in loaded.prints("calls", "ben-tre")


def test_a_round_is_closed_refuses_answers_and_is_opened_again(loaded: Terminal) -> None:
    number = str(loaded.json("rounds", "show", "ben-tre", "--json")[0]["id"])
    said = loaded.prints("rounds", "close", number, "--by", "skhdt")
    assert f"round {number} closed: 0 of " in said
    assert "  missing: Sở Công Thương tỉnh Vĩnh Long: " in said
    assert "closed on 2026-10-14" in loaded.prints("rounds", "show", "ben-tre")
    assert "closed already" in loaded.fails("rounds", "close", number)
    talk = loaded.prints("chat", "--as", "sct", stdin="9.2 xong\n")
    assert "đã đóng nên hệ thống không ghi nhận thêm" in talk
    assert "no planner" in loaded.fails("rounds", "reopen", number, "--reason", "x", "--by", "sct")
    assert "needs a reason" in loaded.fails("rounds", "reopen", number, "--reason", " ")
    assert "opened again" in loaded.prints("rounds", "reopen", number, "--reason", "Bổ sung")
    assert "there is no round 99" in loaded.fails("rounds", "close", "99")
    assert "Đề nghị kiểm tra" in loaded.prints("chat", "--as", "sct", stdin="9.2 xong\n")


def test_any_round_is_summed_up_by_year_name_or_number(loaded: Terminal) -> None:
    loaded.prints("rounds", "open", "ben-tre", "--title", TITLE, "--due", "2026-10-30")
    by_year = loaded.json("summary", "ben-tre", "--round", "2026", "--format", "json")
    by_name = loaded.json("summary", "ben-tre", "--round", "tiet kiem dien", "--format", "json")
    assert by_year["expected"] > by_name["expected"] > 0
    assert "no such round" in loaded.fails("summary", "ben-tre", "--round", "2019")
    assert TITLE in loaded.prints("summary", "ben-tre", "--round", TITLE)


def test_every_plan_of_a_province_is_a_line_in_the_words_of_its_own_summary(
    loaded: Terminal,
) -> None:
    told = loaded.json("summary", "--province", "vinh long", "--format", "json")
    [one] = told["plans"]
    alone = loaded.json("summary", "ben-tre", "--format", "json")
    assert (one["plan"], one["province"]) == ("ben-tre", "Bến Tre")
    for name in ("expected", "received", "missing", "pending", "late"):
        assert one[name] == alone[name]
    assert told["total"]["expected"] == alone["expected"] + one["other_rounds"]["expected"]
    words = loaded.prints("summary", "--province", "Bến Tre")
    assert f"đã nhận 0/{alone['expected']}" in words
    assert "those loaded are of: Bến Tre" in loaded.fails("summary", "--province", "Cà Mau")
    assert "text or json" in loaded.fails("summary", "--province", "Bến Tre", "--format", "docx")
    assert loaded.run("summary").exit_code == 2
    assert loaded.run("summary", "ben-tre", "--province", "Bến Tre").exit_code == 2
