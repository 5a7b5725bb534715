"""`daumoi answers`: what was answered and what was not, for people and for scripts."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from storage.database import open_database
from storage.models import Expectation, Item, Person, Report, Review, Round, Tier
from tests.bot.conftest import Terminal
from tests.support.worlds.world import ZONE

NOW = datetime(2026, 10, 14, 9, tzinfo=ZONE)
KEYS = {
    *("round", "item", "title", "agency", "now_called", "status", "percent", "value", "unit"),
    *("result", "difficulties", "proposals", "document", "first_received_at", "corrected_at"),
    *("verdict", "reporter", "files"),
}


@pytest.fixture(name="answered")
def _answered(loaded: Terminal) -> Terminal:
    """9.4 is answered twice and was returned the first time; nothing else is answered."""
    loaded.prints("summary", "ben-tre")
    database = open_database(loaded.env["DATABASE_URL"])
    with database.write() as session:
        asked = session.exec(select(Expectation).join(Item).where(Item.code == "9.4")).one()
        person = session.exec(select(Person.id).where(Person.code == "stc")).first()
        for hours, percent in ((0, 40), (2, 60.5)):
            report = Report(
                expectation_id=asked.id or 0,
                person_id=person,
                status="in_progress",
                percent=percent,
                result="Đã ban hành:\n- kế hoạch",
                document_number="12/BC-STC",
                document_on=NOW.date(),
                submitted_at=NOW + timedelta(hours=hours),
            )
            session.add(report)
            session.flush()
            if not hours:
                at = NOW + timedelta(hours=1)
                review = Review(
                    report_id=report.id or 0, accepted=False, reason="Thiếu số liệu", reviewed_at=at
                )
                session.add(review)
    database.close()
    loaded.env["DAUMOI_CLOCK"] = "2026-10-15T08:00:00+07:00"
    return loaded


def test_scripts_get_every_key_whether_somebody_answered_or_not(answered: Terminal) -> None:
    lines = answered.json("answers", "ben-tre", "--json")
    assert all(set(line) >= KEYS for line in lines)
    [said] = [line for line in lines if line["status"]]
    assert said["item"] == "9.4"
    assert (said["agency"], said["now_called"]) == (
        "Sở Kế hoạch và Đầu tư",
        "Sở Tài chính tỉnh Vĩnh Long",
    )
    assert (said["percent"], said["result"]) == (60.5, "Đã ban hành:\n- kế hoạch")
    assert said["first_received_at"] == "2026-10-14T09:00:00+07:00"
    assert said["corrected_at"] == "2026-10-14T11:00:00+07:00"
    assert (said["verdict"], said["document_on"]) == (None, "2026-10-14")
    expected = answered.json("summary", "ben-tre", "--format", "json")["expected"]
    assert len(lines) == expected > 100


def test_people_read_sentences_and_see_who_has_said_nothing(answered: Terminal) -> None:
    said = answered.prints("answers", "ben-tre", "--item", "9")
    assert "Sở Kế hoạch và Đầu tư (nay là Sở Tài chính tỉnh Vĩnh Long): Đang triển khai, 60,5%" in (
        said
    )
    assert "  Kết quả: Đã ban hành:\n    - kế hoạch" in said
    assert "Văn bản: 12/BC-STC ngày 14/10/2026" in said
    assert "Tiếp nhận: 09:00 14/10/2026 (đúng hạn)" in said
    assert "- Sở Công Thương (nay là Sở Công Thương tỉnh Vĩnh Long): chưa báo cáo" in said


def test_as_of_a_past_instant_the_first_answer_counts_and_was_returned(answered: Terminal) -> None:
    as_of = ("--item", "9.4", "--as-of", "2026-10-14T10:30:00+07:00")
    [then] = answered.json("answers", "ben-tre", *as_of, "--json")
    assert (then["percent"], then["verdict"], then["reason"]) == (40, "returned", "Thiếu số liệu")
    assert "Trả lại: Thiếu số liệu" in answered.prints("answers", "ben-tre", *as_of)


def test_an_agency_is_found_by_its_old_name_and_its_new_one(answered: Terminal) -> None:
    names = ("Sở KHĐT", "Sở Tài chính tỉnh Vĩnh Long")
    before, now = (answered.json("answers", "ben-tre", "--agency", one, "--json") for one in names)
    assert before == now
    assert {one["now_called"] for one in now} == {"Sở Tài chính tỉnh Vĩnh Long"}
    assert "Sở Kế hoạch và Đầu tư" in {one["agency"] for one in now}


def test_an_item_that_has_a_round_of_its_own_is_found_there(answered: Terminal) -> None:
    database = open_database(answered.env["DATABASE_URL"])
    with database.write() as session:
        round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
        asked = select(Expectation.item_id).where(col(Expectation.item_id).is_not(None))
        item = session.exec(select(Item).where(Item.kind == "task", col(Item.id).not_in(asked)))
        agency = session.exec(select(Expectation.agency_id)).first()
        own = Round(**round_.model_dump(exclude={"id", "rule_id"}) | {"title": "Riêng"})
        session.add(own)
        session.flush()
        lone = item.first()
        assert lone is not None
        lone.recurrence = "yearly"  # else it would be asked in the yearly round until it is done
        session.add(
            Expectation(
                round_id=own.id or 0,
                item_id=lone.id,
                agency_id=agency or 0,
                due_on=own.due_on,
                created_at=NOW,
            )
        )
        code, own_id = lone.code, own.id
    database.close()
    [line] = answered.json("answers", "ben-tre", "--item", code, "--json")
    assert (line["item"], line["round"]) == (code, own_id)


def test_what_nobody_was_asked_is_one_clear_line(answered: Terminal) -> None:
    assert "no round has asked for '99.1'" in answered.fails("answers", "ben-tre", "--item", "99.1")
    assert "no agency of ben-tre is called" in answered.fails(
        "answers", "ben-tre", "--agency", "Sở Mây"
    )
    assert "no such round" in answered.fails("answers", "ben-tre", "--round", "1999")
    early = answered.fails("answers", "ben-tre", "--as-of", "2026-01-01")
    assert "nothing was asked so" in early
