"""The service is killed with -9 between every two steps of the road, and while a message waits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlmodel import select

from bot.channels.certificates import trusted
from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Phone
from bot.simulator.server import TOKEN, Simulator
from bot.simulator.state.clock_jumps import JumpDays
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.importing.folder.reader import read_folder
from storage.models import Inbox, Outbox, Report
from storage.people.appointments import find_person
from storage.people.invitations import invite
from storage.people.roster import load_roster, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from tests.support.paths import ROOT
from tests.support.phones.program import Program, free_port
from tests.support.simulator.running import RunningSimulator
from tests.support.worlds.world import CALENDAR

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 10, 14, 7, 30, tzinfo=ZONE)
OFFICE_OPENS = datetime(2026, 10, 14, 8, 0, tzinfo=ZONE)
CODES = {"sct": "ABCD-EFGH", "skhdt": "ABCD-JKLM"}
PHONES = [Phone(code, code, "", "") for code in CODES]


@dataclass
class Road:
    """The service, and the phones that outlive it."""

    database: Database
    simulator: Simulator
    base_url: str
    phones: httpx.Client
    program: Program
    stamps: SimulatedClock  # what the phones' service goes by
    clock: datetime = MORNING
    heard: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CODES, 0))

    def restarts(self) -> None:
        """Killed without warning once a step is written down, and started again a little later.

        A message that arrived a moment ago may not be written down yet: killed there, it would
        be said again, which is the one case that the promise of delivery leaves open.
        """
        self.waits_until_written()
        self.program.kill()
        self.starts()

    def waits_until_written(self) -> None:
        within = self.program.patience()
        while self._anything_on_its_way():
            within.check()

    def starts(self) -> None:
        self.clock += timedelta(minutes=1)
        if self.clock > self.stamps.now():
            self.stamps.jump_to(self.clock)
        self.program.start_service(
            DATABASE_URL=self.database.engine.url.render_as_string(hide_password=False),
            DAUMOI_CLOCK=self.clock.isoformat(),
            TELEGRAM_API_BASE=self.base_url,
            TELEGRAM_BOT_TOKEN=TOKEN,
        )

    def waits_for_a_claim(self) -> datetime:
        """Until a message is being sent; the end of its lease."""
        within = self.program.patience()
        while True:
            within.check()
            with self.database.read() as session:
                row = session.exec(select(Outbox).where(Outbox.attempts > 0)).first()
            if row is not None:
                return row.send_at

    def _anything_on_its_way(self) -> bool:
        with self.database.read() as session:
            taken = session.exec(select(Outbox).where(Outbox.attempts > 0))
            return any(row.sent_at is None for row in taken)

    def waits_for(self, phone: str, words: str) -> dict[str, Any]:
        """The next message on that phone; it must hold the words."""
        after, within = -1, self.program.patience()
        while True:
            within.check()
            state = self.phones.get("/api/state", params={"after": after})
            messages = self.messages(phone, state.json())
            if len(messages) > self.heard[phone]:
                self.heard[phone] += 1
                message = messages[self.heard[phone] - 1]
                assert words in message["text"], self.program.output()
                return message
            after = state.json()["revision"]

    def messages(self, phone: str, state: Any = None) -> list[dict[str, Any]]:
        state = state or self.phones.get("/api/state").json()
        shown = next(one for one in state["phones"] if one["id"] == phone)
        return [message for message in shown["messages"] if message["from"] == "bot"]

    def taps(self, phone: str, label: str) -> None:
        message = self.messages(phone)[-1]
        buttons = [button for row in message["buttons"] for button in row]
        data = next(button["data"] for button in buttons if button["text"].startswith(label))
        self.simulator.tap(phone, message["id"], data)


@pytest.fixture
def road(database: Database, tmp_path: Path) -> Iterator[Road]:
    load(database)
    days = JumpDays(lambda day: day + timedelta(days=1), lambda day: None)
    stamps = SimulatedClock(MORNING)
    simulator = Simulator(PHONES, stamps, token=TOKEN, days=days)
    program = Program(tmp_path, free_port(), again_warm=True)
    with RunningSimulator(simulator) as running:
        with httpx.Client(base_url=running.base_url, timeout=30, verify=trusted()) as phones:
            road = Road(database, simulator, running.base_url, phones, program, stamps)
            road.starts()
            yield road
        program.kill()


def load(database: Database) -> None:
    with database.write() as session:
        load_plan(session, read_folder(ROOT / "data" / "ben-tre"), MORNING)
        roster = read_roster(ROOT / "data" / "people-sample.csv")
        load_roster(session, roster, MORNING, date(2026, 10, 14))
        open_rounds(session, MORNING, CALENDAR)
        for code, secret in CODES.items():
            person = find_person(session, code)
            assert person is not None
            invite(session, person.id or 0, secret, MORNING, timedelta(days=7))


Step = Callable[[Road], None]


def says(phone: str, text: str) -> Step:
    def step(road: Road) -> None:
        road.simulator.send(phone, text)

    return step


def taps(phone: str, label: str) -> Step:
    return lambda road: road.taps(phone, label)


def opens(road: Road) -> None:
    road.clock = OFFICE_OPENS
    road.restarts()


ROAD: list[tuple[Step, str, str]] = [
    (says("skhdt", CODES["skhdt"]), "skhdt", "đúng không ạ?"),
    (taps("skhdt", "Đúng"), "skhdt", "có đồng ý không?"),
    (taps("skhdt", "Đồng ý"), "skhdt", "Đã liên kết"),
    (says("sct", CODES["sct"]), "sct", "đúng không ạ?"),
    (taps("sct", "Đúng"), "sct", "có đồng ý không?"),
    (taps("sct", "Đồng ý"), "sct", "Đã liên kết"),
    (opens, "sct", "Kính gửi anh Cường"),
    (taps("sct", "Báo cáo ngay"), "sct", "Chọn nhiệm vụ"),
    (taps("sct", "2.2.3"), "sct", "Tình trạng thực hiện"),
    (taps("sct", "Đã hoàn thành"), "sct", "Kết quả đạt được"),
    (says("sct", "12 lớp tập huấn"), "sct", "đề xuất"),
    (taps("sct", "Bỏ qua"), "sct", "Số, ký hiệu"),
    (taps("sct", "Bỏ qua"), "sct", "Đề nghị kiểm tra"),
    (taps("sct", "Đúng"), "sct", "Đã ghi nhận 2.2.3"),
]


def test_killed_between_every_two_steps_nothing_is_lost_or_said_twice(road: Road) -> None:
    for step, phone, words in ROAD:
        step(road)
        road.waits_for(phone, words)
        if words.startswith("Kính gửi"):
            road.waits_for("skhdt", "Kính gửi anh An")
        road.restarts()
    road.simulator.send("skhdt", "tong hop")
    road.waits_for("skhdt", "đã nhận 1 ")
    assert {phone: len(road.messages(phone)) for phone in CODES} == road.heard
    with road.database.read() as session:
        assert len(session.exec(select(Report)).all()) == 1
        assert [row.reason for row in session.exec(select(Outbox)) if not row.sent_at] == []


def test_what_is_said_while_the_service_is_down_is_answered_once_it_is_back(road: Road) -> None:
    road.program.kill()
    road.simulator.send("sct", CODES["sct"])
    road.starts()
    road.waits_for("sct", "đúng không ạ?")
    road.taps("sct", "Đúng")
    road.waits_for("sct", "có đồng ý không?")
    road.restarts()
    road.program.kill()
    road.taps("sct", "Đồng ý")
    road.taps("sct", "Đồng ý")
    road.starts()
    road.waits_for("sct", "Đã liên kết")
    road.waits_for("sct", "đã được trả lời")
    with road.database.read() as session:
        assert all(row.handled_at for row in session.exec(select(Inbox)))


def test_nobody_waits_for_the_lease_of_what_a_killed_service_held(road: Road) -> None:
    """Killed in the midst of a request, it leaves a message in its hands for a minute."""
    withheld = {"method": "sendMessage", "hold": True}
    road.phones.post("/api/faults", json=withheld).raise_for_status()
    road.simulator.send("sct", CODES["sct"])
    held_until = road.waits_for_a_claim()
    road.program.kill()
    road.phones.delete("/api/faults").raise_for_status()  # it may not have got so far
    road.clock -= timedelta(minutes=1)  # no time passes until it is started again
    road.starts()
    road.waits_for("sct", "đúng không ạ?")
    road.waits_until_written()
    with road.database.read() as session:
        [row] = session.exec(select(Outbox))
    assert row.sent_at is not None
    assert row.sent_at < held_until


def test_the_log_of_the_whole_road_names_no_token_and_no_person(road: Road) -> None:
    for step, phone, words in ROAD[:6]:
        step(road)
        road.waits_for(phone, words)
    road.program.stop()
    log = road.program.output()
    assert "serving on" in log
    assert not [word for word in (TOKEN, "Mẫu", *CODES.values()) if word in log]


def test_two_replicas_share_the_work_and_say_everything_once(road: Road, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    second = Road(
        road.database,
        road.simulator,
        road.base_url,
        road.phones,
        Program(tmp_path / "second", free_port()),
        road.stamps,
        clock=road.clock - timedelta(minutes=1),
    )
    second.starts()
    try:
        for step, phone, words in ROAD[:6]:
            step(road)
            road.waits_for(phone, words)
        assert {phone: len(road.messages(phone)) for phone in CODES} == road.heard
    finally:
        second.program.stop()
    assert "Conflict" not in road.program.output() + second.program.output()
