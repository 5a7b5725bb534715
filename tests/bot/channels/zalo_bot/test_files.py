"""Pictures sent to a Zalo bot: fetched from its own hosts only, and never too much."""

import asyncio

import httpx
import pytest

from bot.channels.contract import Quota, SendError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from storage.messages.inbox import SentFile
from tests.support.channels.zalo_service import TOKEN, Service

PICTURE = SentFile("https://photo-stal-1.zdn.vn/a/b.jpg", media_type="image/jpeg")


def fetches(address: str, *answers: httpx.Response | Exception) -> bytes:
    return asyncio.run(Service(*answers).channel().download(SentFile(address)))


def test_a_picture_is_fetched_without_any_secret() -> None:
    service = Service(httpx.Response(200, content=b"jpeg"))
    assert asyncio.run(service.channel().download(PICTURE)) == b"jpeg"
    [request] = service.requests
    assert str(request.url) == PICTURE.ref
    assert "top-secret" not in str(request.headers)


@pytest.mark.parametrize(
    "address",
    [
        "http://photo-stal-1.zdn.vn/a.jpg",
        "https://zdn.vn.example.org/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://zdn.vn@example.org/a.jpg",
        "https://example.org\\.zdn.vn/a.jpg",
        "https://photo.zdn.vn:8443/a.jpg",
        "https://169.254.169.254/latest",
        "http://127.0.0.1/a.jpg",
        "http://bot-api.zaloplatforms.com/a.jpg",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ],
)
def test_a_picture_elsewhere_is_not_even_asked_for(address: str) -> None:
    service = Service(httpx.Response(200, content=b"secret"))
    with pytest.raises(SendError) as raised:
        asyncio.run(service.channel().download(SentFile(address)))
    assert raised.value.permanent
    assert service.requests == []


def test_the_host_of_a_stand_in_is_trusted_with_its_port() -> None:
    service = Service(httpx.Response(200, content=b"png"))
    client = httpx.AsyncClient(transport=httpx.MockTransport(service._answer))
    channel = ZaloBotChannel(
        TOKEN, "http://127.0.0.1:8080/zalo-bot", quota=Quota(1, 1), client=client
    )
    fetched = asyncio.run(channel.download(SentFile("http://127.0.0.1:8080/files/1")))
    assert fetched == b"png"
    with pytest.raises(SendError):
        asyncio.run(channel.download(SentFile("http://127.0.0.1:8081/files/1")))


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (httpx.Response(404), True),
        (httpx.Response(403), True),
        (httpx.Response(302, headers={"location": "https://example.org/"}), True),
        (httpx.Response(200, content=b"0" * (10 * 1024 * 1024 + 1)), True),
        (httpx.Response(503), False),
        (httpx.Response(429), False),
        (httpx.ReadTimeout("slow"), False),
    ],
)
def test_a_picture_that_is_not_to_be_had(
    answer: httpx.Response | Exception, permanent: bool
) -> None:
    with pytest.raises(SendError) as raised:
        fetches(PICTURE.ref, answer)
    assert raised.value.permanent is permanent
    assert "b.jpg" not in str(raised.value)
