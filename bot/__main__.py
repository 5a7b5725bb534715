"""The `daumoi` command."""

import gc
import os
import sys

SELDOM = 10_000  # objects


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 it failed, 2 wrong usage."""
    gc.set_threshold(SELDOM)  # what is imported stays: to look for garbage in it costs a fifth
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # durations of Telegram come as timedelta
    # httpx's own command line is not ours, and brings a fifth of a second and rich with it
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    from bot.cli import app, words
    from bot.cli.terminal import opened_now

    words.stumble_over_no_letter()
    words.choose(sys.argv, os.environ)

    with opened_now:
        app()


if __name__ == "__main__":
    main()
