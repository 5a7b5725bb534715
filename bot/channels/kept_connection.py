"""A connection to one service that is kept between two requests, straight over asyncio's streams.

httpx goes by it in place of its own transport, whose pool and locks cost three times as much as a
short request itself. It is for one request at a time, and knows no proxy.
"""

import asyncio
import ssl
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import h11
import httpx

IDLE_SECONDS = 5.0  # longer, and something on the way may have forgotten the connection
PIECE = 256 * 1024  # bytes read at once
SHORT = 64 * 1024  # bytes of a request that are not sent before the rest
PORTS = {"https": 443, "http": 80}
EITHER_ADDRESS_AFTER = 0.25  # seconds until the other one of IPv4 and IPv6 is tried as well


def needs_proxy() -> bool:
    """Whether the environment names one for web addresses, whichever it is for."""
    return bool(urllib.request.getproxies().keys() & {"all", *PORTS})


class _Line(NamedTuple):
    """Open, to `origin`: scheme, host and port."""

    origin: tuple[str, str, int]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    state: h11.Connection


class KeptConnection(httpx.AsyncBaseTransport):
    """Raises httpx's errors, as its own transport does."""

    def __init__(self, trusted: ssl.SSLContext) -> None:
        self._trusted = trusted
        self._turn = asyncio.Lock()
        self._line: _Line | None = None
        self._used_at = 0.0  # by the loop's clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        seconds = request.extensions.get("timeout", {})
        async with self._turn:
            try:
                line = await self._opened(request.url, seconds.get("connect"))
                async with _as_httpx(seconds.get("write"), httpx.WriteTimeout, httpx.WriteError):
                    await _send(line, request)
                response = await _receive(line, seconds.get("read"))
            except BaseException:
                await self.aclose()  # nobody could tell what still comes
                raise
            self._used_at = asyncio.get_running_loop().time()
            if line.state.our_state is h11.DONE and line.state.their_state is h11.DONE:
                line.state.start_next_cycle()
            else:
                await self.aclose()
            return response

    async def _opened(self, url: httpx.URL, seconds: float | None) -> _Line:
        origin = (url.scheme, url.host, url.port or PORTS[url.scheme])
        if self._line is not None and self._line.origin == origin and self._is_alive(self._line):
            return self._line
        await self.aclose()
        async with _as_httpx(seconds, httpx.ConnectTimeout, httpx.ConnectError):
            reader, writer = await asyncio.open_connection(
                *origin[1:],
                ssl=self._trusted if url.scheme == "https" else None,
                happy_eyeballs_delay=EITHER_ADDRESS_AFTER,
            )
        self._line = _Line(origin, reader, writer, h11.Connection(h11.CLIENT))
        return self._line

    def _is_alive(self, line: _Line) -> bool:
        idle = asyncio.get_running_loop().time() - self._used_at
        return idle < IDLE_SECONDS and not (line.reader.at_eof() or line.writer.is_closing())

    async def aclose(self) -> None:
        """At once: what is cut is not waited for."""
        if self._line is not None:
            self._line.writer.transport.abort()
            self._line = None


async def _send(line: _Line, request: httpx.Request) -> None:
    """A short one leaves in one piece: who reads it is woken up once."""
    target, headers = request.url.raw_path, request.headers.raw
    waiting = [line.state.send(h11.Request(method=request.method, target=target, headers=headers))]
    assert isinstance(request.stream, httpx.AsyncByteStream)
    async for piece in request.stream:
        waiting.append(line.state.send(h11.Data(piece)))
        if len(piece) > SHORT:
            line.writer.writelines(map(bytes, filter(None, waiting)))
            await line.writer.drain()
            waiting.clear()
    waiting.append(line.state.send(h11.EndOfMessage()))
    line.writer.write(b"".join(filter(None, waiting)))
    await line.writer.drain()


async def _receive(line: _Line, seconds: float | None) -> httpx.Response:
    """All of it; `seconds` are for each piece."""
    head: h11.Response | None = None
    pieces: list[bytes] = []
    while True:
        async with _as_httpx(seconds, httpx.ReadTimeout, httpx.ReadError):
            while (event := line.state.next_event()) is h11.NEED_DATA:
                line.state.receive_data(await line.reader.read(PIECE))
        if isinstance(event, h11.Response):
            head = event
        elif isinstance(event, h11.Data):
            pieces.append(event.data)
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            body = httpx.ByteStream(b"".join(pieces))
            return httpx.Response(head.status_code, headers=head.headers.raw_items(), stream=body)
        elif event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
            raise httpx.RemoteProtocolError("the answer was broken off")


@asynccontextmanager
async def _as_httpx(
    seconds: float | None,
    too_long: type[httpx.TimeoutException],
    broken: type[httpx.NetworkError],
) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise too_long(str(error)) from error
    except OSError as error:
        raise broken(str(error)) from error
    except h11.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error)) from error
