"""The file `.env`: lines nobody can read, and names that were meant to be a setting."""

from pathlib import Path

import pytest

from bot.runtime.env_file import BadEnvFile, misspelt_names, read_env_file, unread_names
from bot.runtime.settings import NAMES, read_settings


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / ".env"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(BadEnvFile) as refused:
        read_env_file(written(tmp_path, text))
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ZALO_OA_APP_SECRET='invented\n", 1),
        ("WEB_PORT=1\n\n\nZALO_OA_APP_SECRET='invented\nWEB_HOST=x\n", 4),
        ("\ufeffWEB_PORT=1\r\nWEB_PORT 1\r\n", 2),
        ("WEB_PORT=1\nZALO_OA_APP_SECRET='invented'more\n", 2),
        ("WEB_PORT=1\nZALO_OA_APP_SECRET\n", 2),
        ("ZALO_OA_APP_SECRET: invented\n", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_not_repeated(
    tmp_path: Path, text: str, number: int
) -> None:
    said = refusal(tmp_path, text)
    assert said.startswith(f"line {number} of {tmp_path}")
    assert "write NAME=value and close quotes" in said
    assert "invented" not in said


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("WEB_HOST=Bến Tre".encode("utf-16"), "it looks like UTF-16; save it as UTF-8"),
        (b"WEB_PORT=1\n# caf\xe9\n", "as text in UTF-8 (line 2); save it as UTF-8"),
    ],
)
def test_another_encoding_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, seen: str
) -> None:
    assert seen in refusal(tmp_path, content)


def test_the_quotation_marks_of_a_text_are_told_without_what_they_hold(tmp_path: Path) -> None:
    said = refusal(tmp_path, "ZALO_OA_APP_SECRET=\u201cinvented\u201d\n")
    assert said.startswith("ZALO_OA_APP_SECRET in")
    assert "invented" not in said


WAYS = [
    ("A=1:x", "1:x"),
    ("\ufeffA=1:x", "1:x"),
    ("export A=1:x", "1:x"),
    ("A = 1:x", "1:x"),
    ("  A=1:x  ", "1:x"),
    ("A=1:x # the bot", "1:x"),
    ("A='1:x'  # the bot", "1:x"),
    ('A="1:x"', "1:x"),
    ("A=1:x#y", "1:x#y"),
    ("A=1:$x", "1:$x"),
    ("A=1:${B}", "1:${B}"),
    ("A='1:$x ${B}'", "1:$x ${B}"),
    ('A="1:$x"', "1:$x"),
    ("A=1=x==", "1=x=="),
    ("A=", ""),
]


@pytest.mark.parametrize(("line", "value"), WAYS)
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_value_is_what_is_written(tmp_path: Path, line: str, value: str, end: str) -> None:
    assert read_env_file(written(tmp_path, f"{line}{end}")) == {"A": value}


def test_what_can_be_read_is_taken(tmp_path: Path) -> None:
    found = read_env_file(written(tmp_path, "\n# a\n\nB=${A}\nexport A='1' # b\n"))
    assert found == {"A": "1", "B": "${A}"}
    assert read_env_file(tmp_path / "none") == {}


def test_a_byte_order_mark_hides_no_setting(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbfDATABASE_URL=postgresql://u:p@db/x\nWEB_PORT=8001\n"
    got = read_settings({}, written(tmp_path, text))
    assert (got.database_url, got.web_port) == ("postgresql://u:p@db/x", 8001)
    assert read_settings({"WEB_PORT": "9"}, written(tmp_path, text)).web_port == 9


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("ZALO_BOT_TOKEN", "write ZALO_BOT_TOKENS"),
        ("TELEGRAM_BOT_TOKN", "write TELEGRAM_BOT_TOKEN"),
        ("export TELEGRAM_TOKEN", "write TELEGRAM_BOT_TOKEN"),
        ("DATABASE_URI", "write DATABASE_URL"),
        ("LOGLEVEL", "write LOG_LEVEL"),
        ("web_port", "write WEB_PORT"),
        ("ZALO_COLOUR", ".env.example lists every one"),
    ],
)
def test_a_name_that_was_meant_to_be_ours_is_told(tmp_path: Path, name: str, advice: str) -> None:
    path = written(tmp_path, f"WEB_HOST=x\n{name}=1:invented\n{name}=2:invented\n")
    bare = name.removeprefix("export ")
    assert misspelt(path) == [f"{bare} in {path} is no setting; {advice}"]


def misspelt(path: Path, *environ: str) -> list[str]:
    return list(misspelt_names(path, environ, NAMES))


def test_names_of_others_are_no_mistake_and_do_nothing(tmp_path: Path) -> None:
    others = ["HTTPS_PROXY", "TZ", "PATH", "DATABASE_NAME", "PGPASSWORD", "OPENAI_API_KEY"]
    path = written(tmp_path, "WEB_PORT=1\n" + "".join(f"{name}=x\n" for name in others))
    assert misspelt(path, *others) == []
    assert unread_names(path, NAMES) == others
    assert misspelt(tmp_path / "none") == unread_names(tmp_path / "none", NAMES) == []


def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "WEB_PORT=1\nWEB_PORT=2\n")
    assert misspelt(path) == [f"WEB_PORT stands 2 times in {path}; the last one counts"]


def test_a_misspelt_name_in_the_environment_is_told(tmp_path: Path) -> None:
    [said] = misspelt(tmp_path / "none", "ZALO_BOT_TOKEN", "WEB_PORT", "WEB_PORTS", "HOME")
    assert said == "ZALO_BOT_TOKEN in the environment is no setting; write ZALO_BOT_TOKENS"


def test_every_setting_is_known(tmp_path: Path) -> None:
    path = written(tmp_path, "".join(f"{name}=\n" for name in NAMES))
    assert misspelt(path, *NAMES) == unread_names(path, NAMES) == []
