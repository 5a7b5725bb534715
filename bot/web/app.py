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
from bot.web.open_requests import OpenRequests
from bot.web.pages.routes import pages
from bot.web.pages.signing_in import HOME
from bot.web.security import SecurityHeaders, is_of_this_machine
from bot.web.webhooks import webhooks

PROMETHEUS = "text/plain; version=1.0.0; charset=utf-8"


def web_app(runtime: Runtime) -> Starlette:
    return Starlette(
        routes=[
            *_watched(runtime),
            *webhooks(runtime),
            *downloads(runtime),
            *api(runtime),
            *links(runtime),
            *pages(runtime),
            Route("/", _home),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(OpenRequests)],
    )


async def _home(_request: Request) -> Response:
    return RedirectResponse(HOME)


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


def _watched(runtime: Runtime) -> list[Route]:
    """What looks after the service asks for."""

    async def readyz(request: Request) -> Response:
        """Strangers hear whether, and this machine what is not."""
        state = await asyncio.to_thread(readiness, runtime)
        is_ready = all(state.values())
        told = state if is_of_this_machine(request) else {"ready": is_ready}
        return JSONResponse(told, 200 if is_ready else 503)

    async def read_metrics(request: Request) -> Response:
        from bot.web.metrics import metrics

        if not is_of_this_machine(request):
            return PlainTextResponse("not found\n", 404)
        return Response(await asyncio.to_thread(metrics, runtime), media_type=PROMETHEUS)

    return [
        Route("/healthz", _healthz),
        Route("/readyz", readyz),
        *([Route("/metrics", read_metrics)] if runtime.metrics else []),
    ]
