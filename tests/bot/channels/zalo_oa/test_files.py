"""Photos and documents sent to the Official Account: from Zalo only, up to ten megabytes."""

import asyncio

import httpx
import pytest

from bot.channels.contract import SendError
from bot.channels.zalo_oa.files import may_be_fetched
from storage.database import Database
from storage.messages.inbox import SentFile
from tests.support.channels.official_account import FakeZalo, TestAccount

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("url", "base", "allowed"),
    [
        ("https://f20.zdn.vn/a.pdf", "https://openapi.zalo.me", True),
        ("https://zdn.vn:443/a", "https://openapi.zalo.me", True),
        ("https://F20.ZDN.VN/a", "https://openapi.zalo.me", True),
        ("http://f20.zdn.vn/a.pdf", "https://openapi.zalo.me", False),
        ("https://f20.zdn.vn:8443/a", "https://openapi.zalo.me", False),
        ("https://evil-zdn.vn/a", "https://openapi.zalo.me", False),
        ("https://zdn.vn.evil.test/a", "https://openapi.zalo.me", False),
        ("https://zdn.vn@evil.test/a", "https://openapi.zalo.me", False),
        ("https://openapi.zalo.me/a", "https://openapi.zalo.me", False),
        ("http://127.0.0.1:8080/f/1", "http://127.0.0.1:8080", True),
        ("http://127.0.0.1:8081/f/1", "http://127.0.0.1:8080", False),
        ("http://127.0.0.1:8080/f/1", "https://openapi.zalo.me", False),
        ("http://10.0.0.1/f/1", "http://10.0.0.1", False),
        ("file:///etc/passwd", "http://127.0.0.1:8080", False),
        ("https://[broken/a", "http://127.0.0.1:8080", False),
        ("https://zdn.vn:port/a", "http://127.0.0.1:8080", False),
        ("", "http://127.0.0.1:8080", False),
    ],
)
def test_files_come_from_zalo_only(url: str, base: str, allowed: bool, database: Database) -> None:
    assert may_be_fetched(url, base) is allowed


def fetched(database: Database, answer: httpx.Response | Exception, url: str = "") -> bytes:
    account = TestAccount(database, FakeZalo())

    def give(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    account.channel._client = httpx.AsyncClient(transport=httpx.MockTransport(give))
    return asyncio.run(account.channel.download(SentFile(url or "https://f.zdn.vn/1")))


def test_a_file_is_fetched_up_to_ten_megabytes(database: Database) -> None:
    whole = b"x" * 10 * 1024 * 1024
    assert fetched(database, httpx.Response(200, content=whole)) == whole
    with pytest.raises(SendError, match="too large") as raised:
        fetched(database, httpx.Response(200, content=whole + b"x"))
    assert raised.value.permanent


@pytest.mark.parametrize(
    ("met", "permanent"),
    [
        (httpx.Response(404), True),
        (httpx.Response(302, headers={"location": "https://evil.test/"}), True),
        (httpx.Response(429), False),
        (httpx.Response(503), False),
        (httpx.ReadTimeout("slow"), False),
        (httpx.ConnectError("refused"), False),
    ],
)
def test_what_cannot_be_fetched_says_whether_for_good(
    met: httpx.Response | Exception, permanent: bool, database: Database
) -> None:
    with pytest.raises(SendError) as raised:
        fetched(database, met)
    assert raised.value.permanent is permanent


def test_nothing_is_fetched_from_elsewhere(database: Database) -> None:
    with pytest.raises(SendError, match="not at Zalo"):
        fetched(database, AssertionError("asked"), "https://evil.test/a")
