"""What a turn says becomes rows: parts that fit, choices that stay together, numbers for each."""

import asyncio
from datetime import date

from sqlmodel import Session, col, select

from bot.channels.contract import Capabilities, OutgoingMessage
from bot.conversation.outbox import queue_turn, refill
from bot.dialogs.engine import Choice, Prompt, State, Turn
from storage.database import Database
from storage.messages.inbox import Incoming, account_at
from storage.messages.outbox import numbered_questions, open_questions
from storage.models import ChatAccount, Outbox, OutboxKind
from tests.support.worlds.world import START, FakeChannel, World

NARROW = Capabilities(max_length=120, buttons=False)
CHOICES = (Choice("a", "Chọn một"), Choice("b", "Hai"))


def queued(database: Database, text: str, capabilities: Capabilities) -> list[Outbox]:
    with database.write() as session:
        account = ChatAccount(channel="fake", address="sct")
        session.add(account)
        session.flush()
        turn = Turn(Prompt(text, CHOICES), State("help", "help"))
        return queue_turn(session, account, turn, START, capabilities, ())


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
    asked = numbered_questions(session, account.id or 0)
    return queue_turn(session, account, turn, START, NARROW, asked)[-1]


def numbers(row: Outbox) -> list[int]:
    return [choice["number"] for choice in row.choices or []]


def test_each_open_question_of_a_chat_goes_on_counting_behind_the_others(
    database: Database,
) -> None:
    with database.write() as session:
        asked = [ask(session, *CHOICES) for _ in range(3)]
        assert [numbers(row) for row in asked] == [[1, 2], [3, 4], [5, 6]]
        asked[2].answered_at = START
        again = ask(session, *CHOICES)
        assert numbers(again) == [5, 6]
        again.dropped_at = START
        assert numbers(ask(session, *CHOICES)) == [5, 6]


def test_when_no_question_is_open_any_more_the_numbers_begin_anew(database: Database) -> None:
    with database.write() as session:
        for row in (ask(session, *CHOICES), ask(session, *CHOICES)):
            row.answered_at = START
        assert numbers(ask(session, *CHOICES)) == [1, 2]


def test_another_chat_has_numbers_of_its_own(database: Database) -> None:
    with database.write() as session:
        ask(session, *CHOICES)
        assert numbers(ask(session, *CHOICES, who="syt")) == [1, 2]


def test_numbers_that_choices_bring_are_given_to_no_other_choice(database: Database) -> None:
    brought = Choice("t", "Nhiệm vụ", number=7)
    with database.write() as session:
        assert numbers(ask(session, CHOICES[0], brought, CHOICES[1])) == [8, 7, 9]
        assert numbers(ask(session, *CHOICES)) == [10, 11]
        assert numbers(ask(session, Choice("t", "Nhiệm vụ", number=3), *CHOICES)) == [3, 12, 13]


def test_choices_that_are_typed_by_name_take_no_number_away(database: Database) -> None:
    with database.write() as session:
        assert numbers(ask(session, *CHOICES, numbered=False)) == [0, 0]
        assert numbers(ask(session, *CHOICES)) == [1, 2]


def test_a_question_that_moves_to_another_chat_counts_behind_those_open_there(
    database: Database,
) -> None:
    in_text = Choice("t", "Nhiệm vụ", number=2, is_in_text=True)
    with database.write() as session:
        ask(session, *CHOICES, who="syt")
        moving = ask(session, in_text, *CHOICES)
        assert numbers(moving) == [2, 3, 4]
        moving.account_id = account_at(session, "fake", "syt").id or 0
        for _ in range(2):
            refill(session, moving, NARROW, START)
            assert numbers(moving) == [2, 3, 4]  # the text shows the 2
        ask(session, *CHOICES, who="syt")
        refill(session, moving, NARROW, START)
        assert numbers(moving) == [2, 7, 8]
        assert (moving.text or "").endswith("7. Chọn một\n8. Hai")


class AnsweringMeanwhile(FakeChannel):
    """While the first message is on its way, somebody types and is answered."""

    async def send(self, message: OutgoingMessage) -> str:
        if not self.sent:
            typed = Incoming(self.name, "m-meanwhile", "sct", "1.1")
            await asyncio.to_thread(self.world.answers, typed)
        return await super().send(message)

    world: World


def test_what_is_asked_while_a_digest_is_on_its_way_has_other_numbers(database: Database) -> None:
    """The digest is a question only when it has left, but its numbers are printed before."""
    channel = AnsweringMeanwhile(capabilities=Capabilities(max_length=4096, buttons=False))
    world = channel.world = World(database, channel)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    with database.read() as session:
        account = account_at(session, "fake", "sct")
        asked, digest = open_questions(session, account.id or 0)
    assert digest.kind == OutboxKind.DIGEST
    assert len(numbers(asked)) == 8
    assert not set(numbers(digest)) & set(numbers(asked))


def test_a_digest_that_never_left_keeps_no_numbers(database: Database) -> None:
    with database.write() as session:
        failed = ask(session, *CHOICES)
        failed.kind, failed.failed_at = OutboxKind.DIGEST, START
        assert numbers(ask(session, *CHOICES)) == [1, 2]
        assert len(session.exec(select(Outbox).where(col(Outbox.state).is_not(None))).all()) == 2
