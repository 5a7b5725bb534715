"""The settings: read once from the environment and `.env`, each with its default and its check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
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
            raise SettingsError(f"{name} is '{text}', but {error}") from error

    return Settings(
        database_url=read("DATABASE_URL", "sqlite:///var/daumoi.sqlite3", str),
        timezone=read("TIMEZONE", "Asia/Ho_Chi_Minh", _zone),
        web_host=read("WEB_HOST", "127.0.0.1", str),
        web_port=read("WEB_PORT", "8000", _port),
        log_level=read("LOG_LEVEL", "INFO", _log_level),
        telegram_bot_token=read("TELEGRAM_BOT_TOKEN", "", str),
        telegram_api_base=read("TELEGRAM_API_BASE", "https://api.telegram.org", _base),
        clock=read("DAUMOI_CLOCK", "", _clock),
    )


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
