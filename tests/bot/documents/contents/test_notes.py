"""What was completed before, said on an own day, copied from last year: how each output reads."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.documents.contents.dossier import Dossier
from bot.documents.formats import Format
from bot.documents.json.answers import answer_data
from bot.documents.text.answers import answers_text
from locales import translator
from storage.database import Database
from storage.reports.answered.earlier_rounds import EarlierAnswer
from storage.reports.answered.reader import Answer
from tests.support.databases import emptied
from tests.support.worlds.answers.answered import AnsweredWorld
from tests.support.worlds.world import ZONE

SAY = translator("vi")
COPIED = "nguyên văn như báo cáo năm 2025"
OWN_DAY = "đã trả lời theo hạn riêng 16/11/2026"
OWN_DUE = date(2026, 11, 16)
SINCE = "Hoàn thành từ 14/11/2026"


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Dossier:
    """1.1 was over before, 1.2 repeats last year's words, 1.3 was said on its own day."""
    dossier = AnsweredWorld(emptied(sqlite)).dossier()
    over, copied, own, silent = dossier.answers
    assert over.report
    assert copied.report
    assert own.report
    before = EarlierAnswer(copied.report.model_copy(update={"id": 99}), 2025)
    answers = [
        replace(
            over,
            report=None,
            review=None,
            first=None,
            elsewhere=over.report,
            is_carried_over=True,
            counts_as=frozenset({"expected", "carried_over"}),
        ),
        replace(copied, earlier=before),
        replace(
            own,
            report=own.report.model_copy(update={"expectation_id": 99}),
            said_in=own.round.model_copy(update={"of_items": True, "due_on": OWN_DUE}),
        ),
        silent,
    ]
    return replace(dossier, answers=answers)


def of(dossier: Dossier, code: str) -> Answer:
    return next(one for one in dossier.answers if one.code == code)


def test_excel_has_them_in_notes_and_the_words_that_ended_the_task(dossier: Dossier) -> None:
    book = load_workbook(BytesIO(Format.XLSX.file(dossier, SAY)))
    head, *rows = list(book["Bảng nhiệm vụ"].iter_rows(min_row=4, values_only=True))
    lines: dict[Any, dict[Any, Any]] = {}
    for row in rows:
        lines.setdefault(row[0], dict(zip(head, row, strict=True)))
    told = [(lines[code]["Tình trạng"], lines[code]["Ghi chú"]) for code in ("1.1", "1.2", "1.3")]
    assert told == [
        (SINCE, "không yêu cầu báo cáo lại"),
        ("Đang triển khai", COPIED),
        ("Đang triển khai", OWN_DAY),
    ]
    assert "Tuần lễ Xanh" in lines["1.1"]["Kết quả"]
    assert lines["1.1"]["Văn bản"] == "12/BC-SCT ngày 14/11/2026"
    owed = [row[0] for row in book["Chưa báo cáo"].iter_rows(min_row=5, values_only=True)]
    assert "1.1" not in owed


def test_word_tells_what_is_over_and_calls_nobody_silent_for_it(dossier: Dossier) -> None:
    draft = Document(BytesIO(Format.DOCX.file(dossier, SAY)))
    told = [one.text for one in draft.paragraphs]
    at = told.index("1.1. Tuyên truyền tiết kiệm năng lượng")
    assert told[at + 1].startswith(f"Sở Công Thương: h{SINCE[1:]}. Đã tổ chức “Tuần lễ Xanh”")
    assert [one for one in told if one.startswith("[Chưa")] == ["[Chưa có báo cáo: Sở Công Thương]"]
    assert "- Sở Công Thương: 1.4 (thời hạn 14/11/2026)." in told
    rows = [[cell.text for cell in row.cells] for row in draft.tables[-1].rows[1:]]
    assert rows[0][3] == SINCE
    assert [row[-1] for row in rows] == [
        "không yêu cầu báo cáo lại",
        COPIED,
        f"Trả lại: Thiếu số liệu\n{OWN_DAY}",
        "",
    ]


def test_data_and_text_tell_them(dossier: Dossier) -> None:
    over, copied, own = (answer_data(of(dossier, code), ZONE) for code in ("1.1", "1.2", "1.3"))
    assert over["status"] is None
    assert over["completed_before"]["said_at"] == "2026-11-14T09:00:00+07:00"
    assert over["completed_before"]["document"] == "12/BC-SCT"
    assert (copied["repeats_last_year"], own["repeats_last_year"]) == (True, False)
    assert (copied["of_own_day"], own["of_own_day"]) == (False, True)
    text = answers_text(dossier.answers, ZONE, SAY)
    assert f"- Sở Công Thương: {SINCE}\n" in text
    for note in (COPIED, OWN_DAY, "không yêu cầu báo cáo lại"):
        assert f"  Ghi chú: {note}" in text


def test_an_answer_of_the_same_year_or_the_same_one_is_no_copy(dossier: Dossier) -> None:
    copied = of(dossier, "1.2")
    assert copied.earlier is not None
    assert copied.repeats_earlier
    assert not replace(copied, earlier=EarlierAnswer(copied.earlier.report, 2026)).repeats_earlier
