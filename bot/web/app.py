"""The web application: webhooks, and whether the service is alive and ready."""

import asyncio
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.webhooks import webhooks
from storage.messages.heartbeats import lanes_held, last_beat

SILENCE_ALLOWED = timedelta(minutes=2)


def web_app(runtime: Runtime) -> Starlette:
    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        state = await asyncio.to_thread(readiness, runtime)
        return JSONResponse(state, 200 if all(state.values()) else 503)

    return Starlette(
        routes=[Route("/healthz", healthz), Route("/readyz", readyz), *webhooks(runtime)]
    )


def readiness(runtime: Runtime) -> dict[str, bool]:
    """What a watcher asks: can the database be reached, do the jobs run, is each lane held."""
    now = runtime.now()
    try:
        with runtime.database.read() as session:
            beat = last_beat(session, "scheduler")
            held = lanes_held(session, now)
    except SQLAlchemyError:
        return {"database": False}
    alive = beat is not None and now - beat <= SILENCE_ALLOWED
    lanes = {f"lane {name}": name in held for name in runtime.channels}
    return {"database": True, "scheduler": alive, **lanes}
