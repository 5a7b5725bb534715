"""An ad-hoc round asked for in the chat: names as people type them, and who may ask."""

from datetime import date

import pytest
from sqlmodel import col, select

from bot.dialogs.facts.planner import KnownAgency
from bot.dialogs.planner.agency_names import agencies_typed
from storage.database import Database
from storage.models import Agency, AuditEntry, Expectation, Round
from tests.support.worlds.planners import ends_right
from tests.support.worlds.world import World

KNOWN = (
    KnownAgency(1, "Sở Công Thương", ("SCT", "Sở CT"), "Sở Công Thương"),
    KnownAgency(
        2, "Sở Văn hóa, Thể thao và Du lịch", ("SVHTTDL",), "Sở Văn hóa, Thể thao và Du lịch"
    ),
    KnownAgency(3, "Sở Nông nghiệp và Môi trường", ("SNNMT",), "Sở Nông nghiệp và Môi trường"),
    KnownAgency(3, "Sở Tài nguyên và Môi trường", ("STNMT",), "Sở Nông nghiệp và Môi trường"),
    KnownAgency(4, "UBND xã An Bình", ("xã An Bình", "An Bình"), "UBND xã An Bình"),
    KnownAgency(5, "UBND phường An Bình", ("phường An Bình", "An Bình"), "UBND phường An Bình"),
    KnownAgency(6, "UBND huyện Mẫu", ("huyện Mẫu",), "UBND huyện Mẫu", ended_on=date(2025, 6, 30)),
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("sct", (1,)),
        ("SCT; so van hoa the thao du lich", (1, 2)),
        ("Sở Công Thương\nSNNMT\n", (1, 3)),
        ("- Sở CT\n- Sở Văn hóa, Thể thao và Du lịch.", (1, 2)),
        ("Sở CT, Sở Văn hóa, Thể thao và Du lịch, snnmt", (1, 2, 3)),
        ("stnmt; snnmt", (3,)),
        ("sct; SCT", (1,)),
        ("", ()),
        (" ; ,, ", ()),
    ],
)
def test_names_are_read_as_people_type_them(typed: str, ids: tuple[int, ...]) -> None:
    named = agencies_typed(typed, KNOWN)
    assert (named.agency_ids, named.doubts) == (ids, ())


def test_an_ambiguous_name_offers_all_it_may_be() -> None:
    [doubt] = agencies_typed("an binh", KNOWN).doubts
    assert (doubt.text, doubt.agency_ids, doubt.is_known) == ("an binh", (4, 5), True)


def test_an_unknown_name_offers_the_nearest_and_does_not_hide_the_others() -> None:
    named = agencies_typed("sct, so nong nghiep, SVHTTDL", KNOWN)
    assert named.agency_ids == (1, 2)
    [doubt] = named.doubts
    assert (doubt.text, doubt.is_known) == ("so nong nghiep", False)
    assert doubt.agency_ids[0] == 3


def test_an_agency_that_is_gone_is_named_with_its_last_day() -> None:
    [doubt] = agencies_typed("huyen mau", KNOWN).doubts
    assert (doubt.agency_ids, doubt.ended_on) == ((), date(2025, 6, 30))


# --- The whole talk -------------------------------------------------------------------------------


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    world.ticks()
    return world


def ad_hoc_rounds(world: World) -> list[Round]:
    with world.database.read() as session:
        return list(session.exec(select(Round).where(col(Round.rule_id).is_(None))))


