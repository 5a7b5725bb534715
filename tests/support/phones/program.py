"""The real program as a process of its own: started, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from bot.channels.certificates import trusted
from tests.support.paths import ROOT
from tests.support.patience import HANGS, Patience
from tests.support.phones.warm import WarmStart


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Watch:
    """Ends a wait with the program's own output when it has died, or does nothing more."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._patience = Patience()

    def check(self) -> None:
        assert self._program.is_running(), self._program.output()
        assert not self._patience.is_over(), self._program.output()


class Program:
    """`daumoi` in `folder`, answering on `port`.

    `again_warm`: after the first start its modules need not be loaded once more.
    """

    def __init__(self, folder: Path, port: int, *, again_warm: bool = False) -> None:
        self.folder = folder
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | WarmStart | None = None
        self._again_warm = again_warm
        self._loaded = False  # it was started once as everybody starts it

    def start_demo(self) -> None:
        self._start(["demo", "--port", str(self.port), "--no-browser"], {}, self.url)

    def start_service(self, **settings: str) -> None:
        env = {"WEB_PORT": str(self.port), **settings}
        self._upgrade(env)
        warm, self._loaded = self._again_warm and self._loaded, True
        self._start(["run"], env, f"{self.url}/healthz", warm=warm)

    def _upgrade(self, env: dict[str, str]) -> None:
        """As an administrator does before the first start."""
        if "DATABASE_URL" not in env and not (self.folder / "var").exists():
            self._popen(["db", "upgrade"], env).wait()

    def _popen(self, arguments: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.folder / "output.txt").open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **env},
                stdout=output,
                stderr=output,
            )

    def _start(
        self, arguments: list[str], env: dict[str, str], until: str, *, warm: bool = False
    ) -> None:
        start = WarmStart(arguments, self.folder, env) if warm else self._popen(arguments, env)
        self._process = start
        within = self.patience()
        while not self._answers(until):
            within.check()

    def _answers(self, url: str) -> bool:
        """One look, which waits a little by itself where nobody listens yet."""
        transport = httpx.HTTPTransport(retries=2, verify=trusted())
        try:
            with httpx.Client(transport=transport, timeout=5) as client:
                return client.get(url).status_code == 200
        except httpx.TransportError:
            return False

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def patience(self) -> Watch:
        """For a loop that waits for this program to do something."""
        return Watch(self)

    def kill(self) -> None:
        """As a power cut would: no warning, nothing is put in order."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As Ctrl-C does."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=HANGS)
            self._process = None

    def output(self) -> str:
        return (self.folder / "output.txt").read_text("utf-8", "replace")
