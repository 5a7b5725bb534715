"""Indicators as numbers: stored as decimals, and told alike in Excel, Word, data and text."""

import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from bot.documents.chart.targets import ON_THE_WAY, targets_panel
from bot.documents.contents.dossier import Dossier, dossier_of, figures_of
from bot.documents.formats import Format
from bot.documents.json.answers import answer_data
from bot.documents.text.answers import answers_text
from locales import translator
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import Expectation, Item, ItemKind, Plan, Report, Round, Tier
from tests.support.databases import emptied
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import CALENDAR, ZONE

SAY = translator("vi")
NOW = datetime(2026, 11, 16, 9, tzinfo=ZONE)
VALUES = {2024: ("khoảng 40%", "40"), 2025: ("42,5%", "42.5"), 2026: ("45%", "45")}
DETAILS = {
    "unit": "%",
    "number": 7,
    "target_2025_raw": "43",
    "target_2025": 43.0,
    "target_2030_raw": ">50",
    "target_2030": 50.0,
}
TOLD = [
    "Giá trị đã báo cáo: 2024: khoảng 40%; 2025: 42,5%; 2026: 45%",
    "Mục tiêu năm 2025 (43%): đã đạt, vượt 2 điểm phần trăm",
    "Mục tiêu năm 2030 (>50%): còn cách 5 điểm phần trăm, mỗi năm phải tăng 1,25 điểm phần trăm",
]


def answered(session: Session) -> Dossier:
    plan = session.exec(select(Plan)).one()
    item = session.exec(select(Item).where(Item.code == "1.1")).one()
    item.kind, item.details = ItemKind.INDICATOR, DETAILS
    for year, (words, number) in VALUES.items():
        now = NOW.replace(year=year)
        open_rounds(session, now, CALENDAR)
        of_year = select(Round).where(Round.tier == Tier.AGENCIES, Round.year == year)
        round_ = session.exec(of_year).one()
        asked = session.exec(
            select(Expectation).where(
                Expectation.round_id == round_.id, Expectation.item_id == item.id
            )
        ).one()
        report = Report(
            expectation_id=asked.id or 0,
            status="in_progress",
            value=words,
            value_number=Decimal(number),
            value_unit="%",
            submitted_at=now,
        )
        session.add(report)
        session.flush()
    return dossier_of(session, plan, round_, NOW, CALENDAR, now=NOW)


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Dossier:
    from tests.support.worlds.world import make_people, make_plan

    with emptied(sqlite).write() as session:
        make_plan(session)
        make_people(session)
        return answered(session)


def test_excel_has_a_number_for_every_year_and_the_way_to_each_target(dossier: Dossier) -> None:
    book = load_workbook(BytesIO(Format.XLSX.file(dossier, SAY)))
    head, row = list(book["Chỉ tiêu"].iter_rows(min_row=4, values_only=True))
    line: dict[Any, Any] = dict(zip(head, row, strict=True))
    assert (line["Mục tiêu 2025"], line["Mục tiêu 2030"]) == ("43", ">50")
    assert [line[f"Giá trị {year}"] for year in VALUES] == ["khoảng 40%", 42.5, 45]
    assert [line[f"Chênh lệch so với mục tiêu {year}"] for year in (2025, 2030)] == [2, -5]
    assert line["Mỗi năm còn phải tăng, giảm đến 2030"] == 1.25
    assert "Mỗi năm còn phải tăng, giảm đến 2025" not in line  # its year has passed


def test_excel_draws_them_beside_their_targets(dossier: Dossier) -> None:
    made = Format.XLSX.file(dossier, SAY)
    sheet = load_workbook(BytesIO(made))["Biểu đồ chỉ tiêu"]
    head, row = list(sheet.iter_rows(min_row=4, values_only=True))
    assert head[1:] == ("Đơn vị tính", "Giá trị 2026", "Mục tiêu 2025", "Mục tiêu 2030")
    assert row[1:] == ("%", 45, 43, 50)
    with ZipFile(BytesIO(made)) as parts:
        drawn = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        told = [parts.read(name).decode() for name in drawn]
    [chart] = [one for one in told if "Chỉ tiêu so với mục tiêu (%)" in one]
    assert all(cell in chart for cell in ("!$A$5", "!$C$5", "!$D$5", "!$E$5"))


