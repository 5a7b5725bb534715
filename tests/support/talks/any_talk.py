"""The world of a talk by chance: everybody at a phone, and the checks after each thing done."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from bot.channels.contract import (
    ChannelStopped,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.delivery.sender import Sender
from storage.messages.inbox import Incoming
from storage.models import (
    Absence,
    Agency,
    Appointment,
    Consent,
    Inbox,
    Person,
    Post,
    Report,
    Right,
    RightKind,
)
from storage.names import fold
from tests.support.databases import emptied, in_memory
from tests.support.talks.answered import before, check_number, check_stored
from tests.support.talks.transcript import MADE, fits
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import START

PEOPLE = ("sct", "syt", "skhdt", "snv", "sct-lanhdao", "la")
MARK = "@"
_MARKED = re.compile(r"vm\d{5}")
# What only one agency's people may read; planners read everything
TITLES = {
    "Tuyên truyền tiết kiệm năng lượng": "Sở Công Thương",
    "Phát triển năng lượng tái tạo": "Sở Công Thương",
    "Quản lý nước sạch": "Sở Y tế",
}


class AnyTalk(ReportingWorld):
    """Everything goes the whole way of a real message."""

    def __init__(self, kind: str) -> None:
        super().__init__(emptied(in_memory()), MADE[kind]())
        self._marks: dict[str, tuple[str, set[str]]] = {}  # who typed it, for which agencies
        self._last: tuple[str, str, str] = ("", "", "")
        for code in PEOPLE[:-1]:
            self.links(code)
        self.clock.jump_to(date(2026, 10, 15))
        self.ticks()

    # --- Doing ----------------------------------------------------------------------------------

    def types(self, who: str, words: str) -> None:
        """In place of "@" a word that nobody else types."""
        if MARK in words:
            mark = f"vm{len(self._marks):05}"
            self._marks[mark] = who, self._agencies_of(who)
            words = words.replace(MARK, mark)
        self._does(who, words, "", self._id())

    def chooses(self, who: str, back: int) -> None:
        """One of the choices shown last: tapped, or typed as its number."""
        shown = [one for one in self.heard_by(who) if one.choices]
        if not shown:
            return
        choice = shown[-1].choices[back % len(shown[-1].choices)]
        if self.channel.capabilities.buttons:
            self._does(who, "", choice.data, self._id())
        else:
            self._does(who, str(choice.number or fold(choice.label)), "", self._id())

    def taps_any(self, who: str, shown_to: str, back: int) -> None:
        """A button of any age; of another chat it is forged, or was forwarded."""
        every = [choice for one in self.heard_by(shown_to) for choice in one.choices]
        if every:
            self._does(who, "", every[-1 - back % len(every)].data, self._id())

    def comes_twice(self, _which: int) -> None:
        who, text, tapped = self._last
        if who:
            before = self._counts()
            self._does(who, text, tapped, f"m{self._newest_id()}")
            assert self._counts() == before

    def passes(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)
        self._checked(self.ticks, "")

    def happens(self, number: int) -> None:
        """The last message comes twice, the program starts anew, a sending fails, a role changes"""
        kind, which = number % 4, number // 4
        (self.comes_twice, self.starts_anew, self.fails_next, self.changes_role)[kind](which)

    def starts_anew(self, _which: int) -> None:
        self.lane = Sender(self.runtime, self.channel)

    def fails_next(self, number: int) -> None:
        errors: tuple[Callable[[], BaseException], ...] = (
            lambda: SendError("no connection"),
            lambda: SendError("too long", permanent=True),
            lambda: OutcomeUnknown("timed out"),
            lambda: RecipientStopped("blocked"),
            lambda: ChannelStopped("quota", self.clock.now() + timedelta(hours=1)),
        )
        self.channel.outcomes = [errors[number % len(errors)]()]

    def changes_role(self, number: int) -> None:
        with self.database.write() as session:
            ROLES[number % len(ROLES)](session, self.clock.now().date())

    def asks_for_help(self, who: str) -> None:
        """Whatever happened before, there is a way on."""
        self.channel.outcomes = []
        self.clock.forward(hours=1, minutes=1)  # what waits for a bot to come back is over
        self._checked(self.ticks, "")
        heard = self._does(who, "tro giup", "", self._id())
        assert heard, f"{who} is left without a word"

    # --- Checking -------------------------------------------------------------------------------

    def _does(self, who: str, text: str, tapped: str, key: str) -> list[OutgoingMessage]:
        self._last = (who, text, tapped)
        with self.database.read() as session:
            was = before(session, who)
        heard = self._checked(lambda: self._sends(who, text, tapped, key), who)
        with self.database.read() as session:
            check_stored(session, who, text, tapped, was, self.clock.now())
            check_number(session, who, text, was)
        return heard

    def _sends(self, who: str, text: str, tapped: str, key: str) -> list[OutgoingMessage]:
        return self._hears(Incoming(self.channel.name, key, who, text, tapped))

    def _checked(self, act: Callable[[], list[OutgoingMessage]], who: str) -> list[OutgoingMessage]:
        before = len(self.channel.sent)
        heard = act()
        self._nothing_was_set_aside()
        for message in self.channel.sent[before:]:
            self._fits(message)
            self._is_for(message)
        return heard

    def _nothing_was_set_aside(self) -> None:
        with self.database.read() as session:
            bad = session.exec(select(Inbox).where(Inbox.failed_reason != "")).all()
            assert not bad, [(one.text, one.tapped, one.failed_reason) for one in bad]
            waiting = select(func.count()).where(col(Inbox.handled_at).is_(None))
            assert session.exec(waiting).one() == 0

    def _fits(self, message: OutgoingMessage) -> None:
        assert fits(message, self.channel.name), message
        assert message.text.strip()
        assert all(one.label and len(one.data.encode()) <= 64 for one in message.choices)

    def _is_for(self, message: OutgoingMessage) -> None:
        """No title and no words of an agency that is not the reader's."""
        may_read = self._agencies_of(message.address)
        if "*" in may_read:
            return
        text = " ".join(message.text.split())
        for title, agency in TITLES.items():
            assert title not in text or agency in may_read, (message.address, may_read, text)
        for mark in set(_MARKED.findall(text)):
            author, agencies = self._marks[mark]
            is_theirs = author == message.address or agencies & (may_read | {"*"})
            assert is_theirs, (message.address, author, text)

    def _agencies_of(self, who: str) -> set[str]:
        """Whose matters somebody may read today, found out apart from the bot; "*": all."""
        on = self.clock.now().date()
        with self.database.read() as session:
            person = session.exec(select(Person).where(Person.code == who)).first()
            if person is None:
                return set()
            rights = select(Right).where(Right.person_id == person.id)
            if any(one.kind == RightKind.PLANNER for one in session.exec(rights)):
                return {"*"}
            ids = {person.id} | {
                one.person_id
                for one in session.exec(select(Absence).where(Absence.stand_in_id == person.id))
            }
            names = (
                select(Agency.name)
                .join(Appointment, col(Appointment.agency_id) == Agency.id)
                .where(
                    col(Appointment.person_id).in_(ids),
                    (col(Appointment.ends_on).is_(None)) | (col(Appointment.ends_on) >= on),
                )
            )
            return set(session.exec(names))

    def _counts(self) -> int:
        with self.database.read() as session:
            return session.exec(select(func.count()).select_from(Report)).one()

    def _newest_id(self) -> int:
        with self.database.read() as session:
            return session.exec(select(func.count()).select_from(Inbox)).one()


