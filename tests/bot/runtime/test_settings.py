"""The settings: their defaults, their checks in the words a person reads, and who may see them."""

from pathlib import Path
from typing import get_args

import pytest
from pydantic import SecretStr

from bot.runtime.log_setup import secrets_of
from bot.runtime.settings import NAMES, Settings, SettingsError, read_settings
from tests.support.paths import ROOT

A_PORT = "a port is a whole number from 1 to 65535"
A_COUNT = "it must be a whole number above 0"
A_BASE = "it must begin with http:// or https:// and a host"
A_TOKEN = "each token must look like digits:secret, separated by commas"
TOKEN, SECRET = "1:invented-token", "invented-secret"
VALID = {
    "TELEGRAM_BOT_TOKEN": TOKEN,
    "ZALO_BOT_TOKENS": "11:invented-one,22:invented-two",
    "ZALO_BOT_WEBHOOK_SECRET": SECRET,
}


def read(**environ: str) -> Settings:
    return read_settings(environ, env_file=None)


# --- What is written down -------------------------------------------------------------------------


def test_the_example_names_every_setting_with_its_default() -> None:
    example = ROOT / ".env.example"
    lines = example.read_text(encoding="utf-8").splitlines()
    named = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert named == list(NAMES)
    assert read_settings({}, example) == read()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_empty_is_left_to_the_default(name: str) -> None:
    assert read(**{name: ""}) == read(**{name: "  "}) == read()


@pytest.mark.parametrize(
    ("name", "written", "read_as"),
    [
        ("WEB_PORT", " 8001 ", 8001),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("PUBLIC_URL", "https://a.example/", "https://a.example"),
        ("ZALO_BOT_MODE", "Webhook", "webhook"),
        ("ZALO_OA_PAID_MESSAGES", "YES", True),
        ("ZALO_OA_PAID_MESSAGES", "no", False),
        ("ZALO_OA_MESSAGE_ENDPOINT", "V3_CS", "v3_cs"),
        ("ZALO_BOT_TOKENS", "1:a, 2:b ,", (SecretStr("1:a"), SecretStr("2:b"))),
    ],
)
def test_what_is_written_is_read_as_it_is_meant(name: str, written: str, read_as: object) -> None:
    assert getattr(read(**{name: written}), NAMES[name]) == read_as


def test_the_clock_is_an_instant_with_its_offset() -> None:
    clock = read(DAUMOI_CLOCK="2026-10-14T07:30:00+07:00").clock
    assert clock is not None
    assert clock.isoformat() == "2026-10-14T07:30:00+07:00"
    assert read().clock is None


