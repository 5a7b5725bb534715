"""Whatever was reported is found again, word for word, in JSON, Excel and Word: of both decisions.

Reported through the road that every answer takes into storage, in words that break files: composed
and decomposed accents, signs of formulas, marks of templates and of markup, letters nobody sees.
"""

import json
import re
import unicodedata
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from sqlmodel import Session, select

from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.formats import Format
from bot.documents.json.answers import answer_data
from locales import translator
from scheduler.rounds.opening import open_rounds
from storage.importing.folder.reader import read_folder
from storage.models import Expectation, Plan, Report, Round, Tier
from storage.plans.loading.folder_to_rows import load_plan
from storage.reports.answered.reader import Answer
from storage.reports.submission import submit
from tests.support.databases import emptied, in_memory
from tests.support.paths import DATA
from tests.support.worlds.world import CALENDAR, ZONE

SAY = translator("vi")
NOW = datetime(2026, 11, 10, 9, tzinfo=ZONE)
LONG = " ".join(f"đoạn{number}" for number in range(300))  # over 2,000 letters
KINDS = (
    "Đã tổ chức hội nghị {n}, được 1.250 lượt người",
    unicodedata.normalize("NFD", "Đẩy mạnh chuyển đổi xanh {n} ở huyện"),
    "Đề án “Bến Tre xanh” {n}, 'giai đoạn' \"2026 – 2030\"",
    "{n} " + LONG,
    "Dòng đầu {n};\n- dòng giữa\r\n+ dòng cuối\n\n* hết",
    "=HYPERLINK(\"x\";\"{n}\")",
    "+84 {n} và -5% so với kế hoạch",
    "-5% {n}\n- gạch đầu dòng",
    "@sum({n})",
    "Xong {n} 😀 👩‍🌾 ≥ 95%",
    "\u202eNgược {n}\u202c \u200fdấu \u2067ẩn\u2069",
    "không\u200bdấu\ufeff cách {n} mềm\u00admại",
    "một\x01 {n}\x07hai\x1b\x0bba\x1fbốn\ufffe \u2028năm",
    "{{{{ nội dung }}}} {n} {{{{cơ quan}}}} {{% if %}}",
    "</w:t><!-- {n} --> & &amp; ]]> <b>",
    "tab\t{n}\tvà  hai cách; $'\"`\\n",
)  # fmt: skip
# Of the letters above, those that no XML may hold, and those that part lines
UNFIT: dict[int, str | None] = {ord(letter): None for letter in "\x01\x07\x1b\x1f\ufffe\r"}
LINE_ENDS: dict[int, str | None] = {ord(letter): "\n" for letter in "\x0b\u2028"}
FIELDS = ("result", "difficulties", "proposals")


def said(number: int, field: int) -> str:
    kind = KINDS[(number + 5 * field) % len(KINDS)]
    return kind.format(n=f"mốc{number}x{field}")


def report_all(session: Session, folder: str) -> Dossier:
    load_plan(session, read_folder(DATA / folder), NOW)
    open_rounds(session, NOW, CALENDAR)
    plan = session.exec(select(Plan)).one()
    round_ = session.exec(
        select(Round).where(Round.tier == Tier.AGENCIES, Round.year == NOW.year)
    ).one()
    asked = session.exec(select(Expectation).where(Expectation.round_id == round_.id)).all()
    for number, expectation in enumerate(asked):
        result, difficulties, proposals = (said(number, field) for field in range(3))
        report = Report(
            expectation_id=expectation.id or 0,
            status="in_progress",
            result=result,
            difficulties=difficulties,
            proposals=proposals,
            submitted_at=NOW,
        )
        submit(session, report, NOW.date())
    return dossier_of(session, plan, round_, NOW, CALENDAR, now=NOW)


@pytest.fixture(scope="module", name="dossier", params=["ben-tre", "thanh-hoa"])
def _dossier(request: pytest.FixtureRequest) -> Dossier:
    with emptied(in_memory()).write() as session:
        return report_all(session, request.param)


def words_of(text: object) -> list[str]:
    return str(text or "").split()


def fit(text: str) -> str:
    return text.translate(UNFIT | LINE_ENDS)


def fields_of(one: Answer) -> tuple[str, ...]:
    assert one.report is not None, "everything was reported"
    return tuple(getattr(one.report, name) for name in FIELDS)


def test_data_holds_every_letter(dossier: Dossier) -> None:
    written = json.dumps([answer_data(one, ZONE) for one in dossier.answers])
    read = json.loads(written)
    assert len(read) == len(dossier.answers) > 80
    for one, data in zip(dossier.answers, read, strict=True):
        assert tuple(data[name] for name in FIELDS) == fields_of(one)


# --- Excel ----------------------------------------------------------------------------------------


def rows_of(book: Workbook, name: str) -> list[dict[str, Any]]:
    head, *rows = list(book[name].iter_rows(min_row=4, values_only=True))
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def told_in(rows: list[dict[str, Any]], heading: str) -> dict[tuple[Any, Any], list[str]]:
    """By code and agency: the words of a column, which may go on in further rows."""
    found: dict[tuple[Any, Any], list[str]] = {}
    for row in rows:
        key = (row["STT"] or "", row["Đơn vị báo cáo"])
        found.setdefault(key, []).extend(words_of(row[heading]))
    return found


def test_excel_holds_every_word_as_text(dossier: Dossier) -> None:
    made = Format.XLSX.file(dossier, SAY)
    with ZipFile(BytesIO(made)) as parts:
        sheets = [name for name in parts.namelist() if re.fullmatch(r"xl/\w+/sheet\d+\.xml", name)]
        assert len(sheets) > 5
        assert not any(b"<f>" in parts.read(name) for name in sheets)
    book = load_workbook(BytesIO(made), read_only=True)
    tasks, obstacles = rows_of(book, "Bảng nhiệm vụ"), rows_of(book, "Khó khăn, đề xuất")
    results = told_in(tasks, "Kết quả") | _by_code(rows_of(book, "Chỉ tiêu"))
    columns = (
        results,
        told_in(obstacles, "Khó khăn, vướng mắc"),
        told_in(obstacles, "Đề xuất, kiến nghị"),
    )
    for one in dossier.answers:
        number = one.item.details.get("number") if one.item else None
        who = next(key[1] for key in columns[1] if key[0] == one.code and _is_of(one, key[1]))
        for column, text in zip(columns, fields_of(one), strict=True):
            code = str(number) if number and column is results else one.code
            assert column[code, who] == words_of(fit(text)), one.code


def _by_code(rows: list[dict[str, Any]]) -> dict[tuple[Any, Any], list[str]]:
    return told_in(rows, "Kết quả") if rows else {}


def _is_of(one: Answer, name: str) -> bool:
    return name.startswith(one.printed) and name.rstrip(")").endswith(one.now_called)


# --- Word -----------------------------------------------------------------------------------------


def test_word_holds_every_line_whole(dossier: Dossier) -> None:
    draft = Document(BytesIO(Format.DOCX.file(dossier, SAY)))
    told = " ".join(word for one in draft.paragraphs for word in words_of(one.text)).casefold()
    for one in dossier.answers:
        for text in fields_of(one):
            for line in fit(text).split("\n"):
                bare = re.sub(r"^\s*[-+•]\s+", "", line).strip(" .;")
                assert " ".join(words_of(bare)).casefold() in told, one.code
