"""Reviewing in the chat: what is stored, who is told, and what happened meanwhile."""

from datetime import date, datetime

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import AuditEntry, Outbox, Person, Report, Review, Right, RightKind
from storage.reports.reviews import BadReview, review_report
from tests.support.worlds.planners import adds_plan, adds_planner, ends_right
from tests.support.worlds.requests import reports
from tests.support.worlds.world import ZONE, World


@pytest.fixture
def world(database: Database) -> World:
    """Two tasks of Sở Công Thương and one of Sở Y tế are reported; it is noon."""
    world = World(database)
    world.links("sct")
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    world.ticks()
    reports(world, "sct", "1.1", "in_progress", 60, "12 lớp tập huấn")
    reports(world, "sct", "1.2", "not_started")
    reports(world, "syt", "1.3", "not_yet_due")
    world.clock.jump_to(date(2026, 10, 15), 11, 30)
    return world


def reviews(world: World) -> list[Review]:
    with world.database.read() as session:
        return list(session.exec(select(Review).order_by(Review.id)))  # type: ignore[arg-type]


def test_an_accepted_report_leaves_a_review_and_an_audit_row(world: World) -> None:
    [first] = world.says("skhdt", "xét duyệt")
    assert "Xét duyệt (còn 3 báo cáo): Sở Công Thương" in first.text
    assert "Tình trạng: Đang triển khai, 60%" in first.text
    assert "Kết quả: 12 lớp tập huấn" in first.text
    [second] = world.taps("skhdt", "Chấp nhận")
    assert "Đã chấp nhận: 1.1, Sở Công Thương." in second.text
    assert "Xét duyệt (còn 2 báo cáo): Sở Công Thương" in second.text
    [review] = reviews(world)
    assert (review.accepted, review.reason) == (True, "")
    with world.database.read() as session:
        audit = session.exec(select(AuditEntry).where(AuditEntry.action == "report.accepted"))
        [entry] = audit.all()
        planner = session.exec(select(Person).where(Person.code == "skhdt")).one()
    assert entry.person_id == planner.id == review.person_id


def test_a_number_behind_the_last_review_opens_no_task_of_an_older_list(world: World) -> None:
    """Of a planner who answers for tasks as well: what was seen last owns the numbers."""
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        session.add(Right(person_id=person.id or 0, kind=RightKind.PLANNER))
    world.says("sct", "nhiem vu")
    world.says("sct", "xét duyệt")
    for _ in range(3):
        [told] = world.taps("sct", "Chấp nhận")
    assert "không còn báo cáo nào" in told.text
    assert "chưa hiểu nội dung" in world.says("sct", "1")[0].text
    world.says("sct", "nhiem vu")
    assert "1.4" in world.says("sct", "1")[0].text


@pytest.mark.parametrize("word", ["ok", "không", "dạ vâng", "đồng ý"])
def test_a_yes_or_no_neither_decides_nor_is_a_reason(world: World, word: str) -> None:
    """At the report it once was thanked for, at the reason it was sent as one."""
    world.says("skhdt", "xét duyệt")
    [asked] = world.says("skhdt", word)
    assert "Chưa ghi nhận nội dung nào" in asked.text
    assert "1.1" in asked.text
    world.taps("skhdt", "Trả lại")
    world.says("skhdt", word)
    world.says("skhdt", "Bổ sung số liệu giải ngân")
    [echo] = world.says("skhdt", "thiếu biểu số 2")
    assert "Bổ sung số liệu giải ngân" in echo.text
    world.taps("skhdt", "Trả lại báo cáo")
    [review] = reviews(world)
    assert review.reason == "Bổ sung số liệu giải ngân\nthiếu biểu số 2"


@pytest.mark.parametrize("word", ["chấp nhận", "Chap nhan ạ", "không chấp nhận", "thông qua"])
def test_a_bare_decision_is_no_reason(world: World, word: str) -> None:
    world.says("skhdt", "xét duyệt")
    world.taps("skhdt", "Trả lại")
    [told] = world.says("skhdt", word)
    assert f'"{word}" là ý kiến quyết định, chưa phải lý do.' in told.text
    assert reviews(world) == []
    world.says("skhdt", "chấp nhận sau khi bổ sung biểu số 2")
    world.taps("skhdt", "Trả lại báo cáo")
    assert reviews(world)[0].reason == "chấp nhận sau khi bổ sung biểu số 2"


