"""Talks written down so that a planner can read and correct them: parsed, played, written anew.

    [14/10/2026 08:00]                     the clock; the jobs run, and what is due is said
    BOT → sct: Kính gửi anh An …           what somebody hears; further lines are indented
      (Báo cáo ngay) (Để sau)              what may be chosen
    sct: (Báo cáo ngay)                    somebody chooses
    sct: 12 lớp tập huấn                   somebody types
    sct: [tệp baocao.pdf 1,2 MB] kèm theo  somebody sends a file, here with a few words
    sct: [ảnh] chú thích                   or a photo; also [video], [ghi âm], [nhãn dán]
      [tệp bang.xlsx]                      the bot sends a file, below what it says with it
    [sct xin lùi hạn 1.2 đến 30/11/2026: …]   a request is made, see tests.support.worlds.requests

    [trả lại 1.1: thiếu số liệu]         the planning department returns a report
    [đứt kết nối khi gửi]                nobody knows whether the next message arrives

`linked: sct, syt` at the top names who is linked already, `invited: sct` who has been given a code
(the first is ABCD-EEEE, then ABCD-FFFF, ABCD-GGGG, ABCD-HHHH …); lines with # are remarks. Besides,
`world: reporting` takes the world with indicators and an earlier year, `world: wide` gives Sở Công
Thương 22 tasks, `world: own days` is of tasks with last days of their own, `world: leader` has a
leader of the province, `channel: …` plays it on one channel only.
`python -m tests.support.talks.transcript FILE …` plays the human side and writes down the bot's:
read it then!
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import bindparam
from sqlmodel import select

from bot.channels.contract import Capabilities, OutcomeUnknown, OutgoingMessage
from bot.channels.message_text import NO_NUMBER, units, with_numbers
from bot.conversation.routing.router import route
from storage.database import Database
from storage.messages.questions import open_questions
from storage.models import ChatAccount, Inbox
from storage.names import fold
from tests.support.paths import ROOT
from tests.support.worlds.answers.commune_world import CommuneWorld
from tests.support.worlds.answers.like_tasks import LikeTasksWorld
from tests.support.worlds.own_days import OwnDaysWorld
from tests.support.worlds.planners import LeaderWorld
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.requests import asks
from tests.support.worlds.wide_world import WideWorld
from tests.support.worlds.world import WITH_FILES, ZONE, FakeChannel, World

WORLDS: dict[str, type[World]] = {
    "": World,
    "reporting": ReportingWorld,
    "wide": WideWorld,
    "own days": OwnDaysWorld,
    "leader": LeaderWorld,
    "commune": CommuneWorld,
    "like tasks": LikeTasksWorld,
}
LONGEST = {"telegram": 4096, "zalo": 2000, "plain": 100_000}  # UTF-16 units
MOST_CHOICES = 9
MOST_OF_A_LIST = 27  # tasks, and the ways on
HEADS = ("#", "linked:", "invited:", "world:", "channel:")
FOLDER = ROOT / "tests" / "transcripts"
_CLOCK = re.compile(r"\[(\d\d/\d\d/\d{4} \d\d:\d\d)\]")
_HEARD = re.compile(r"BOT → ([\w-]+): (.*)")
_SAID = re.compile(r"([\w-]+): (.*)")
_RETURNED = re.compile(r"\[trả lại ([\w.]+): (.*)\]")
_BROKEN_OFF = "[đứt kết nối khi gửi]"
_FILE = re.compile(
    r"\[(tệp|ảnh|video|ghi âm|nhãn dán)(?: ([^\]]*?))??(?: ([\d,]+) (KB|MB))?\] ?(.*)"
)
_MEDIA = {
    "ảnh": "image/jpeg",
    "video": "video/mp4",
    "ghi âm": "audio/ogg",
    "nhãn dán": "application/x-tgsticker",
}
_UNITS = {"KB": 1024, "MB": 1024 * 1024}
_CHOICE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


@dataclass
class Move:
    """Something that happens, and what everybody then hears: lines of text, then the choices."""

    words: str  # as written: a clock, or who says what
    heard: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Transcript:
    head: list[str]  # remarks, who is linked, who is invited
    moves: list[Move]

    @property
    def linked(self) -> list[str]:
        return self._named("linked")

    @property
    def invited(self) -> list[str]:
        return self._named("invited")

    @property
    def channel_names(self) -> list[str]:
        """Those it is written for, or every kind that is not scarce."""
        return self._named("channel") or list(CHANNELS)

    @property
    def world_name(self) -> str:
        return next(iter(self._named("world")), "")

    def world(self, database: Database, channel: FakeChannel) -> World:
        return WORLDS[self.world_name](database, channel)

    def _named(self, what: str) -> list[str]:
        named = [line.partition(":")[2] for line in self.head if line.startswith(f"{what}:")]
        return [code.strip() for names in named for code in names.split(",") if code.strip()]


def read(text: str) -> Transcript:
    transcript, listener = Transcript([], []), ""
    for line in text.splitlines():
        heard = _HEARD.fullmatch(line)
        if heard and transcript.moves:
            listener = heard[1]
            transcript.moves[-1].heard.setdefault(listener, []).append(heard[2])
        elif line.startswith("  ") and listener:
            transcript.moves[-1].heard[listener].append(line.strip())
        elif line.startswith(HEADS) or not line.strip():
            if line.strip() and not transcript.moves:
                transcript.head.append(line)
        else:
            transcript.moves.append(Move(line.strip()))
            listener = ""
    return transcript


def play(transcript: Transcript, world: World) -> Iterator[tuple[Move, dict[str, list[str]]]]:
    """Each move, and what was heard by whom then."""
    for code in transcript.linked:
        world.links(code)
    for code in transcript.invited:
        world.invites(code)
    for move in transcript.moves:
        sent = _act(move.words, world)
        listeners = dict.fromkeys(message.address for message in sent)
        yield (
            move,
            {
                who: as_lines([one for one in sent if one.address == who], world.channel)
                for who in listeners
            },
        )


def as_lines(messages: Iterable[OutgoingMessage], channel: FakeChannel) -> list[str]:
    """The text without its numbered lines, and the choices in one line: alike on every channel."""
    lines = []
    for message in messages:
        numbered = with_numbers("", message.choices, channel.capabilities.buttons)
        lines += message.text.removesuffix(numbered).splitlines()
        long_forms = [
            f"- {choice.line}"
            for choice in message.choices
            if choice.line and not choice.is_in_text
        ]
        lines += long_forms
        if message.file is not None:
            lines.append(f"[tệp {message.file.name}]")
        if message.choices:
            lines.append(" ".join(f"({choice.label})" for choice in message.choices))
    return lines


def same(one: Iterable[str], other: Iterable[str]) -> bool:
    """The same words, however they were cut into lines and messages."""
    return " ".join(" ".join(one).split()) == " ".join(" ".join(other).split())


def fits(message: OutgoingMessage, channel: str) -> bool:
    """Not too long for its service, no more choices than a thumb looks through, counted from 1."""
    numbers = [choice.number for choice in message.choices]
    beside = [choice for choice in message.choices if not choice.is_in_text]
    return (
        0 < units(message.text) <= LONGEST[channel]
        and len(beside) <= MOST_CHOICES
        and len(numbers) <= MOST_OF_A_LIST
        and (set(numbers) <= {NO_NUMBER} or numbers == list(range(1, len(numbers) + 1)))
    )


def _act(words: str, world: World) -> list[OutgoingMessage]:
    clock = _CLOCK.fullmatch(words)
    if clock:
        instant = datetime.strptime(clock[1], "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)
        world.clock.instant = instant
        return world.ticks()
    returned = _RETURNED.fullmatch(words)
    if returned:
        assert isinstance(world, ReportingWorld)
        world.returns(returned[1], returned[2])
        return []
    if asks(words, world):
        return []
    if words == _BROKEN_OFF:
        world.channel.outcomes.append(OutcomeUnknown("timed out"))
        return []
    said = _SAID.fullmatch(words)
    assert said, f"not understood: {words}"
    before = len(world.channel.sent)
    choice, file = _CHOICE.fullmatch(said[2]), _FILE.fullmatch(said[2])
    if file is not None:
        _send(said[1], file, world)
    elif choice is None:
        world.says(said[1], said[2].replace("\\n", "\n"))
    else:
        _choose(said[1], choice[1], world)
    return world.channel.sent[before:]


def _send(who: str, file: re.Match[str], world: World) -> None:
    kind, name, amount, unit, caption = file.groups()
    size = round(float(amount.replace(",", ".")) * _UNITS[unit]) if amount else None
    world.sends(who, name or "", caption, size, media_type=_MEDIA.get(kind, ""))


def _choose(who: str, label: str, world: World) -> None:
    """A tap where there are buttons, else the number; elsewhere people write the label."""
    data = world.button(who, label)
    if world.channel.capabilities.buttons:
        _check_typed(who, label, data, world)
        world.taps_data(who, data)
        return
    choices = [choice for message in world.heard_by(who) for choice in message.choices]
    number = next(choice.number for choice in reversed(choices) if choice.data == data)
    is_named = world.channel.name == "plain" or number == NO_NUMBER
    world.says(who, fold(label) if is_named else str(number))


def _check_typed(who: str, label: str, data: str, world: World) -> None:
    """The label, typed without accents, is understood as the button is."""
    with world.database.read() as session:
        account = session.exec(_ACCOUNT, params={"channel": world.channel.name, "who": who}).one()
        questions = open_questions(session, account.id or 0)
        heard, tapped = _heard(account, world, fold(label)), _heard(account, world, "", data)
        typed, meant = (route(one, questions, ZONE, False) for one in (heard, tapped))
        assert (typed.question, typed.choice) == (meant.question, meant.choice), label


def _heard(account: ChatAccount, world: World, text: str, tapped: str = "") -> Inbox:
    at, key = world.clock.now(), account.id or 0
    return Inbox(
        channel="", external_id="", account_id=key, received_at=at, text=text, tapped=tapped
    )


_ACCOUNT = select(ChatAccount).where(
    ChatAccount.channel == bindparam("channel"), ChatAccount.address == bindparam("who")
)


def written(transcript: Transcript, played: Iterable[tuple[Move, dict[str, list[str]]]]) -> str:
    """The transcript as text, with what was heard."""
    lines = [*transcript.head]
    for move, heard in played:
        lines += ["", move.words]
        for who, (first, *rest) in heard.items():
            lines.append(f"BOT → {who}: {first}")
            lines += [f"  {line}".rstrip() for line in rest]
    return "\n".join(lines) + "\n"


CHANNELS: dict[str, Callable[[], FakeChannel]] = {
    "telegram": lambda: FakeChannel("telegram", WITH_FILES),
    "zalo": lambda: FakeChannel("zalo", Capabilities(max_length=2000, buttons=False)),
    "plain": lambda: FakeChannel("plain", Capabilities(max_length=100_000, buttons=False)),
}
MADE: dict[str, Callable[[], FakeChannel]] = {
    **CHANNELS,
    "zalo-scarce": lambda: FakeChannel(
        "zalo", Capabilities(max_length=2000, buttons=False, scarce=True)
    ),
}


def main() -> None:
    from storage.database import open_database
    from storage.migrations import upgrade

    for name in sys.argv[1:]:
        path = Path(name)
        transcript = read(path.read_text(encoding="utf-8"))
        with TemporaryDirectory() as folder:  # two chats are served at once, each in its thread
            database = open_database(f"sqlite:///{folder}/talk.sqlite3")
            upgrade(database)
            played = list(
                play(transcript, transcript.world(database, MADE[transcript.channel_names[0]]()))
            )
            database.close()
        path.write_text(written(transcript, played), encoding="utf-8")


if __name__ == "__main__":
    main()
