"""Rounds closed and opened again on a page, each by the effects of the chat."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, Round, Tier
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.plan_desk import HOSTILE, PlanDesk


class Rounds(PlanDesk):
    """The yearly round of "mau" is open, nothing was answered; "khac" has one of its own."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.world.clock.jump_to(date(2026, 10, 15))
        self.world.ticks()
        self.world.clock.jump_to(date(2026, 11, 20), 9)
        self.browser = self.signed_in("skhdt")
        with database.write() as session:
            own = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
            copy = {**own.model_dump(), "id": None, "rule_id": None, "plan_id": self.foreign_plan}
            foreign = Round(**copy)
            session.add(foreign)
            session.flush()
            self.round, self.foreign = own.id or 0, foreign.id or 0

    def part(self, what: str, round_id: int = 0) -> str:
        return f"/rounds/{round_id or self.round}/{what}"

    def is_closed(self, round_id: int = 0) -> bool:
        with self.world.database.read() as session:
            return session.get_one(Round, round_id or self.round).closed_at is not None


@pytest.fixture
def desk(database: Database) -> Rounds:
    return Rounds(database)


def test_a_round_is_closed_with_what_is_missing_seen(desk: Rounds) -> None:
    words = words_of(desk.browser.gets(desk.at("/rounds")))
    assert "Sở Công Thương (3)" in words
    assert desk.browser.posts(desk.at(desk.part("close"))).status_code == 400  # not ticked
    assert not desk.is_closed()
    assert desk.browser.posts(desk.at(desk.part("close")), sure="1").is_redirect
    assert desk.is_closed()
    assert desk.browser.posts(desk.at(desk.part("close")), sure="1").status_code == 409


def test_a_round_is_opened_again_for_a_reason(desk: Rounds) -> None:
    desk.browser.posts(desk.at(desk.part("close")), sure="1")
    for reason in ("", "12", "x" * 501):
        assert desk.browser.posts(desk.at(desk.part("reopen")), reason=reason).status_code == 400
    assert desk.is_closed()
    answer = desk.browser.posts(desk.at(desk.part("reopen")), reason=f"Sở Y tế {HOSTILE}")
    assert answer.is_redirect
    assert not desk.is_closed()
    with desk.world.database.read() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "round.reopened")).one()
    assert entry.details["reason"].startswith("Sở Y tế")
    assert desk.browser.posts(desk.at(desk.part("reopen")), reason="Lần nữa").status_code == 409
    page = desk.browser.posts(desk.at(desk.part("reopen")), reason=HOSTILE).text
    assert "<script" not in page


def test_nobody_else_closes_or_opens_it(desk: Rounds) -> None:
    desk.refused(desk.part("close"), sure="1")
    desk.refused(desk.part("reopen"), reason="Vì lý do khác")
    assert not desk.is_closed()
    foreign = desk.at(desk.part("close", desk.foreign))
    assert desk.browser.posts(foreign, sure="1").status_code == 404
    assert not desk.is_closed(desk.foreign)