def test_a_round_is_opened_for_the_agencies_named_after_confirmation_only(world: World) -> None:
    world.says("skhdt", "đột xuất")
    world.says("skhdt", "Tình hình giải ngân")
    world.says("skhdt", "thứ 6 tuần sau")
    [echo] = world.says("skhdt", "so cong thuong")
    assert "Nội dung: Tình hình giải ngân" in echo.text
    assert "Thời hạn: thứ Sáu, ngày 23/10/2026" in echo.text
    assert "1 cơ quan: Sở Công Thương" in echo.text
    assert ad_hoc_rounds(world) == []
    world.taps("skhdt", "Đúng, gửi yêu cầu")
    [opened] = ad_hoc_rounds(world)
    assert (opened.title, opened.due_on) == ("Tình hình giải ngân", date(2026, 10, 23))
    with world.database.read() as session:
        asked = session.exec(
            select(Agency.name)
            .join(Expectation, col(Expectation.agency_id) == Agency.id)
            .where(Expectation.round_id == opened.id)
        ).all()
        subject = AuditEntry.subject == f"round:{opened.id}"
        assert session.exec(select(AuditEntry).where(subject)).one().details["agencies"] == 1
    assert asked == ["Sở Công Thương"]
    world.clock.jump_to(date(2026, 10, 15), 8)
    [digest] = [one for one in world.ticks() if one.address == "sct"]
    assert "Tình hình giải ngân" in digest.text


def test_all_agencies_of_the_plan_are_asked_with_one_tap(world: World) -> None:
    world.says("skhdt", "dot xuat")
    world.says("skhdt", "Tình hình giải ngân")
    world.taps("skhdt", "thứ Ba, ngày 20/10/2026")
    [echo] = world.taps("skhdt", "Tất cả cơ quan (2)")
    assert "2 cơ quan: Sở Công Thương; Sở Y tế" in echo.text


def test_what_is_asked_for_may_be_a_question(world: World) -> None:
    world.says("skhdt", "dot xuat")
    [asked] = world.says("skhdt", "Số ca mắc sốt xuất huyết hiện nay thế nào?")
    assert "chưa trả lời được câu hỏi" not in asked.text
    world.says("skhdt", "20/10")
    [echo] = world.taps("skhdt", "Tất cả cơ quan (2)")
    assert "Số ca mắc sốt xuất huyết hiện nay thế nào?" in echo.text


def test_mistakes_are_told_and_nothing_is_lost(world: World) -> None:
    world.says("skhdt", "dot xuat")
    [no_title] = world.says("skhdt", "???")
    assert "nêu rõ hơn" in no_title.text
    [too_long] = world.says("skhdt", "a" * 201)
    assert "dài 201 ký tự" in too_long.text
    world.says("skhdt", "Tình hình giải ngân")
    [passed] = world.says("skhdt", "1/9/2026")
    assert "Ngày 01/09/2026 đã qua" in passed.text
    [far] = world.says("skhdt", "1/9/2028")
    assert "hơn một năm" in far.text
    world.says("skhdt", "20/10")
    [unknown] = world.says("skhdt", "zzzz")
    assert 'Không tìm thấy cơ quan "zzzz"' in unknown.text
    [near] = world.says("skhdt", "sct")
    assert next(choice.label for choice in near.choices) == "Sở Công Thương"
    [not_chosen] = world.says("skhdt", "zzzz")
    assert [choice.label for choice in not_chosen.choices] == [c.label for c in near.choices]
    world.says("skhdt", "huy")
    assert ad_hoc_rounds(world) == []


def test_a_former_planner_opens_nothing(world: World) -> None:
    world.says("skhdt", "dot xuat")
    world.says("skhdt", "Tình hình giải ngân")
    world.says("skhdt", "20/10")
    world.says("skhdt", "so cong thuong")
    ends_right(world, "skhdt")
    [after] = world.taps("skhdt", "Đúng, gửi yêu cầu")
    assert after.text == "Nội dung này dành cho cơ quan tổng hợp."
    assert ad_hoc_rounds(world) == []


def test_a_half_filled_question_survives_reminders_and_days(world: World) -> None:
    world.says("skhdt", "dot xuat")
    world.says("skhdt", "Tình hình giải ngân")
    world.clock.jump_to(date(2026, 10, 16), 8)
    assert any(one.address == "skhdt" for one in world.ticks())
    assert "yêu cầu báo cáo đột xuất. Nhập" in world.says("skhdt", "30/10")[0].text
    world.says("skhdt", "viết tiếp")
    [who] = world.says("skhdt", "30/10")
    assert "Cơ quan nào phải báo cáo?" in who.text
