"""A small world for tests: a plan, four people, a clock set by hand, a channel that only notes."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.channels.contract import Capabilities, FileLimits, OutgoingMessage, Store
from bot.channels.media_types import LARGEST, REPORT_FILES
from bot.conversation.inbox import take_waiting_turns
from bot.delivery.downloads import download_due
from bot.delivery.sender import Sender
from bot.runtime.dependencies import Runtime
from scheduler.calendar import Calendar
from scheduler.jobs import tick
from storage.calendar.holidays import read_holidays
from storage.database import Database
from storage.messages.inbox import Incoming, SentFile, account_at, store_incoming
from storage.models import (
    Agency,
    Appointment,
    Assignment,
    Consent,
    Item,
    Person,
    Plan,
    Post,
    Right,
    RightKind,
    Role,
    Rule,
    Tier,
)
from storage.people.invitations import invite
from tests.support.databases import built_once
from tests.support.virtual_time import run_at_once

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 10, 14, 7, 30, tzinfo=ZONE)
CALENDAR = Calendar(read_holidays(), ZONE)


class FakeClock:
    def __init__(self, start: datetime = START) -> None:
        self.instant = start

    def now(self) -> datetime:
        return self.instant

    def jump_to(self, day: date, hour: int = 8, minute: int = 0) -> None:
        self.instant = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)

    def forward(self, **length: float) -> None:
        self.instant += timedelta(**length)


WIDE = Capabilities(max_length=4096, buttons=True)
TAKES_FILES = FileLimits(REPORT_FILES, LARGEST)
WITH_FILES = Capabilities(
    max_length=4096, buttons=True, files=TAKES_FILES, largest_file=50 * 1024 * 1024
)
PUBLIC_URL = "https://daumoi.example"


@dataclass
class FakeChannel:
    """Notes what it is given to send; `outcomes` are raised first, one a sending."""

    name: str = "fake"
    capabilities: Capabilities = WIDE
    sent: list[OutgoingMessage] = field(default_factory=list)
    outcomes: list[BaseException] = field(default_factory=list)
    content: dict[str, bytes] = field(default_factory=dict)  # of files, by what fetches them
    fetches: list[BaseException] = field(default_factory=list)  # raised first, one a fetching
    fetched: list[str] = field(default_factory=list)

    async def send(self, message: OutgoingMessage) -> str:
        if self.outcomes:
            raise self.outcomes.pop(0)
        self.sent.append(message)
        return str(len(self.sent))

    async def download(self, file: SentFile) -> bytes:
        self.fetched.append(file.ref)
        if self.fetches:
            raise self.fetches.pop(0)
        return self.content[file.ref]

    async def receive(self, store: Store) -> None:
        await asyncio.Event().wait()

    async def find_link(self) -> str:
        return ""

    async def close(self) -> None: ...


class World:
    """Two focal persons, a planner, a stranger. Every message goes the whole way of a real one."""

    def __init__(self, database: Database, channel: FakeChannel | None = None) -> None:
        self.database = database
        self.clock = FakeClock()
        self.channel = channel or FakeChannel()
        codes = (f"ABCD-{letter * 4}" for letter in "EFGHJKLMNPQRSTUVWXYZ")
        tokens = count(1)
        self.runtime = Runtime(
            database=database,
            channels={self.channel.name: self.channel},
            calendar=CALENDAR,
            now=self.clock.now,
            new_code=lambda: next(codes),
            holder="test:1",
            public_url=PUBLIC_URL,
            new_token=lambda: f"token-{next(tokens)}",
        )
        self.lane = Sender(self.runtime, self.channel)
        self._ids = count(1)
        self._begins()

    def _begins(self) -> None:
        built_once(self.database, self._kind(), self._builds_anew)

    def _kind(self) -> object:
        """Worlds of one kind begin with the same rows: whatever they differ by is part of it."""
        return type(self)

    def _builds_anew(self, database: Database) -> None:
        with database.write() as session:
            self._settles(session)

    def _settles(self, session: Session) -> None:
        """Who and what is there; another world may have its own. It writes rows and nothing else:
        they are made once for all tests."""
        make_plan(session)
        make_people(session)

    # --- Acting ---------------------------------------------------------------------------------

    def says(self, who: str, text: str, external_id: str = "") -> list[OutgoingMessage]:
        """Somebody types; what the bot answers to that chat."""
        return self._hears(Incoming(self.channel.name, external_id or self._id(), who, text))

    def taps(self, who: str, label: str) -> list[OutgoingMessage]:
        """Somebody taps the newest button whose label begins so."""
        return self._hears(
            Incoming(self.channel.name, self._id(), who, tapped=self.button(who, label))
        )

    def skips(self, who: str) -> list[OutgoingMessage]:
        """Somebody has nothing more to say: every question up to the echo is left out."""
        heard = self.taps(who, "Bỏ qua")
        while any(one.label == "Bỏ qua" for one in heard[-1].choices):
            heard = self.taps(who, "Bỏ qua")
        return heard

    def confirms(self, who: str) -> list[OutgoingMessage]:
        """The same, and what is echoed is right: it is stored."""
        if not any(one.label == "Đúng, ghi nhận" for one in self.heard_by(who)[-1].choices):
            self.skips(who)
        return self.taps(who, "Đúng, ghi nhận")

    def sends(
        self, who: str, name: str = "", caption: str = "", size: int | None = 1000, **more: str
    ) -> list[OutgoingMessage]:
        """Somebody sends a file; without a name it is a photo."""
        return self._hears(self.incoming_file(who, name, caption, size, **more))

    def incoming_file(
        self,
        who: str,
        name: str = "",
        caption: str = "",
        size: int | None = 1000,
        media_type: str = "",
    ) -> Incoming:
        key = self._id()
        file = SentFile(f"ref-{key}", name, media_type or ("" if name else "image/jpeg"), size)
        return Incoming(self.channel.name, key, who, caption, file=file)

    def hears_at_once(self, *incoming: Incoming) -> list[OutgoingMessage]:
        """Several messages come before any is answered."""
        self.answers(*incoming)
        return self.delivers()

    def answers(self, *incoming: Incoming) -> None:
        """Turns are taken; what is to be said waits."""
        with self.database.write() as session:
            store_incoming(session, incoming, self.clock.now())
        take_waiting_turns(self.runtime)

    def fetches(self) -> list[OutgoingMessage]:
        """The files that are due are fetched, and what that led to is delivered."""
        run_at_once(download_due(self.runtime, self.channel))
        return self.delivers()

    def taps_data(self, who: str, data: str) -> list[OutgoingMessage]:
        return self._hears(Incoming(self.channel.name, self._id(), who, tapped=data))

    def button(self, who: str, label: str) -> str:
        for message in reversed(self.heard_by(who)):
            for choice in message.choices:
                if choice.label.startswith(label):
                    return choice.data
        raise AssertionError(f"{who} sees no button '{label}'")

    def ticks(self) -> list[OutgoingMessage]:
        """The jobs run once, and what they queued is delivered."""
        tick(self.database, self.clock.now(), CALENDAR)
        return self.delivers()

    def delivers(self) -> list[OutgoingMessage]:
        before = len(self.channel.sent)
        while run_at_once(self.lane.send_due()):
            pass
        return self.channel.sent[before:]

    def _hears(self, incoming: Incoming) -> list[OutgoingMessage]:
        heard = self.hears_at_once(incoming)
        return [message for message in heard if message.address == incoming.address]

    def _id(self) -> str:
        return f"m{next(self._ids)}"

    # --- Looking --------------------------------------------------------------------------------

    def heard_by(self, who: str) -> list[OutgoingMessage]:
        return [message for message in self.channel.sent if message.address == who]

    def invites(self, code_of_person: str, days: float = 7) -> str:
        code = self.runtime.new_code()
        with self.database.write() as session:
            person = session.exec(select(Person).where(Person.code == code_of_person)).one()
            invite(session, person.id or 0, code, self.clock.now(), timedelta(days=days))
        return code

    def links(self, code_of_person: str) -> None:
        """The short way: linked and consented; the chat's address is the person's code."""
        with self.database.write() as session:
            person = session.exec(select(Person).where(Person.code == code_of_person)).one()
            account = account_at(session, self.channel.name, code_of_person)
            account.person_id, account.linked_at = person.id, self.clock.now()
            session.add(
                Consent(
                    person_id=person.id or 0,
                    account_id=account.id or 0,
                    version="test",
                    text_hash="",
                    given_at=self.clock.now(),
                )
            )


ISSUED = date(2023, 9, 18)


def make_plan(session: Session) -> Plan:
    """Two themes, four tasks; Sở Công Thương leads three, Sở Y tế one; due before 15/11."""
    plan = Plan(
        code="mau",
        decision="2082/QĐ-UBND",
        issued_on=ISSUED,
        title="Kế hoạch mẫu",
        province="Mẫu",
        period="2021 - 2030",
        coordinator="Sở Kế hoạch và Đầu tư",
    )
    session.add(plan)
    agencies = {
        name: Agency(province="Mẫu", name=name, kind="department")
        for name in ("Sở Công Thương", "Sở Y tế", "Sở Kế hoạch và Đầu tư")
    }
    session.add_all(agencies.values())
    session.flush()
    for tier, month, day in ((Tier.AGENCIES, 11, 15), (Tier.COORDINATOR, 12, 1)):
        session.add(
            Rule(
                plan_id=plan.id or 0,
                tier=tier,
                quote=f"trước ngày {day} tháng {month} hàng năm",
                month=month,
                day=day,
                strict=True,
                who="Các sở",
                to="Sở Kế hoạch và Đầu tư",
                from_year=2023,
                until_year=2030,
            )
        )
    theme = _item(session, plan, "1", "Năng lượng")
    for number, (title, agency) in enumerate(TASKS, start=1):
        item = _item(session, plan, f"1.{number}", title, theme, agency)
        session.add(
            Assignment(
                item_id=item.id or 0,
                printed_id=agencies[agency].id or 0,
                agency_id=agencies[agency].id or 0,
                role=Role.LEAD,
                phrase=agency,
                valid_from=ISSUED,
            )
        )
    return plan


TASKS = (
    ("Tuyên truyền tiết kiệm năng lượng", "Sở Công Thương"),
    ("Phát triển năng lượng tái tạo", "Sở Công Thương"),
    ("Quản lý nước sạch", "Sở Y tế"),
    ("Sử dụng năng lượng hiệu quả", "Sở Công Thương"),
)


def _item(
    session: Session,
    plan: Plan,
    code: str,
    title: str,
    theme: Item | None = None,
    lead: str = "",
) -> Item:
    item = Item(
        plan_id=plan.id or 0,
        parent_id=theme.id if theme else None,
        code=code,
        kind="task" if theme else "heading",
        position=int(code.replace(".", "")),
        title=title,
        title_raw=title,
        start_year=2023 if theme else None,
        end_year=2030 if theme else None,
        lead_raw=lead,
        leads=[lead] if lead else [],
    )
    session.add(item)
    session.flush()
    return item


def make_people(session: Session) -> None:
    """sct and syt are focal persons, skhdt the planner, sct-lanhdao a leader."""
    for code, name, agency, post in (
        ("sct", "Nguyễn Văn Mẫu An", "Sở Công Thương", Post.FOCAL),
        ("syt", "Trần Thị Mẫu Bình", "Sở Y tế", Post.FOCAL),
        ("skhdt", "Lê Văn Mẫu Cường", "Sở Kế hoạch và Đầu tư", Post.FOCAL),
        ("sct-lanhdao", "Phạm Thị Mẫu Dung", "Sở Công Thương", Post.LEADER),
    ):
        person = Person(code=code, full_name=name)
        session.add(person)
        session.flush()
        found = session.exec(select(Agency).where(Agency.name == agency)).one()
        session.add(
            Appointment(
                person_id=person.id or 0, agency_id=found.id or 0, post=post, starts_on=ISSUED
            )
        )
        if code == "skhdt":
            session.add(Right(person_id=person.id or 0, kind=RightKind.PLANNER))
