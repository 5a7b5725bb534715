"""The program's replicas, each in a slot of its own: started, killed, started again."""

import asyncio
import signal
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.crash.process import Clock, Process
from tests.crash.server import Server
from tests.support.phones.program import free_port

TOKEN = "1000001:crash-token-crash-token"


@dataclass
class Killed:
    run: int
    at: float


class Replicas:
    def __init__(self, number: int, url: str, server: Server, clock: Clock, folder: Path) -> None:
        self._url, self._server, self._clock, self._folder = url, server, clock, folder
        self._ports = [free_port() for _ in range(number)]
        self._runs = count(1)
        self.killed: list[Killed] = []
        self.died: list[int] = []  # by themselves
        self.running = [self._start(slot) for slot in range(number)]

    def _start(self, slot: int) -> Process:
        run, folder = next(self._runs), self._folder / f"replica-{slot}"
        folder.mkdir(exist_ok=True)
        settings = {
            "DATABASE_URL": self._url,
            "TELEGRAM_API_BASE": self._server.base(run),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "WEB_PORT": str(self._ports[slot]),
            "PTB_TIMEDELTA": "1",
        }
        return Process(run, folder, self._clock, settings)

    def kill(self, slot: int) -> None:
        """And start it again."""
        process = self.running[slot]
        if process.is_running():
            process.end(signal.SIGKILL)
            self.killed.append(Killed(process.run, time.monotonic()))
            self.running[slot] = self._start(slot)
        else:
            self.watch()

    def watch(self) -> None:
        """Who has died by himself is started again, as systemd would."""
        for slot, process in enumerate(self.running):
            if not process.is_running():
                self.died.append(process.run)
                self.killed.append(Killed(process.run, time.monotonic()))
                self.running[slot] = self._start(slot)

    async def is_ready(self) -> bool:
        return all([await self._answers(port) for port in self._ports])

    async def _answers(self, port: int) -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /healthz HTTP/1.0\r\n\r\n")
            said = await reader.read(64)
            writer.close()
        except OSError:
            return False
        return b" 200 " in said

    def stop(self) -> None:
        """As an administrator does; each ends by itself."""
        for process in self.running:
            process.end(signal.SIGTERM)

    def log(self) -> str:
        files = sorted(self._folder.glob("replica-*/output.txt"))
        return "".join(one.read_text("utf-8", "replace") for one in files)
