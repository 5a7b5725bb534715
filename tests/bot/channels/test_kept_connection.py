"""One connection to a service: kept while it answers, made anew when it does not, never doubled."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import httpx
import pytest

from bot.channels.certificates import trusted
from bot.channels.kept_connection import IDLE_SECONDS, KeptConnection
from bot.channels.telegram.connections import one_connection

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Seconds = dict[str, float]
PATIENT: Seconds = dict.fromkeys(("connect", "read", "write", "pool"), 5.0)


class Service:
    """Gives each request the next answer, and hangs up behind one of them; notes what it heard."""

    def __init__(self, *answers: bytes, hangs_up_after: int | None = None) -> None:
        self._answers, self._last = list(answers), hangs_up_after
        self.callers, self.heard = 0, list[bytes]()
        self.was_asked, self.hung_up = asyncio.Event(), asyncio.Event()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.callers += 1
        try:
            while self._answers and (head := await _head(reader)):
                length = next((i for i in head.split(b"\r\n") if b"ontent-" in i), b":0")
                body = await reader.readexactly(
                    int(length.split(b":")[1]) if head[:1] == b"P" else 0
                )
                self.heard.append(body)
                self.was_asked.set()
                answer = self._answers.pop(0)
                writer.write(answer)
                if len(self.heard) == self._last:
                    break
        finally:
            writer.close()
            self.hung_up.set()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


def with_service(service: Service, use: Callable[[KeptConnection, str], Awaitable[None]]) -> None:
    async def run() -> None:
        server = await asyncio.start_server(service.take, "127.0.0.1", 0)
        connection = KeptConnection(trusted())
        try:
            await use(connection, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1/x")
        finally:
            await connection.aclose()
            server.close()

    asyncio.run(run())


async def ask(
    connection: KeptConnection, url: str, body: bytes = b"chat_id=1", seconds: Seconds = PATIENT
) -> httpx.Response:
    given = {"headers": {"Content-Length": str(len(body))}, "extensions": {"timeout": seconds}}
    request = httpx.Request("POST", url, content=body, **given)  # type: ignore[arg-type]
    response = await connection.handle_async_request(request)
    await response.aread()
    return response


def test_it_is_kept_from_one_request_to_the_next() -> None:
    service = Service(OK, OK, OK)

    async def use(connection: KeptConnection, url: str) -> None:
        bodies = [b"chat_id=1", b"x" * 300_000, b""]
        assert [(await ask(connection, url, body)).content for body in bodies] == [b"ok"] * 3
        assert service.heard == bodies

    with_service(service, use)
    assert service.callers == 1


def test_several_at_once_go_one_behind_the_other() -> None:
    service = Service(OK, OK)

    async def use(connection: KeptConnection, url: str) -> None:
        answers = await asyncio.gather(ask(connection, url, b"1"), ask(connection, url, b"2"))
        assert [one.content for one in answers] == [b"ok", b"ok"]

    with_service(service, use)
    assert (service.callers, service.heard) == (1, [b"1", b"2"])


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\n"
        + gzip.compress(b"ok", mtime=0),
    ],
    ids=["in pieces", "after a word in between", "compressed"],
)
def test_an_answer_is_read_however_it_is_written(answer: bytes) -> None:
    async def use(connection: KeptConnection, url: str) -> None:
        assert (await ask(connection, url)).content == b"ok"

    with_service(Service(answer), use)


@pytest.mark.parametrize("says_so", [True, False])
def test_where_the_service_has_closed_it_the_next_request_opens_another(says_so: bool) -> None:
    closing = OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") if says_so else OK
    service = Service(closing, OK, hangs_up_after=1)

    async def use(connection: KeptConnection, url: str) -> None:
        await ask(connection, url)
        await service.hung_up.wait()
        await asyncio.sleep(0.01)  # until that has come here
        assert (await ask(connection, url)).content == b"ok"

    with_service(service, use)
    assert service.callers == 2


def test_one_that_was_idle_for_long_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(OK, OK)

    async def use(connection: KeptConnection, url: str) -> None:
        await ask(connection, url)
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(connection, "_used_at", loop.time() - IDLE_SECONDS)
        await ask(connection, url)

    with_service(service, use)
    assert service.callers == 2


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", httpx.RemoteProtocolError),
        (OK[:-1], httpx.RemoteProtocolError),
        (b"not HTTP at all\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\n", httpx.ReadTimeout),
    ],
    ids=["none", "cut", "another tongue", "too slow"],
)
def test_what_goes_wrong_behind_the_request_is_told_so_and_ends_the_connection(
    answer: bytes, error: type[Exception]
) -> None:
    is_slow = error is httpx.ReadTimeout
    service = Service(OK, answer, OK, hangs_up_after=None if is_slow else 2)

    async def use(connection: KeptConnection, url: str) -> None:
        await ask(connection, url)
        with pytest.raises(error):
            await ask(connection, url, seconds=PATIENT | ({"read": 0.01} if is_slow else {}))
        assert (await ask(connection, url)).content == b"ok"

    with_service(service, use)
    assert service.callers == 2


def test_a_request_that_is_given_up_leaves_no_answer_for_the_next_one() -> None:
    service = Service(OK, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", OK)

    async def use(connection: KeptConnection, url: str) -> None:
        await ask(connection, url)
        service.was_asked.clear()
        given_up = asyncio.create_task(ask(connection, url))
        await service.was_asked.wait()
        given_up.cancel()
        await asyncio.wait([given_up])
        assert (await ask(connection, url)).content == b"ok"

    with_service(service, use)
    assert service.callers == 2


def test_who_is_not_there_was_not_sent_anything() -> None:
    async def use(connection: KeptConnection, url: str) -> None:
        with pytest.raises(httpx.ConnectError):
            await ask(connection, "http://127.0.0.1:1/bot1/x")

    with_service(Service(), use)


@pytest.mark.parametrize(
    ("named", "own"),
    [
        ({}, True),
        ({"https_proxy": "http://10.0.0.1:3128"}, False),
        ({"all_proxy": "http://x"}, False),
    ],
)
def test_where_a_proxy_is_named_httpx_goes_by_it(
    monkeypatch: pytest.MonkeyPatch, named: dict[str, str], own: bool
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, address in named.items():
        monkeypatch.setenv(name, address)
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "bot.channels.telegram.connections.HTTPXRequest", lambda **given: seen.append(given)
    )
    one_connection()
    kinds: Sequence[str] = list(seen[0]["httpx_kwargs"])
    assert kinds == (["transport"] if own else ["verify"])
