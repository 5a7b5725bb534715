"""An agency's own report: what was asked of it and nothing else, with the figures of the whole."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.formats import Format
from locales import translator
from storage.database import Database
from storage.models import Agency, Plan, Round, Tier
from tests.support.databases import emptied
from tests.support.worlds.answers.answered import NOW, AnsweredWorld
from tests.support.worlds.world import CALENDAR

OURS, THEIRS = "Sở Công Thương", "Sở Y tế"
SAY = translator("vi")


@pytest.fixture(scope="module", name="world")
def _world(sqlite: Database) -> AnsweredWorld:
    return AnsweredWorld(emptied(sqlite))


@pytest.fixture(scope="module", name="own")
def _own(world: AnsweredWorld) -> Dossier:
    with world.database.read() as session:
        return _of(session, OURS)


def _of(session: Session, *names: str) -> Dossier:
    plan = session.exec(select(Plan)).one()
    round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
    agencies = session.exec(select(Agency).where(col(Agency.name).in_(names))).all()
    return dossier_of(session, plan, round_, NOW, CALENDAR, now=NOW, agencies=agencies)


def test_it_holds_what_was_asked_of_the_agency_alone(own: Dossier) -> None:
    assert [one.code for one in own.answers] == ["1.1", "1.2", "1.4"]
    assert {one.agency.name for one in own.answers} == {OURS}
    assert [one.code for one in own.items] == ["1", "1.1", "1.2", "1.4"]
    assert own.calls is None
    assert (own.issuer, own.addressee) == (OURS, "Sở Kế hoạch và Đầu tư")


def test_its_figures_are_the_agencys_in_the_summary_of_all(
    world: AnsweredWorld, own: Dossier
) -> None:
    whole = world.dossier().summary
    [line] = [one for one in whole.by_agency if one.agency == OURS]
    assert own.summary.by_agency == [line]
    assert own.summary.total == line.count
    assert own.summary.unreached == []
    assert THEIRS in whole.unreached


def test_two_agencies_add_up(world: AnsweredWorld) -> None:
    with world.database.read() as session:
        both = _of(session, OURS, THEIRS)
    assert both.summary.total == world.dossier().summary.total


def test_nothing_of_another_agency_stands_in_the_files(own: Dossier) -> None:
    sheets = load_workbook(BytesIO(Format.XLSX.file(own, SAY)))
    cells = " ".join(
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    )
    paragraphs = Document(BytesIO(Format.DOCX.file(own, SAY)))
    text = " ".join(
        [one.text for one in paragraphs.paragraphs]
        + [cell.text for table in paragraphs.tables for row in table.rows for cell in row.cells]
    )
    for words in (cells, text):
        assert OURS in words
        assert THEIRS not in words
        assert "Quản lý nước sạch" not in words


def test_it_speaks_of_nobody_else_and_asks_an_equal_for_no_direction(own: Dossier) -> None:
    words = "\n".join(one.text for one in Document(BytesIO(Format.DOCX.file(own, SAY))).paragraphs)
    assert f"{OURS} trân trọng báo cáo./." in words
    for other in ("xin ý kiến chỉ đạo", "các đơn vị", "Đã chấp nhận", f"{OURS}:"):
        assert other not in words
