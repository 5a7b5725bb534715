"""Reads the parameters of a Bot API request: address, JSON, urlencoded form or multipart form."""

import json
import re
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request

STRUCTURED = {
    "allowed_updates",
    "commands",
    "entities",
    "link_preview_options",
    "reply_markup",
    "reply_parameters",
    "scope",
}
NUMBERS = {"chat_id", "message_id", "offset", "limit", "timeout", "max_connections"}
DISPOSITION = re.compile(r'\b(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    name: str
    media_type: str
    content: bytes


Parameters = dict[str, Any]


async def read_parameters(request: Request) -> Parameters:
    """Numbers as int, JSON fields decoded, files as Upload. Raises ValueError."""
    parameters: Parameters = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        parameters |= json.loads(body or b"{}")
    elif kind.startswith("multipart/form-data"):
        parameters |= read_multipart(body, kind)
    elif kind.startswith("application/x-www-form-urlencoded"):
        parameters |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return {name: _decoded(name, value) for name, value in parameters.items()}


def read_multipart(body: bytes, content_type: str) -> Parameters:
    """The fields as text and the files as Upload. Raises ValueError."""
    boundary = _boundary(content_type).encode()
    # The first boundary has no line end before it, the last one is followed by "--"
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]
    return dict(_part(part.removeprefix(b"\r\n")) for part in parts)


def _boundary(content_type: str) -> str:
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if not boundary:
        raise ValueError("the form names no boundary")
    return boundary


def _part(part: bytes) -> tuple[str, str | Upload]:
    head, _, content = part.partition(b"\r\n\r\n")
    headers = dict(line.partition(": ")[::2] for line in head.decode().split("\r\n"))
    headers = {name.lower(): value for name, value in headers.items()}
    names = {
        name.lower(): unquote(value)
        for name, value in DISPOSITION.findall(headers["content-disposition"])
    }
    if "filename" not in names:
        return names["name"], content.decode()
    media_type = headers.get("content-type", "application/octet-stream")
    return names["name"], Upload(names["filename"], media_type, content)


def _decoded(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in STRUCTURED and value:
        return json.loads(value)
    if name in NUMBERS and value.lstrip("-").isdecimal():
        return int(value)
    return value
