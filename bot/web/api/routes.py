"""Every address below /api: the resources, their description, and a word where there is nothing."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.api.answering import answered, language_of, problem
from bot.web.api.openapi import description
from bot.web.api.rate_limit import RateLimit
from bot.web.api.resource import Resource, missing
from bot.web.api.resources import RESOURCES

ROOT = "/api/v1"


def api(runtime: Runtime) -> list[Route]:
    limit = RateLimit(runtime.api_calls_a_minute)

    async def describe(_request: Request) -> Response:
        return JSONResponse(description(RESOURCES, runtime.public_url))

    async def nothing(request: Request) -> Response:
        say, address = language_of(request), f"{ROOT}/openapi.json"
        return problem(
            missing(say("There is nothing here; what there is: {address}", address=address))
        )

    return [
        *(Route(ROOT + one.path, _endpoint(runtime, limit, one)) for one in RESOURCES),
        Route(f"{ROOT}/openapi.json", describe),
        Route("/api/{rest:path}", nothing),
    ]


def _endpoint(
    runtime: Runtime, limit: RateLimit, resource: Resource
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await asyncio.to_thread(answered, runtime, limit, resource, request)

    return endpoint
