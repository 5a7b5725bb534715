"""The file `.env`: lines nobody can read, and names that were meant to be a setting."""

from pathlib import Path

import pytest

from bot.runtime.env_file import BadEnvFile, check_lines, unknown_names
from bot.runtime.settings import NAMES


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / ".env"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(BadEnvFile) as refused:
        check_lines(written(tmp_path, text))
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ZALO_OA_APP_SECRET='invented\n", 1),
        ("WEB_PORT=1\n\n\nZALO_OA_APP_SECRET='invented\nWEB_HOST=x\n", 4),
        ("\ufeffWEB_PORT=1\r\nWEB_PORT 1\r\n", 2),
        ("WEB_PORT=1\nZALO_OA_APP_SECRET='invented'more\n", 2),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_not_repeated(
    tmp_path: Path, text: str, number: int
) -> None:
    said = refusal(tmp_path, text)
    assert said.startswith(f"line {number} of {tmp_path}")
    assert "write NAME=value and close quotes" in said
    assert "invented" not in said


def test_another_encoding_is_refused_in_one_sentence(tmp_path: Path) -> None:
    said = refusal(tmp_path, "WEB_HOST=Bến Tre".encode("utf-16"))
    assert "cannot be read as text in UTF-8" in said


def test_what_can_be_read_is_taken(tmp_path: Path) -> None:
    check_lines(written(tmp_path, "# a\n\nexport WEB_PORT='1' # b\nWEB_HOST\n"))
    check_lines(tmp_path / "none")


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
    assert list(unknown_names(path, NAMES)) == [f"{bare} in {path} is no setting; {advice}"]


def test_names_of_others_are_left_alone(tmp_path: Path) -> None:
    text = "HTTPS_PROXY=x\nTZ=x\nPATH=x\nDATABASE_NAME=x\nPGPASSWORD=x\nOPENAI_API_KEY=x\n"
    assert list(unknown_names(written(tmp_path, text), NAMES)) == []
    assert list(unknown_names(tmp_path / "none", NAMES)) == []


def test_every_setting_is_known(tmp_path: Path) -> None:
    text = "".join(f"{name}=\n" for name in NAMES)
    assert list(unknown_names(written(tmp_path, text), NAMES)) == []
