"""No secret of the settings reaches the log, in whichever of its forms."""

import io
import logging

from bot.runtime.log_setup import Redact, secrets_of
from bot.runtime.settings import read_settings

SECRETS = {
    "TELEGRAM_BOT_TOKEN": "1:telegram-secret",
    "ZALO_BOT_TOKENS": "11:first-secret,22:second-secret",
    "ZALO_BOT_WEBHOOK_SECRET": "webhook-secret",
    "ZALO_OA_APP_SECRET": "app-secret",
    "ZALO_OA_SECRET_KEY": "key-secret",
    "ZALO_OA_REFRESH_TOKEN": "refresh-secret",
}


def logged(secrets: list[str], write: str, **more: bool) -> str:
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(Redact(secrets))
    logger = logging.Logger("of this test")
    logger.addHandler(handler)
    logger.error("seen: %s", write, **more)  # type: ignore[arg-type]
    return lines.getvalue()


def test_every_secret_is_taken_out() -> None:
    secrets = secrets_of(read_settings(SECRETS, env_file=None))
    line = logged(secrets, " ".join(SECRETS.values()))
    assert "secret>" in line
    assert "-secret" not in line


def test_a_token_written_as_an_address_is_taken_out_too() -> None:
    secrets = secrets_of(read_settings(SECRETS, env_file=None))
    assert "-secret" not in logged(secrets, "/bot11%3Afirst-secret/getUpdates")


def test_of_an_exception_too() -> None:
    secrets = secrets_of(read_settings(SECRETS, env_file=None))
    try:
        raise ValueError("/bot22:second-secret/sendMessage")
    except ValueError:
        line = logged(secrets, "what happened", exc_info=True)
    assert "ValueError" in line
    assert "-secret" not in line


def test_a_short_token_of_a_try_does_not_blot_out_words() -> None:
    secrets = secrets_of(read_settings({"TELEGRAM_BOT_TOKEN": "1:x"}, env_file=None))
    assert logged(secrets, "next 1:x") == "seen: next <secret>\n"
