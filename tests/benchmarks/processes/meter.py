"""A measured process as it sees itself: CPU, statements, how long its event loop was held."""

import asyncio
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine, event

BEAT = 0.005  # seconds
TRANSACTIONS = {"begin": "transactions", "commit": "commits", "rollback": "rollbacks"}
OF_TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

Command = Callable[[str], dict[str, Any]]


class Meter:
    """Answers `probe` and the commands it is given, on a thread of its own."""

    def __init__(self, commands: Mapping[str, Command] | None = None) -> None:
        self._commands = {"probe": self._probe, "reset": self._reset, **(commands or {})}
        self._counts: Counter[str] = Counter()
        self._held = self._busy = 0.0

    def answer_from_now_on(self, **greeting: Any) -> None:
        threading.Thread(target=self._answer, args=(greeting,), name="meter", daemon=True).start()

    def _answer(self, greeting: dict[str, Any]) -> None:
        print(json.dumps(greeting), flush=True)
        for line in sys.stdin:
            command, _, argument = line.strip().partition(" ")
            print(json.dumps(self._commands[command](argument)), flush=True)

    def _probe(self, _: str) -> dict[str, Any]:
        """CPU in seconds since the process began, and what was noted since the last reset."""
        noted = {"held": self._held, "busy": self._busy, "counts": self._counts}
        return {"cpu": time.process_time(), **noted}

    def _reset(self, _: str) -> dict[str, Any]:
        self._held = self._busy = 0.0
        self._counts = Counter()
        return {}

    async def beat(self) -> None:
        """Notice by how much the event loop is late, and how long it computed; for ever."""
        while True:
            asked, worked = time.perf_counter() + BEAT, time.thread_time()
            await asyncio.sleep(BEAT)
            self._held = max(self._held, time.perf_counter() - asked)
            self._busy = max(self._busy, time.thread_time() - worked)

    def count_statements(self) -> None:
        """To be called before an engine is made; what begins or ends a transaction counts apart."""

        @event.listens_for(Engine, "before_cursor_execute")
        def _(_c: Any, _cursor: Any, statement: str, _p: Any, _x: Any, _many: bool) -> None:
            word = statement.lstrip().split(None, 1)[0].upper()
            if word not in OF_TRANSACTIONS:
                self._counts["statements"] += 1
            elif word in ("SAVEPOINT", "RELEASE"):
                self._counts["words of savepoints"] += 1

        for name, counted in TRANSACTIONS.items():
            event.listen(Engine, name, lambda _c, counted=counted: self._counts.update([counted]))
