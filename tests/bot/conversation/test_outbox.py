"""What a turn says becomes rows: parts that fit, choices that stay together, numbers for each."""

import asyncio
from datetime import date

from sqlmodel import Session

from bot.channels.contract import Capabilities, OutgoingMessage, SendError
from bot.conversation.outbox import queue_turn, refill
from bot.dialogs.engine import Choice, Prompt, State, Turn
from scheduler.jobs import tick
from storage.database import Database
from storage.messages.inbox import Incoming, account_at
from storage.messages.questions import open_questions
from storage.models import ChatAccount, Outbox, OutboxKind
from tests.support.worlds.world import CALENDAR, START, FakeChannel, World

NARROW = Capabilities(max_length=120, buttons=False)
CHOICES = (Choice("a", "Chọn một"), Choice("b", "Hai"))


def queued(database: Database, text: str, capabilities: Capabilities) -> list[Outbox]:
    with database.write() as session:
        account = ChatAccount(channel="fake", address="sct")
        session.add(account)
        session.flush()
        turn = Turn(Prompt(text, CHOICES), State("help", "help"))
        return queue_turn(session, account, turn, START, capabilities)


def test_choices_that_do_not_fit_any_more_go_together_in_a_message_of_their_own(
    database: Database,
) -> None:
    rows = queued(database, "một dòng dài vừa phải\n" * 5, NARROW)
    texts = [row.text or "" for row in rows]
    assert texts[-1] == "1. Chọn một\n2. Hai"
    assert "".join(texts[:-1]).count("một dòng dài vừa phải") == 5
    assert [row.state is not None for row in rows] == [False] * (len(rows) - 1) + [True]


def test_choices_that_fit_stay_below_their_question(database: Database) -> None:
    assert [row.text for row in queued(database, "Chọn:", NARROW)] == ["Chọn:\n1. Chọn một\n2. Hai"]


def test_for_another_channel_the_choices_are_put_anew(database: Database) -> None:
    with_buttons = Capabilities(max_length=120, buttons=True)
    [row] = queued(database, "Chọn:", with_buttons)
    assert row.text == "Chọn:"
    with database.write() as session:
        moved = session.get_one(Outbox, row.id)
        refill(session, moved, NARROW, START)
        assert moved.text == "Chọn:\n1. Chọn một\n2. Hai"
        refill(session, moved, with_buttons, START)
        assert moved.text == "Chọn:"


# --- Numbers --------------------------------------------------------------------------------------


def ask(session: Session, *choices: Choice, who: str = "sct", numbered: bool = True) -> Outbox:
    account = account_at(session, "fake", who)
    turn = Turn(Prompt("Chọn:", choices, numbered), State("help", "help"))
    return queue_turn(session, account, turn, START, NARROW)[-1]


def numbers(row: Outbox) -> list[int]:
    return [choice["number"] for choice in row.choices or []]


def test_the_choices_of_every_question_count_from_one(database: Database) -> None:
    """Whatever else is open in the chat: the newest that was shown owns the numbers."""
    with database.write() as session:
        asked = [ask(session, *CHOICES) for _ in range(3)]
        assert [numbers(row) for row in asked] == [[1, 2]] * 3
        asked[2].answered_at = START
        assert numbers(ask(session, *CHOICES, *CHOICES)) == [1, 2, 3, 4]


def test_choices_that_the_text_shows_are_counted_with_the_others(database: Database) -> None:
    in_text = Choice("t", "Nhiệm vụ", is_in_text=True)
    with database.write() as session:
        row = ask(session, in_text, *CHOICES)
        assert numbers(row) == [1, 2, 3]
        assert row.text == "Chọn:\n2. Chọn một\n3. Hai"


def test_choices_that_are_typed_by_name_have_no_number(database: Database) -> None:
    with database.write() as session:
        assert numbers(ask(session, *CHOICES, numbered=False)) == [0, 0]


def test_a_question_that_moves_to_another_chat_keeps_its_numbers(database: Database) -> None:
    in_text = Choice("t", "Nhiệm vụ", is_in_text=True)
    with database.write() as session:
        ask(session, *CHOICES, who="syt")
        moving = ask(session, in_text, *CHOICES)
        moving.account_id = account_at(session, "fake", "syt").id or 0
        for _ in range(2):
            refill(session, moving, NARROW, START)
            assert numbers(moving) == [1, 2, 3]
            assert (moving.text or "").endswith("\n2. Chọn một\n3. Hai")


class AnsweringMeanwhile(FakeChannel):
    """While the first message is on its way, somebody types and is answered."""

    async def send(self, message: OutgoingMessage) -> str:
        if not self.sent:
            typed = Incoming(self.name, "m-meanwhile", "sct", "1.1")
            await asyncio.to_thread(self.world.answers, typed)
        return await super().send(message)

    world: World


def test_what_is_asked_while_a_digest_is_on_its_way_owns_the_numbers(database: Database) -> None:
    """Both count from one; the digest was printed first, the question stands below it."""
    channel = AnsweringMeanwhile(capabilities=Capabilities(max_length=4096, buttons=False))
    world = channel.world = World(database, channel)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    with database.read() as session:
        account = account_at(session, "fake", "sct")
        asked, digest = open_questions(session, account.id or 0)
    assert digest.kind == OutboxKind.DIGEST
    assert numbers(asked) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert numbers(digest) == [1, 2, 3, 4, 5]
    assert "Tình trạng: Đang triển khai" in world.says("sct", "2")[0].text


def test_a_digest_that_is_shown_after_a_newer_question_owns_the_numbers(
    database: Database,
) -> None:
    """It is queued for the office hours, and the person asks before them."""
    world = World(database, FakeChannel(capabilities=Capabilities(4096, buttons=False)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15), 7, 50)
    tick(world.database, world.clock.now(), CALENDAR)
    assert "1.1 Tuyên truyền" in world.says("sct", "1.1")[-1].text
    world.clock.jump_to(date(2026, 10, 15), 8, 30)
    [digest] = world.delivers()
    assert "2) 1.2 Phát triển" in digest.text
    assert world.says("sct", "2")[0].text.startswith("1.2 Phát triển")


def test_a_digest_that_never_left_owns_no_numbers(database: Database) -> None:
    world = World(database, FakeChannel(capabilities=Capabilities(4096, buttons=False)))
    world.links("sct")
    world.says("sct", "1.1")
    world.clock.jump_to(date(2026, 10, 15))
    world.channel.outcomes = [SendError("refused", permanent=True)]
    world.ticks()
    assert "1.1" in world.says("sct", "1.1")[0].text
    assert "Tình trạng: Đang triển khai" in world.says("sct", "2")[0].text
