"""Answers given for a task's own day or in another report: the text and the data say where."""

from datetime import date

from bot.documents.contents.answer_wording import round_name
from bot.documents.json.answers import answer_data
from bot.documents.text.answers import answers_text
from locales import translator
from storage.database import Database
from storage.models import Round, Status
from storage.reports.answered.reader import Answer, answers_of_round
from tests.support.worlds.own_days import answer, expected, one_of, opened, own_days_folder, plan_of
from tests.support.worlds.province import ZONE, at

HOME = "Sở Nội vụ"
BEFORE, DAY = date(2026, 6, 1), date(2026, 7, 13)


def told(database: Database) -> dict[str, Answer]:
    """In the report due on 04/09: I.1 was completed in the one before, II.4 said on its own day."""
    opened(database, BEFORE, own_days_folder(reports=((6, 5), (9, 5))))
    with database.write() as session:
        answer(session, one_of(session, HOME, "I.1", BEFORE, own=False), date(2026, 6, 3))
    opened(database, DAY)
    with database.write() as session:
        own = one_of(session, HOME, "II.4", DAY, own=True)
        answer(session, own, DAY, Status.IN_PROGRESS)
        asked = [one.round for one in expected(session, HOME, DAY) if one.round.rule_id]
        third = max(asked, key=lambda one: one.due_on)
        found = answers_of_round(session, plan_of(session), third, at(DAY, 23), ZONE)
        session.expunge_all()
    return {one.code: one for one in found if one.agency.name == HOME}


def test_the_text_says_where_it_was_answered_or_completed(database: Database) -> None:
    answers = told(database)
    text = answers_text(list(answers.values()), ZONE, translator("vi"))
    completed, on_its_day = text.split("II.4. ")
    assert "- Sở Nội vụ: Hoàn thành từ 03/06/2026" in completed
    assert "hoàn thành từ 03/06/2026, đã báo cáo trong báo cáo năm 2026, hạn 04/06/2026" in text
    assert "đã trả lời theo hạn riêng 15/07/2026" in on_its_day
    assert "Báo cáo năm 2026:" not in text, "it is not told twice"
    assert "Tiếp nhận: 09:00 13/07/2026 (đúng hạn)" in on_its_day


def test_the_data_names_the_round_it_was_said_in(database: Database) -> None:
    answers = told(database)
    own = answer_data(answers["II.4"], ZONE)["said_in"]
    assert (own["due_on"], own["of_items"]) == ("2026-07-15", True)
    before = answer_data(answers["I.1"], ZONE)["said_in"]
    assert (before["due_on"], before["of_items"]) == ("2026-06-04", False)
    assert answer_data(answers["I.2"], ZONE)["said_in"] is None


def test_a_round_asked_for_ad_hoc_is_named_by_its_title() -> None:
    round_ = Round(
        plan_id=1,
        tier="agencies",
        title="Báo cáo đột xuất",
        year=2026,
        opens_on=BEFORE,
        due_on=DAY,
        covers_from=BEFORE,
        covers_until=DAY,
        cut_off_on=DAY,
        legal_text="",
        opened_at=at(BEFORE),
    )
    assert round_name(round_, translator("vi")) == "trong đợt “Báo cáo đột xuất”, hạn 13/07/2026"
