"""Many communes are one line with a count, and the figures of both views agree."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.documents.contents.communes import names_rolled, of_answers, parted
from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.contents.progress import living
from bot.documents.docx.report import report
from bot.documents.json.summary import summary_data
from bot.documents.text.chat_summary import chat_summary
from bot.documents.text.summary import summary_text
from bot.documents.xlsx.lists import missing
from bot.documents.xlsx.workbook import workbook
from locales import translator
from storage.database import Database
from storage.rounds.figures.by_task import tasks_once
from storage.rounds.summary import offices_and_communes
from tests.support.databases import emptied
from tests.support.worlds.answers.communes import (
    ANSWERED_SECOND,
    OFFICE,
    OPENED,
    SILENT,
    communes_round,
)
from tests.support.worlds.province import CALENDAR

SAY = translator("vi")
NOW = OPENED + timedelta(days=1)
NAMES = sorted(one.removeprefix("UBND ") for one in SILENT)


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Iterator[Dossier]:
    with emptied(sqlite).write() as session:
        plan, round_ = communes_round(session)
        yield dossier_of(session, plan, round_, NOW, CALENDAR, now=NOW)


def test_a_task_counts_once_and_each_unit_for_itself(dossier: Dossier) -> None:
    summary = dossier.summary
    assert summary.total.expected == 124 + 125 + 1
    assert summary.total.received == 118 + 65
    first, second, third = summary.by_task
    assert (first.communes.answered, first.communes.expected) == (118, 124)
    assert first.silent == tuple(sorted(SILENT))
    assert (second.count.expected, second.communes.expected) == (125, 124)
    assert (second.communes.received, third.communes.expected) == (len(ANSWERED_SECOND), 0)
    assert sum(one.count.expected for one in summary.by_task) == summary.total.expected
    assert sum(one.count.received for one in summary.by_task) == summary.total.received
    once = tasks_once(summary.by_task)
    assert (once.asked, once.complete, once.begun, once.untouched) == (3, 0, 2, 1)


def test_all_communes_are_one_line_beside_the_offices(dossier: Dossier) -> None:
    offices, communes = offices_and_communes(dossier.summary)
    assert [one.now_called for one in offices] == [OFFICE]
    assert communes is not None
    assert (len(communes.each), communes.complete) == (124, 64)
    lines = living(dossier.summary, SAY)
    assert [name for name, _ in lines] == ["UBND cấp xã (64/124 đơn vị đã báo cáo đủ)", OFFICE]
    assert sum(count.expected for _, count in lines) == dossier.summary.total.expected


def test_the_chat_names_the_communes_in_one_line(dossier: Dossier) -> None:
    told = chat_summary(dossier.summary, None, SAY)
    [line] = [one for one in told.splitlines() if "cấp xã" in one]
    assert line.startswith("UBND cấp xã (64/124 đơn vị đã báo cáo đủ): 182/248; chưa đủ: ")
    assert "và 54 đơn vị khác" in line
    assert f"- {OFFICE}: 1/2" in told


def test_the_text_says_each_task_and_why_both_views_differ(dossier: Dossier) -> None:
    told = summary_text(dossier, SAY)
    assert (
        f"- 1 Nhiệm vụ 1: 118/124 xã, phường, đặc khu đã báo cáo; chưa báo cáo: {NAMES[0]}" in told
    )
    assert "3 nhiệm vụ; 0 đã đủ báo cáo của các đơn vị, 2 đã có một phần, 1 chưa có báo cáo" in told
    assert "đã nhận 183/250 nội dung" in told
    assert "\n- UBND xã" not in told  # nobody is a line of its own
    [first, *_] = summary_data(dossier.summary)["by_task"]
    assert (first["communes"]["received"], first["silent"]) == (118, tuple(sorted(SILENT)))


def test_what_answers_say_of_a_task_is_what_the_figures_say(dossier: Dossier) -> None:
    for task in dossier.summary.by_task:
        theirs = [one for one in dossier.answers if one.code == task.code]
        _, communes = parted(theirs)
        assert len(communes) == task.communes.expected
        if communes:
            said = f"{task.communes.answered}/{task.communes.expected} xã, phường, đặc khu"
            assert of_answers(communes, SAY).startswith(said)


def test_excel_has_one_row_a_task_and_a_sheet_of_every_unit(dossier: Dossier) -> None:
    book = load_workbook(BytesIO(workbook(dossier, SAY)))
    table = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "1"]
    [row] = table
    assert any(str(cell).startswith("118/124 xã") for cell in row)
    assert any(str(cell) == "đang triển khai 118" for cell in row)
    units = [row for row in book["Cấp xã"].iter_rows(values_only=True) if row[1] in ("1", "2")]
    assert len(units) == 248


def test_word_names_the_six_and_says_both_views(dossier: Dossier) -> None:
    document = Document(BytesIO(report(dossier, SAY)))
    text = "\n".join(one.text for one in document.paragraphs)
    names = ", ".join(NAMES)
    assert f"118/124 xã, phường, đặc khu đã báo cáo; chưa báo cáo: {names}." in text
    assert "Tính theo nhiệm vụ (mỗi nhiệm vụ một lần): 3 nhiệm vụ" in text
    assert len(document.tables[0].rows) < 10
    assert max(len(table.rows) for table in document.tables) < 20


def test_names_of_communes_are_one_with_a_count_in_the_text(dossier: Dossier) -> None:
    told = summary_text(dossier, SAY)
    [line] = [one for one in told.splitlines() if one.startswith("Đơn vị chưa liên hệ được")]
    assert "124 đơn vị cấp xã (" in line
    assert "(125)" in line  # each of them is counted
    assert line.count("xã ") < 10


def test_one_commune_among_names_stays_a_name(dossier: Dossier) -> None:
    assert names_rolled([OFFICE, SILENT[0]], dossier.summary, SAY) == [OFFICE, SILENT[0]]


def test_the_sheet_of_the_missing_has_a_line_a_task_for_all_communes(dossier: Dossier) -> None:
    _, rows = missing(dossier, SAY)
    told = {(row.cells[0], str(row.cells[2])): row.cells for row in rows}
    assert ("3", OFFICE) in told
    [first] = [cells for (code, _), cells in told.items() if code == "1"]
    assert first[2] == f"UBND cấp xã (6/124 đơn vị): {', '.join(NAMES)}"
    assert str(first[4]).endswith(": 6")
    [second] = [cells for (code, _), cells in told.items() if code == "2"]
    assert str(second[2]).startswith("UBND cấp xã (60/124 đơn vị): ")
    assert len(told) == 3
