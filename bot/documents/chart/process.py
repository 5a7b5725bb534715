"""Has a picture drawn by a process that ends with it: no thread of ours is held, no memory kept."""

import os
import subprocess
import sys

from bot.documents.chart.shapes import Picture

DRAWING = "bot.documents.chart.drawing"
LONGEST = 120  # seconds; the very first one looks for the machine's fonts


class NotDrawn(RuntimeError):
    """The text says what the drawing process said last."""


def drawn(picture: Picture) -> bytes:
    """The .png file. Raises NotDrawn, subprocess.TimeoutExpired."""
    known = os.pathsep.join(path for path in sys.path if path)
    made = subprocess.run(  # noqa: S603 -- nothing but our own names stand in it
        [sys.executable, "-m", DRAWING],
        input=picture.to_json().encode(),
        capture_output=True,
        timeout=LONGEST,
        env={**os.environ, "PYTHONPATH": known},
        check=False,
    )
    if made.returncode:
        said = made.stderr.decode(errors="replace").strip().splitlines()
        raise NotDrawn(said[-1] if said else f"it ended with {made.returncode}")
    return made.stdout
