"""The desk's pages of a round: the same figures and words as everywhere, for its planners alone."""

import pytest
from sqlmodel import select

from bot.documents.contents.progress import living
from locales import translator
from storage.database import Database
from storage.models import Item, Round, Tier
from tests.support.databases import emptied
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld
from tests.support.worlds.answers.communes import OFFICES, communes_round


def settled(sqlite: Database) -> AnsweredWorld:
    world = AnsweredWorld(emptied(sqlite))
    world.clock.instant = NOW
    return world


@pytest.fixture(scope="module")
def world(sqlite: Database) -> AnsweredWorld:
    """It is only looked at."""
    return settled(sqlite)


@pytest.fixture(scope="module")
def desk(world: AnsweredWorld) -> Browser:
    browser = Browser(world.runtime)
    browser.signs_in("skhdt")
    return browser


@pytest.fixture(scope="module")
def round_id(world: AnsweredWorld) -> int:
    with world.database.read() as session:
        return session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one() or 0


def test_the_first_page_leads_to_every_open_round(desk: Browser, round_id: int) -> None:
    assert f'href="/rounds/{round_id}"' in desk.gets("/rounds").text


def test_a_round_shows_the_figures_of_the_summary(
    world: AnsweredWorld, desk: Browser, round_id: int
) -> None:
    words, summary = words_of(desk.gets(f"/rounds/{round_id}")), world.dossier().summary
    total = summary.total
    for name, number in (
        ("Phải báo cáo", total.expected),
        ("Đã nhận", total.received),
        ("Quá hạn, chưa báo cáo", total.missing),
    ):
        assert f"{name} {number}" in words, name
    for agency, count in living(summary, translator("vi")):
        assert f"{agency} {count.received}/{count.expected}" in words


def test_every_word_that_was_answered_can_be_read(desk: Browser, round_id: int) -> None:
    words = words_of(desk.gets(f"/rounds/{round_id}/answers"))
    assert "“Tuần lễ Xanh” tại 9 địa phương" in words
    assert "=HYPERLINK('x';'y') & <kinh phí> chưa có 😀" in words
    assert "{{ sớm }} {% nếu %} được" in words
    assert "từ8999" in words


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("state=accepted", ["1.1"]),
        ("state=returned", ["1.3"]),
        ("words=tuan+le+xanh", ["1.1"]),
        ("words=khong+co+dau", []),
        ("status=in_progress", ["1.1", "1.2", "1.3"]),
        ("state=missing", ["1.4"]),
        ("theme=2", []),
    ],
)
def test_answers_are_found_by_what_is_asked(
    asked: str, codes: list[str], desk: Browser, round_id: int
) -> None:
    text = desk.gets(f"/rounds/{round_id}/answers?{asked}").text
    assert [code for code in ("1.1", "1.2", "1.3", "1.4") if f">{code}</a>" in text] == codes


def test_the_figures_of_a_past_day_are_those_of_that_day(desk: Browser, round_id: int) -> None:
    words = words_of(desk.gets(f"/rounds/{round_id}?as_of=2026-11-13"))
    assert "Đã nhận 0" in words
    assert "Đã nhận 3" in words_of(desk.gets(f"/rounds/{round_id}"))


def test_a_task_shows_its_answer_and_where_it_stands_in_the_plan(
    world: AnsweredWorld, desk: Browser, round_id: int
) -> None:
    with world.database.read() as session:
        item = session.exec(select(Item).where(Item.code == "1.1")).one()
    words = words_of(desk.gets(f"/rounds/{round_id}/items/{item.id}"))
    assert item.title in words
    assert "“Tuần lễ Xanh”" in words


@pytest.mark.parametrize("form", ["xlsx", "docx", "png"])
def test_a_round_can_be_taken_away(form: str, desk: Browser, round_id: int) -> None:
    answer = desk.gets(f"/rounds/{round_id}/files/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.content


def test_there_is_no_other_format(desk: Browser, round_id: int) -> None:
    assert desk.gets(f"/rounds/{round_id}/files/exe").status_code == 404


def test_pages_hold_forty_answers_each(
    desk: Browser, round_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.web.pages import paging

    monkeypatch.setattr(paging, "A_PAGE", 2)
    first = desk.gets(f"/rounds/{round_id}/answers?state=&page=1").text
    second = desk.gets(f"/rounds/{round_id}/answers?page=2").text
    assert ">1.1</a>" in first
    assert ">1.3</a>" not in first
    assert ">1.3</a>" in second
    assert ">1.1</a>" not in second
    for odd in ("0", "-1", "99", "x", "٣"):
        assert desk.gets(f"/rounds/{round_id}/answers?page={odd}").status_code == 200


def test_many_communes_are_one_bar_and_open_to_every_task_and_unit(in_memory: Database) -> None:
    world = AnsweredWorld(in_memory)
    with in_memory.write() as session:
        _, round_ = communes_round(session)
        communes_id = round_.id
    world.clock.instant = NOW
    browser = Browser(world.runtime)
    browser.signs_in("skhdt")
    page = browser.gets(f"/rounds/{communes_id}")
    words = words_of(page)
    assert "UBND cấp xã (64/124 đơn vị đã báo cáo đủ) 182/248" in words
    assert "1 Nhiệm vụ 1: 118/124 xã, phường, đặc khu đã báo cáo; chưa báo cáo:" in words
    assert "Tính theo nhiệm vụ (mỗi nhiệm vụ một lần): 3 nhiệm vụ" in words
    assert page.text.count("<details>") == 1 + 1  # the six of a task, and every commune
    assert f"/rounds/{communes_id}/answers?theme=2" in page.text  # whose sixty are too many here
    assert f"{OFFICES[0]}</a>: 0/2" in page.text


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "9999-12-31", "2026-02-30", "x"])
def test_a_day_at_the_end_of_the_calendar_is_no_day_to_look_at(
    desk: Browser, round_id: int, day: str
) -> None:
    for part in ("", "/answers", "/indicators", "/obstacles"):
        assert desk.gets(f"/rounds/{round_id}{part}?as_of={day}").status_code == 200
