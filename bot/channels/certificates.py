"""The certificates that those of all services are held against: read once, for it takes a while."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()
