"""Puts out the buttons that were tapped, beside the hearing and never in its way."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable

from telegram import Bot, CallbackQuery, Update
from telegram.error import TelegramError

log = logging.getLogger(__name__)
AT_ONCE = 2  # of the connections that also send
MOST = 100  # that wait; who tapped still longer ago sees that nothing is waited for any more
SECONDS = 5.0  # for one


class Tidying:
    """No harm is done where it fails: a tap on an old button is answered, too."""

    def __init__(self, bot: Bot, reason: Callable[[TelegramError], str]) -> None:
        self._bot = bot
        self._reason = reason
        self._waiting: deque[CallbackQuery] = deque(maxlen=MOST)
        self._working: set[asyncio.Task[None]] = set()

    def take(self, updates: Iterable[Update]) -> None:
        """Return at once; the buttons of these updates are put out in their turn."""
        self._waiting += filter(None, (update.callback_query for update in updates))
        for _ in range(min(AT_ONCE - len(self._working), len(self._waiting))):
            task = asyncio.create_task(self._work())
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    def stop(self) -> None:
        for task in self._working:
            task.cancel()

    async def _work(self) -> None:
        while self._waiting:
            query = self._waiting.popleft()
            try:
                async with asyncio.timeout(SECONDS):
                    await self._put_out(query)
            except TelegramError as error:
                log.info("a tapped button stays as it was (%s)", self._reason(error))
            except TimeoutError:
                log.info("a tapped button stays as it was (Telegram is slow)")

    async def _put_out(self, query: CallbackQuery) -> None:
        """End the waiting mark on it, and take its row away."""
        await self._bot.answer_callback_query(query.id)
        if query.message is not None:
            await self._bot.edit_message_reply_markup(
                query.message.chat.id, query.message.message_id, reply_markup=None
            )
