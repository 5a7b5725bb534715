"""Eighty people of eighty agencies, nine bots of a fifth of the free package, one November."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import count

from sqlmodel import Session, col, select

from bot.channels.contract import Capabilities, ChannelStopped, OutgoingMessage, Quota
from bot.conversation.inbox import take_waiting_turns
from bot.delivery.sender import Sender
from bot.runtime.dependencies import Runtime
from scheduler.jobs import tick
from storage.messages.inbox import Incoming, account_at, store_incoming
from storage.messages.lanes import Load, acquire_lease, describe_lane, loads
from storage.models import (
    Agency,
    Appointment,
    Assignment,
    Consent,
    Invitation,
    Item,
    Person,
    Post,
    Role,
)
from storage.people.invitations import invite
from tests.support.databases import emptied, in_memory
from tests.support.virtual_time import run_at_once
from tests.support.worlds.world import CALENDAR, ISSUED, ZONE, FakeChannel, FakeClock, make_plan

PEOPLE = 80
BOTS = tuple(f"zalo-bot-{number}" for number in range(1, 10))
QUOTA = Quota(users=10, messages=600)
MORNING = datetime(2026, 10, 30, 7, 30, tzinfo=ZONE)
OF_A_BOT = Capabilities(max_length=2000, buttons=False, scarce=True, quota=QUOTA)


class Bot(FakeChannel):
    """Carries so many messages more, then it says that its quota is used up; None: any number."""

    left: int | None = None

    async def send(self, message: OutgoingMessage) -> str:
        if self.left == 0:
            raise ChannelStopped("Quota exceeded")
        if self.left is not None:
            self.left -= 1
        return await super().send(message)


class NineBots:
    """Everybody's address is the code of the person; agencies have a task each."""

    def __init__(self, start: datetime) -> None:
        self.database = emptied(in_memory())
        self.clock = FakeClock(start)
        self.bots = {name: Bot(name, OF_A_BOT) for name in BOTS}
        self.runtime = Runtime(
            database=self.database,
            channels=self.bots,
            calendar=CALENDAR,
            now=self.clock.now,
            new_code=lambda: "",
            holder="test:1",
        )
        self._lanes = [Sender(self.runtime, bot) for bot in self.bots.values()]
        self._ids = count(1)
        with self.database.write() as session:
            _settle(session)
            for name in BOTS:
                acquire_lease(session, name, "test:1", start, timedelta(days=90))
                describe_lane(session, name, f"https://zalo.me/{name}", *vars(QUOTA).values())

    def invites(self, code: str) -> str:
        """The bot a place is kept on."""
        with self.database.write() as session:
            person = session.exec(select(Person).where(Person.code == code)).one()
            valid = timedelta(days=30)
            return invite(
                session, person.id or 0, f"{code}-{next(self._ids)}", self.clock.now(), valid
            ).channel

    def all_link(self) -> None:
        """Everybody who was invited, each on the bot of the invitation."""
        with self.database.write() as session:
            for invitation, person in session.exec(
                select(Invitation, Person).join(Person, col(Person.id) == Invitation.person_id)
            ).all():
                account = account_at(session, invitation.channel, person.code)
                account.person_id = person.id
                account.linked_at = invitation.used_at = self.clock.now()
                consent = Consent(
                    person_id=person.id or 0,
                    account_id=account.id or 0,
                    version="test",
                    text_hash="",
                    given_at=self.clock.now(),
                )
                session.add(consent)

    def says(self, bot: str, who: str, *texts: str) -> None:
        for text in texts:
            heard = Incoming(bot, f"m{next(self._ids)}", who, text)
            with self.database.write() as session:
                store_incoming(session, [heard], self.clock.now())
            take_waiting_turns(self.runtime)
            self.delivers()

    def morning(self, day: date) -> Counter[str]:
        """The jobs run at eight; how many messages each bot has said then."""
        self.clock.jump_to(day, 8)
        before = {name: len(bot.sent) for name, bot in self.bots.items()}
        tick(self.database, self.clock.now(), CALENDAR)
        self.delivers()
        return Counter({name: len(bot.sent) - before[name] for name, bot in self.bots.items()})

    def delivers(self) -> None:
        for lane in self._lanes:
            while run_at_once(lane.send_due()):
                pass

    def loads(self) -> list[Load]:
        with self.database.read() as session:
            return loads(session, CALENDAR.month_start(self.clock.now()), self.clock.now())


def _settle(session: Session) -> None:
    plan = make_plan(session)
    theme = session.exec(select(Item).where(col(Item.parent_id).is_(None))).one()
    for number in range(1, PEOPLE + 1):
        agency = Agency(province="Mẫu", name=f"Cơ quan mẫu {number}", kind="department")
        person = Person(code=f"p{number}", full_name=f"Nguyễn Văn Mẫu {number}")
        item = Item(
            plan_id=plan.id or 0,
            parent_id=theme.id,
            code=f"9.{number}",
            kind="task",
            position=1000 + number,
            title=f"Nhiệm vụ mẫu {number}",
            title_raw="",
            start_year=2023,
            end_year=2030,
        )
        session.add_all((agency, person, item))
        session.flush()
        post = Appointment(
            person_id=person.id or 0, agency_id=agency.id or 0, post=Post.FOCAL, starts_on=ISSUED
        )
        lead = Assignment(
            item_id=item.id or 0,
            printed_id=agency.id or 0,
            agency_id=agency.id or 0,
            role=Role.LEAD,
            phrase=agency.name,
            valid_from=ISSUED,
        )
        session.add_all((post, lead))
