"""The demonstration: the real service on a fresh database, with phones and a clock on a page."""

import asyncio
import shutil
import socket
from datetime import date, datetime, time, timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from bot import app
from bot.channels.contract import Channel, Quota
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.dialogs.account.pages import SIGN_IN
from bot.runtime.invitation_codes import new_code
from bot.runtime.settings import Settings, read_settings
from bot.simulator.clock import SimulatedClock
from bot.simulator.demo_people import (
    DATA,
    NoSuchPeople,
    belongs,
    phone_of,
    phones_of,
    roster_of,
)
from bot.simulator.server import Simulator
from bot.simulator.state.clock_jumps import JumpDays
from bot.simulator.zalo_bot import ZALO_BOT_PATH, SimulatedBot
from bot.web.app import web_app
from bot.web.pages.signing_in import HOME
from scheduler.calendar import Calendar
from scheduler.jobs import tick
from scheduler.preview.reminders import next_reminder_day
from scheduler.rounds.opening import open_rounds
from storage import lazy
from storage.calendar.holidays import read_holidays
from storage.database import Database, open_database
from storage.importing.folder.model import BadPlanFolder
from storage.importing.folder.reader import read_folder
from storage.migrations import OtherVersion, upgrade
from storage.people.appointments import find_person
from storage.people.invitations import invite
from storage.people.roster import RosterRow, load_roster
from storage.people.signing_in import make_link
from storage.plans.loading.decision_files import keep_decision_files
from storage.plans.loading.folder_to_rows import load_plan

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
        self._roster, entries = _people(plan)
        self._clock = SimulatedClock(start)
        self._simulator = self._phones(entries, folder / "phones.json")
        if not self.goes_on:
            self._load(plan, entries)
            self._mark.touch()

    def _phones(self, entries: list[RosterRow], state: Path) -> Simulator:
        return Simulator(
            [phone_of(*numbered) for numbered in enumerate(entries)],
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
            raise DemoError(*error.args) from error
        with self._database.write() as session:
            loaded = load_plan(session, folder, now)
            keep_decision_files(session, loaded.plan, DATA / plan)
            everybody = [one for one in self._roster if belongs(one, plan)]
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
        beside = [Route("/open/{phone}", self._open_pages), Mount("/", web_app(self._runtime))]
        self._simulator.app.router.routes.extend(beside)
        await app.serve(
            self._runtime, self._simulator.app, listening, before_stop=self._simulator.close
        )

    async def _open_pages(self, request: Request) -> Response:
        """As if the person had asked for a link in the chat."""
        token = self._runtime.new_token()
        is_known = await asyncio.to_thread(self._let_in, request.path_params["phone"], token)
        return RedirectResponse(f"{SIGN_IN}/{token}" if is_known else HOME)

    def _let_in(self, code: str, token: str) -> bool:
        with self._database.write() as session:
            person = find_person(session, code)
            if person is not None:
                make_link(session, person.id or 0, token, self._clock.now())
            return person is not None

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
        raise DemoError(
            lazy(
                "there is no plan '{plan}' in {folder}; there are: {names}",
                plan=plan,
                folder=DATA,
                names=", ".join(known),
            )
        )


def _people(plan: str) -> tuple[list[RosterRow], list[RosterRow]]:
    """All of the roster, and those of it who hold a phone."""
    try:
        roster = roster_of(plan)
        return roster, list(phones_of(plan, roster))
    except NoSuchPeople as error:
        raise DemoError(*error.args) from error


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
            lazy(
                "the demonstration that was cut off is of another version; remove {folder}",
                folder=folder,
            )
        ) from error