def test_a_returned_report_is_owed_again_and_its_reporter_hears_why_in_office_hours(
    world: World,
) -> None:
    with world.database.write() as session:
        session.exec(select(Person).where(Person.code == "sct")).one().language = "en"
    world.says("skhdt", "xet duyet")
    world.taps("skhdt", "Trả lại")
    [echo] = world.says("skhdt", "Bổ sung số liệu giải ngân")
    assert "Nội dung này sẽ được gửi đến: Nguyễn Văn Mẫu An." in echo.text
    assert reviews(world) == []
    world.taps("skhdt", "Trả lại báo cáo")
    [review] = reviews(world)
    assert (review.accepted, review.reason) == (False, "Bổ sung số liệu giải ngân")
    assert world.heard_by("sct") == []
    with world.database.read() as session:
        [told] = session.exec(select(Outbox).where(col(Outbox.text).contains("returned the")))
    assert told.send_at == datetime(2026, 10, 15, 14, 5, tzinfo=ZONE)
    world.clock.jump_to(date(2026, 10, 15), 14, 5)
    world.delivers()
    letter = world.heard_by("sct")[-1].text
    assert "The planning department returned the quick report on 1.1" in letter
    assert "What is asked: Bổ sung số liệu giải ngân" in letter
    assert 'type "1.1"' in letter
    assert "1.1" in [choice.label for choice in world.says("sct", "nhiem vu")[0].choices]


def test_where_the_reporter_cannot_be_reached_the_planner_is_asked_to_telephone(
    world: World,
) -> None:
    world.says("skhdt", "xet duyet")
    world.taps("skhdt", "Để sau")
    world.taps("skhdt", "Để sau")
    world.taps("skhdt", "Trả lại")
    [echo] = world.says("skhdt", "Nêu rõ lý do chưa đến kỳ")
    assert "đề nghị anh/chị gọi điện thêm" in echo.text


def test_what_somebody_else_reviewed_meanwhile_is_not_reviewed_twice(world: World) -> None:
    adds_planner(world, "other")
    world.says("skhdt", "xet duyet")
    world.says("other", "xet duyet")
    world.taps("other", "Chấp nhận")
    [after] = world.taps("skhdt", "Chấp nhận")
    assert "vừa được xét duyệt" in after.text
    assert "1.2" in after.text
    assert len(reviews(world)) == 1


def test_a_reason_typed_too_late_changes_nothing(world: World) -> None:
    adds_planner(world, "other")
    world.says("skhdt", "xet duyet")
    world.taps("skhdt", "Trả lại")
    world.says("other", "xet duyet")
    world.taps("other", "Chấp nhận")
    [after] = world.says("skhdt", "Bổ sung số liệu")
    assert "vừa được xét duyệt" in after.text
    assert [review.accepted for review in reviews(world)] == [True]


def test_a_newer_version_is_what_is_reviewed(world: World) -> None:
    world.says("skhdt", "xet duyet")
    reports(world, "sct", "1.1", "completed", 100, "Đã xong")
    [after] = world.taps("skhdt", "Chấp nhận")
    assert "đã có bản mới hơn" in after.text
    assert reviews(world) == []


def test_all_of_an_agency_means_those_that_were_shown(world: World) -> None:
    world.says("skhdt", "xet duyet")
    [asked] = world.taps("skhdt", "Chấp nhận cả cơ quan (2)")
    assert "Chấp nhận cả 2 báo cáo của Sở Công Thương?" in asked.text
    assert "- 1.2 Phát triển năng lượng tái tạo: Chưa triển khai" in asked.text
    reports(world, "sct", "1.4", "not_started")  # not shown, so not accepted
    reports(world, "sct", "1.2", "in_progress", 5)  # a newer one than was shown
    [after] = world.taps("skhdt", "Chấp nhận 2 báo cáo")
    assert "Đã chấp nhận 1 báo cáo" in after.text
    assert len(reviews(world)) == 1


def test_whoever_is_no_longer_a_planner_reviews_nothing(world: World) -> None:
    world.says("skhdt", "xet duyet")
    ends_right(world, "skhdt")
    [after] = world.taps("skhdt", "Chấp nhận")
    assert after.text == "Nội dung này dành cho cơ quan tổng hợp."
    assert reviews(world) == []


