"""Everything the simulator remembers: phones, files, each server's own part; kept on disk."""

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from bot.simulator.phones import Buttons, Conversation, Message, Phone, Sender, SentFile
from bot.simulator.state.files import Files, write_at_once


class State:
    """Changed only inside `changing()`: one change is one revision and one write to the disk.

    It may be changed from any thread; waiting happens in an event loop."""

    def __init__(self, phones: Sequence[Phone], path: Path | None, zone: tzinfo) -> None:
        self.conversations = {phone.id: Conversation(phone) for phone in phones}
        self.files = Files(path.with_suffix(".files") if path else None)
        self.revision = 1
        self.closed = False
        self._zone = zone
        self._path = path
        self._last_message_id = 0
        self._parts: dict[str, Callable[[], object]] = {}
        self._kept: Mapping[str, Any] = {}
        self._lock = threading.RLock()
        self._depth = 0
        self._bells: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._recall()

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        with self._lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            if self._depth == 0:
                self.revision += 1
                self._save()
                self.ring()

    def part(self, name: str, plain: Callable[[], object]) -> Any:
        """Keep `plain()` under `name` from now on; gives what was kept there before, or None."""
        self._parts[name] = plain
        return self._kept.get(name)

    def write(
        self,
        conversation: Conversation,
        sender: Sender,
        text: str,
        at: datetime,
        buttons: Buttons = (),
        file: SentFile | None = None,
    ) -> Message:
        """A new message on the phone. Ids grow over all phones."""
        with self.changing():
            self._last_message_id += 1
            message = Message(self._last_message_id, sender, text, at, buttons, file)
            conversation.messages.append(message)
        return message

    async def changed(self, since: int, within: float) -> None:
        """Until there is a revision other than `since`, somebody rings, or so many seconds."""
        bell = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            if self.revision != since or self.closed:
                return
            self._bells.add(bell)
        try:
            async with asyncio.timeout(within):
                await bell[1].wait()
        except TimeoutError:
            pass
        finally:
            self._bells.discard(bell)

    def ring(self) -> None:
        """Let everybody who waits look again."""
        with self._lock:
            for loop, bell in tuple(self._bells):
                loop.call_soon_threadsafe(bell.set)

    def close(self) -> None:
        """End all waiting, now and from now on; nothing is forgotten."""
        self.closed = True
        self.ring()

    def _save(self) -> None:
        if self._path is None:
            return
        plain = {
            "revision": self.revision,
            "last_message_id": self._last_message_id,
            "phones": {key: c.plain(self._zone) for key, c in self.conversations.items()},
            "parts": {name: part() for name, part in self._parts.items()},
        }
        write_at_once(self._path, json.dumps(plain, ensure_ascii=False).encode())

    def _recall(self) -> None:
        if self._path is None or not self._path.is_file():
            return
        plain = json.loads(self._path.read_bytes())
        # One more: a page that waits for the revision it knows must look again
        self.revision = plain["revision"] + 1
        self._last_message_id = plain["last_message_id"]
        self._kept = plain["parts"]
        for key, conversation in self.conversations.items():
            if key in plain["phones"]:
                conversation.recall(plain["phones"][key])
