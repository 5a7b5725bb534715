"""The stand-in for Telegram, driven by the real Bot of python-telegram-bot."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken

from bot.simulator.server import Simulator
from bot.simulator.telegram.payloads import chat_id
from tests.support.patience import HANGS
from tests.support.simulator.running import RunningSimulator, real_bot

pytestmark = pytest.mark.anyio
LONG = timedelta(seconds=20)


def chat_of(simulator: Simulator, phone_id: str) -> int:
    return chat_id(simulator.conversation(phone_id).phone)


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(label, callback_data=f"c:{label}") for label in labels]
    return InlineKeyboardMarkup([row])


async def test_the_bot_learns_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert me.is_bot
    assert me.first_name == "Đầu Mối"


async def test_what_the_bot_sends_is_read_on_the_phone(bot: Bot, simulator: Simulator) -> None:
    markup = keyboard("Đúng", "Không")
    sent = await bot.send_message(chat_of(simulator, "an"), "Kính gửi anh", reply_markup=markup)
    message = simulator.conversation("an").messages[-1]
    assert (message.id, message.sender, message.text) == (sent.message_id, "bot", "Kính gửi anh")
    assert [button.data for button in message.buttons[0]] == ["c:Đúng", "c:Không"]
    assert sent.date == simulator.clock.now()
    assert simulator.conversation("binh").messages == []


async def test_what_a_person_types_comes_as_an_update(bot: Bot, simulator: Simulator) -> None:
    simulator.send("an", "/start K7PM-2XQA")
    (update,) = await bot.get_updates(timeout=LONG)
    assert update.message is not None
    assert update.message.text == "/start K7PM-2XQA"
    assert update.message.chat.id == chat_of(simulator, "an")
    assert update.message.from_user is not None
    assert update.message.from_user.first_name == "Nguyễn Văn An"
    assert [entity.type for entity in update.message.entities] == ["bot_command"]


async def test_a_long_poll_wakes_when_something_comes(
    bot: Bot, simulator: Simulator, running: RunningSimulator
) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=LONG, read_timeout=30))
    await reached(running, "getUpdates")
    simulator.send("binh", "tong hop")
    async with asyncio.timeout(HANGS):
        (update,) = await polling
    assert update.effective_chat is not None
    assert update.effective_chat.id == chat_of(simulator, "binh")


async def test_a_poll_with_no_time_answers_at_once(bot: Bot) -> None:
    async with asyncio.timeout(HANGS):
        assert await bot.get_updates(timeout=timedelta(0)) == ()


async def test_an_update_comes_again_until_a_higher_offset(bot: Bot, simulator: Simulator) -> None:
    simulator.send("an", "một")
    simulator.send("an", "hai")
    first = await bot.get_updates()
    assert [update.update_id for update in await bot.get_updates()] == [
        update.update_id for update in first
    ]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message and update.message.text for update in rest] == ["hai"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_keeps_only_the_last(bot: Bot, simulator: Simulator) -> None:
    for text in ("một", "hai", "ba"):
        simulator.send("an", text)
    (last,) = await bot.get_updates(offset=-1)
    assert last.message is not None
    assert last.message.text == "ba"


async def test_no_more_updates_come_than_asked_for(bot: Bot, simulator: Simulator) -> None:
    for text in ("một", "hai", "ba"):
        simulator.send("an", text)
    assert len(await bot.get_updates(limit=2)) == 2


async def test_kinds_that_are_not_allowed_do_not_come(bot: Bot, simulator: Simulator) -> None:
    await bot.get_updates(allowed_updates=["message"])
    simulator.block("an", True)
    simulator.send("binh", "xin chào")
    (update,) = await bot.get_updates(timeout=LONG)
    assert update.message is not None


async def test_a_second_poll_ends_the_first_with_a_conflict(
    bot: Bot, running: RunningSimulator
) -> None:
    simulator = running.simulator
    async with real_bot(running, simulator.telegram.token) as other:
        first = asyncio.create_task(bot.get_updates(timeout=LONG, read_timeout=30))
        await reached(running, "getUpdates")
        second = asyncio.create_task(other.get_updates(timeout=LONG, read_timeout=30))
        with pytest.raises(Conflict, match="other getUpdates"):
            await first
        simulator.send("an", "còn đây")
        (update,) = await second
    assert update.message is not None
    assert update.message.text == "còn đây"


async def test_a_tap_comes_as_a_callback_and_the_buttons_can_go(
    bot: Bot, simulator: Simulator
) -> None:
    chat = chat_of(simulator, "an")
    sent = await bot.send_message(chat, "Đúng không?", reply_markup=keyboard("Đúng"))
    simulator.tap("an", sent.message_id, "c:Đúng")
    (update,) = await bot.get_updates(timeout=LONG)
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("c:Đúng", chat)
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    assert await bot.answer_callback_query(query.id)
    await bot.edit_message_reply_markup(chat, sent.message_id, reply_markup=None)
    assert simulator.conversation("an").messages[-1].buttons == ()


async def test_a_tap_on_buttons_that_went_away_still_arrives(
    bot: Bot, simulator: Simulator
) -> None:
    chat = chat_of(simulator, "an")
    sent = await bot.send_message(chat, "Đúng không?", reply_markup=keyboard("Đúng"))
    await bot.edit_message_reply_markup(chat, sent.message_id)
    simulator.tap("an", sent.message_id, "c:Đúng")
    (update,) = await bot.get_updates(timeout=LONG)
    assert update.callback_query is not None


async def test_edits_that_make_no_sense_are_refused(bot: Bot, simulator: Simulator) -> None:
    chat = chat_of(simulator, "an")
    sent = await bot.send_message(chat, "Không có nút")
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(chat, sent.message_id)
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_reply_markup(chat, 999)
    typed = simulator.send("an", "tôi viết")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_reply_markup(chat, typed.id)


async def test_a_query_that_never_was_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)query id is invalid"):
        await bot.answer_callback_query("12")


async def test_a_document_arrives_whole_with_its_name(
    bot: Bot, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    content = bytes(range(256)) * 40 + b"\r\n--\r\n"
    sent = await bot.send_document(
        chat_of(simulator, "binh"), content, filename="Tổng hợp 2026.xlsx", caption="Bảng"
    )
    assert sent.document is not None
    assert sent.document.file_name == "Tổng hợp 2026.xlsx"
    message = simulator.conversation("binh").messages[-1]
    assert message.file is not None
    assert (message.text, message.file.size) == ("Bảng", len(content))
    answer = await client.get(f"/files/{message.file.id}")
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_photo_is_shown_as_a_picture(
    bot: Bot, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64)
    sent = await bot.send_photo(chat_of(simulator, "binh"), picture, filename="bieu-do.png")
    assert sent.photo
    assert sent.photo[0].file_size == len(picture)
    file = simulator.conversation("binh").messages[-1].file
    assert file is not None
    answer = await client.get(f"/files/{file.id}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content == picture


async def test_a_blocked_bot_is_told_so(bot: Bot, simulator: Simulator) -> None:
    simulator.block("an", True)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(chat_of(simulator, "an"), "Có ai không?")
    (update,) = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    simulator.block("an", False)
    await bot.send_message(chat_of(simulator, "an"), "Chào lại")
    assert simulator.conversation("an").messages[-1].text == "Chào lại"


async def test_an_unknown_chat_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(12345, "Ai đó?")


async def test_the_longest_text_is_counted_in_utf16_units(bot: Bot, simulator: Simulator) -> None:
    chat = chat_of(simulator, "an")
    await bot.send_message(chat, "ệ" * 4096)
    assert len(simulator.conversation("an").messages) == 1
    # Outside the first plane a letter counts twice
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(chat, "𠀀" * 2049)
    with pytest.raises(BadRequest, match="text is empty"):
        await bot.send_message(chat, "   ")


async def test_callback_data_over_sixty_four_bytes_is_refused(
    bot: Bot, simulator: Simulator
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Đúng", callback_data="ệ" * 22)]])
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(chat_of(simulator, "an"), "Đúng không?", reply_markup=markup)
    assert simulator.conversation("an").messages == []


async def test_a_wrong_token_opens_nothing(running: RunningSimulator) -> None:
    stranger = real_bot(running, "1:wrong")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_an_unknown_method_is_not_found(client: httpx.AsyncClient, bot: Bot) -> None:
    answer = await client.post(f"/bot{bot.token}/sendNothing")
    expected = {"ok": False, "error_code": 404, "description": "Not Found"}
    assert (answer.status_code, answer.json()) == (404, expected)


async def test_json_bodies_and_addresses_are_read_too(
    client: httpx.AsyncClient, bot: Bot, simulator: Simulator
) -> None:
    chat = chat_of(simulator, "an")
    posted = await client.post(f"/bot{bot.token}/sendMessage", json={"chat_id": chat, "text": "A"})
    address = {"chat_id": str(chat), "text": "B"}
    fetched = await client.get(f"/bot{bot.token}/sendmessage", params=address)
    assert posted.json()["ok"]
    assert fetched.json()["result"]["text"] == "B"


async def test_parameters_of_a_wrong_kind_are_a_bad_request(
    client: httpx.AsyncClient, bot: Bot
) -> None:
    answer = await client.post(f"/bot{bot.token}/getUpdates", json={"offset": "soon"})
    assert answer.status_code == 400
    broken = {"content-type": "application/json"}
    answer = await client.post(f"/bot{bot.token}/getMe", content=b"{", headers=broken)
    assert answer.status_code == 400


async def test_requests_can_be_read_back(
    bot: Bot, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    chat = chat_of(simulator, "an")
    await bot.send_message(chat, "Chào", reply_markup=keyboard("Đúng"))
    await bot.send_chat_action(chat, "typing")
    await bot.set_my_commands([("tonghop", "Tổng hợp")])
    *_, sent, action, commands = (await client.get("/api/requests")).json()
    assert sent["method"] == "sendMessage"
    assert sent["parameters"]["chat_id"] == chat
    assert sent["parameters"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Đúng"
    assert action["parameters"]["action"] == "typing"
    assert commands["parameters"]["commands"][0]["command"] == "tonghop"


async def reached(running: RunningSimulator, method: str) -> None:
    """Until the simulator has taken a call of `method`."""
    async with asyncio.timeout(HANGS):
        while all(request.method != method for request in running.telegram.requests):
            await running.simulator.state.changed(running.simulator.state.revision, 0.05)
