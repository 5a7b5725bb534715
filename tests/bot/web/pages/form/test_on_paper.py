"""The whole road without any chat: paper, code, consent, form, review on the desk, Excel."""

from datetime import date
from html import escape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from storage.database import Database
from storage.models import Agency, Consent, Invitation, Outbox, Person, Report, Review, Round, Tier
from storage.people.chat_accounts import reachable_accounts
from storage.people.reachability import UnreachableReason, obstacles
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.form_browser import FormBrowser
from tests.support.worlds.reporting_world import ReportingWorld

CODE = "/form/code"


@pytest.fixture
def world(database: Database) -> ReportingWorld:
    """Nobody of Sở Công Thương has a chat."""
    world = ReportingWorld(database)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def test_from_the_paper_to_the_workbook(world: ReportingWorld) -> None:
    code, browser = world.invites("sct"), FormBrowser(world)
    assert browser.gets("/form").headers["location"] == CODE
    browser.looks(CODE)
    asked = browser.posts(CODE, code=code.lower())
    assert "Nguyễn Văn Mẫu An" in words_of(asked)
    assert "Hệ thống lưu" in words_of(asked)
    assert browser.gets("/form").headers["location"] == CODE  # nobody has agreed yet
    assert browser.posts(CODE, code=code, agree="yes").headers["location"] == "/form"
    browser.looks()
    browser.fills("1.1", status="completed", result="Đã mở 12 lớp", document="123/BC-SCT")
    browser.checks()
    assert "Đã ghi nhận 1.1: Đã hoàn thành, 100%." in browser.sends()
    desk = FormBrowser(world)
    desk.signs_in("skhdt")
    with world.database.read() as session:
        agencies = Round.tier == Tier.AGENCIES
        rounds = session.exec(select(Round).where(agencies).order_by(col(Round.year).desc()))
        at = f"/rounds/{rounds.first().id}"  # type: ignore[union-attr]
        newest = select(Report.id).order_by(col(Report.id).desc())
        report = str(session.exec(newest).first())
    assert "Đã mở 12 lớp" in desk.looks(f"{at}/reviews")
    assert desk.posts(f"{at}/reviews", report=report, verdict="accept").status_code == 303
    book = load_workbook(BytesIO(desk.gets(f"{at}/files/xlsx").content))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert any("Đã mở 12 lớp" in one for one in cells)
    assert any("123/BC-SCT" in one for one in cells)
    with world.database.read() as session:
        [review] = session.exec(select(Review).where(col(Review.report_id) == int(report)))
        assert review.accepted
    assert "Báo cáo đã được chấp nhận" in browser.looks()


def agrees(world: ReportingWorld, code: str) -> FormBrowser:
    browser = FormBrowser(world)
    browser.gets(CODE)
    browser.posts(CODE, code=code)
    browser.posts(CODE, code=code, agree="yes")
    return browser


def test_the_consent_is_kept_and_nobody_is_written_to_in_a_browser(world: ReportingWorld) -> None:
    agrees(world, world.invites("sct"))
    with world.database.read() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        consent = session.exec(select(Consent).where(Consent.person_id == person.id)).one()
        assert consent.withdrawn_at is None
        assert person.id not in reachable_accounts(session)
        trade = session.exec(select(Agency.id).where(Agency.name == "Sở Công Thương")).one() or 0
        why = obstacles(session, [trade], date(2026, 10, 15))
        assert why == {trade: UnreachableReason.NOT_LINKED}
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    with world.database.read() as session:
        assert session.exec(select(Outbox).where(Outbox.channel == "web")).all() == []


def test_the_code_opens_the_form_again_until_it_is_taken_back(world: ReportingWorld) -> None:
    code = world.invites("sct")
    agrees(world, code)
    world.clock.forward(hours=13)
    again = FormBrowser(world)
    again.gets(CODE)
    assert again.posts(CODE, code=code).headers["location"] == "/form"
    assert again.gets("/form").status_code == 200
    world.links("sct")
    world.says("sct", "hủy link")
    assert again.gets("/form").status_code == 401
    other = FormBrowser(world)
    other.gets(CODE)
    assert other.posts(CODE, code=code).status_code == 403


def test_a_code_that_was_used_in_a_chat_opens_nothing_here(world: ReportingWorld) -> None:
    code = world.invites("sct")
    world.says("sct", code)
    world.taps("sct", "Đúng")
    assert "Đã liên kết" in world.taps("sct", "Đồng ý")[-1].text
    browser = FormBrowser(world)
    browser.gets(CODE)
    assert browser.posts(CODE, code=code).status_code == 403


def test_wrong_expired_and_foreign_codes_are_refused_alike(world: ReportingWorld) -> None:
    expired, leaders = world.invites("sct", days=0), world.invites("sct-lanhdao")
    browser = FormBrowser(world)
    browser.gets(CODE)
    for code in ("", "x", "ABCD-2345", expired, leaders, "<b>" * 40):
        for agree in ("", "yes"):
            answer = browser.posts(CODE, code=code, agree=agree)
            assert answer.status_code == 403
            assert "Không có giấy mời nào mang mã này" in answer.text
            assert f'value="{escape(code[:40])}"' in answer.text  # to be put right
    thief = FormBrowser(world)
    assert thief.posts(CODE, csrf=browser.csrf, code=world.invites("sct")).status_code == 403
    with world.database.read() as session:
        used = select(Invitation).where(col(Invitation.used_at).is_not(None))
        assert session.exec(used).all() == []
        assert session.exec(select(Consent)).all() == []


def test_trying_codes_out_ends(world: ReportingWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.pages.form.on_paper.WRONG_ALLOWED", 3)
    code, browser = world.invites("sct"), FormBrowser(world)
    browser.gets(CODE)
    tries = [browser.posts(CODE, code="ABCD-2345").status_code for _ in range(4)]
    assert tries == [403, 403, 403, 429]
    assert browser.posts(CODE, code=code).status_code == 429
    world.clock.forward(minutes=60)
    assert browser.posts(CODE, code=code).status_code == 200


def test_whoever_tries_codes_out_shuts_nobody_else_out(
    world: ReportingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.pages.form.on_paper.WRONG_OF_ALL", 2)
    code, thief = world.invites("sct"), FormBrowser(world)
    for host in ("2001:db8::1", "2001:db8::2", "192.0.2.1"):
        thief.host = host
        thief.gets(CODE)
        thief.posts(CODE, code="ABCD-2345")
    assert thief.posts(CODE, code=code).status_code == 429  # all are many, and it has mistyped one
    thief.host = "2001:db8::3"  # of the same line
    assert thief.posts(CODE, code=code).status_code == 429
    thief.host = "192.0.2.7"
    assert thief.posts(CODE, code=code).status_code == 200
