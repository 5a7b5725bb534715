"""Reads a form that brings files: its fields and its files, each byte as it was sent."""

from dataclasses import dataclass, field
from email.message import Message

from starlette.requests import Request

from bot.web.pages.visits import Form

MOST_PARTS = 30


@dataclass(frozen=True)
class Upload:
    """`files`: (name, content); `is_too_large`: nothing of it was read."""

    form: Form = field(default_factory=Form)
    files: tuple[tuple[str, bytes], ...] = ()
    is_too_large: bool = False


async def upload_of(request: Request, most: int) -> Upload:
    """`most`: bytes of all of it together."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            return Upload(is_too_large=True)
    kind = Message()
    kind["content-type"] = request.headers.get("content-type", "")
    boundary = kind.get_boundary("")
    if kind.get_content_type() != "multipart/form-data" or not boundary:
        return Upload()
    return _read(bytes(body), boundary.encode("latin-1", "replace"))


def _read(body: bytes, boundary: bytes) -> Upload:
    fields, files = [], []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:MOST_PARTS]:
        head, found, content = part.partition(b"\r\n\r\n")
        name, file_name = _names(head)
        if not found or not name:
            continue
        if file_name is None:
            fields.append((name, content.decode("utf-8", "replace")))
        elif file_name or content:
            files.append((file_name, content))
    return Upload(Form(fields), tuple(files))


def _names(head: bytes) -> tuple[str, str | None]:
    """Of the field and, where it is a file, of that; browsers write both in UTF-8."""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        title, _, value = line.partition(":")
        if title.strip().lower() == "content-disposition":
            said = Message()
            said["content-disposition"] = value.strip().replace("\n", " ")
            named = dict(said.get_params([], header="content-disposition", unquote=True))
            return named.get("name", ""), named.get("filename")
    return "", None
