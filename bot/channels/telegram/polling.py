"""Hears Telegram: what came is stored before it is confirmed; what cannot be read is set aside."""

import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.contract import Store
from bot.channels.telegram.judged_request import JudgedRequest, Unanswered
from bot.channels.telegram.tidying import Tidying
from storage.messages.inbox import Incoming

log = logging.getLogger(__name__)
POLL_SECONDS = 25
PAUSE_AFTER_ERROR = 3.0
LONGEST_PAUSE = 60.0
WANTED = ["message", "edited_message", "callback_query"]

Pause = Callable[[float], Awaitable[None]]


class PolledRequest(JudgedRequest):
    """Leaves of an update that cannot be read its number only: then it is confirmed and passed.

    python-telegram-bot would refuse all that came with it, again at each poll.
    """

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **more)
        said = json.loads(body)
        if isinstance(said.get("result"), list):
            updates = readable(said["result"])
            if said["result"] and not updates:
                raise Unanswered("updates came without their numbers", may_have_arrived=False)
            said["result"] = updates
            body = json.dumps(said).encode()
        return status, body


def readable(updates: list[Any]) -> list[dict[str, Any]]:
    """Those with a number, and nothing but it of one that cannot be read."""
    numbered = [one for one in updates if isinstance(one, dict) and _number(one) is not None]
    return [one if _can_be_read(one) else {"update_id": _number(one)} for one in numbered]


def _number(update: dict[str, Any]) -> int | None:
    number = update.get("update_id")
    return number if isinstance(number, int) else None


def _can_be_read(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next one must be heard
        # No more of it: an error's own text may quote what somebody wrote
        kind = type(error).__name__
        log.error("update %s cannot be read and is set aside (%s)", update["update_id"], kind)
        return False
    return True


class Polling:
    def __init__(
        self,
        bot: Bot,
        heard: Callable[[Update], Incoming | None],
        reason: Callable[[TelegramError], str],
        pause: Pause,
    ) -> None:
        self._bot = bot
        self._heard = heard
        self._reason = reason
        self._pause = pause
        self._tidying = Tidying(bot, reason)

    async def run(self, store: Store) -> None:
        """Until cancelled."""
        offset: int | None = None
        pause = PAUSE_AFTER_ERROR
        try:
            while True:
                try:
                    updates = await self._updates(offset)
                except TelegramError as error:
                    log.warning("Telegram gives no updates (%s); trying again", self._reason(error))
                    await self._pause(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                    continue
                pause = PAUSE_AFTER_ERROR
                await store([heard for heard in map(self._heard, updates) if heard])
                if updates:
                    # Only now: this offset tells Telegram to forget what came before it
                    offset = updates[-1].update_id + 1
                    self._tidying.take(updates)
        finally:
            self._tidying.stop()

    async def _updates(self, offset: int | None) -> tuple[Update, ...]:
        return await self._bot.get_updates(
            offset=offset,
            timeout=timedelta(seconds=POLL_SECONDS),
            read_timeout=POLL_SECONDS + 15,
            allowed_updates=WANTED,
        )
