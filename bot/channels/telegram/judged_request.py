"""Requests to Telegram whose answers count only in Telegram's own words."""

import json
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

FILES = "/file/bot"  # an address below it is answered with a file's content
GATEWAY_TIMEOUT = 504  # from here on somebody in between waited in vain for who had the request
OK, NOT_OK = range(200, 300), range(400, 600)


class Unanswered(NetworkError):
    """Telegram itself has said nothing: a proxy or filter has, or a gateway that lost it."""

    def __init__(self, message: str, *, may_have_arrived: bool) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class JudgedRequest(BaseRequest):
    """Goes by `requests`; python-telegram-bot alone would judge an answer by its HTTP status."""

    def __init__(self, requests: BaseRequest) -> None:
        self._requests = requests

    @property
    def read_timeout(self) -> float | None:
        return self._requests.read_timeout

    async def initialize(self) -> None:
        await self._requests.initialize()

    async def shutdown(self) -> None:
        await self._requests.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **timeouts: Any,
    ) -> tuple[int, bytes]:
        """The status that the body names, and the body. Raises TelegramError."""
        status, body = await self._requests.do_request(url, method, request_data, *args, **timeouts)
        if FILES in url and status in OK:
            return status, body
        return _status(status, body), body


def _status(status: int, body: bytes) -> int:
    """Of {ok, result | error_code}. Raises Unanswered for anything else."""
    said = _json(body)
    if isinstance(said, dict) and said.get("ok") is True and "result" in said and status in OK:
        return status
    code = said.get("error_code") if isinstance(said, dict) and said.get("ok") is False else None
    if not isinstance(code, int) or code not in NOT_OK:
        raise Unanswered(
            f"HTTP {status}, and not in Telegram's words",
            may_have_arrived=status >= GATEWAY_TIMEOUT or (status in OK and not _is_page(body)),
        )
    if code >= GATEWAY_TIMEOUT:
        raise Unanswered(f"Telegram's own gateway waited in vain ({code})", may_have_arrived=True)
    return code


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _is_page(body: bytes) -> bool:
    """What answers with a page has answered in Telegram's place; a cut answer may be its own."""
    return body.lstrip().startswith(b"<")
