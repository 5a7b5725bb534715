"""How long a test waits for what surely comes: a busy machine exhausts no patience."""

import psutil

HANGS = 300.0  # seconds; a wait ends as soon as the thing has come, so that this costs nothing
HANGS_MS = HANGS * 1000
IDLE_SECONDS = 120.0


class Patience:
    """Used up only while the machine has nothing to do: what was waited for had its chance then."""

    def __init__(self) -> None:
        self._begun = self._idle()

    def is_over(self) -> bool:
        return self._idle() - self._begun > IDLE_SECONDS

    @staticmethod
    def _idle() -> float:
        """Seconds of all cores together in which nobody wanted to run."""
        return float(psutil.cpu_times().idle)
