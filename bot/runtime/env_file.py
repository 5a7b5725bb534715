"""The file `.env` as it is written: no line is passed over in silence, nor a misspelt name."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from storage import lazy

OURS = ("DAUMOI_", "TELEGRAM_", "ZALO_")
CLOSE = 0.85  # one letter in eight; DATABASE_NAME is somebody else's
_CURLY = "\u201c\u201d\u2018\u2019\u00ab\u00bb"  # quotation marks of a text, not of a setting


class BadEnvFile(ValueError):
    """The file cannot be read; the text says where and what is expected."""


def read_env_file(env_file: Path) -> dict[str, str]:
    """Every name and its value as it is written: a "$" stands for itself.

    What cannot be read would leave a default standing without a word. Raises BadEnvFile.
    """
    found: dict[str, str] = {}
    for one in _lines(env_file):
        if one.error or (one.key and one.value is None):
            before = one.original.string.partition("=")[0]
            number = one.original.line + len(before.splitlines()) - 1
            raise BadEnvFile(
                lazy(
                    "line {number} of {file} cannot be read; write NAME=value and close quotes",
                    number=number,
                    file=env_file,
                )
            )
        if one.key:
            found[one.key] = _value(one, env_file)
    return found


def _value(line: Binding, env_file: Path) -> str:
    value = line.value or ""
    if value[:1] in _CURLY and value:
        raise BadEnvFile(
            lazy(
                "{key} in {file} is written in the quotation marks of a text; leave them "
                "out, or write straight ones",
                key=line.key,
                file=env_file,
            )
        )
    return value


def misspelt_names(env_file: Path, environ: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Of each name that was probably meant to be one of ours: what is wrong with it."""
    written = Counter(one.key for one in _lines(env_file) if one.key)
    for name, times in written.items():
        if name in known:
            if times > 1:
                yield lazy(
                    "{name} stands {times} times in {file}; the last one counts",
                    name=name,
                    times=times,
                    file=env_file,
                )
        elif _is_meant(name, known):
            advice = _advice(name, known)
            yield lazy(
                "{name} in {file} is no setting; {advice}", name=name, file=env_file, advice=advice
            )
    for name in environ:
        if name not in known and name.startswith(OURS):
            advice = _advice(name, known)
            yield lazy(
                "{name} in the environment is no setting; {advice}", name=name, advice=advice
            )


def unread_names(env_file: Path, known: Collection[str]) -> list[str]:
    """Names of others: they do nothing in this file, for it is no environment of the program."""
    names = dict.fromkeys(one.key for one in _lines(env_file) if one.key)
    return [name for name in names if name not in known and not _is_meant(name, known)]


def _is_meant(name: str, known: Collection[str]) -> bool:
    return bool(_nearest(name, known)) or name.startswith(OURS)


def _nearest(name: str, known: Collection[str]) -> list[str]:
    return get_close_matches(name.upper(), known, n=1, cutoff=CLOSE)


def _advice(name: str, known: Collection[str]) -> str:
    nearest = _nearest(name, known)
    if not nearest:
        return lazy(".env.example lists every one")
    return lazy("write {name}", name=nearest[0])


def _lines(env_file: Path) -> list[Binding]:
    """Some editors put a byte order mark first."""
    if not env_file.exists():
        return []
    try:
        data = env_file.read_bytes()
        if b"\0" in data:
            raise BadEnvFile(
                lazy(
                    "{file} is not UTF-8 text, it looks like UTF-16; save it as UTF-8",
                    file=env_file,
                )
            )
        return list(parse_stream(StringIO(data.decode("utf-8-sig"))))
    except OSError as error:
        raise BadEnvFile(
            lazy("{file} cannot be read: {why}", file=env_file, why=error.strerror)
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadEnvFile(
            lazy(
                "{file} cannot be read as text in UTF-8 (line {line}); save it as UTF-8",
                file=env_file,
                line=line,
            )
        ) from None
