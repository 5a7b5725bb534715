"""The web application: pages, API, webhooks, files by link; whether it is alive and ready."""

import asyncio

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.api.routes import api
from bot.web.downloads import downloads
from bot.web.health import readiness
from bot.web.links import links
from bot.web.pages.routes import pages
from bot.web.pages.signing_in import HOME
from bot.web.security import SecurityHeaders
from bot.web.webhooks import webhooks

PROMETHEUS = "text/plain; version=1.0.0; charset=utf-8"


def web_app(runtime: Runtime) -> Starlette:
    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        state = await asyncio.to_thread(readiness, runtime)
        return JSONResponse(state, 200 if all(state.values()) else 503)

    async def read_metrics(request: Request) -> Response:
        from bot.web.metrics import may_read, metrics

        if not may_read(request):
            return PlainTextResponse("not found\n", 404)
        return Response(await asyncio.to_thread(metrics, runtime), media_type=PROMETHEUS)

    async def home(_request: Request) -> Response:
        return RedirectResponse(HOME)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            *([Route("/metrics", read_metrics)] if runtime.metrics else []),
            *webhooks(runtime),
            *downloads(runtime),
            *api(runtime),
            *links(runtime),
            *pages(runtime),
            Route("/", home),
        ],
        middleware=[Middleware(SecurityHeaders)],
    )
