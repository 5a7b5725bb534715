"""Telegram as one bot sees it: what people typed, and a log of every message that has arrived."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_UPDATES = 100
Params = dict[str, str]


@dataclass
class Arrived:
    """`run`: which start of the program has sent it. `hidden`: it was not told so."""

    number: int
    chat: str
    text: str
    buttons: list[tuple[str, str]]  # label, what a tap gives
    run: int
    at: float
    hidden: bool = False


@dataclass
class Given:
    """An update, and until when it was asked for again."""

    number: int
    chat: str
    body: dict[str, Any]


class Telegram:
    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.given: list[Given] = []  # everything that was ever typed or tapped
        self.confirmed = 0  # the offset: what came before it is the program's alone
        self._waiting: deque[Given] = deque()
        self._news = asyncio.Event()
        self._phones: dict[str, Callable[[Arrived], None]] = {}
        self.by_chat: defaultdict[str, list[Arrived]] = defaultdict(list)

    # --- The people -----------------------------------------------------------------------------

    def listen(self, chat: str, told: Callable[[Arrived], None]) -> None:
        self._phones[chat] = told

    def type(self, chat: str, text: str) -> None:
        self._give(chat, lambda number: {"message": {**_frame(number, chat), "text": text}})

    def tap(self, chat: str, seen: Arrived, data: str) -> None:
        shown = {**_frame(seen.number, chat), "text": seen.text}
        self._give(
            chat,
            lambda number: {
                "callback_query": {
                    "id": str(number),
                    "from": _person(chat),
                    "chat_instance": "1",
                    "message": shown,
                    "data": data,
                }
            },
        )

    def _give(self, chat: str, made: Callable[[int], dict[str, Any]]) -> None:
        number = len(self.given) + 1
        given = Given(number, chat, {"update_id": number, **made(number)})
        self.given.append(given)
        self._waiting.append(given)
        self._news.set()

    # --- The bot --------------------------------------------------------------------------------

    async def answer(self, run: int, method: str, params: Params, hidden: bool) -> Any:
        match method:
            case "getupdates":
                offset = int(params.get("offset", 0))
                return await self._updates(offset, float(params.get("timeout", 0)))
            case "sendmessage":
                return self._take(run, params, hidden)
            case "getme":
                names = {"first_name": "Đầu Mối", "username": "daumoi_crash_bot"}
                return {"id": 1, "is_bot": True, **names}
        return True

    async def _updates(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        self.confirmed = max(self.confirmed, offset - 1)
        while self._waiting and self._waiting[0].number < offset:
            self._waiting.popleft()
        if not self._waiting:
            self._news.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                return []
        return [one.body for one in list(self._waiting)[:MOST_UPDATES]]

    def _take(self, run: int, params: Params, hidden: bool) -> dict[str, Any]:
        chat = params["chat_id"]
        rows = json.loads(params.get("reply_markup", "{}")).get("inline_keyboard", [])
        buttons = [(one["text"], one["callback_data"]) for row in rows for one in row]
        number = len(self.arrived) + 1
        seen = Arrived(number, chat, params["text"], buttons, run, time.monotonic(), hidden)
        self.arrived.append(seen)
        self.by_chat[chat].append(seen)
        if chat in self._phones:
            self._phones[chat](seen)
        return {**_frame(number, chat), "text": seen.text}


def _person(chat: str) -> dict[str, Any]:
    return {"id": int(chat), "first_name": "Mẫu", "is_bot": False, "language_code": "vi"}


def _frame(number: int, chat: str) -> dict[str, Any]:
    return {
        "message_id": number,
        "from": _person(chat),
        "chat": {"id": int(chat), "first_name": "Mẫu", "type": "private"},
        "date": int(time.time()),
    }
