"""Which question a message answers, when several are open or none has been seen yet."""

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.channels.contract import Capabilities, SendError
from bot.conversation import inbox
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import Agency, Appointment, Consent, Inbox, Person, Post, Report
from storage.people.appointments import find_person
from storage.people.chat_accounts import reachable_accounts
from tests.support.talks.engine_talk import EngineTalk
from tests.support.worlds.world import WIDE, FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


@pytest.fixture
def talk() -> EngineTalk:
    return EngineTalk(WIDE)


def reports(world: World) -> list[Report]:
    with world.database.read() as session:
        return list(session.exec(select(Report)))


def test_a_number_chooses_nothing_where_any_text_is_an_answer(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    [again] = world.says("sct", "1")  # on buttons no numbers are printed: of what list is it?
    assert "nêu rõ hơn" in again.text
    assert "Kết quả" in again.text
    world.says("sct", "12/12 lớp")
    world.confirms("sct")
    assert reports(world)[0].result == "12/12 lớp"


def test_where_numbers_are_printed_a_number_is_the_choice_it_stands_for(
    database: Database,
) -> None:
    world = World(database, FakeChannel(capabilities=Capabilities(4096, buttons=False)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.says("sct", "1.1")
    [question] = world.says("sct", "1")
    assert "1. Bỏ qua" in question.text
    assert "Đơn vị đề xuất" in world.says("sct", "1")[0].text


def test_a_percentage_is_never_taken_for_a_choice_of_another_question(world: World) -> None:
    world.says("sct", "nhiem vu")
    world.says("sct", "1.1")
    world.says("sct", "1.2")
    world.taps("sct", "Đang triển khai")
    [question] = world.says("sct", "2")
    assert question.text.startswith("1.2: Kết quả")


def test_a_number_behind_a_newer_reminder_is_never_the_answer_of_an_older_draft(
    world: World,
) -> None:
    world.says("sct", "1.2")
    world.taps("sct", "Đang triển khai")
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    [question] = world.says("sct", "3")
    assert "\n\n1.4 Sử dụng năng lượng hiệu quả" in question.text
    assert 'vẫn được giữ: nhiệm vụ 1.2. Nhập "1.2"' in question.text
    assert world.says("sct", "1.2")[0].text.startswith("1.2: Đã hoàn thành bao nhiêu")


@pytest.mark.parametrize("command", ["/help", "/trogiup", "/TroGiup@daumoi_bot", "/gi-do"])
def test_a_slash_command_is_never_part_of_an_answer(talk: EngineTalk, command: str) -> None:
    talk.says("sct", "1.1")
    talk.taps("sct", "Đã hoàn thành")
    assert "Có thể nhập" in talk.says("sct", command)[0].text
    assert "Đơn vị đề xuất" in talk.says("sct", "12 lớp tập huấn")[0].text


def test_leaving_leaves_neither_a_reminder_nor_the_draft_before_it(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    [answer] = world.says("sct", "huy")
    assert answer.text.startswith("Hiện không có nội dung nào chờ anh/chị trả lời.")
    assert 'vẫn được giữ: nhiệm vụ 1.1. Nhập "1.1"' in answer.text
    world.says("sct", "cảm ơn")
    assert "Chọn nhiệm vụ" in world.taps("sct", "Báo cáo ngay")[0].text


def test_typing_a_task_again_goes_on_with_its_draft(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "12 lớp tập huấn")
    assert world.says("sct", "1.1")[0].text.startswith("1.1: Đơn vị đề xuất")


def test_a_digest_that_has_not_left_is_no_question_yet(database: Database) -> None:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.channel.outcomes = [SendError("no connection")]
    world.ticks()
    world.says("sct", "cảm ơn")
    world.clock.forward(minutes=1)
    world.delivers()
    assert "Chọn nhiệm vụ" in world.taps("sct", "Báo cáo ngay")[0].text


def test_a_failed_turn_is_said_and_the_question_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    world.says("sct", "1.1")
    with monkeypatch.context() as patched:
        patched.setattr(inbox, "take_turn", broken)
        assert "Đề nghị anh/chị thử lại" in world.taps("sct", "Chưa đến kỳ")[0].text
    assert "Tình trạng: Chưa đến kỳ" in world.taps("sct", "Chưa đến kỳ")[0].text
    with world.database.read() as session:
        failed = [row.failed_reason for row in session.exec(select(Inbox)) if row.failed_reason]
    assert failed == ["ZeroDivisionError"]


def test_a_database_that_is_away_leaves_the_message_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("", {}, Exception("the connection is gone"))

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "take_turn", away)
        with pytest.raises(OperationalError):
            world.says("sct", "tro giup")
    inbox.take_waiting_turns(world.runtime)
    assert "Có thể nhập" in world.delivers()[0].text


def test_a_person_answers_only_for_the_agency_they_are_focal_person_of(world: World) -> None:
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        session.add(
            Appointment(
                person_id=person.id or 0,
                agency_id=health.id or 0,
                post=Post.LEADER,
                starts_on=date(2026, 1, 1),
            )
        )
    assert "1.3" not in world.says("sct", "nhiem vu")[0].text
    assert "Tình trạng" not in world.says("sct", "1.3")[0].text


def test_talking_in_the_terminal_does_not_take_somebodys_reminders(world: World) -> None:
    with world.database.write() as session:
        person = find_person(session, "sct")
        assert person is not None
        account = account_at(session, "console", "sct")
        now = world.clock.now()
        account.person_id, account.linked_at = person.id, now
        given = {"person_id": person.id, "account_id": account.id, "given_at": now}
        session.add(Consent.model_validate({**given, "version": "old", "text_hash": ""}))
    with world.database.read() as session:
        assert reachable_accounts(session)[person.id or 0].channel == "fake"


def test_the_day_after_the_legal_day_is_late_also_on_a_sunday(world: World) -> None:
    world.clock.jump_to(date(2026, 11, 15))
    assert "quá hạn 1 ngày làm việc" in world.says("sct", "nhiem vu")[0].text


def test_what_was_missed_is_still_known_in_the_new_year(world: World) -> None:
    world.links("skhdt")
    world.clock.jump_to(date(2027, 1, 4))
    assert "Còn 3 nội dung chưa báo cáo" in world.says("sct", "nhiem vu")[0].text
    assert "báo cáo năm 2026" in world.says("skhdt", "tong hop")[0].text


def test_beside_buttons_a_number_counts_the_buttons_of_the_question_at_hand(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "1.2")
    assert "Gặp khó khăn" in world.says("sct", "4")[0].text
    world.says("sct", "Thiếu kinh phí")
    world.skips("sct")
    world.says("sct", "1")
    assert [(report.status, report.difficulties) for report in reports(world)] == [
        ("blocked", "Thiếu kinh phí")
    ]


def confirming(world: World | EngineTalk) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")


@pytest.mark.parametrize(
    "yes", ["ok", "co", "dung", "dong y", "y", "Đúng rồi em", "dung, ghi nhan", "👍"]
)
def test_a_confirmation_is_answered_in_a_word(talk: EngineTalk, yes: str) -> None:
    confirming(talk)
    talk.says("sct", yes)
    assert len(talk.reports()) == 1


@pytest.mark.parametrize("no", ["khong", "sai", "đừng", "ok 60%", "cảm ơn", "🙏", "dạ"])
def test_what_is_no_plain_yes_stores_nothing(talk: EngineTalk, no: str) -> None:
    confirming(talk)
    assert talk.says("sct", no)
    assert talk.reports() == []


def test_ok_after_a_newer_reminder_confirms_nothing_until_the_echo_is_called_for(
    world: World,
) -> None:
    confirming(world)
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    assert "Xin cảm ơn" in world.says("sct", "ok")[0].text
    assert reports(world) == []
    assert "Đề nghị kiểm tra" in world.says("sct", "viết tiếp")[0].text
    world.says("sct", "ok")
    assert len(reports(world)) == 1


def test_a_yes_under_an_older_echo_is_named_and_echoed_once_more(world: World) -> None:
    confirming(world)
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    [again] = world.taps("sct", "Đúng, ghi nhận")
    assert again.text.startswith("Trả lời cho nhiệm vụ 1.1:\n\nĐề nghị kiểm tra")
    assert reports(world) == []
    world.taps("sct", "Đúng, ghi nhận")
    assert len(reports(world)) == 1


def test_an_older_button_that_stores_nothing_is_answered_by_the_name_of_its_task(
    world: World,
) -> None:
    world.says("sct", "1.1")
    old = world.button("sct", "Đã hoàn thành")
    world.says("sct", "1.2")
    [question] = world.taps_data("sct", old)
    assert question.text.startswith("Trả lời cho nhiệm vụ 1.1:\n\nTình trạng: Đã hoàn thành")


@pytest.mark.parametrize("yes", ["ok", "vâng", "dạ", "đúng rồi em"])
def test_a_yes_is_no_content_where_words_are_asked_for(talk: EngineTalk, yes: str) -> None:
    talk.says("sct", "1.4")
    talk.taps("sct", "Đã hoàn thành")
    [again] = talk.says("sct", yes)
    assert again.text.endswith("\n\n1.4: Kết quả đạt được đến nay? (số liệu, sản phẩm)")
    talk.confirms("sct")
    assert talk.reports()[0].result == ""


def test_asking_again_leaves_a_newer_reminder_open(world: World) -> None:
    confirming(world)
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    world.says("sct", "cảm ơn em")
    assert "Chọn nhiệm vụ" in world.taps("sct", "Báo cáo ngay")[0].text


def test_a_draft_of_a_week_ago_is_gone_on_with_from_the_list(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "12 lớp tập huấn")
    world.clock.forward(days=8)
    [listed] = world.says("sct", "nhiem vu")
    assert "1) 1.1 Tuyên truyền tiết kiệm năng lượng (đang báo cáo dở)" in listed.text
    assert world.says("sct", "1")[0].text.startswith("1.1: Đơn vị đề xuất")
    world.skips("sct")
    world.says("sct", "ok")
    assert reports(world)[0].result == "12 lớp tập huấn"


def test_a_number_behind_a_list_is_never_the_words_of_an_older_question(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đang triển khai")
    world.says("sct", "nhiem vu")
    assert "\n\n1.2 Phát triển" in world.says("sct", "2")[0].text
    assert world.says("sct", "1.1")[0].text.startswith("1.1: Đã hoàn thành bao nhiêu")


def test_a_digest_is_not_repeated_for_what_was_not_understood(world: World) -> None:
    [answer] = world.says("sct", "thông báo nghỉ mát cơ quan")
    assert "Kính gửi" not in answer.text
    assert "chưa hiểu" in answer.text
    [answer] = world.says("sct", "khi nào thì xong được nhỉ")
    assert "Kính gửi" not in answer.text
    assert "chưa trả lời được câu hỏi" in answer.text
    assert "Chọn nhiệm vụ" in world.taps("sct", "Báo cáo ngay")[0].text


def test_a_stale_button_says_so_kindly_and_asks_what_is_open(world: World) -> None:
    confirming(world)
    old = world.button("sct", "Đúng, ghi nhận")
    world.says("sct", "huy")
    assert "đã được trả lời" in world.taps_data("sct", old)[0].text
    assert reports(world) == []


def test_taps_on_each_message_as_it_comes_do_not_go_in_a_circle(world: World) -> None:
    world.says("sct", "1.1")
    answered = world.button("sct", "Chưa đến kỳ")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    first = world.button("sct", "Đúng, ghi nhận")
    world.taps_data("sct", answered)
    assert world.button("sct", "Đúng, ghi nhận") != first
    world.taps_data("sct", first)
    [report] = reports(world)
    world.taps_data("sct", first)
    assert reports(world) == [report]


def test_a_double_tap_on_an_older_question_stores_nothing_unseen(world: World) -> None:
    """The first one asks it anew by name: only who has seen that may answer it."""
    confirming(world)
    old = world.button("sct", "Đúng, ghi nhận")
    world.says("sct", "nhiem vu")
    world.taps_data("sct", old)
    world.taps_data("sct", old)
    assert reports(world) == []
    world.taps("sct", "Đúng, ghi nhận")
    assert len(reports(world)) == 1


def test_an_answered_question_stays_answered_though_a_like_one_is_open(world: World) -> None:
    confirming(world)
    old = world.button("sct", "Đúng, ghi nhận")
    world.says("sct", "huy")
    confirming(world)
    assert "đã được trả lời" in world.taps_data("sct", old)[0].text
    assert reports(world) == []
