"""The file `.env` as it is written: no line is passed over in silence, nor a misspelt name."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

ENCODING = "utf-8-sig"  # some editors put a byte order mark first
OURS = ("DAUMOI_", "TELEGRAM_", "ZALO_")
CLOSE = 0.85  # one letter in eight; DATABASE_NAME is somebody else's


class BadEnvFile(ValueError):
    """The file cannot be read; the text says where and what is expected."""


def check_lines(env_file: Path) -> None:
    """What cannot be read would leave a default standing without a word. Raises BadEnvFile."""
    for one in _lines(env_file):
        if one.error:
            before = one.original.string.partition("=")[0]
            number = one.original.line + len(before.splitlines()) - 1
            raise BadEnvFile(
                f"line {number} of {env_file} cannot be read; write NAME=value and close quotes"
            )


def unknown_names(env_file: Path, known: Collection[str]) -> Iterator[str]:
    """Of each name that was probably meant to be one of ours: what is wrong with it."""
    for name in dict.fromkeys(one.key for one in _lines(env_file) if one.key):
        meant = get_close_matches(name.upper(), known, n=1, cutoff=CLOSE)
        if name in known or not (meant or name.startswith(OURS)):
            continue
        advice = f"write {meant[0]}" if meant else ".env.example lists every one"
        yield f"{name} in {env_file} is no setting; {advice}"


def _lines(env_file: Path) -> list[Binding]:
    if not env_file.is_file():
        return []
    try:
        text = env_file.read_text(ENCODING)
    except (OSError, UnicodeDecodeError) as error:
        raise BadEnvFile(f"{env_file} cannot be read as text in UTF-8: {error}") from None
    return list(parse_stream(StringIO(text)))
