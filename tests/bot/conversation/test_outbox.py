"""What a turn says becomes rows: parts that fit, choices that stay together."""

from bot.channels.contract import Capabilities
from bot.conversation.outbox import queue_turn, refill
from bot.dialogs.engine import Choice, Prompt, State, Turn
from storage.database import Database
from storage.models import ChatAccount, Outbox
from tests.support.worlds.world import START

NARROW = Capabilities(max_length=120, buttons=False)
CHOICES = (Choice("a", "Chọn một"), Choice("b", "Hai"))


def queued(database: Database, text: str, capabilities: Capabilities) -> list[Outbox]:
    with database.write() as session:
        account = ChatAccount(channel="fake", address="sct")
        session.add(account)
        session.flush()
        turn = Turn(Prompt(text, CHOICES), State("help", "help"))
        return queue_turn(session, account.id or 0, turn, START, capabilities)


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
