"""No secret of the settings reaches the log, in whichever of its forms."""

import io
import json
import logging

from bot.runtime.log_setup import SUBJECTS, JsonLines, Redact, secrets_of
from bot.runtime.settings import read_settings
from storage.database import Database
from tests.support.paths import ROOT
from tests.support.worlds.world import World

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


def lines_of(world: World, *typed: str) -> list[dict[str, object]]:
    """What is logged as JSON, at DEBUG, while somebody talks."""
    lines = io.StringIO()
    handler, root = logging.StreamHandler(lines), logging.getLogger("bot")
    handler.setFormatter(JsonLines())
    handler.addFilter(Redact(["ABCD"]))
    before = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    try:
        for text in typed:
            world.says("sct", text)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_message_is_followed_from_the_inbox_through_its_turn_to_its_sending(
    in_memory: Database,
) -> None:
    world = World(in_memory)
    world.links("sct")
    lines = lines_of(world, "nhiem vu")
    heard, turned, sending, settled = lines
    assert turned["inbox"] == heard["inbox"]
    assert turned["outbox"] == [sending["outbox"]] == [settled["outbox"]]
    assert (sending["lane"], settled["outcome"]) == ("fake", "sent")
    assert {"time", "level", "logger", "message"} <= set(heard)


def test_the_guide_names_what_a_line_may_be_about() -> None:
    guide = (ROOT / "data" / "huong-dan" / "quan-tri.md").read_text("utf-8")
    assert [name for name in (*SUBJECTS, "LOG_FORMAT=json") if f"`{name}`" not in guide] == []


def test_an_error_is_told_in_its_own_field_without_secrets() -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "seen: %s", ("1:secret",), None)
    Redact(["1:secret"]).filter(record)
    record.exc_text = "ValueError: x"
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["error"]) == ("seen: <secret>", "ValueError: x")
