"""A stand-in for Telegram's Bot API as a process of its own: no more than the benchmarks need."""

import asyncio
import contextlib
import json
import time
from collections import defaultdict
from typing import Any
from urllib.parse import parse_qsl

from tests.benchmarks.bot_api import talks
from tests.benchmarks.bot_api.bots import Bot, Params, Refused
from tests.benchmarks.bot_api.limits import Limits

Reply = tuple[int, dict[str, Any]]  # status, JSON


class BotApi:
    """`/bot<token>/<method>` for the bots, `/control/<token>/<action>` for the benchmark."""

    def __init__(self) -> None:
        self._bots: defaultdict[str, Bot] = defaultdict(Bot)

    async def answer(self, path: str, body: bytes) -> Reply:
        _, first, *rest = path.split("/")
        if first == "control":
            bot, asked = self._bots[rest[0]], json.loads(body or b"{}")
            return 200, await _control(bot, rest[1], asked)
        bot, params = self._bots[first.removeprefix("bot")], dict(parse_qsl(body.decode()))
        return await _method(bot, rest[0].lower(), params)


async def _method(bot: Bot, name: str, params: Params) -> Reply:
    match name:
        case "getupdates":
            offset, wait = int(params.get("offset", 0)), float(params.get("timeout", 0))
            return _ok(await bot.updates(offset, wait))
        case "sendmessage":
            reply = _sent(bot, params)
            if bot.delay:
                await asyncio.sleep(bot.delay)
            return reply
        case "getme":
            names = {"first_name": "Đầu Mối", "username": "daumoi_bench_bot"}
            return _ok({"id": 1, "is_bot": True, **names})
    return _ok(True)


def _ok(result: Any) -> Reply:
    return 200, {"ok": True, "result": result}


def _sent(bot: Bot, params: Params) -> Reply:
    try:
        number = bot.send(params)
    except Refused as refusal:
        wait = {"retry_after": refusal.retry_after}
        said = {"ok": False, "error_code": 429, "description": str(refusal), "parameters": wait}
        return 429, said
    message = {
        "message_id": number,
        "from": {"id": 1, "is_bot": True, "first_name": "Đầu Mối"},
        "chat": {"id": int(params["chat_id"]), "first_name": "Mẫu", "type": "private"},
        "date": int(time.time()),
        "text": params["text"],
    }
    if "reply_markup" in params:
        message["reply_markup"] = json.loads(params["reply_markup"])
    return _ok(message)


async def _control(bot: Bot, action: str, asked: dict[str, Any]) -> dict[str, Any]:
    match action:
        case "in_turn":
            return await talks.in_turn(bot, **asked)
        case "at_a_beat":
            return await talks.at_a_beat(bot, **asked)
        case "polled":
            await bot.polled.wait()
        case "limit":
            bot.limits = Limits() if asked["on"] else None
        case "delay":
            bot.delay = asked["seconds"]
        case "forget":
            bot.forget()
        case "last_sent":
            return bot.last_sent
        case "sendings":
            return {name: getattr(bot, name) for name in ("sent_at", "refused", "unasked")}
    return {"sent": len(bot.sent_at)}


async def _serve_connection(
    api: BotApi, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One request after the other until the other side hangs up."""
    with (
        contextlib.suppress(asyncio.IncompleteReadError, ConnectionError),
        contextlib.closing(writer),
    ):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            status, reply = await api.answer(head[0].split(" ")[1], body)
            content = json.dumps(reply).encode()
            size = f"Content-Length: {len(content)}"
            lines = (f"HTTP/1.1 {status} -", "Content-Type: application/json", size, "", "")
            writer.write("\r\n".join(lines).encode() + content)
            await writer.drain()


async def _main() -> None:
    api = BotApi()
    server = await asyncio.start_server(
        lambda reader, writer: _serve_connection(api, reader, writer), "127.0.0.1", 0
    )
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_main())
