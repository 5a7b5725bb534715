"""A measured process as its parent sees it: started, asked over its standard input, ended."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Any, Self

from tests.support.paths import ROOT
from tests.support.patience import HANGS


class ChildDied(Exception):
    """It answers no more; the text is the end of what it said on standard error."""


def environment(**settings: str) -> dict[str, str]:
    """This process's own, and where the project is."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PTB_TIMEDELTA": "1", **settings}


class Child:
    """`python -m module`; it answers each line with a line of JSON."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        settings: Mapping[str, str] | None = None,
        *,
        folder: Path,
    ) -> None:
        with NamedTemporaryFile(dir=folder, delete=False) as output:
            self._errors = Path(output.name)
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                env=environment(**settings or {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
            )
        self.greeting = self._answer()

    def is_running(self) -> bool:
        return self._process.poll() is None

    def ask(self, command: str, argument: str = "") -> dict[str, Any]:
        """Raises ChildDied."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{command} {argument}\n")
            self._process.stdin.flush()
        except OSError as error:
            raise ChildDied(self._last_words()) from error
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ChildDied(self._last_words())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        return self._errors.read_text("utf-8", "replace")[-1500:]

    def end(self) -> None:
        """As a service is told to stop."""
        self._process.terminate()
        try:
            self._process.communicate(timeout=HANGS)
        finally:
            self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
