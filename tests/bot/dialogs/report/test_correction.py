"""Correcting, withdrawing and answering what was returned; and who may."""

from datetime import date

import pytest
from sqlmodel import col, select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import SubmitReport, WithdrawReport
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import AuditEntry, Person, Report, Review
from tests.support.worlds.reporting_world import LAST_YEAR, ReportingWorld
from tests.support.worlds.world import CALENDAR


@pytest.fixture
def world(database: Database) -> ReportingWorld:
    world = ReportingWorld(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def reports_completed(world: ReportingWorld, code: str = "1.4") -> None:
    world.says("sct", code)
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Thay 300 bộ đèn LED")
    world.taps("sct", "Bỏ qua")
    world.says("sct", "123/BC-SCT ngày 05/10/2026")
    world.confirms("sct")


def reviewed(world: ReportingWorld, *, accepted: bool) -> None:
    with world.database.write() as session:
        report = session.exec(select(Report).order_by(col(Report.id).desc())).first()
        assert report is not None
        session.add(
            Review(report_id=report.id or 0, accepted=accepted, reviewed_at=world.clock.now())
        )


@pytest.mark.parametrize("how", ["sua 1.4", "1.4"])
def test_a_correction_keeps_the_version_before_it(world: ReportingWorld, how: str) -> None:
    reports_completed(world)
    [shown] = world.says("sct", how)
    assert "- Kết quả: Thay 300 bộ đèn LED" in shown.text
    world.taps("sct", "Kết quả")
    [echo] = world.says("sct", "Thay 350 bộ đèn LED")
    assert "Kết quả: Thay 300 bộ đèn LED → Thay 350 bộ đèn LED" in echo.text
    assert "Giữ nguyên:\n- Tình trạng: Đã hoàn thành" in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    old, new = world.reports()
    assert (old.result, new.result) == ("Thay 300 bộ đèn LED", "Thay 350 bộ đèn LED")
    assert old.document_number == new.document_number == "123/BC-SCT"
    assert old.withdrawn_at is None


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("Kết quả: Thay 350 bộ đèn LED", {"result": "Thay 350 bộ đèn LED"}),
        ("kho khan: kinh phí cấp chậm", {"difficulties": "kinh phí cấp chậm"}),
        ("Đề xuất: cấp đủ vốn", {"proposals": "cấp đủ vốn"}),
        ("đang làm", {"status": "in_progress", "percent": None}),
        ("đang làm 70%", {"status": "in_progress", "percent": 70}),
    ],
)
def test_what_is_typed_at_what_is_stored_changes_only_what_it_names(
    world: ReportingWorld, typed: str, changed: dict[str, object]
) -> None:
    reports_completed(world)
    world.says("sct", "sua 1.4")
    [echo] = world.says("sct", typed)
    assert "Đề nghị kiểm tra trước khi ghi nhận" in echo.text
    assert len(world.reports()) == 1
    world.says("sct", "đúng")
    old, new = world.reports()
    names = ("status", "percent", "result", "difficulties", "proposals", "document_number")
    assert {one: getattr(new, one) for one in names} == {
        **{one: getattr(old, one) for one in names},
        **changed,
    }


def test_withdrawing_needs_a_yes_and_takes_every_version_back(world: ReportingWorld) -> None:
    reports_completed(world)
    world.says("sct", "sua 1.4")
    world.says("sct", "Kết quả: Thay 350 bộ đèn LED")
    world.taps("sct", "Đúng, ghi nhận")
    world.says("sct", "rut 1.4")
    assert "được giữ nguyên" in world.says("sct", "không")[0].text
    world.says("sct", "rut 1.4")
    assert len(world.reports()) == 2
    assert all(report.withdrawn_at is None for report in world.reports())
    [told] = world.taps("sct", "Có, rút lại")
    assert "Đã rút báo cáo: 1.4" in told.text
    assert "Còn 6 nội dung chưa báo cáo." in world.says("sct", "nhiem vu")[0].text
    assert all(report.withdrawn_at == world.clock.now() for report in world.reports())
    with world.database.read() as session:
        audit = session.exec(
            select(AuditEntry).where(AuditEntry.action == "report.withdrawn")
        ).one()
        assert audit.details == {"reports": [report.id for report in world.reports()]}


def test_an_accepted_report_is_corrected_and_not_withdrawn(world: ReportingWorld) -> None:
    reports_completed(world)
    reviewed(world, accepted=True)
    [told] = world.says("sct", "rut 1.4")
    assert "đã chấp nhận báo cáo này nên không rút được" in told.text
    assert [choice.label for choice in told.choices] == ["Đề nghị mở lại để sửa", "Không thay đổi"]


def test_what_was_accepted_since_the_question_is_not_withdrawn(world: ReportingWorld) -> None:
    reports_completed(world)
    world.says("sct", "rut 1.4")
    reviewed(world, accepted=True)
    assert "không rút được" in world.taps("sct", "Có, rút lại")[0].text
    assert world.reports()[0].withdrawn_at is None


def test_a_returned_report_without_a_reason_says_so(world: ReportingWorld) -> None:
    reports_completed(world)
    reviewed(world, accepted=False)
    [asked] = world.says("sct", "1.4")
    assert "trả lại báo cáo này. Lý do: không nêu lý do" in asked.text
    assert asked.text.index("trả lại") < asked.text.index("Cần sửa nội dung nào?")