# --- What cannot be used --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        (
            "TIMEZONE",
            "Mars/Phobos",
            "'Mars/Phobos', but no such time zone is known; write one such",
        ),
        ("TIMEZONE", "/etc", "'/etc', but no such time zone is known"),
        ("WEB_PORT", "x", f"'x', but {A_PORT}"),
        ("WEB_PORT", "0", f"'0', but {A_PORT}"),
        ("WEB_PORT", "65536", f"'65536', but {A_PORT}"),
        ("WEB_PORT", "²", f"'²', but {A_PORT}"),
        ("LOG_LEVEL", "loud", "'loud', but it must be DEBUG, INFO, WARNING or ERROR"),
        ("TELEGRAM_API_BASE", "ftp://x", f"'ftp://x', but {A_BASE}"),
        ("PUBLIC_URL", "x.example", f"'x.example', but {A_BASE}"),
        ("ZALO_BOT_MODE", "push", "'push', but it must be polling or webhook"),
        ("ZALO_BOT_API_BASE", "https://", f"'https://', but {A_BASE}"),
        ("ZALO_BOT_USERS", "0", f"'0', but {A_COUNT}"),
        ("ZALO_BOT_MESSAGES", "many", f"'many', but {A_COUNT}"),
        ("ZALO_OA_PAID_MESSAGES", "true", "'true', but it must be yes or no"),
        ("ZALO_OA_MESSAGE_ENDPOINT", "v1", "'v1', but it must be auto or v3_cs or v2"),
        ("DAUMOI_CLOCK", "noon", "'noon', but it must be an instant such as 2026-10-14T07:30:00"),
        (
            "DAUMOI_CLOCK",
            "2026-10-14T07:30:00",
            "but it needs its offset, such as +07:00 at the end",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_seen(
    name: str, written: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        read(**{name: f" {written} "})
    assert str(refusal.value).startswith(f"{name} is '{written}', but ")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        ("ZALO_BOT_TOKENS", "hush", A_TOKEN),
        ("ZALO_BOT_TOKENS", "1:hush,hush", A_TOKEN),
        ("ZALO_BOT_TOKENS", "1:hush,1:hush-too", "one bot is named twice"),
        ("ZALO_BOT_WEBHOOK_SECRET", "hush", "it must have 8 to 256 characters"),
        ("ZALO_BOT_WEBHOOK_SECRET", "hush" * 65, "it must have 8 to 256 characters"),
    ],
)
def test_a_wrong_secret_is_named_and_not_repeated(name: str, written: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read(**{name: written})
    assert str(refusal.value) == f"{name} is set, but {sentence}"
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__, "what was written stands in it"


def test_of_several_the_first_is_named() -> None:
    with pytest.raises(SettingsError, match=r"^WEB_PORT is 'x'"):
        read(ZALO_BOT_USERS="x", LOG_LEVEL="x", WEB_PORT="x")


# --- Secrets --------------------------------------------------------------------------------------


def secret_fields() -> list[str]:
    words = ("token", "secret", "key")
    return [name for name in Settings.model_fields if any(word in name for word in words)]


def test_there_are_secrets_to_look_at() -> None:
    assert len(secret_fields()) >= 6


@pytest.mark.parametrize("field", secret_fields())
def test_whatever_sounds_like_a_secret_is_one_and_is_redacted(field: str) -> None:
    kind = Settings.model_fields[field].annotation
    assert kind is SecretStr or get_args(kind) == (SecretStr, ...)
    value = SecretStr(SECRET)
    changed = {field: value if kind is SecretStr else (value,)}
    assert SECRET in secrets_of(read().model_copy(update=changed))


def test_no_secret_is_shown() -> None:
    begins = {"TELEGRAM_WEBHOOK_SECRET": "", "DEAD_MAN_URL": "https://"}
    values = {
        name: f"{begins.get(name, '1:')}invented-{name}"
        for name in NAMES
        if NAMES[name] in secret_fields()
    }
    values["DATA_KEY"] = f"invented{'x' * 35}="
    settings = read(**values, DATABASE_URL="postgresql://me:invented-password@127.0.0.1/x")
    for shown in (repr(settings), str(settings)):
        assert "invented" not in shown


def test_the_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read().web_port = 1


# --- The file -------------------------------------------------------------------------------------


def from_file(tmp_path: Path, written: str | bytes, **environ: str) -> Settings:
    path = tmp_path / ".env"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    return read_settings(environ, path)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("ZALO_OA_APP_ID=a b", "a b"),
        ("  ZALO_OA_APP_ID = a b  ", "a b"),
        ("ZALO_OA_APP_ID='a b'", "a b"),
        ('ZALO_OA_APP_ID="a b"', "a b"),
        ("ZALO_OA_APP_ID=a'b", "a'b"),
        ('ZALO_OA_APP_ID="it\'s"', "it's"),
        ("ZALO_OA_APP_ID=a=b", "a=b"),
        ("ZALO_OA_APP_ID=a#b", "a#b"),
        ("ZALO_OA_APP_ID='a # b'", "a # b"),
        ("ZALO_OA_APP_ID=a # the app of the province", "a"),
        ("ZALO_OA_APP_ID='a' # the app of the province", "a"),
        ("ZALO_OA_APP_ID= # none yet", ""),
        ("ZALO_OA_APP_ID=", ""),
        ("# ZALO_OA_APP_ID=a", ""),
        ("export ZALO_OA_APP_ID=a", "a"),
        ("ZALO_OA_APP_ID=Bến Tre", "Bến Tre"),
        ("ZALO_OA_APP_ID=$a", "$a"),
        (r"ZALO_OA_APP_ID=C:\new", r"C:\new"),
        (r"ZALO_OA_APP_ID='C:\new'", r"C:\new"),
        ('ZALO_OA_APP_ID="a \\"b\\" \\\\ c"', r'a "b" \ c'),
        ("WEB_HOST=a.example\nZALO_OA_APP_ID=b.${WEB_HOST}", "b.${WEB_HOST}"),
        ("ZALO_OA_APP_ID=a\r\nWEB_HOST=::1\r\n", "a"),
        ("\n\nZALO_OA_APP_ID=a\n# b\n", "a"),
        ("ZALO_OA_APP_ID=a\nZALO_OA_APP_ID=b", "b"),
        ("zalo_oa_app_id=a", ""),
        ("\ufeffZALO_OA_APP_ID=a", "a"),
        ("\ufeffexport ZALO_OA_APP_ID='Bến Tre' # of the province", "Bến Tre"),
    ],
)
def test_a_line_of_the_file_is_read_as_it_is_meant(tmp_path: Path, line: str, seen: str) -> None:
    assert from_file(tmp_path, line).zalo_oa_app_id == seen


def test_the_environment_wins_even_where_it_is_empty(tmp_path: Path) -> None:
    written = "WEB_PORT=8001\nTELEGRAM_BOT_TOKEN=1:invented\nWEB_HOST=::1"
    settings = from_file(tmp_path, written, WEB_PORT="8002", TELEGRAM_BOT_TOKEN="")
    assert (settings.web_port, settings.web_host) == (8002, "::1")
    assert not settings.telegram_bot_token


def test_the_environment_of_this_process_is_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEB_PORT", "8003")
    assert read().web_port == 8000


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path / "none") == read()


def test_a_wrong_setting_of_the_file_is_named_like_any_other(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^WEB_PORT is 'x', but a port"):
        from_file(tmp_path, "WEB_PORT=x\n")


def test_a_file_that_cannot_be_read_is_a_wrong_setting_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^line 1 of \S+\.env cannot be read"):
        from_file(tmp_path, "ZALO_OA_APP_SECRET='invented\n")
