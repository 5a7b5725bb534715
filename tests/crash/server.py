"""Bytes between the program and Telegram's stand-in: each start has a path, and harms befall it."""

import asyncio
import contextlib
import json
from typing import Any
from urllib.parse import parse_qsl

from tests.crash.harms import Chance, Harm
from tests.crash.telegram import Telegram

PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
FLOODED = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 1",
    "parameters": {"retry_after": 1},
}
TWICE = {
    "ok": False,
    "error_code": 409,
    "description": "Conflict: terminated by other getUpdates request",
}


class HungUp(Exception):
    """The connection is closed without another byte."""


class Server:
    """`/run<number>/bot<token>/<method>`."""

    def __init__(self, telegram: Telegram, chance: Chance) -> None:
        self._telegram = telegram
        self._chance = chance
        self.port = 0

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def base(self, run: int) -> str:
        return f"http://127.0.0.1:{self.port}/run{run}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = (asyncio.IncompleteReadError, ConnectionError, HungUp, asyncio.CancelledError)
        with contextlib.suppress(*ends), contextlib.closing(writer):
            while True:
                await self._answer_one(reader, writer)

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        _, run, _, method = head[0].split(" ")[1].split("/")
        status, content, sent = await self._reply(
            int(run.removeprefix("run")), method.lower(), dict(parse_qsl(body.decode()))
        )
        said = f"HTTP/1.1 {status} -\r\nContent-Length: {len(content)}\r\n\r\n"
        writer.write(said.encode() + content[:sent])
        await writer.drain()
        if sent < len(content):
            raise HungUp

    async def _reply(self, run: int, method: str, params: dict[str, str]) -> tuple[int, bytes, int]:
        """Status, body, and how much of that is sent. Raises HungUp."""
        harm = self._chance.of(method)
        match harm:
            case Harm.DROPPED:
                raise HungUp
            case Harm.PAGE:
                return 502, PAGE, len(PAGE)
            case Harm.FLOOD:
                return _whole(429, FLOODED)
            case Harm.CONFLICT:
                return _whole(409, TWICE)
        result = await self._telegram.answer(run, method, params, harm.is_hidden)
        status, content, whole = _whole(200, {"ok": True, "result": result})
        match harm:
            case Harm.RESET:
                raise HungUp
            case Harm.CUT:
                return status, content, whole // 2
            case Harm.GARBLED:
                return status, content[: whole // 2], whole // 2
            case Harm.LATE:
                await asyncio.sleep(self._chance.seconds())
        return status, content, whole


def _whole(status: int, said: dict[str, Any]) -> tuple[int, bytes, int]:
    content = json.dumps(said).encode()
    return status, content, len(content)
