"""My data: view, correct, withdraw, erase for good; language; the roster brings nobody back."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from bot.channels.contract import RecipientStopped, SendError
from bot.documents.json.summary import summary_data
from locales import translator
from storage import audit
from storage.database import Database
from storage.models import (
    Attachment,
    AuditEntry,
    ChatAccount,
    Consent,
    Extension,
    Inbox,
    Outbox,
    Person,
    Plan,
    Report,
    RosterLine,
    Round,
    Tier,
)
from storage.people.appointments import find_person
from storage.people.erasure import chats_to_forget, erase, forget_chat
from storage.people.reachability import UnreachableReason, obstacles
from storage.people.roster import BadRoster, load_roster, read_roster, roster_view
from storage.rounds.summary import summarise
from tests.bot.conftest import ROSTER, Terminal
from tests.support.worlds.world import ZONE, World

TODAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 9, tzinfo=ZONE)


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("syt")
    world.clock.jump_to(TODAY)
    world.ticks()
    return world


def person(world: World, code: str = "syt") -> Person:
    with world.database.read() as session:
        found = find_person(session, code)
    assert found is not None
    return found


def reports(world: World) -> None:
    world.says("syt", "1.3")
    world.taps("syt", "Gặp khó khăn")
    world.says("syt", "Thiếu nước mùa khô")
    world.taps("syt", "Bỏ qua")
    world.taps("syt", "Đúng, ghi nhận")


def erases(world: World) -> str:
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Xóa dữ liệu")
    world.taps("syt", "Có, tiếp tục")
    return world.taps("syt", "Xóa vĩnh viễn")[0].text


def test_what_is_kept_is_shown(world: World) -> None:
    reports(world)
    [shown] = world.says("syt", "Dữ liệu của tôi")
    for words in (
        "Trần Thị Mẫu Bình",
        "Sở Y tế",
        "tài khoản này, từ 07:30 14/10/2026",
        "bản test, lúc 07:30 14/10/2026",
        "thay mặt đơn vị: 1",
    ):
        assert words in shown.text


@pytest.mark.parametrize(
    ("button", "answer", "field", "value"),
    [
        ("Họ và tên", "Trần Thị Mẫu Bình Minh", "full_name", "Trần Thị Mẫu Bình Minh"),
        ("Điện thoại cơ quan", "0000 000 077", "office_phone", "0000 000 077"),
        ("Cách xưng hô", "chi", "address", "chị"),
    ],
)
def test_each_may_be_corrected_with_an_audit_row_that_holds_no_name(
    world: World, button: str, answer: str, field: str, value: str
) -> None:
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Sửa thông tin")
    world.taps("syt", button)
    assert value in world.says("syt", answer)[0].text
    assert getattr(person(world), field) == value
    with world.database.read() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.action == "person.corrected")
        ).one()
    assert entry.details == {"field": field}


@pytest.mark.parametrize(
    ("button", "answer"), [("Họ và tên", "Bình"), ("Điện thoại", "không nhớ"), ("Cách", "bạn")]
)
def test_what_cannot_be_is_asked_again(world: World, button: str, answer: str) -> None:
    before = person(world)
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Sửa thông tin")
    world.taps("syt", button)
    world.says("syt", answer)
    assert person(world) == before


def test_without_consent_nothing_is_sent_and_the_agency_is_called(world: World) -> None:
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Rút lại đồng ý")
    world.taps("syt", "Có, rút lại")
    world.clock.jump_to(date(2026, 10, 30))
    assert world.ticks() == []
    with world.database.read() as session:
        assert UnreachableReason.NO_CONSENT in obstacles(session, [2], TODAY).values()
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Đồng ý lại")
    world.taps("syt", "Đồng ý")
    assert [message.address for message in world.ticks()] == ["syt"]
    with world.database.read() as session:
        rows = session.exec(select(Consent).order_by(Consent.id)).all()  # type: ignore[arg-type]
    assert [(one.withdrawn_at is None, len(one.text_hash)) for one in rows] == [
        (False, 0),
        (True, 64),
    ]


# --- Erasing --------------------------------------------------------------------------------------


def everything(session: Session) -> str:
    """Every cell of every table."""
    cells: list[Any] = []
    for table in SQLModel.metadata.sorted_tables:
        cells += [cell for row in session.connection().execute(table.select()) for cell in row]
    return "\n".join(map(str, cells))


def figures(session: Session, world: World) -> dict[str, Any]:
    plan = session.exec(select(Plan)).one()
    round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
    found = summary_data(summarise(session, plan, round_, world.clock.now(), ZONE))
    return {key: found[key] for key in ("expected", "received", "by_status", "by_agency")}


def test_nothing_that_identifies_the_person_is_left_and_the_replies_are(world: World) -> None:
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Sửa thông tin")
    world.taps("syt", "Điện thoại cơ quan")
    world.says("syt", "0000 000 077")
    reports(world)
    with world.database.read() as session:
        before = figures(session, world)
    assert "Đã xóa dữ liệu" in erases(world)
    with world.database.read() as session:
        left = everything(session)
        for identifier in ("Mẫu Bình", "0000 000 077", "\nsyt\nfake"):
            assert identifier not in left
        assert not [one for one in session.exec(select(ChatAccount)) if one.address == "syt"]
        report, consent = session.exec(select(Report)).one(), session.exec(select(Consent)).one()
        assert (report.difficulties, report.person_id) == ("Thiếu nước mùa khô", None)
        assert (consent.version, consent.withdrawn_at is not None) == ("test", True)
        assert figures(session, world) == before
        sent = session.exec(select(Outbox)).all()
        assert all(row.is_settled for row in sent)
        assert [row.text for row in sent if row.person_id is not None] == [""]
        audit = session.exec(select(AuditEntry).where(AuditEntry.action == "person.erased"))
        assert len(audit.all()) == 1
    assert person(world).erased_at is not None


def test_nothing_is_left_in_what_others_keep_and_what_was_typed_is_gone(world: World) -> None:
    reports(world)
    world.links("skhdt")
    with world.database.write() as session:
        someone = session.exec(select(Person).where(Person.code == "syt")).one()
        someone.office_phone, named = "0275 382 2123", someone.full_name
        chat = session.exec(select(ChatAccount).where(ChatAccount.address == "skhdt")).one()
        own = session.exec(select(ChatAccount).where(ChatAccount.address == "syt")).one()
        own.address = "7700001"
        said = f"{named} (0275 382 2123) gửi lúc 08:00, trước là Trần Thị Mẫu Bích"
        outbox = {"account_id": chat.id, "channel": "fake", "text": said, "sent_at": NOW}
        asked = {"choices": [{"label": named}], "state": {"slots": {"name": named}}}
        session.add(Outbox.model_validate({**outbox, **asked, "created_at": NOW, "send_at": NOW}))
        follow = {"channel": "zalo-oa", "account_id": own.id, "received_at": NOW}
        external = "follow:1700000000000:7700001"
        heard = Inbox.model_validate({**follow, "external_id": external, "handled_at": NOW})
        session.add(heard)
        says = {"full_name": "Trần Thị Mẫu Bích"}
        session.add(RosterLine(person_id=someone.id or 0, says=says, loaded_at=NOW))
        session.flush()
        report = session.exec(select(Report)).one()
        expected = report.expectation_id
        file = {"account_id": own.id, "expectation_id": expected, "report_id": report.id}
        sent = {"name": "binh.pdf", "note": "gửi từ nhà", "media_type": "application/pdf"}
        kept = {"inbox_id": heard.id, "channel": "fake", "ref": "", "received_at": NOW}
        session.add(Attachment.model_validate({**file, **sent, **kept}))
        day = {"due_on": TODAY, "asked_until": TODAY, "asked_at": NOW, "decided_at": NOW}
        ask = {"expectation_id": expected, "asked_by_id": someone.id, "reason": "con tôi ốm"}
        session.add(Extension.model_validate({**day, **ask}))
        details = {"extension": 1, "reason": "con tôi ốm"}
        audit.record(session, NOW, "extension.asked", "expectation:1", someone.id, details)
    with world.database.write() as session:
        erase(session, session.get_one(Person, someone.id), TODAY, NOW)
        for account in chats_to_forget(session):
            forget_chat(session, account)
    with world.database.read() as session:
        left = everything(session)
    for identifier in (
        named,
        "0275 382 2123",
        "7700001",
        "con tôi ốm",
        "Mẫu Bích",
        "binh.pdf",
        "gửi từ nhà",
        "\nsyt\n",
    ):
        assert identifier not in left
    assert "Thiếu nước mùa khô" in left
    assert "… (…) gửi lúc 08:00, trước là …" in left


def test_afterwards_the_chat_is_a_strangers_and_hears_nothing(world: World) -> None:
    erases(world)
    assert "mã mời" in world.says("syt", "nhiem vu")[0].text
    world.clock.jump_to(date(2026, 10, 30))
    assert world.ticks() == []
    with world.database.read() as session:
        assert UnreachableReason.NOBODY in obstacles(session, [2], TODAY).values()
        assert roster_view(session, TODAY)[1]["posts"] == []


def test_it_is_asked_twice_and_each_no_keeps_everything(world: World) -> None:
    for yes in (0, 1):
        world.says("syt", "du lieu cua toi")
        world.taps("syt", "Xóa dữ liệu")
        if yes:
            world.taps("syt", "Có, tiếp tục")
        assert "giữ nguyên" in world.taps("syt", "Không, giữ nguyên")[0].text
    assert person(world).erased_at is None


def test_the_address_is_kept_until_the_last_word_has_left(world: World) -> None:
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Xóa dữ liệu")
    world.taps("syt", "Có, tiếp tục")
    world.channel.outcomes = [SendError("no connection")]
    assert world.taps("syt", "Xóa vĩnh viễn") == []
    with world.database.read() as session:
        assert [one.address for one in chats_to_forget(session)] == ["syt"]
    world.clock.forward(minutes=1)
    assert "Đã xóa" in world.delivers()[0].text
    with world.database.read() as session:
        assert chats_to_forget(session) == []


def test_a_chat_that_was_closed_before_the_last_word_is_forgotten_too(world: World) -> None:
    world.says("syt", "du lieu cua toi")
    world.taps("syt", "Xóa dữ liệu")
    world.taps("syt", "Có, tiếp tục")
    world.channel.outcomes = [RecipientStopped("blocked")]
    assert world.taps("syt", "Xóa vĩnh viễn") == []
    with world.database.read() as session:
        assert [one.address[:7] for one in session.exec(select(ChatAccount))] == ["erased:"]


def test_an_erased_stand_in_stands_in_no_more(world: World) -> None:
    world.links("sct")
    world.links("sct-lanhdao")
    world.says("sct", "nghi phep")
    world.says("sct", "tuần sau")
    world.says("sct", "Dung")
    world.taps("sct", "Đúng, ghi nhận")
    world.says("sct-lanhdao", "du lieu cua toi")
    world.taps("sct-lanhdao", "Xóa dữ liệu")
    world.taps("sct-lanhdao", "Có, tiếp tục")
    world.taps("sct-lanhdao", "Xóa vĩnh viễn")
    world.clock.jump_to(date(2026, 10, 20))
    assert world.ticks() == []


def test_the_planning_department_hears_of_it_without_a_name(world: World) -> None:
    world.links("skhdt")
    erases(world)
    world.clock.forward(days=1)
    world.delivers()
    told = [one.text for one in world.heard_by("skhdt")]
    gone = next(text for text in told if "đã xóa dữ liệu cá nhân" in text)
    assert "cán bộ đầu mối của Sở Y tế" in gone
    assert "chưa có đầu mối" in gone
    assert "Bình" not in gone


def test_loading_the_roster_again_does_not_bring_the_person_back(
    world: World, tmp_path: Path
) -> None:
    erases(world)
    roster = tmp_path / "people.csv"
    roster.write_text(
        "code,full_name,address,posts,rights,language,office_phone\n"
        "syt,Trần Thị Mẫu Bình,chị,focal@mau:Sở Y tế,,vi,0000 000 002\n",
        encoding="utf-8",
    )
    with (
        pytest.raises(BadRoster, match=r"line 2 \(syt\): this person was erased on 15/10/2026"),
        world.database.write() as session,
    ):
        load_roster(session, read_roster(roster), world.clock.now(), TODAY)
    assert person(world).full_name == ""


def test_the_command_erases_and_says_what_is_kept(loaded: Terminal) -> None:
    printed = loaded.prints("people", "erase", "sct", "--yes")
    assert "sct is erased; 0 replies" in printed
    [shown] = [one for one in loaded.json("people", "show", "--json") if "erased" in one["code"]]
    assert (shown["full_name"], shown["posts"], shown["office_phone"]) == ("", [], "")
    assert "erased" in loaded.fails("people", "load", str(ROSTER))
    assert "was erased on 14/10/2026" in loaded.fails("people", "erase", "sct")
    assert "was erased" in loaded.fails("invite", "sct")
    assert "nobody has the code 'xx'" in loaded.fails("people", "erase", "xx")


# --- Language -------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["ngôn ngữ", "language", "/ngonngu"])
def test_the_language_changes_at_once(world: World, word: str) -> None:
    world.says("syt", word)
    [told] = world.says("syt", "english")
    assert told.text == translator("en")("From now on messages are in English.")
    assert "You are Trần Thị Mẫu Bình" in world.says("syt", "help")[0].text
    assert person(world).language == "en"