def test_a_colleagues_newer_report_is_shown_before_it_is_replaced(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    with world.database.write() as session:
        facts, account = loaded(world, session, "sct")
        task = next(one for one in facts.owed if one.code == "1.4")
        handle(
            EffectContext(session, account, facts, world.clock.now()),
            SubmitReport(task.expectation_id, "completed", result="Của đồng nghiệp"),
        )
    [shown] = world.taps("sct", "Đúng, ghi nhận")
    assert "người khác cập nhật" in shown.text
    assert "Của đồng nghiệp" in shown.text
    assert len(world.reports()) == 1
    world.taps("sct", "Đúng, ghi nhận")
    assert [report.status for report in world.reports()] == ["completed", "not_yet_due"]


def loaded(world: ReportingWorld, session: object, code: str):  # type: ignore[no-untyped-def]
    account = account_at(session, world.channel.name, code)  # type: ignore[arg-type]
    facts = load_facts(session, account, world.clock.now(), CALENDAR)  # type: ignore[arg-type]
    return facts, account


def test_the_effect_refuses_another_agency_and_an_old_report(world: ReportingWorld) -> None:
    reports_completed(world)
    world.links("syt")
    [report] = world.reports()
    with world.database.write() as session:
        facts, account = loaded(world, session, "syt")
        change = EffectContext(session, account, facts, world.clock.now())
        with pytest.raises(NotAllowed):
            handle(change, WithdrawReport(report.expectation_id, report.id or 0))
        assert facts.stored(report.expectation_id) is None
        assert facts.earlier(report.expectation_id) is None
        facts, account = loaded(world, session, "sct")
        with pytest.raises(NotAllowed):
            handle(
                EffectContext(session, account, facts, world.clock.now()),
                WithdrawReport(report.expectation_id, 9999),
            )
    assert world.reports()[0].withdrawn_at is None


def test_a_leader_neither_corrects_nor_withdraws(world: ReportingWorld) -> None:
    reports_completed(world)
    world.links("sct-lanhdao")
    for text in ("sua", "rut", "sua 1.4", "rut 1.4"):
        [answer] = world.says("sct-lanhdao", text)
        assert not any("Rút" in choice.label for choice in answer.choices)
    assert world.reports()[0].withdrawn_at is None


def test_with_nothing_reported_there_is_nothing_to_correct(world: ReportingWorld) -> None:
    assert "chưa gửi báo cáo nào" in world.says("sct", "sửa")[0].text
    reports_completed(world)
    assert "chưa có báo cáo nào" in world.says("sct", "rút 1.1")[0].text


def test_nothing_to_report_is_seen_before_it_is_stored(
    world: ReportingWorld,
) -> None:
    world.links("snv")
    world.says("snv", "nhiem vu")
    world.taps("snv", "Báo cáo chung")
    world.says("snv", "không có nội dung ạ")
    assert world.reports() == []
    world.taps("snv", "Đúng, ghi nhận")
    assert [report.result for report in world.reports()] == ["Không có nội dung phát sinh."]
    world.says("snv", "sua")
    world.taps("snv", "Nhập lại từ đầu")
    assert "Đề nghị kiểm tra" in world.taps("snv", "Không có nội dung")[0].text
    assert len(world.reports()) == 1


@pytest.mark.parametrize("label", ["Kết quả", "Khó khăn", "Đề xuất", "Văn bản"])
def test_everything_on_a_general_report_may_be_changed(world: ReportingWorld, label: str) -> None:
    world.links("snv")
    world.says("snv", "nhiem vu")
    world.taps("snv", "Báo cáo chung")
    world.says("snv", "không có nội dung ạ")
    world.taps("snv", "Sửa một nội dung")
    [asked] = world.taps("snv", label)
    assert asked.text.startswith("Báo cáo chung: ")
    [echo] = world.says("snv", "12/BC-SNV ngày 05/10/2026")
    assert f"{label}" in echo.text
    assert "12/BC-SNV ngày 05/10/2026" in echo.text


def test_the_round_before_is_never_changed(world: ReportingWorld) -> None:
    reports_completed(world, "1.1")
    world.says("sct", "rut 1.1")
    world.taps("sct", "Có, rút lại")
    with world.database.read() as session:
        old = session.exec(select(Report).where(col(Report.submitted_at) == LAST_YEAR)).all()
        assert len(old) == 4
        assert all(report.withdrawn_at is None for report in old)
        assert session.exec(select(Person)).first() is not None


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("kết quả", "đã mở 4 lớp cho 180 người"),
        ("Kết quả: mở 5 lớp", "mở 5 lớp"),
        ("bỏ qua", "Thay 300 bộ đèn LED"),
    ],
)
def test_where_words_belong_may_be_said_in_words(
    world: ReportingWorld, typed: str, result: str
) -> None:
    """ "Bỏ qua" is what we told people to type there, and once did not understand."""
    reports_completed(world)
    world.says("sct", "sua 1.4")
    assert "thuộc mục nào?" in world.says("sct", "đã mở 4 lớp cho 180 người")[0].text
    echo = world.says("sct", typed)[0].text
    assert "Đề nghị kiểm tra trước khi ghi nhận" in echo
    assert result in echo


@pytest.mark.parametrize(
    ("typed", "echoed"),
    [("sua 1.4 70%", "100% → 70%"), ("sửa 1.4 Kết quả: thay 350 bộ", "→ thay 350 bộ")],
)
def test_what_is_to_be_changed_may_stand_behind_the_code(
    world: ReportingWorld, typed: str, echoed: str
) -> None:
    reports_completed(world)
    assert echoed in world.says("sct", typed)[0].text
    assert len(world.reports()) == 1