def test_the_chart_draws_them_too(dossier: Dossier) -> None:
    panel = targets_panel(dossier, SAY)
    assert panel is not None
    [one] = panel.gauges
    assert (one.told, one.state) == ("Đạt 45%; 2025: 43%; 2030: >50%", ON_THE_WAY)


def test_the_summary_s_data_has_what_the_answers_data_has(dossier: Dossier) -> None:
    [told] = json.loads(Format.JSON.render(dossier, SAY))["indicators"]
    [one] = [one for one in dossier.answers if one.code == "1.1"]
    data = answer_data(one, ZONE, dossier.values)
    assert data["indicator"].items() <= told.items()
    assert (told["item"], told["agency"], told["decision_unit"]) == ("1.1", data["agency"], "%")


def test_what_is_read_for_the_data_alone_is_the_same(sqlite: Database, dossier: Dossier) -> None:
    with sqlite.read() as session:
        plan, round_ = dossier.plan, dossier.round
        few = figures_of(session, plan, round_, NOW, CALENDAR, indicators=True)
        none = figures_of(session, plan, round_, NOW, CALENDAR)
    assert {one.item.code for one in few.answers if one.item} == {"1.1"}
    assert Format.JSON.render(few, SAY) == Format.JSON.render(dossier, SAY)
    assert json.loads(Format.JSON.render(none, SAY))["indicators"] == []


def test_word_tells_them_in_a_sentence_and_in_the_table(dossier: Dossier) -> None:
    draft = Document(BytesIO(Format.DOCX.file(dossier, SAY)))
    paragraphs = [one.text for one in draft.paragraphs]
    assert all(f"{words}." in paragraphs for words in TOLD)
    [row] = [
        [cell.text for cell in row.cells]
        for table in draft.tables
        if table.rows[0].cells[1].text == "Chỉ tiêu"
        for row in table.rows[1:]
    ]
    assert row[3:] == [
        "2025: 43; 2030: >50",
        "42,5%",
        "45%",
        "2025:\N{NO-BREAK SPACE}+2\n2030:\N{NO-BREAK SPACE}−5",
        "2025:\N{NO-BREAK SPACE}0\n2030:\N{NO-BREAK SPACE}+1,25",
    ]


def test_data_and_text_have_them_too(dossier: Dossier) -> None:
    [one] = [one for one in dossier.answers if one.code == "1.1"]
    data = answer_data(one, ZONE, dossier.values)["indicator"]
    assert (data["number"], data["unit"]) == (45, "%")
    assert [said["number"] for said in data["history"]] == [40, 42.5, 45]
    assert [(aim["difference"], aim["a_year"]) for aim in data["targets"]] == [(2, 0), (-5, 1.25)]
    assert [aim["reached"] for aim in data["targets"]] == [True, False]
    assert answers_text([one], ZONE, SAY, dossier.values).splitlines()[-3:] == [
        f"  {words}" for words in TOLD
    ]


def test_a_value_from_the_chat_is_stored_as_a_decimal_with_its_unit(database: Database) -> None:
    world = ReportingWorld(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.says("sct", "CT.20 1.200,50 triệu")
    world.taps("sct", "Đúng, ghi nhận")
    with database.read() as session:
        report = session.exec(select(Report).order_by(col(Report.id).desc())).first()
        assert report is not None
        assert (report.value, report.value_number, report.value_unit) == (
            "1.200,50 triệu đồng",
            Decimal("1200.50"),
            "triệu đồng",
        )
