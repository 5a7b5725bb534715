"""How many examples a property is tried on: the same ones in every run, or others on request."""

import os

from hypothesis import settings

# More of them, others each time: EXAMPLES=5000 pytest tests/bot/language/test_properties.py
_ASKED = os.environ.get("EXAMPLES")


def examples(usual: int) -> int:
    """As many as usual, or as many as were asked for."""
    return int(_ASKED or usual)


def load_profile() -> None:
    """No run depends on luck or on how fast the machine is; `settings(…)` builds upon this."""
    settings.register_profile(
        "daumoi", max_examples=examples(100), deadline=None, database=None, derandomize=not _ASKED
    )
    settings.load_profile("daumoi")