def test_the_planner_of_another_plan_sees_and_reviews_nothing_of_this_one(world: World) -> None:
    adds_plan(world)
    adds_planner(world, "other", "khac")
    for command in ("xet duyet", "chua bao cao", "danh sach do", "goi dien", "moi"):
        [answer] = world.says("other", command)
        assert "Công Thương" not in answer.text
        assert "Mẫu An" not in answer.text
    with world.database.write() as session:
        other = session.exec(select(Person).where(Person.code == "other")).one()
        report = session.exec(select(Report)).first()
        assert report is not None
        with pytest.raises(BadReview, match="no planner of mau"):
            review_report(session, report, True, "", other, world.clock.now())
    assert reviews(world) == []


def test_a_return_without_a_reason_is_refused_by_the_storage_too(world: World) -> None:
    with world.database.write() as session:
        planner = session.exec(select(Person).where(Person.code == "skhdt")).one()
        report = session.exec(select(Report)).first()
        assert report is not None
        with pytest.raises(BadReview, match="needs a reason"):
            review_report(session, report, False, "  ", planner, world.clock.now())


def test_a_planner_of_several_plans_chooses_first(world: World) -> None:
    adds_plan(world)
    [asked] = world.says("skhdt", "xet duyet")
    assert [choice.label for choice in asked.choices] == ["2082/QĐ-UBND", "3825/QĐ-UBND"]
    [none] = world.taps("skhdt", "3825/QĐ-UBND")
    assert none.text == "Kế hoạch khác: không còn báo cáo nào chờ xét duyệt."


def test_what_was_said_a_year_before_is_shown_in_short(database: Database) -> None:
    world = World(database)
    world.links("skhdt")
    world.clock.jump_to(date(2025, 10, 15), 7, 30)
    world.ticks()
    reports(world, "sct", "1.1", "in_progress", 30, "Mở 3 lớp")
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    world.ticks()
    reports(world, "sct", "1.1", "in_progress", 60, "Mở 12 lớp")
    [first] = world.says("skhdt", "xet duyet")
    assert "Năm 2025: Đang triển khai, 30%, Mở 3 lớp" in first.text
    assert "giống nguyên văn" not in first.text
    with world.database.write() as session:
        before = session.exec(select(Report).where(Report.result == "Mở 3 lớp")).one()
        before.result = "mở  12 LỚP."
    [again] = world.says("skhdt", "xét duyệt")
    assert "Nội dung này giống nguyên văn báo cáo năm 2025." in again.text


def test_why_an_earlier_version_was_returned_is_shown_with_the_new_one(world: World) -> None:
    world.says("skhdt", "xet duyet")
    world.taps("skhdt", "Trả lại")
    world.says("skhdt", "Bổ sung số liệu giải ngân")
    world.taps("skhdt", "Trả lại báo cáo")
    reports(world, "sct", "1.1", "in_progress", 65, "Đã giải ngân 80%")
    world.says("skhdt", "xet duyet")
    world.taps("skhdt", "Để sau")
    [again] = world.taps("skhdt", "Để sau")
    assert "Đã giải ngân 80%" in again.text
    assert "Bản trước đã bị trả lại: Bổ sung số liệu giải ngân" in again.text


@pytest.mark.parametrize(
    "typed",
    [
        "2 thiếu kinh phí và số lớp",
        "2. thiếu kinh phí và số lớp",
        "tra lai, thiếu kinh phí và số lớp",
    ],
)
def test_the_reason_may_stand_behind_the_choice(world: World, typed: str) -> None:
    """The newest question owns the numbers: it once was a report on the second task of a list."""
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        session.add(Right(person_id=person.id or 0, kind=RightKind.PLANNER))
    world.says("sct", "nhiem vu")
    world.says("sct", "xét duyệt")
    [echo] = world.says("sct", typed)
    assert "Nội dung cần bổ sung, làm rõ: thiếu kinh phí và số lớp" in echo.text
    assert reviews(world) == []
    world.taps("sct", "Trả lại báo cáo")
    assert [one.reason for one in reviews(world)] == ["thiếu kinh phí và số lớp"]
