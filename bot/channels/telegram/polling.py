"""Hears Telegram: what came is stored before it is confirmed; what cannot be read is set aside."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.contract import Store
from bot.channels.telegram.judged_request import Unanswered
from bot.channels.telegram.tidying import Tidying
from storage.messages.inbox import Incoming

log = logging.getLogger(__name__)
POLL_SECONDS = 25
PAUSE_AFTER_ERROR = 3.0
LONGEST_PAUSE = 60.0
WANTED = ["message", "edited_message", "callback_query"]

Pause = Callable[[float], Awaitable[None]]


class PolledBot(Bot):
    """Gives updates as they came: `get_updates` would refuse all of them for one that it cannot
    read, again at each poll, and writes into the log what people have said."""

    async def poll(self, offset: int | None) -> Any:
        """Raises TelegramError."""
        asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        return await self._post("getUpdates", asked, read_timeout=POLL_SECONDS + 15)


def read_updates(given: Any, bot: Bot) -> list[Update]:
    """Those with a number; of one that cannot be read its number only: it is confirmed and passed.

    Raises Unanswered for what are no updates.
    """
    listed = given if isinstance(given, list) else [given]
    numbered = [(one, number) for one in listed if (number := _number(one)) is not None]
    if listed and not numbered:
        raise Unanswered("updates came without their numbers", may_have_arrived=False)
    return [_read(one, bot) or Update(number) for one, number in numbered]


def _number(update: Any) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else None


def _read(update: dict[str, Any], bot: Bot) -> Update | None:
    try:
        return Update.de_json(update, bot)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next one must be heard
        # No more of it: an error's own text may quote what somebody wrote
        kind = type(error).__name__
        log.error("update %s cannot be read and is set aside (%s)", update["update_id"], kind)
        return None


class Polling:
    def __init__(
        self,
        bot: PolledBot,
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
                    updates = read_updates(await self._bot.poll(offset), self._bot)
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
