"""The draft report: every word is found again, gaps stay to be seen, the layout is the decree's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Draft
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from bot.documents.contents.dossier import Dossier
from bot.documents.docx import sentences
from bot.documents.docx.blocks import Paragraph
from bot.documents.docx.letterhead import day_in_full, letterhead
from bot.documents.docx.report import TEMPLATE
from bot.documents.docx.sentences import Teller
from bot.documents.formats import BadTemplate, Format
from locales import translator
from storage.database import Database
from storage.rounds.summary import AgencyCount, Count
from tests.bot.conftest import Terminal
from tests.support.databases import emptied
from tests.support.worlds.answers.answered import CLEAN, WORDS, AnsweredWorld

SAY = translator("vi")


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Dossier:
    return AnsweredWorld(emptied(sqlite)).dossier()


@pytest.fixture(scope="module", name="draft")
def _draft(dossier: Dossier) -> Draft:
    return made(dossier)


def made(dossier: Dossier) -> Draft:
    return Document(BytesIO(Format.DOCX.file(dossier, SAY)))


def lines(draft: Draft) -> Iterator[str]:
    yield from (one.text for one in draft.paragraphs)
    for table in draft.tables:
        for cell in table._cells:
            yield cell.text


def text(draft: Draft) -> str:
    return "\n".join(lines(draft))


@pytest.mark.parametrize("code", WORDS)
def test_every_word_that_was_answered_is_found_again(draft: Draft, code: str) -> None:
    found = {word.strip("-+.;,") for word in text(draft).casefold().split()}
    for said in CLEAN.get(code, WORDS[code]):
        assert {word.strip("-+.;,") for word in said.casefold().split()} - {""} <= found


def test_names_in_braces_that_somebody_typed_are_words_like_others(draft: Draft) -> None:
    assert "{{ sớm }} {% nếu %}" in text(draft)


def test_nobody_has_to_type_the_letterhead_and_number_day_and_name_are_left_blank(
    draft: Draft,
) -> None:
    head = [cell.text for cell in draft.tables[0]._cells]
    assert head[0].split("\n")[:2] == ["ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"]
    assert head[1].split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert "/BC-" in head[2]
    assert head[3] == "Mẫu, ngày       tháng       năm 2026"
    told = list(lines(draft))
    assert told[0] == "DỰ THẢO"
    assert "Kính gửi: Sở Kế hoạch và Đầu tư" in told
    assert "{{" not in text(draft).replace("{{ sớm }}", "")


def test_themes_are_the_decisions_own_and_who_said_nothing_is_seen(draft: Draft) -> None:
    told = [one.text for one in draft.paragraphs]
    assert "1. Năng lượng" in told
    at = told.index("1.1. Tuyên truyền tiết kiệm năng lượng")
    assert told[at + 1].startswith("Sở Công Thương: đang triển khai, 60,5%. Đã tổ chức “Tuần lễ")
    gap = told.index("1.4. Sử dụng năng lượng hiệu quả") + 1
    assert told[gap] == "[Chưa có báo cáo: Sở Công Thương]"
    assert "- Sở Công Thương: 1.4 (thời hạn 14/11/2026)." in told
    assert any("[Báo cáo đã được trả lại để hoàn thiện]" in one for one in told)
    assert [one for one in told if one.endswith("./.")] == [
        "Sở Kế hoạch và Đầu tư kính báo cáo, xin ý kiến chỉ đạo./."
    ]


def test_the_same_words_of_several_agencies_come_once_with_all_of_them(dossier: Dossier) -> None:
    answers = [
        replace(one, report=one.report.model_copy(update={"difficulties": words}))
        for one, words in zip(dossier.answered, ("Thiếu vốn.", "thieu von", "Khác"), strict=True)
        if one.report
    ]
    told = [one.text for one in made(replace(dossier, answers=answers)).paragraphs]
    assert "- Thiếu vốn (Sở Công Thương: 1.1, 1.2)." in told
    assert "- Khác (Sở Y tế: 1.3)." in told


def test_with_sources_a_bracket_stands_behind_every_sentence(dossier: Dossier) -> None:
    [first, *_] = dossier.answered
    teller = Teller(SAY, dossier.as_of.tzinfo, sources=True)
    told = "Đã xong năm 2026. Kinh phí 2,5 tỷ đồng tại TP. Bến Tre. Đạt 78%."
    runs = Paragraph(list(teller.told(told, [first]))).runs
    source = " [1.1 – Sở Công Thương – 14/11/2026]"
    assert "".join(run.text for run in runs) == told.replace(". Kinh", f".{source} Kinh").replace(
        ". Đạt", f".{source} Đạt"
    ) + (source)
    whole = text(made(replace(dossier, sources=True)))
    assert whole.count("[1.1 – Sở Công Thương – 14/11/2026]") >= 3
    assert "– 14/11/2026]" not in text(made(dossier))


def test_the_layout_is_the_decrees(draft: Draft) -> None:
    body, appendix = draft.sections
    lengths = (body.page_width, body.page_height, body.left_margin, body.right_margin)
    size = [round((length or 0) / Mm(1)) for length in (*lengths, body.top_margin)]
    assert size == [210, 297, 30, 20, 20]
    assert body.different_first_page_header_footer
    assert "PAGE" in body.header._element.xml
    assert appendix.orientation == WD_ORIENT.LANDSCAPE
    assert draft.styles["Normal"].font.name == "Times New Roman"
    assert draft.styles["Nội dung"].font.size == Pt(14)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2023, 9, 5), "05 tháng 9 năm 2023"),
        (date(2026, 2, 3), "03 tháng 02 năm 2026"),
        (date(2026, 11, 15), "15 tháng 11 năm 2026"),
    ],
)
def test_days_are_padded_as_the_decree_pads_them(on: date, words: str) -> None:
    assert day_in_full(on, SAY) == words


def test_the_issuer_is_what_the_coordinator_has_become(dossier: Dossier) -> None:
    merged = replace(dossier, issuer="Sở Tài chính tỉnh Vĩnh Long")
    words = letterhead(merged, SAY)
    assert words["cơ quan chủ quản"] == "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG"
    assert words["cơ quan"] == "SỞ TÀI CHÍNH"
    assert (words["địa danh"], words["chức vụ"]) == ("Vĩnh Long", "GIÁM ĐỐC")


def test_outdated_names_are_listed_with_where_they_stand(dossier: Dossier) -> None:
    renamed = {"Sở Công Thương": "Sở Công Thương tỉnh Vĩnh Long", "Sở Mây": "Sở Gió", "9 địa": ""}
    last = made(replace(dossier, renamed=renamed)).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in last.rows[1:]]
    assert rows == [
        ["Sở Công Thương", "Sở Công Thương tỉnh Vĩnh Long", "1.1, 1.2, 1.4"],
        ["9 địa", "đã kết thúc hoạt động; nhiệm vụ do nhiều đơn vị tiếp nhận", "1.1"],
    ]


# --- A template of one's own ----------------------------------------------------------------------


def test_the_department_may_use_a_template_of_its_own(dossier: Dossier, tmp_path: Path) -> None:
    own = Document()
    cut = own.add_paragraph("Phòng Tổng hợp, {{Cơ ")
    cut.add_run("quan}} – {{năm}}")
    own.add_paragraph("{{nội dung}}")
    own.add_paragraph("{{phụ lục}} ")
    own.save(str(tmp_path / "rieng.docx"))
    told = list(lines(made(replace(dossier, template=tmp_path / "rieng.docx"))))
    assert told[0] == "Phòng Tổng hợp, SỞ KẾ HOẠCH VÀ ĐẦU TƯ – 2026"
    assert "1. Năng lượng" in told
    assert "PHỤ LỤC I" in told


def test_a_template_that_cannot_be_filled_in_says_why(dossier: Dossier, tmp_path: Path) -> None:
    empty = tmp_path / "x.docx"
    Document().save(str(empty))
    for path, why in ((empty, "has no line {{nội dung}}"), (Path(__file__), "is no Word document")):
        with pytest.raises(BadTemplate, match=why):
            Format.DOCX.file(replace(dossier, template=path), SAY)
    assert TEMPLATE.exists()


def test_the_command_takes_sources_and_a_template_for_word_only(loaded: Terminal) -> None:
    word = ("summary", "ben-tre", "--format", "docx", "--out", "x.docx")
    loaded.prints(*word, "--sources")
    assert "no Word document" in loaded.fails(*word, "--template", "none.docx")
    assert "add --format docx" in loaded.fails("summary", "ben-tre", "--sources")


def test_an_agency_under_two_names_is_one_line_of_the_figures(dossier: Dossier) -> None:
    asked = [
        AgencyCount("Sở cũ", "Sở mới", Count(expected=2, received=1, on_time=1, missing=1)),
        AgencyCount("Sở mới", "Sở mới", Count(expected=3, received=3, late=3)),
    ]
    told = made(replace(dossier, summary=replace(dossier.summary, by_agency=asked)))
    rows = [[cell.text for cell in row.cells] for row in told.tables[1].rows[1:]]
    assert rows == [["Sở mới", "5", "1", "3", "1", "0"]]


@pytest.mark.parametrize(
    ("result", "percent", "told"),
    [
        ("60% đã mở 12 lớp", 60.0, "Đã mở 12 lớp"),
        ("60,5 %, đã mở 12 lớp", 60.5, "Đã mở 12 lớp"),
        ("60% đã mở 12 lớp", 40.0, "60% đã mở 12 lớp"),
        ("60% hộ dân có nước sạch", 60.0, "60% hộ dân có nước sạch"),
        ("đạt 60% kế hoạch", 60.0, "đạt 60% kế hoạch"),
        ("60%", 60.0, "60%"),
        ("đã mở 12 lớp", None, "đã mở 12 lớp"),
    ],
)
def test_a_share_is_not_told_twice(result: str, percent: float | None, told: str) -> None:
    assert sentences._behind_share(result, percent) == told
