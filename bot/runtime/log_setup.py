"""Sets the log up: one line an event, plain or as JSON, and no token in any of them."""

import json
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from bot.runtime.repeated_lines import Repeated
from bot.runtime.settings import Settings


class Redact(logging.Filter):
    """Takes secrets out of every record before a handler sees it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.msg, record.args = self._clean(text), ()
        record.exc_text = self._clean(record.exc_text) if record.exc_text else None
        return True

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return text


# What a line may be about; others build on these names, which stand in the guide of administrators
SUBJECTS = ("inbox", "outbox", "lane", "outcome")
PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """An object a line. `inbox`: the row that was heard, which its turn names together with the
    `outbox` rows that it says; by these the sending goes on."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in SUBJECTS if hasattr(record, name)}
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def secrets_of(settings: Settings) -> list[str]:
    """Every secret the settings hold; of a bot's token also the part that opens it."""
    secrets = [
        one.get_secret_value()
        for _, value in settings
        for one in (value if isinstance(value, tuple) else (value,))
        if isinstance(one, SecretStr)
    ]
    return [*secrets, *filter(_is_long, (secret.partition(":")[2] for secret in secrets))]


def set_up_logs(level: str, secrets: Iterable[str], *, as_json: bool = False) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if as_json else logging.Formatter(PLAIN))
    handler.addFilter(Repeated())
    handler.addFilter(Redact(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # They put whole addresses, with the token inside, into their lines
    for name in ("httpx", "httpcore", "telegram", "uvicorn", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _is_long(text: str) -> bool:
    """A short one stands in harmless words too, and is no secret."""
    return len(text) >= 8
