"""The letter to those that are late: whom it names, what for, and when they were reminded."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document
from sqlmodel import Session, select

from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.docx.late_letter import LateAgency, late_agencies, late_letter
from locales import translator
from storage.database import Database
from storage.models import Agency, AuditEntry, Plan, Report, Review, Round, Tier
from storage.reports.late_letters import note_draft
from storage.rounds.reminder_proofs import proof_of_reminders
from tests.bot.conftest import Terminal
from tests.support.worlds.requests import reports
from tests.support.worlds.world import CALENDAR, ZONE, World

SAY = translator("vi")
LATER = datetime(2026, 11, 24, 9, tzinfo=ZONE)


@pytest.fixture(name="world")
def _world(database: Database) -> World:
    """Sở Công Thương was reminded and has answered 1.1 and 1.2, which was returned; Sở Y tế is
    reached by nobody."""
    world = World(database)
    world.links("sct")
    for day in (date(2026, 10, 15), date(2026, 11, 6)):
        world.clock.jump_to(day)
        world.ticks()
    reports(world, "sct", "1.1", "completed")
    reports(world, "sct", "1.2", "in_progress")
    with database.write() as session:
        report = session.exec(select(Report).where(Report.status == "in_progress")).one()
        at = world.clock.now()
        returned = Review(report_id=report.id or 0, accepted=False, reason="Thiếu", reviewed_at=at)
        session.add(returned)
    return world


def written(session: Session, now: datetime) -> tuple[Dossier, list[LateAgency]]:
    plan = session.exec(select(Plan)).one()
    round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
    dossier = dossier_of(session, plan, round_, now, CALENDAR, now=now)
    proofs = proof_of_reminders(session, plan, now.date(), round_.id)
    return dossier, late_agencies(dossier, proofs)


def test_it_names_what_is_overdue_and_the_days_of_the_reminders(world: World) -> None:
    with world.database.read() as session:
        dossier, late = written(session, LATER)
    table = Document(BytesIO(late_letter(dossier, late, SAY))).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", "Sở Công Thương", "1: 1.4", "1: 1.2", "15/10/2026; 06/11/2026"],
        ["2", "Sở Y tế", "1: 1.3", "", "chưa có lượt nhắc nào đến được"],
    ]


def test_it_is_laid_out_as_a_letter_of_the_department(world: World) -> None:
    with world.database.read() as session:
        dossier, late = written(session, LATER)
    draft = Document(BytesIO(late_letter(dossier, late, SAY)))
    told = [one.text for one in draft.paragraphs]
    assert "- Sở Công Thương;\n- Sở Y tế." in told
    head = [cell.text for cell in draft.tables[0]._cells]
    assert "V/v đôn đốc báo cáo năm 2026 kết quả thực hiện Kế hoạch mẫu" in head[2]
    assert "SỞ KẾ HOẠCH VÀ ĐẦU TƯ" in head[0]
    assert told[-1].endswith("./.") or any(one.endswith("./.") for one in told)
    assert not any("{{" in one for one in told)


def test_nobody_is_late_before_the_day_has_passed_and_nobody_writes_to_itself(
    world: World,
) -> None:
    with world.database.read() as session:
        _, early = written(session, datetime(2026, 11, 12, 9, tzinfo=ZONE))
        dossier, late = written(session, LATER)
    assert early == []
    assert [one.name for one in late] == ["Sở Công Thương", "Sở Y tế"]
    own = replace(dossier, issuer="Sở Y tế")
    assert [one.name for one in late_agencies(own, [])] == ["Sở Công Thương"]


def test_the_command_writes_it_or_says_that_none_is_needed(loaded: Terminal) -> None:
    letter = ("letter", "ben-tre", "--late", "--out", "x.docx")
    assert "no letter is needed" in loaded.fails(*letter)
    assert "add --late" in loaded.fails("letter", "ben-tre", "--out", "x.docx")
    loaded.env["DAUMOI_CLOCK"] = "2026-11-16T09:00:00+07:00"
    assert "x.docx is written" in loaded.prints(*letter)
    assert Document("x.docx").tables
    assert "no Word document" in loaded.fails(*letter, "--template", "none.docx")


# --- Its number, typed back -----------------------------------------------------------------------


def test_its_number_on_the_command_line_stands_in_the_proof(loaded: Terminal) -> None:
    signed = ("letter", "ben-tre", "--sent", "123/STC-TH", "--on", "2026-11-16", "--by", "skhdt")
    loaded.env["DAUMOI_CLOCK"] = "2026-11-16T09:00:00+07:00"
    assert "no letter was signed" in loaded.fails("letter", "ben-tre")
    assert "no letter was drafted" in loaded.fails(*signed)
    loaded.prints("letter", "ben-tre", "--late", "--out", "x.docx")
    assert "does not plan" in loaded.fails(*signed[:-1], "sct")
    assert "still to come" in loaded.fails(*signed[:5], "2026-11-17", *signed[6:])
    assert "--on DAY and --by PERSON" in loaded.fails(*signed[:4])
    assert "123/STC-TH of 16/11/2026 stands in the proof" in loaded.prints(*signed)
    assert loaded.prints("letter", "ben-tre").split()[-3:-1] == ["123/STC-TH", "16/11/2026"]
    [one] = loaded.json("reminders", "proof", "ben-tre", "--agency", "Sở Công Thương", "--json")
    assert one["letters"] == [{"number": "123/STC-TH", "issued_on": "2026-11-16"}]
    assert "letter 123/STC-TH of 16/11/2026" in loaded.prints("reminders", "proof", "ben-tre")


def test_its_number_in_the_chat_does_so_too_and_once_more_corrects_it(world: World) -> None:
    world.links("skhdt")
    world.clock.jump_to(LATER.date(), 9)
    world.says("skhdt", "van ban don doc")
    [asked] = world.says("skhdt", "123/STC-TH 25/11/2026")
    assert "25/11/2026 chưa đến" in asked.text
    [shown] = world.says("skhdt", "số 123/STC-TH ngày 23/11/2026")
    assert "Văn bản đôn đốc số 123/STC-TH ngày 23/11/2026" in shown.text
    assert "Nơi nhận: Sở Công Thương; Sở Y tế" in shown.text
    world.taps("skhdt", "Đúng, ghi nhận")
    assert proven(world) == {
        "Sở Công Thương": (("123/STC-TH", date(2026, 11, 23)),),
        "Sở Y tế": (("123/STC-TH", date(2026, 11, 23)),),
    }
    [again] = world.says("skhdt", "văn bản đôn đốc")
    assert "Văn bản số 123/STC-TH ngày 23/11/2026: gửi 2 cơ quan" in again.text
    world.says("skhdt", "123/STC-TH 24/11/2026")
    world.taps("skhdt", "Đúng, ghi nhận")
    assert proven(world)["Sở Y tế"] == (("123/STC-TH", date(2026, 11, 24)),)
    with world.database.read() as session:
        noted = select(AuditEntry).where(AuditEntry.action == "letter.sent")
        assert len(session.exec(noted).all()) == 2  # the history keeps both


def test_the_number_is_of_whom_the_draft_was_addressed_to(world: World) -> None:
    world.links("skhdt")
    world.clock.jump_to(LATER.date(), 9)
    with world.database.write() as session:
        round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        note_draft(session, round_.id or 0, [health.id or 0], LATER)
    world.says("skhdt", "van ban don doc")
    world.says("skhdt", "123/STC-TH 23/11/2026")
    world.taps("skhdt", "Đúng, ghi nhận")
    assert proven(world) == {
        "Sở Công Thương": (),
        "Sở Y tế": (("123/STC-TH", date(2026, 11, 23)),),
    }


def test_nobody_but_a_planner_types_it(world: World) -> None:
    world.clock.jump_to(LATER.date(), 9)
    said = world.says("sct", "van ban don doc")[-1]
    assert "dành cho cơ quan tổng hợp" in said.text


def proven(world: World) -> dict[str, tuple[tuple[str, date], ...]]:
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
        proofs = proof_of_reminders(session, plan, LATER.date(), round_.id)
        return {one.agency: one.letters for one in proofs}
