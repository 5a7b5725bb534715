"""The settings: read once from the environment and `.env`, each with its default and its check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.config import Config

T = TypeVar("T")


class SettingsError(ValueError):
    """A setting cannot be used; the text names it, says what was seen and what is expected."""


@dataclass(frozen=True)
class Settings:
    database_url: str
    timezone: ZoneInfo
    web_host: str
    web_port: int
    log_level: str
    telegram_bot_token: str
    telegram_api_base: str
    public_url: str  # where the outside reaches our web side; empty: nowhere
    zalo_bot_tokens: tuple[str, ...]
    zalo_bot_mode: str  # polling, webhook
    zalo_bot_webhook_secret: str
    zalo_bot_api_base: str
    zalo_bot_users: int  # a bot may serve
    zalo_bot_messages: int  # a bot may carry in a month, in and out
    zalo_oa_app_id: str
    zalo_oa_app_secret: str
    zalo_oa_secret_key: str
    zalo_oa_refresh_token: str
    zalo_oa_api_base: str
    zalo_oauth_base: str
    zalo_zbs_api_base: str
    zalo_zbs_template_id: str
    zalo_oa_paid_messages: bool  # between 48 hours and 7 days after the last word, each is billed
    zalo_oa_message_endpoint: str  # auto, v3_cs, v2
    zalo_oa_button_template_type: str
    clock: datetime | None  # the clock starts there and runs on; for demos and tests


def read_settings(environ: Mapping[str, str], env_file: Path | None = Path(".env")) -> Settings:
    """The environment wins over `env_file`. Raises SettingsError."""
    present = env_file if env_file is not None and env_file.is_file() else None
    config = Config(present, environ=environ)

    def read(name: str, default: str, parse: Callable[[str], T]) -> T:
        text = config(name, default=default).strip()
        try:
            return parse(text or default)
        except ValueError as error:
            is_secret = "TOKEN" in name or "SECRET" in name
            seen = "is set" if is_secret else f"is '{text}'"
            raise SettingsError(f"{name} {seen}, but {error}") from error

    return Settings(
        database_url=read("DATABASE_URL", "sqlite:///var/daumoi.sqlite3", str),
        timezone=read("TIMEZONE", "Asia/Ho_Chi_Minh", _zone),
        web_host=read("WEB_HOST", "127.0.0.1", str),
        web_port=read("WEB_PORT", "8000", _port),
        log_level=read("LOG_LEVEL", "INFO", _log_level),
        telegram_bot_token=read("TELEGRAM_BOT_TOKEN", "", str),
        telegram_api_base=read("TELEGRAM_API_BASE", "https://api.telegram.org", _base),
        public_url=read("PUBLIC_URL", "", _base_or_none),
        **_zalo(read),
        clock=read("DAUMOI_CLOCK", "", _clock),
    )


def _zalo(read: Callable[[str, str, Callable[[str], Any]], Any]) -> dict[str, Any]:
    return {
        "zalo_bot_tokens": read("ZALO_BOT_TOKENS", "", _bot_tokens),
        "zalo_bot_mode": read("ZALO_BOT_MODE", "polling", _one_of("polling", "webhook")),
        "zalo_bot_webhook_secret": read("ZALO_BOT_WEBHOOK_SECRET", "", _webhook_secret),
        "zalo_bot_api_base": read("ZALO_BOT_API_BASE", "https://bot-api.zaloplatforms.com", _base),
        "zalo_bot_users": read("ZALO_BOT_USERS", "50", _count),
        "zalo_bot_messages": read("ZALO_BOT_MESSAGES", "3000", _count),
        "zalo_oa_app_id": read("ZALO_OA_APP_ID", "", str),
        "zalo_oa_app_secret": read("ZALO_OA_APP_SECRET", "", str),
        "zalo_oa_secret_key": read("ZALO_OA_SECRET_KEY", "", str),
        "zalo_oa_refresh_token": read("ZALO_OA_REFRESH_TOKEN", "", str),
        "zalo_oa_api_base": read("ZALO_OA_API_BASE", "https://openapi.zalo.me", _base),
        "zalo_oauth_base": read("ZALO_OAUTH_BASE", "https://oauth.zaloapp.com", _base),
        "zalo_zbs_api_base": read("ZALO_ZBS_API_BASE", "https://business.openapi.zalo.me", _base),
        "zalo_zbs_template_id": read("ZALO_ZBS_TEMPLATE_ID", "", str),
        "zalo_oa_paid_messages": read("ZALO_OA_PAID_MESSAGES", "no", _one_of("yes", "no")) == "yes",
        "zalo_oa_message_endpoint": read(
            "ZALO_OA_MESSAGE_ENDPOINT", "auto", _one_of("auto", "v3_cs", "v2")
        ),
        "zalo_oa_button_template_type": read("ZALO_OA_BUTTON_TEMPLATE_TYPE", "", str),
    }


def _one_of(*known: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in known:
            raise ValueError(f"it must be {' or '.join(known)}")
        return text.lower()

    return parse


def _bot_tokens(text: str) -> tuple[str, ...]:
    tokens = tuple(filter(None, (one.strip() for one in text.split(","))))
    ids = [token.partition(":")[0] for token in tokens]
    if not all(one.isdigit() and ":" in token for one, token in zip(ids, tokens, strict=True)):
        raise ValueError("each token must look like digits:secret, separated by commas")
    if len(set(ids)) < len(ids):
        raise ValueError("one bot is named twice")
    return tokens


def _webhook_secret(text: str) -> str:
    if text and not 8 <= len(text) <= 256:
        raise ValueError("it must have 8 to 256 characters")
    return text


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ValueError("it must be a whole number above 0")
    return int(text)


def _base_or_none(text: str) -> str:
    return _base(text) if text else ""


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            "no such time zone is known; write one such as Asia/Ho_Chi_Minh"
        ) from error


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("a port is a whole number from 1 to 65535")
    return int(text)


def _log_level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("it must be DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _base(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must begin with http:// or https:// and a host")
    return text.rstrip("/")


def _clock(text: str) -> datetime | None:
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("it must be an instant such as 2026-10-14T07:30:00+07:00") from error
    if instant.tzinfo is None:
        raise ValueError("it needs its offset, such as +07:00 at the end")
    return instant
