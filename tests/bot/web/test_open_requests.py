"""A body that comes slowly is given up, and a stop ends what is open without a traceback."""

import asyncio
import logging
import socket
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from bot.web.app import web_app
from bot.web.open_requests import OpenRequests
from storage.database import Database
from tests.support.virtual_time import run
from tests.support.worlds.world import World


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body())


def app(seconds: float) -> Starlette:
    routes = [Route("/", echo, methods=["POST"])]
    return Starlette(routes=routes, middleware=[Middleware(OpenRequests, seconds=seconds)])


def asked(seconds: float, pauses: list[float]) -> list[Message]:
    """What is answered to a body of which each piece comes after a pause."""
    said: list[Message] = []
    waits: Iterator[float] = iter(pauses)
    left = len(pauses)

    async def receive() -> Message:
        nonlocal left
        await asyncio.sleep(next(waits))
        left -= 1
        return {"type": "http.request", "body": b"x", "more_body": left > 0}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    run(app(seconds)(scope, receive, send))
    return said


def test_a_body_has_its_time_over_all() -> None:
    assert asked(10, [4, 4])[0]["status"] == 200
    said = asked(10, [4, 4, 4, 4])
    assert said[0]["status"] == 408
    assert (b"connection", b"close") in said[0]["headers"]


def test_every_address_of_ours_goes_by_it(in_memory: Database) -> None:
    kinds: list[object] = [one.cls for one in web_app(World(in_memory).runtime).user_middleware]
    assert OpenRequests in kinds


def test_a_stop_ends_what_is_open_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async def stopped() -> bytes:
        listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            app(60), log_config=None, access_log=False, timeout_graceful_shutdown=0
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server._serve(sockets=[listening]))
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
        await writer.drain()
        while not server.server_state.tasks:  # noqa: ASYNC110  nobody rings
            await asyncio.sleep(0)
        server.should_exit = True
        said = await reader.read()
        writer.close()
        await serving
        return said

    said = asyncio.run(stopped())
    assert said.startswith(b"HTTP/1.1 503")
    assert not [one for one in caplog.records if one.exc_info]
    assert logging.getLogger("uvicorn.error").isEnabledFor(logging.ERROR)
