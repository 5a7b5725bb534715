"""The file `.env` as it is written: no line is passed over in silence."""

from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

ENCODING = "utf-8-sig"  # some editors put a byte order mark first


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


def _lines(env_file: Path) -> list[Binding]:
    if not env_file.is_file():
        return []
    try:
        text = env_file.read_text(ENCODING)
    except (OSError, UnicodeDecodeError) as error:
        raise BadEnvFile(f"{env_file} cannot be read as text in UTF-8: {error}") from None
    return list(parse_stream(StringIO(text)))
