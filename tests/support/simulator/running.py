"""Runs a simulator in a background thread; stops at once, open long polls and all."""

import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.channels.certificates import trusted
from bot.simulator.server import Simulator
from tests.support.simulator.proxies.telegram import TelegramProxy
from tests.support.simulator.proxies.zalo_bot import ZaloBotProxy


class SimulatorServer(uvicorn.Server):
    """Uvicorn that ends the long polls before it waits for open requests."""

    def __init__(self, config: uvicorn.Config, simulator: Simulator) -> None:
        super().__init__(config)
        self._simulator = simulator
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._simulator.close()
        await super().shutdown(sockets)


class RunningSimulator:
    """`with RunningSimulator(simulator) as running:` then requests to `running.base_url`.

    They go through a proxy for each service, where they are recorded and can be let fail."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.telegram = TelegramProxy(simulator.app)
        self.zalo_bot = ZaloBotProxy(self.telegram, simulator)
        self.base_url = ""

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self.zalo_bot, log_config=None, access_log=False, lifespan="on", ws="none"
        )
        self._server = SimulatorServer(config, self.simulator)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="simulator"
        )
        self._thread.start()
        if not self._server.ready.wait(10):
            raise RuntimeError("the simulator did not start within ten seconds")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        if self._thread.is_alive():
            raise RuntimeError("the simulator did not stop within ten seconds")


def real_bot(running: RunningSimulator, token: str) -> Bot:
    """The package's own client; the certificates, which take long to read, are read once a run."""
    requests = [HTTPXRequest(httpx_kwargs={"verify": trusted()}) for _ in range(2)]
    return Bot(
        token,
        base_url=f"{running.base_url}/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
