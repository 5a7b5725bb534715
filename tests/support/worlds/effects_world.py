"""A world in which every effect could be carried out, and people who have no right to most."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import Effect
from scheduler.rounds.ad_hoc import open_ad_hoc
from storage.database import Database
from storage.importing.folder.model import AgencyEntry, Doubt, ItemEntry, PlanFolder, PlanHead
from storage.messages.drafts import write_draft
from storage.messages.inbox import account_at
from storage.models import (
    Agency,
    Appointment,
    Attachment,
    Expectation,
    Extension,
    Handover,
    Inbox,
    Invitation,
    Item,
    Objection,
    Person,
    Plan,
    Post,
    Reopening,
    Report,
    Review,
    Round,
    TaskPair,
)
from storage.people.absences import announce_absence
from storage.people.handovers import hand_over
from storage.people.invitations import hash_of, invite
from storage.people.signing_in import make_link, sign_in
from storage.people.signing_in.calendar_feeds import make_feed
from storage.people.signing_in.form_links import make_form_link
from storage.people.signing_in.look_links import give_look
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.loading.settled import plain
from storage.reports.requests.reopenings import ask_reopening
from storage.rounds.closing import close_round
from tests.support.databases import Kept, every_row, kept
from tests.support.worlds.planners import adds_plan, adds_planner, adds_province_leader
from tests.support.worlds.requests import asks_later, objects, reports
from tests.support.worlds.world import CALENDAR, ISSUED, World

FOCAL, COLLEAGUE, PLANNER, GUEST = "sct", "sct2", "skhdt", "moi"
STRANGER, OTHER_AGENCY, OTHER_PLANNER, LEADER = "la", "syt", "khac-kh", "sct-lanhdao"
PROVINCE = "pct"  # leads the province: reads every plan, and writes nothing
DISTRICT = "UBND huyện Ba Tri"
OUTSIDERS = (STRANGER, OTHER_AGENCY, OTHER_PLANNER, LEADER, PROVINCE)
SUCCESSORS_CODE, GUESTS_CODE = "ABCD-WWWW", "ABCD-XXXX"

# What is found out while it is built: the keys of all that effects speak of
_KNOWN = (
    "item",
    *("person", "plan", "agency", "expectation", "report", "extension", "objection", "handover"),
    *("successors_invitation", "guests_invitation", "accepted", "round", "closed_round"),
    *("agreed", "reopening", "inbox_of", "look"),
)


DOUBT = Doubt("items.csv", "1.3", "title", "Quản lý nước sạch", "chữ viết lạ")


@dataclass(frozen=True)
class Built:
    rows: Kept
    at: datetime
    known: dict[str, Any]


BUILT: dict[Database, Built] = {}


class EffectsWorld(World):
    """sct has reported 1.2, asked a later day for 1.1, said that 1.4 is not theirs, announced a
    leave, and hands over to sct2; a guest (moi) holds a code. khac-kh plans another plan only.
    pct leads the province. skhdt is signed in, and has given a look at the round. A third plan,
    "huyen", has work of a district that ended."""

    def __init__(self, database: Database) -> None:
        """Built once a run on each engine: that takes twenty times as long as to put it back."""
        built = BUILT.get(database)
        self._rows = built.rows if built else None
        super().__init__(database)
        if built is None:
            self._builds(database)
            known = {name: vars(self)[name] for name in _KNOWN}
            built = BUILT[database] = Built(kept(database), self.clock.instant, known)
        vars(self).update(deepcopy(built.known))
        self.clock.instant = built.at
        self.channel.sent.clear()  # told while it was built
        self._ids = count(1000)  # nor is what was heard then heard again

    def _begins(self) -> None:
        if self._rows is None:
            super()._begins()
        else:
            with self.database.write() as session:
                self._rows.put_back(session)

    def _builds(self, database: Database) -> None:
        with database.write() as session:
            _add_colleagues(session)
        adds_plan(self)
        adds_planner(self, OTHER_PLANNER, "khac")
        adds_province_leader(self, PROVINCE)
        for who in (FOCAL, COLLEAGUE, PLANNER, OTHER_AGENCY, LEADER, PROVINCE):
            self.links(who)
        self.clock.jump_to(date(2026, 10, 15))
        self.ticks()
        self.clock.jump_to(date(2026, 10, 20), 9)
        reports(self, FOCAL, "1.2", "completed")
        asks_later(self, FOCAL, "1.1", "30/11/2026", "Chờ số liệu")
        objects(self, FOCAL, "1.4", "Thuộc đơn vị khác")
        self._prepares()
        with database.read() as session:
            self._remember(session)
        self.inbox_of = {who: self._photo(who) for who in (*OUTSIDERS, FOCAL)}
        self._drafts()
        self._opens_pages()

    def _prepares(self) -> None:
        now = self.clock.now()
        with self.database.write() as session:
            sct, follows = (_person(session, code) for code in (FOCAL, COLLEAGUE))
            agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
            hand_over(session, sct, follows, agency.id or 0, SUCCESSORS_CODE, now, now.date())
            first, last = date(2026, 11, 2), date(2026, 11, 3)
            announce_absence(session, sct, first, last, None, now.date(), now)
            invite(session, _person(session, GUEST).id or 0, GUESTS_CODE, now, timedelta(days=7))
            make_feed(session, sct.id or 0, "feed", now)
            self._closes(session)
            load_plan(session, _of_district(), now)
            plan = session.exec(select(Plan).where(Plan.code == "mau")).one()
            plan.doubts = [plain(DOUBT)]

    def _closes(self, session: Session) -> None:
        """Sở Công Thương has two accepted answers, on one of which it asks for a reopening; a round
        that is closed; and it was agreed, though it has reported, that 1.2 is not its task."""
        now, person = self.clock.now(), _person(session, FOCAL)
        self.accepted = _accepted(session, "Đợt nhanh", now)
        asked = _accepted(session, "Đợt nhanh thứ hai", now)
        ask_reopening(session, asked, "Sai số liệu", person, now.date(), now)
        expectation = session.get_one(Expectation, asked)
        self.round = session.exec(select(Round.id).where(col(Round.rule_id).is_not(None))).first()
        closed = _round(session, "Đợt đã đóng", now)
        self.closed_round = close_round(session, closed.id or 0, None, now).id
        of_item = select(Expectation).join(Item).where(Item.code == "1.2")
        disowned = session.exec(of_item).one()
        agreed = Objection(
            expectation_id=disowned.id or 0,
            reason="Thuộc đơn vị khác",
            said_at=now,
            decided_at=now,
            accepted=True,
            ends_on=now.date() - timedelta(days=1),
        )
        session.add(agreed)
        session.flush()
        _pairs(session, now)
        self.agreed, self.reopening = agreed.id or 0, _waiting(session, expectation)

    def _photo(self, who: str, name: str = "photo") -> int:
        """It came in, and no turn was taken for it yet."""
        with self.database.write() as session:
            row = Inbox(
                channel=self.channel.name,
                external_id=f"{name}-{who}",
                account_id=account_at(session, self.channel.name, who).id or 0,
                received_at=self.clock.now(),
            )
            session.add(row)
            session.flush()
            return row.id or 0

    def _drafts(self) -> None:
        """sct has sent a file for a correction of 1.2 that waits to be confirmed, and begun 1.1 on
        the form, by a link."""
        inbox_id = self._photo(FOCAL, "draft")
        with self.database.write() as session:
            session.add(
                Attachment(
                    account_id=account_at(session, self.channel.name, FOCAL).id,
                    expectation_id=self.expectation["1.2"],
                    inbox_id=inbox_id,
                    channel=self.channel.name,
                    ref="ref",
                    media_type="image/jpeg",
                    received_at=self.clock.now(),
                )
            )
            now, person_id = self.clock.now(), self.person[FOCAL]
            make_form_link(session, person_id, "token", now, now + timedelta(days=30))
            write_draft(session, person_id, self.expectation["1.1"], {"path": ["status"]}, now)

    def _opens_pages(self) -> None:
        with self.database.write() as session:
            planner, now = _person(session, PLANNER), self.clock.now()
            make_link(session, planner.id or 0, "to-sign-in", now)
            sign_in(session, "to-sign-in", "of-the-browser", now)
            round_ = session.get_one(Round, self.round)
            self.look = give_look(session, round_, "Ông Mẫu", 7, "to-look", planner, now).id or 0

    def _remember(self, session: Session) -> None:
        """The keys of all that effects speak of, by the names people know it by."""
        self.person = {one.code: one.id or 0 for one in session.exec(select(Person))}
        self.plan = {one.code: one.id or 0 for one in session.exec(select(Plan))}
        self.agency = {one.name: one.id or 0 for one in session.exec(select(Agency))}
        self.item = {one.code: one.id or 0 for one in session.exec(select(Item))}
        asked = session.exec(select(Item.code, Expectation.id).join(Expectation))
        self.expectation = {code: key or 0 for code, key in asked}
        of_item = select(Report.id).join(Expectation).where(col(Expectation.item_id).is_not(None))
        self.report = session.exec(of_item).one() or 0
        self.extension = session.exec(select(Extension)).one().id or 0
        waits = col(Objection.decided_at).is_(None)
        self.objection = session.exec(select(Objection).where(waits)).one().id or 0
        self.handover = session.exec(select(Handover)).one().id or 0
        codes = {one.code_hash: one.id or 0 for one in session.exec(select(Invitation))}
        self.successors_invitation = codes[hash_of(SUCCESSORS_CODE)]
        self.guests_invitation = codes[hash_of(GUESTS_CODE)]

    def context(self, session: Session, who: str) -> EffectContext:
        """As a turn of that chat has it."""
        account = account_at(session, self.channel.name, who)
        facts = load_facts(session, account, self.clock.now(), CALENDAR)
        return EffectContext(session, account, facts, self.clock.now())


def _add_colleagues(session: Session) -> None:
    """sct2 at Sở Công Thương, and a guest with a code."""
    follows = Person(code=COLLEAGUE, full_name="Vũ Thị Mẫu Hà")
    guest = Person(code=GUEST, full_name="Đặng Văn Mẫu Khoa")
    session.add_all((follows, guest))
    session.flush()
    agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
    session.add(
        Appointment(
            person_id=follows.id or 0,
            agency_id=agency.id or 0,
            post=Post.STAND_IN,
            starts_on=ISSUED,
        )
    )


def _person(session: Session, code: str) -> Person:
    return session.exec(select(Person).where(Person.code == code)).one()


def carry_out(session: Session, context: EffectContext, effect: Effect) -> bool:
    """As a turn does it: where it is refused, all of it is taken back. Whether it was not."""
    before = every_row(session)
    try:
        with session.begin_nested():
            handle(context, effect)
            session.flush()
    except NotAllowed:
        assert every_row(session) == before
        return False
    return True


def _round(session: Session, title: str, now: datetime) -> Round:
    plan = session.exec(select(Plan).where(Plan.code == "mau")).one()
    agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
    due_on = now.date() + timedelta(days=30)
    return open_ad_hoc(session, plan, title, due_on, [agency.id or 0], None, now, CALENDAR)


def _accepted(session: Session, title: str, now: datetime) -> int:
    """The expectation of an ad-hoc round whose answer was accepted."""
    round_ = _round(session, title, now)
    asked = session.exec(select(Expectation).where(Expectation.round_id == round_.id)).one()
    report = Report(expectation_id=asked.id or 0, status="completed", submitted_at=now)
    session.add(report)
    session.flush()
    session.add(Review(report_id=report.id or 0, accepted=True, reviewed_at=now))
    session.flush()
    return asked.id or 0


def _waiting(session: Session, expectation: Expectation) -> int:
    asked = select(Reopening).where(Reopening.expectation_id == expectation.id)
    return session.exec(asked).one().id or 0


def _pairs(session: Session, now: datetime) -> None:
    """1.1 asks the same as 1.2, by the word of nobody in particular."""
    query = select(Item.id).where(col(Item.code).in_(("1.1", "1.2")))
    first, other = (key or 0 for key in session.exec(query.order_by(col(Item.id))))
    session.add(TaskPair(item_id=first, other_id=other, is_same=True, decided_at=now))


def _of_district() -> PlanFolder:
    head = PlanHead("huyen", "9/QĐ-UBND", ISSUED, "Kế hoạch huyện", "Bến Tre", "2021 - 2030", "")
    item = ItemEntry("7", "", "task", "Thu gom rác", "", end_year=2030, leads=(DISTRICT,))
    district = AgencyEntry(DISTRICT, "district", valid_until=date(2025, 6, 30))
    return PlanFolder(head, (item,), agencies=(district,))
