"""One doubt a cause, the worst first."""

from dataclasses import replace

from storage.importing.checks.causes import by_cause
from storage.importing.folder.model import Doubt

TIME = Doubt("items.csv", "1", "timeframe_raw", "", "no time frame", "ask every year", 5)
TITLE = replace(TIME, field="title", seen="khi có", reason="a condition")
LEAD = replace(TIME, code="9", field="leads", seen="nt", reason="nobody")
LOST = Doubt("decision.txt", "", "", "1 | a | b", "not read", "add", 90)
LINE = Doubt("decision.txt", "", "", "một,", "ends in a comma", "compare", 3)


def test_the_same_cause_is_one_doubt_with_its_rows() -> None:
    rows = [TIME, TITLE, replace(TIME, code="2"), replace(TIME, code="7", proposal="else")]
    assert [(one.code, one.field) for one in by_cause(rows)] == [
        *(("1;2", "timeframe_raw"), ("7", "timeframe_raw"), ("1", "title")),
    ]


def test_words_that_differ_stand_beside_their_rows() -> None:
    rows = [TITLE, replace(TITLE, code="2"), replace(TITLE, code="3", seen="sau khi")]
    (one,) = by_cause(rows)
    assert (one.code, one.seen) == ("1;2;3", "khi có (1, 2); sau khi (3)")


def test_rows_without_a_code_are_named_by_their_line() -> None:
    loose = Doubt("items.csv", "", "", "Rừng", "no code", "add it", 4)
    (one,) = by_cause([loose, replace(loose, seen="Biển", source_line=8)])
    assert one.seen == "Rừng [4]; Biển [8]"


def test_what_does_most_harm_comes_first() -> None:
    assert [one.field or one.file for one in by_cause([LINE, TITLE, TIME, LOST, LEAD])] == [
        *("leads", "decision.txt", "timeframe_raw", "title", "decision.txt"),
    ]


def test_a_phrase_that_leads_needs_members_of_its_own() -> None:
    """Two lines of a text, too, are two things to look at."""
    phrase = Doubt("groups.csv", "1", "members", "Các ấp", "leads", "fill in")
    found = by_cause([phrase, replace(phrase, seen="Các hộ"), LINE, replace(LINE, seen="hai,")])
    assert len(found) == 4


def test_phrases_that_only_coordinate_are_one_doubt() -> None:
    phrase = Doubt("groups.csv", "", "members", "Các ấp", "not said", "fill in")
    (one,) = by_cause([phrase, replace(phrase, seen="Các hộ")])
    assert one.seen == "Các ấp; Các hộ"
