"""Signing in: a link is used once, within ten minutes, in the browser that opened it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, Person, SignInLink, WebSession
from storage.people.signing_in import sign_out_everywhere
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.world import World

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(world.runtime)


def test_a_link_signs_in_whom_it_was_made_for(world: World, browser: Browser) -> None:
    assert browser.gets("/rounds").status_code == 401
    answer = browser.signs_in("skhdt")
    assert (answer.status_code, answer.headers["location"]) == (303, "/rounds")
    page = browser.gets("/rounds")
    assert page.status_code == 200
    with world.database.read() as session:
        name = session.exec(select(Person.full_name).where(Person.code == "skhdt")).one()
    assert name in page.text


def test_a_link_is_used_once(world: World, browser: Browser) -> None:
    link = browser.link_for("skhdt")
    browser.gets(link)
    assert browser.posts(link).status_code == 303
    other = Browser(world.runtime)
    assert other.gets(link).status_code == 404
    assert other.posts(link, csrf=browser.csrf).status_code == 403
    assert other.gets("/rounds").status_code == 401


def test_looking_at_a_link_uses_nothing_up(world: World, browser: Browser) -> None:
    """Zalo and Telegram open every link for its preview."""
    link = browser.link_for("skhdt")
    for _ in range(3):
        assert Browser(world.runtime).gets(link).status_code == 200
    browser.gets(link)
    assert browser.posts(link).status_code == 303


def test_only_the_browser_that_opened_a_link_can_use_it(world: World, browser: Browser) -> None:
    link = browser.link_for("skhdt")
    browser.gets(link)
    thief = Browser(world.runtime)
    assert thief.posts(link, csrf=browser.csrf).status_code == 403
    assert thief.posts(link, csrf="").status_code == 403
    assert browser.posts(link).status_code == 303


@pytest.mark.parametrize(("waited", "expected"), [(A_SECOND, 303), (timedelta(), 404)])
def test_a_link_holds_for_ten_minutes(
    waited: timedelta, expected: int, world: World, browser: Browser
) -> None:
    link = browser.link_for("skhdt")
    browser.gets(link)
    world.clock.instant += timedelta(minutes=10) - waited
    assert browser.posts(link).status_code == expected


def test_a_new_link_ends_the_one_before(browser: Browser) -> None:
    first, second = browser.link_for("skhdt"), browser.link_for("skhdt")
    assert browser.gets(first).status_code == 404
    assert browser.gets(second).status_code == 200


@pytest.mark.parametrize(("waited", "expected"), [(A_SECOND, 200), (timedelta(), 401)])
def test_a_session_holds_for_twelve_hours(
    waited: timedelta, expected: int, world: World, browser: Browser
) -> None:
    browser.signs_in("skhdt")
    world.clock.instant += timedelta(hours=12) - waited
    assert browser.gets("/rounds").status_code == expected


def test_signing_out_ends_this_browser_alone(world: World, browser: Browser) -> None:
    other = Browser(world.runtime)
    other.signs_in("skhdt")
    browser.signs_in("skhdt")
    stolen = browser.cookies["daumoi"]
    browser.gets("/rounds")
    assert browser.posts("/sign-out").status_code == 303
    assert browser.gets("/rounds").status_code == 401
    browser.cookies.set("daumoi", stolen)
    assert browser.gets("/rounds").status_code == 401
    assert other.gets("/rounds").status_code == 200


def test_signing_out_everywhere_ends_every_browser_and_waiting_link(
    world: World, browser: Browser
) -> None:
    other, link = Browser(world.runtime), ""
    for one in (other, browser):
        one.signs_in("skhdt")
    link = browser.link_for("skhdt")
    browser.gets("/rounds")
    browser.posts("/sign-out-everywhere")
    assert [one.gets("/rounds").status_code for one in (browser, other)] == [401, 401]
    assert other.gets(link).status_code == 404


def test_an_erased_person_is_signed_out(world: World, browser: Browser) -> None:
    browser.signs_in("skhdt")
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "skhdt")).one()
        person.erased_at = world.clock.now()
    assert browser.gets("/rounds").status_code == 401


def test_a_form_of_somebody_else_changes_nothing(world: World, browser: Browser) -> None:
    browser.signs_in("skhdt")
    browser.gets("/rounds")
    for csrf in ("", "0" * 32, browser.csrf[:-1]):
        assert browser.posts("/sign-out-everywhere", csrf=csrf).status_code == 403
    assert browser.gets("/rounds").status_code == 200


@pytest.mark.parametrize("forged", ["", "x", "of-skhdt", "a" * 5000, "%2e%2e", "\u0660"])
def test_a_forged_link_signs_nobody_in(forged: str, world: World, browser: Browser) -> None:
    browser.gets(browser.link_for("skhdt"))
    assert browser.gets(f"/sign-in/{forged}").status_code == 404
    assert browser.posts(f"/sign-in/{forged}").status_code == 404
    assert browser.gets("/rounds").status_code == 401


def test_what_the_database_holds_opens_nothing(world: World, browser: Browser) -> None:
    """Whoever reads a backup has hashes."""
    browser.gets(browser.link_for("skhdt"))
    Browser(world.runtime).signs_in("sct")
    with world.database.read() as session:
        links = session.exec(select(SignInLink.token_hash)).all()
        signed_in = session.exec(select(WebSession.token_hash)).one()
    for token_hash in links:
        assert browser.posts(f"/sign-in/{token_hash}").status_code == 404
    browser.cookies.set("daumoi", signed_in)
    assert browser.gets("/rounds").status_code == 401


def test_a_cookie_that_was_planted_before_is_not_taken_up(world: World, browser: Browser) -> None:
    browser.cookies.set("daumoi", "planted", domain="daumoi.test", path="/")
    browser.signs_in("skhdt")
    thief = Browser(world.runtime)
    thief.cookies.set("daumoi", "planted")
    assert thief.gets("/rounds").status_code == 401


def test_the_form_of_one_session_is_no_form_of_another(world: World, browser: Browser) -> None:
    other = Browser(world.runtime)
    for one in (browser, other):
        one.signs_in("skhdt")
        one.gets("/rounds")
    assert browser.posts("/sign-out-everywhere", csrf=other.csrf).status_code == 403
    assert browser.gets("/rounds").status_code == 200


def test_a_link_is_taken_by_a_form_alone(world: World, browser: Browser) -> None:
    """The token of the page that a thief was shown for one link does for no other browser."""
    link, thief = browser.link_for("skhdt"), Browser(world.runtime)
    thief.gets(link)
    browser.gets(link)
    assert browser.posts(link, csrf=thief.csrf).status_code == 403
    assert browser.posts(link).status_code == 303


def test_behind_a_web_server_cookies_go_by_https_alone(world: World) -> None:
    browser = Browser(world.runtime, host="http://daumoi.test")
    link = browser.link_for("skhdt")
    assert "Secure" in browser.gets(link).headers["set-cookie"]


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(browser: Browser) -> None:
    answer = browser.signs_in("skhdt")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("daumoi="))
    assert {"HttpOnly", "Secure", "SameSite=lax"} <= set(cookie.split("; "))


def test_the_database_knows_no_token(world: World, browser: Browser) -> None:
    browser.signs_in("skhdt")
    with world.database.read() as session:
        kept = session.exec(select(WebSession)).one()
    assert browser.cookies["daumoi"] not in str(kept.model_dump())


def test_who_signs_in_and_out_is_in_the_audit(world: World, browser: Browser) -> None:
    browser.signs_in("skhdt")
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "skhdt")).one()
        assert sign_out_everywhere(session, person.id or 0, world.clock.now()) == 1
        assert sign_out_everywhere(session, person.id or 0, world.clock.now()) == 0
    with world.database.read() as session:
        entries = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()  # type: ignore[arg-type]
    assert [one.action for one in entries if one.action.startswith("sign_in")] == [
        "sign_in.link_made",
        "sign_in.done",
        "sign_in.ended",
        "sign_in.ended",  # the wish is kept, too, where no browser was left
    ]


@pytest.mark.parametrize(
    "path", ["/", "/rounds", "/sign-in/nobody-knows-it", "/healthz", "/static/desk.css"]
)
def test_every_answer_keeps_strangers_out(path: str, browser: Browser) -> None:
    headers = browser.gets(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"]
