"""What people typed, as a terminal may show it: no letter that steers the terminal or the eye."""

import re

# Control characters, and marks that turn the reading direction
_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Such a letter is shown by its number, as in JSON; lines and tabs stay."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