# --- Roles --------------------------------------------------------------------------------------


def _person(session: Session, code: str) -> int:
    return session.exec(select(Person).where(Person.code == code)).one().id or 0


def _posts(session: Session, code: str) -> list[Appointment]:
    of = select(Appointment).where(Appointment.person_id == _person(session, code))
    return list(session.exec(of))


def _post_ends(session: Session, on: date) -> None:
    """The focal person of Sở Công Thương held it until yesterday."""
    for post in _posts(session, "sct"):
        post.ends_on = on - timedelta(days=1)


def _post_goes_on(session: Session, on: date) -> None:
    for post in _posts(session, "sct"):
        post.ends_on = None


def _takes_over(session: Session, on: date) -> None:
    """Somebody of another agency gets the post as well, from today."""
    agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one().id or 0
    if agency not in {post.agency_id for post in _posts(session, "syt")}:
        syt = _person(session, "syt")
        session.add(Appointment(person_id=syt, agency_id=agency, post=Post.FOCAL, starts_on=on))


def _becomes_planner(code: str) -> Callable[[Session, date], None]:
    def change(session: Session, on: date) -> None:
        person_id = _person(session, code)
        known = select(Right).where(Right.person_id == person_id)
        if session.exec(known).first() is None:
            session.add(Right(person_id=person_id, kind=RightKind.PLANNER))

    return change


def _nobody_plans(session: Session, on: date) -> None:
    for right in session.exec(select(Right)):
        session.delete(right)


def _consent_ends(session: Session, on: date) -> None:
    of = select(Consent).where(Consent.person_id == _person(session, "syt"))
    for consent in session.exec(of):
        consent.withdrawn_at = START


ROLES: tuple[Callable[[Session, date], None], ...] = (
    *(_post_ends, _post_goes_on, _takes_over, _nobody_plans, _consent_ends),
    *(_becomes_planner("snv"), _becomes_planner("skhdt")),
)
