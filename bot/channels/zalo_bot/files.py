"""Fetches the pictures people send to a Zalo bot: from Zalo's own hosts only, and not too large."""

import re

import httpx

from bot.channels.contract import SendError

PATIENCE = httpx.Timeout(connect=5, read=15, write=5, pool=3)
HOSTS = re.compile(r"([a-z0-9-]+\.)*(zdn\.vn|zadn\.vn|zalo\.me|zaloapp\.com|zaloplatforms\.com)")


async def download_picture(
    client: httpx.AsyncClient, address: str, max_size: int, api_base: str
) -> bytes:
    """`api_base`: whose own host is trusted too. Raises SendError."""
    url = _trusted(address, api_base)
    try:
        async with client.stream(
            "GET",
            url,
            headers={"accept-encoding": "identity"},  # what is packed may grow beyond the limit
            timeout=PATIENCE,
            follow_redirects=False,
        ) as response:
            _check(response.status_code)
            return await _limited(response, max_size)
    except httpx.HTTPError as error:
        # Its text may hold the address, which is a key to the picture
        raise SendError(f"the picture cannot be fetched ({type(error).__name__})") from None


def _trusted(address: str, api_base: str) -> httpx.URL:
    try:
        url, own = httpx.URL(address), httpx.URL(api_base)
    except httpx.InvalidURL:
        raise SendError("the picture has no usable address", permanent=True) from None
    is_own = (url.scheme, url.host, url.port) == (own.scheme, own.host, own.port)
    is_zalo = HOSTS.fullmatch(url.host)
    if is_own or (is_zalo and url.scheme == "https" and url.port is None):
        return url
    raise SendError("the picture lies on a host that is not Zalo's", permanent=True)


def _check(status: int) -> None:
    if status != httpx.codes.OK:
        is_down = status == httpx.codes.TOO_MANY_REQUESTS or status >= 500
        raise SendError(f"the picture was not given (HTTP {status})", permanent=not is_down)


async def _limited(response: httpx.Response, max_size: int) -> bytes:
    content = bytearray()
    async for piece in response.aiter_bytes():
        content += piece
        if len(content) > max_size:
            raise SendError(f"the picture is larger than {max_size} bytes", permanent=True)
    return bytes(content)
