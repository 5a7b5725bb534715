"""Telegram tells us: its webhook is set as the settings say, and its calls are read like polls."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.contract import Store
from bot.channels.telegram.judged_request import Unanswered
from bot.channels.telegram.polling import (
    LONGEST_PAUSE,
    PAUSE_AFTER_ERROR,
    WANTED,
    Pause,
    read_updates,
)
from bot.channels.telegram.tidying import Tidying
from bot.channels.told import Teller, take_call
from storage.messages.inbox import Incoming

log = logging.getLogger(__name__)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/webhooks/telegram"


class Webhook:
    """`url`: where the outside reaches PATH."""

    def __init__(
        self,
        bot: Bot,
        url: str,
        secret: str,
        heard: Callable[[Update], Incoming | None],
        reason: Callable[[TelegramError], str],
        pause: Pause,
    ) -> None:
        self._bot = bot
        self._url = url
        self._teller = Teller("Telegram", HEADER, secret)
        self._heard = heard
        self._reason = reason
        self._pause = pause
        self._tidying = Tidying(bot, reason)

    async def ask_for_calls(self) -> None:
        """Until Telegram has agreed; where it has been set already this changes nothing."""
        pause = PAUSE_AFTER_ERROR
        while True:
            try:
                await self._bot.set_webhook(
                    self._url, secret_token=self._teller.secret, allowed_updates=WANTED
                )
                return
            except TelegramError as error:
                log.warning("Telegram sets no webhook (%s); trying again", self._reason(error))
                await self._pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def take(self, request: Request, store: Store) -> Response:
        updates: list[Update] = []

        def read(body: Any) -> list[Incoming]:
            with suppress(Unanswered):  # what is no update is let pass
                updates.extend(read_updates([body], self._bot))
            return [heard for heard in map(self._heard, updates) if heard]

        answer = await take_call(request, self._teller, read, store)
        if answer.status_code == 200:
            self._tidying.take(updates)
        return answer

    def stop(self) -> None:
        self._tidying.stop()
