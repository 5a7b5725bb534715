"""Sets the log up: one line an event, and no token in any of them."""

import logging
from collections.abc import Iterable


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


def set_up_logs(level: str, secrets: Iterable[str]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Redact(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # They put whole addresses, with the token inside, into their lines
    for name in ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
