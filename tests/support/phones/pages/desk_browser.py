"""Browsers at the pages of a world: each keeps its cookies, as those of people do."""

import asyncio
import re
from collections.abc import Sequence
from html import unescape

import httpx
from sqlmodel import select

from bot.runtime.dependencies import Runtime
from bot.web.app import web_app
from storage.models import Person
from storage.people.signing_in import make_link

HOST = "https://daumoi.test"
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_TAGS = re.compile(r"<[^>]+>")


class Browser:
    """Asks the application itself; nothing goes over a network."""

    def __init__(self, runtime: Runtime, host: str = HOST) -> None:
        self._runtime, self._host = runtime, host
        self._app = web_app(runtime)
        self._cookies = httpx.Cookies()
        self.csrf = ""  # of the page that was seen last
        self.host = "127.0.0.1"  # of whoever sits at it
        self.headers = {"sec-fetch-dest": "document"}  # as browsers of today say

    def gets(self, path: str) -> httpx.Response:
        return self.asks("GET", path)

    def posts(self, path: str, csrf: str | None = None, **form: str | list[str]) -> httpx.Response:
        return self.asks("POST", path, {**form, "csrf": self.csrf if csrf is None else csrf})

    def signs_in(self, code: str) -> httpx.Response:
        """By a fresh link, as whoever has that code in the roster."""
        path = self.link_for(code)
        self.gets(path)
        return self.posts(path)

    def link_for(self, code: str) -> str:
        return link_for(self._runtime, code)

    @property
    def cookies(self) -> httpx.Cookies:
        return self._cookies

    def asks(
        self,
        method: str,
        path: str,
        form: dict[str, str | list[str]] | None = None,
        files: Sequence[tuple[str, tuple[str, bytes]]] = (),
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, client=(self.host, 123))
            async with httpx.AsyncClient(
                transport=transport,
                base_url=self._host,
                cookies=self._cookies,
                headers=self.headers,
            ) as client:
                answer = await client.request(method, path, data=form, files=files or None)
                self._cookies = client.cookies
                return answer

        answer = asyncio.run(ask())
        found = (
            _CSRF.search(answer.text) if "html" in answer.headers.get("content-type", "") else None
        )
        self.csrf = found[1] if found else self.csrf
        return answer

    def sends_bytes(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """Bytes, as programs send them."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url=self._host) as client:
                return await client.post(path, content=body, headers=headers)

        return asyncio.run(ask())


def link_for(runtime: Runtime, code: str) -> str:
    """The path of a fresh link to sign in by, for whoever has that code in the roster."""
    now, token = runtime.now(), f"of-{code}-{runtime.new_token()}"
    with runtime.database.write() as session:
        person = session.exec(select(Person).where(Person.code == code)).one()
        make_link(session, person.id or 0, token, now)
    return f"/sign-in/{token}"


def words_of(page: httpx.Response) -> str:
    """What can be read on it."""
    return " ".join(unescape(_TAGS.sub(" ", page.text)).split())
