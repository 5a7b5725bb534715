"""The demonstration: the real service on a fresh database, with phones and a clock on a page."""

import asyncio
import shutil
import socket
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot import app
from bot.channels.contract import Channel, Quota
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.runtime.invitation_codes import new_code
from bot.runtime.settings import Settings, read_settings
from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Phone
from bot.simulator.server import Simulator
from bot.simulator.state.clock_jumps import JumpDays
from bot.simulator.zalo_bot import ZALO_BOT_PATH, SimulatedBot
from bot.web.downloads import downloads
from scheduler.calendar import Calendar
from scheduler.jobs import tick
from scheduler.preview.reminders import next_reminder_day
from scheduler.rounds.opening import open_rounds
from storage.calendar.holidays import read_holidays
from storage.database import Database, open_database
from storage.importing import BadPlanFolder, read_folder
from storage.migrations import OtherVersion, upgrade
from storage.people.appointments import find_person
from storage.people.invitations import invite
from storage.people.roster import RosterRow, load_roster, read_roster
from storage.plans.loading.folder_to_rows import load_plan

DATA = Path(__file__).resolve().parents[2] / "data"
TOKEN = "1:demo"  # noqa: S105  the simulator's own, known to everybody
ZALO_BOT = SimulatedBot("2:demo")
OPENS = time(7, 30)  # before office hours: there is time to link before the first reminder
CODES_VALID = timedelta(days=90)  # a demonstration may jump far


class DemoError(Exception):
    """The demonstration cannot begin; the text says why and what to do."""


class Demo:
    """One demonstration in `folder`: goes on where it was cut off; new after a clean end."""

    def __init__(self, folder: Path, plan: str, today: date, port: int) -> None:
        _check_plan(plan)
        self.url = f"http://127.0.0.1:{port}"
        self._mark = folder / "running"
        self._settings = _settings(folder, self.url)
        self._calendar = Calendar(read_holidays(), self._settings.timezone)
        self.goes_on = self._mark.exists()
        if not self.goes_on:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        self._database = open_database(self._settings.database_url)
        _upgrade(self._database, folder)
        start = datetime.combine(today, OPENS, self._settings.timezone)
        self._roster = _roster(plan)
        entries = list(_phones_of(plan, self._roster))
        self._clock = SimulatedClock(start)
        self._simulator = self._phones(entries, folder / "phones.json")
        if not self.goes_on:
            self._load(plan, entries)
            self._mark.touch()

    def _phones(self, entries: list[RosterRow], state: Path) -> Simulator:
        return Simulator(
            [_phone(*numbered) for numbered in enumerate(entries)],
            self._clock,
            token=TOKEN,
            zalo_bots=[ZALO_BOT],
            state_path=state,
            days=JumpDays(self._next_working_day, self._next_reminder_day),
            on_jump=self._after_jump,
        )

    def _load(self, plan: str, entries: list[RosterRow]) -> None:
        """The plan, the sample people, this year's rounds, and a code for each phone."""
        now = self._clock.now()
        try:
            folder = read_folder(DATA / plan)
        except BadPlanFolder as error:
            raise DemoError(str(error)) from error
        with self._database.write() as session:
            load_plan(session, folder, now)
            everybody = [one for one in self._roster if _belongs(one, plan)]
            load_roster(session, everybody, now, now.date())
            open_rounds(session, now, self._calendar)
            for entry in entries:
                code, person = new_code(), find_person(session, entry.code)
                invite(session, person.id or 0 if person else 0, code, now, CODES_VALID)
                self._simulator.set_code(entry.code, code)

    async def serve(self, listening: socket.socket) -> None:
        channels: list[Channel] = [TelegramChannel(TOKEN, self.url), self._zalo_bot()]
        self._runtime = app.build_runtime(
            self._settings, self._database, {one.name: one for one in channels}, self._clock.now
        )
        self._simulator.app.router.routes.extend(downloads(self._runtime))
        await app.serve(
            self._runtime, self._simulator.app, listening, before_stop=self._simulator.close
        )

    def _zalo_bot(self) -> ZaloBotChannel:
        quota = Quota(ZALO_BOT.users, ZALO_BOT.messages)
        return ZaloBotChannel(ZALO_BOT.token, f"{self.url}{ZALO_BOT_PATH}", quota=quota)

    def finish(self) -> None:
        """A clean end: the next demonstration begins anew."""
        self._mark.unlink(missing_ok=True)
        self._database.close()

    async def _after_jump(self) -> None:
        """What the jobs would do within the minute happens at once."""
        await asyncio.to_thread(tick, self._database, self._clock.now(), self._calendar)
        self._runtime.queued.set()

    def _next_working_day(self, today: date) -> date:
        return self._calendar.working_day_on_or_after(today + timedelta(days=1))

    def _next_reminder_day(self, today: date) -> date | None:
        """This morning too, as long as the office has not opened yet."""
        if self._clock.now() < self._calendar.opening(today):
            today -= timedelta(days=1)
        with self._database.read() as session:
            return next_reminder_day(session, today, self._calendar)


def _check_plan(plan: str) -> None:
    known = sorted(one.parent.name for one in DATA.glob("*/plan.toml"))
    if plan not in known:
        raise DemoError(f"there is no plan '{plan}' in {DATA}; there are: {', '.join(known)}")


def _settings(folder: Path, url: str) -> Settings:
    """The defaults: a demonstration looks at nobody's environment."""
    database_url = f"sqlite:///{folder / 'daumoi.sqlite3'}"
    return read_settings({"DATABASE_URL": database_url, "PUBLIC_URL": url}, env_file=None)


def _upgrade(database: Database, folder: Path) -> None:
    try:
        upgrade(database)
    except OtherVersion as error:
        database.close()
        raise DemoError(
            f"the demonstration that was cut off is of another version; remove {folder}"
        ) from error


def _belongs(entry: RosterRow, plan: str) -> bool:
    return all(f"@{plan}" in text for text in entry.posts)


def _roster(plan: str) -> list[RosterRow]:
    """The sample people of that plan, if it has a file of its own."""
    own = DATA / f"people-sample-{plan}.csv"
    return read_roster(own if own.exists() else DATA / "people-sample.csv")


def _phones_of(plan: str, roster: list[RosterRow]) -> Iterator[RosterRow]:
    """Two focal persons, a leader, a planner: the leader's own focal person comes first."""
    people = [entry for entry in roster if entry.posts and _belongs(entry, plan)]
    planner = next((one for one in people if f"planner@{plan}" in one.rights), None)
    leader = next((one for one in people if one.posts[0].startswith("leader@")), None)
    if planner is None or leader is None:
        raise DemoError(f"the sample people have no leader and planner for plan '{plan}'")
    focal = [one for one in people if one.posts[0].startswith("focal@") and one is not planner]
    own = [one for one in focal if _agency(one) == _agency(leader)]
    yield from own[:1]
    yield from [one for one in focal if one not in own][: 2 - len(own[:1])]
    yield leader
    yield planner


def _agency(entry: RosterRow) -> str:
    return entry.posts[0].partition(":")[2]


def _phone(position: int, entry: RosterRow) -> Phone:
    """Every second person is reached on Zalo."""
    channel = "zalo-bot" if position % 2 else "telegram"
    roles = {"focal": "Cán bộ đầu mối", "leader": "Lãnh đạo phụ trách"}
    role = "Cơ quan tổng hợp" if entry.rights else roles[entry.posts[0].partition("@")[0]]
    return Phone(entry.code, entry.full_name, _agency(entry), role, channel)
