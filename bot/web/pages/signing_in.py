"""Signing in by a one-use link, and signing out, here or in every browser."""

import asyncio
import hmac
import secrets
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.account.pages import SIGN_IN
from bot.dialogs.effects import SignOutEverywhere
from bot.runtime.dependencies import Runtime
from bot.web.pages import rendering
from bot.web.pages.acting import carried_out
from bot.web.pages.visits import (
    Visit,
    acted,
    form_of,
    form_token,
    signed_out_page,
    to,
)
from locales import DEFAULT_LANGUAGE, translator
from storage.people import signing_in
from storage.people.signing_in import SESSION_VALID_FOR

HOME = "/rounds"
OPENED = "daumoi-opened"  # the cookie that ties a link to the browser it was opened in


def routes(runtime: Runtime) -> list[Route]:
    async def opened(request: Request) -> Response:
        return await asyncio.to_thread(_opened, runtime, request)

    async def confirmed(request: Request) -> Response:
        form = await form_of(request)
        return await asyncio.to_thread(_confirmed, runtime, request, form.first("csrf"))

    return [
        Route(f"{SIGN_IN}/{{token}}", opened, methods=["GET"]),
        Route(f"{SIGN_IN}/{{token}}", confirmed, methods=["POST"]),
        Route("/sign-out", acted(runtime, _sign_out), methods=["POST"]),
        Route("/sign-out-everywhere", acted(runtime, _sign_out_everywhere), methods=["POST"]),
    ]


def _opened(runtime: Runtime, request: Request) -> Response:
    """A page with a button: what only looks at links, as chat services do, uses none up."""
    with runtime.database.read() as session:
        if not signing_in.is_valid_link(session, request.path_params["token"], runtime.now()):
            return signed_out_page(runtime, HTTPStatus.NOT_FOUND)
    say, browser = translator(DEFAULT_LANGUAGE), secrets.token_urlsafe(16)
    csrf, zone = form_token(browser), runtime.calendar.zone
    page = rendering.html("signing_in/sign_in.html", zone, say, visit=None, csrf=csrf)
    set_cookie(
        runtime, page, request, OPENED, browser, int(signing_in.LINK_VALID_FOR.total_seconds())
    )
    return page


def _confirmed(runtime: Runtime, request: Request, csrf: str) -> Response:
    browser, token = request.cookies.get(OPENED, ""), secrets.token_urlsafe(32)
    if not browser or not hmac.compare_digest(csrf.encode(), form_token(browser).encode()):
        return signed_out_page(runtime, HTTPStatus.FORBIDDEN)
    with runtime.database.write() as session:
        person = signing_in.sign_in(session, request.path_params["token"], token, runtime.now())
    if person is None:
        return signed_out_page(runtime, HTTPStatus.NOT_FOUND)
    home = to(HOME)
    set_cookie(
        runtime, home, request, rendering.COOKIE, token, int(SESSION_VALID_FOR.total_seconds())
    )
    home.delete_cookie(OPENED)
    return home


def _sign_out(visit: Visit) -> Response:
    signing_in.sign_out(visit.session, visit.token, visit.now)
    return _away()


def _sign_out_everywhere(visit: Visit) -> Response:
    carried_out(visit, SignOutEverywhere())
    return _away()


def _away() -> Response:
    left = to(HOME)
    left.delete_cookie(rendering.COOKIE)
    return left


def set_cookie(
    runtime: Runtime,
    response: Response,
    request: Request,
    name: str,
    value: str,
    seconds: int,
    path: str = "/",
) -> None:
    """By https alone where people come by it, also past a web server that talks http to us."""
    comes_by = (request.url.scheme, urlsplit(runtime.public_url).scheme)
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="lax",
        secure="https" in comes_by,
    )
