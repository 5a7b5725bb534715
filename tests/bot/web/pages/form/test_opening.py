"""A link opens one person's form, with a word, while they answer for an agency; nothing else."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.channels.contract import OutcomeUnknown
from bot.conversation.handlers import EffectContext, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.account.form_link import form_until
from bot.dialogs.effects import EndFormLinks
from bot.runtime.dependencies import Runtime
from storage.models import (
    Appointment,
    AuditEntry,
    ChatAccount,
    FormLink,
    FormSession,
    FormWord,
    Person,
)
from storage.people.chat_accounts import WEB
from storage.people.erasure import erase
from storage.people.signing_in.form_links import MOST_LINKS
from tests.support.databases import every_row
from tests.support.phones.pages.form_browser import FormBrowser, link_in, word_in
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import CALENDAR


def link_of(world: ReportingWorld) -> str:
    return link_in(world.says("sct", "gửi link")[-1].text)


def with_phone(world: ReportingWorld, phone: str) -> None:
    with world.database.write() as session:
        session.exec(select(Person).where(Person.code == "sct")).one().office_phone = phone


@pytest.mark.parametrize(
    "words", ["gửi link", "gui link", "link", "biểu mẫu", "điền trên web", "GỬI LINK ạ"]
)
def test_a_link_is_asked_for_in_the_chat(words: str, world: ReportingWorld) -> None:
    [told] = world.says("sct", words)
    assert link_in(told.text)
    assert "dùng đến hết ngày" in told.text


def test_whoever_answers_for_nothing_gets_none(world: ReportingWorld) -> None:
    world.links("sct-lanhdao")
    assert "/f/" not in world.says("sct-lanhdao", "gửi link")[-1].text
    assert "mã mời" in world.says("la", "gửi link")[-1].text


def test_looking_tells_nobody_whose_it_is_and_uses_nothing_up(world: ReportingWorld) -> None:
    path = link_of(world)
    for _ in range(3):
        page = FormBrowser(world).gets(path)
        assert page.status_code == 200
        assert "Mẫu An" not in page.text
        assert "Công Thương" not in page.text


def test_a_word_is_used_once_and_for_ten_minutes(world: ReportingWorld) -> None:
    path, word = link_of(world), word_in(world.says("sct", "mật khẩu một lần")[-1].text)
    first, second = FormBrowser(world), FormBrowser(world)
    for browser, status in ((first, 303), (second, 403)):
        browser.gets(path)
        assert browser.posts(path, word=word.lower().replace("-", " ")).status_code == status
    late = word_in(world.says("sct", "mật khẩu một lần")[-1].text)
    world.clock.forward(minutes=10)
    assert second.posts(path, word=late).status_code == 403


def test_a_word_can_be_had_from_the_page_but_not_one_after_another(world: ReportingWorld) -> None:
    path, browser = link_of(world), FormBrowser(world)
    browser.gets(path)
    before = len(world.heard_by("sct"))
    for _ in range(3):
        assert "đã được gửi" in browser.posts(path, send="word").text
        world.delivers()
    heard = world.heard_by("sct")[before:]
    assert len(heard) == 1
    assert browser.posts(path, word=word_in(heard[0].text)).status_code == 303


def test_the_end_of_the_office_phone_opens_it_as_often_as_it_is_typed(
    world: ReportingWorld,
) -> None:
    with_phone(world, "(0275) 000 1234")
    path = link_of(world)
    for typed, status in (("001234", 303), ("00-12 34", 303), ("1234", 403), ("0001234", 403)):
        browser = FormBrowser(world)
        assert "6 số cuối" in browser.gets(path).text
        assert browser.posts(path, word=typed).status_code == status


def test_the_phone_opens_nothing_where_the_setting_says_so(world: ReportingWorld) -> None:
    with_phone(world, "0275 0001234")
    path = link_of(world)
    world.runtime = Runtime(**{**vars(world.runtime), "phone_digits": 0})
    browser = FormBrowser(world)
    assert "số cuối" not in browser.gets(path).text
    assert browser.posts(path, word="001234").status_code == 403
    assert browser.posts(path, word="").status_code == 403


def test_five_wrong_words_lock_every_link_for_an_hour_and_are_told(world: ReportingWorld) -> None:
    with_phone(world, "0275 0001234")
    path, other = link_of(world), link_of(world)
    browser = FormBrowser(world)
    browser.gets(path)
    tries = [browser.posts(path, word="999999").status_code for _ in range(5)]
    assert tries == [403, 403, 403, 403, 429]
    browser.gets(other)
    assert browser.posts(other, word="001234").status_code == 429
    with world.database.read() as session:
        locked = session.exec(select(AuditEntry).where(AuditEntry.action == "form.locked"))
        assert len(locked.all()) == 1
    world.clock.forward(minutes=60)
    assert browser.posts(other, word="001234").status_code == 303


def test_what_is_typed_counts_only_in_the_browser_that_was_shown_the_page(
    world: ReportingWorld,
) -> None:
    path, word = link_of(world), word_in(world.says("sct", "mật khẩu một lần")[-1].text)
    browser, thief = FormBrowser(world), FormBrowser(world)
    browser.gets(path)
    assert thief.posts(path, csrf=browser.csrf, word=word).status_code == 403
    thief.gets(path)
    assert thief.posts(path, csrf="", word=word).status_code == 403
    assert thief.posts(path, csrf="é", word=word).status_code == 403
    assert browser.posts(path, word=word).status_code == 303


def test_a_stolen_cookie_of_the_form_opens_no_desk_nor_the_other_way_round(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    token = browser.cookies["daumoi-form"]
    thief = FormBrowser(world)
    thief.cookies.set("daumoi", token)
    assert thief.gets("/rounds").status_code == 401
    desk = FormBrowser(world)
    desk.signs_in("skhdt")
    desk.cookies.set("daumoi-form", desk.cookies["daumoi"])
    assert desk.gets("/form").status_code == 401


def test_the_cookie_is_for_the_form_alone(world: ReportingWorld) -> None:
    browser = FormBrowser(world)
    path = link_of(world)
    browser.gets(path)
    word = word_in(world.says("sct", "mật khẩu một lần")[-1].text)
    answer = browser.posts(path, word=word)
    said = answer.headers.get_list("set-cookie")
    cookie = next(one for one in said if one.startswith("daumoi-form="))
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/form"} <= set(cookie.split("; "))


def is_open(browser: FormBrowser) -> bool:
    return browser.gets("/form").status_code == 200


def test_a_link_taken_back_closes_every_browser(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    path = link_of(world)
    assert is_open(browser)
    assert "Đã hủy" in world.says("sct", "hủy link")[-1].text
    assert not is_open(browser)
    assert browser.gets(path).status_code == 404
    fresh = FormBrowser(world)
    fresh.opens("sct")
    assert is_open(fresh)


def test_whoever_loses_the_post_or_is_erased_sees_nothing_more(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    path = link_of(world)
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        post = session.exec(select(Appointment).where(Appointment.person_id == person.id)).one()
        post.ends_on = date(2026, 10, 14)
    assert not is_open(browser)
    assert browser.gets(path).status_code == 404
    with world.database.write() as session:
        session.get_one(Appointment, post.id).ends_on = None
    assert is_open(browser)
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        erase(session, person, date(2026, 10, 15), world.clock.now())
        for table in (FormLink, FormSession, FormWord):
            assert session.exec(select(table)).all() == []
    assert not is_open(browser)


def test_it_ends_with_the_rounds_and_a_browser_after_twelve_hours(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    path = link_of(world)
    world.clock.forward(hours=12)
    assert not is_open(browser)
    assert browser.gets(path).status_code == 200
    with world.database.read() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        account = ChatAccount(channel=WEB, address=person.code, person_id=person.id)
        until = form_until(load_facts(session, account, world.clock.now(), CALENDAR))
    assert until is not None
    world.clock.jump_to(until, 23, 59)
    assert browser.gets(path).status_code == 200
    world.clock.jump_to(until + timedelta(days=1), 0, 0)
    assert browser.gets(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "%2e%2e", "%00", "token-1x", "a" * 3000])
def test_a_forged_link_opens_nothing(token: str, world: ReportingWorld) -> None:
    link_of(world)
    assert FormBrowser(world).gets(f"/f/{token}").status_code == 404


def test_older_links_stay_good_up_to_a_cap(world: ReportingWorld) -> None:
    paths = [link_of(world) for _ in range(MOST_LINKS + 1)]
    seen = [FormBrowser(world).gets(path).status_code for path in (paths[0], paths[1], paths[-1])]
    assert seen == [404, 200, 200]


def test_the_database_knows_no_token_nor_what_was_sent(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    path = link_of(world)
    with world.database.read() as session:
        kept = str(every_row(session))
    assert "Toàn bộ nhiệm vụ của đơn vị" in kept  # the message itself is there
    assert path not in kept
    assert browser.cookies["daumoi-form"] not in kept


def test_the_digest_brings_a_link_where_the_setting_says_so(world: ReportingWorld) -> None:
    world.runtime = Runtime(**{**vars(world.runtime), "link_in_digests": True})
    world.lane = type(world.lane)(world.runtime, world.channel)
    world.clock.jump_to(date(2026, 10, 30))
    [digest] = world.ticks()
    assert link_in(digest.text.split("Trân trọng.")[0])  # below it stand the choices
    assert len(digest.text) < 900
    assert FormBrowser(world).gets(link_in(digest.text)).status_code == 200


def test_a_planner_takes_somebody_elses_links_back(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    """As the desk does it; that nobody else may is among the cases of effects."""
    with world.database.write() as session:
        planner = session.exec(select(Person).where(Person.code == "skhdt")).one()
        whose = session.exec(select(Person.id).where(Person.code == "sct")).one()
        account = ChatAccount(channel=WEB, address=planner.code, person_id=planner.id)
        facts = load_facts(session, account, world.clock.now(), CALENDAR)
        handle(EffectContext(session, account, facts, world.clock.now()), EndFormLinks(whose))
        session.flush()
        told = session.exec(select(AuditEntry).where(AuditEntry.action == "form.links_ended"))
        assert told.one().person_id == planner.id
    assert not is_open(browser)


def test_a_digest_that_may_not_have_arrived_is_said_again_as_it_was(world: ReportingWorld) -> None:
    """The link goes with it as no file does: nobody hears of a file that was never there."""
    world.channel.outcomes = [OutcomeUnknown("no answer came")]
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    world.clock.forward(minutes=11)
    [again] = world.delivers()
    assert again.text.endswith("Trân trọng.")
    assert "tệp" not in again.text.lower()
