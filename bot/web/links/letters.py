"""The page of an address: its owner agrees to letters there, sees what is kept, or stops them."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.handlers.context import NotAllowed
from bot.conversation.handlers.people.linking import link_address
from bot.conversation.notifications.by_email import CONSENT_TEXT, CONSENT_VERSION, LETTERS
from bot.conversation.notifications.letter import say_to
from bot.runtime.dependencies import Runtime
from bot.web.pages import rendering
from bot.web.pages.visits import form_of, to
from locales import DEFAULT_LANGUAGE, translator
from storage.messages.email_links import person_of_link
from storage.people.appointments import posts_of
from storage.people.chat_accounts import address_of, may_be_told
from storage.people.own_data import consents_of, withdraw_consent_in


def routes(runtime: Runtime) -> list[Route]:
    async def opened(request: Request) -> Response:
        return await asyncio.to_thread(_opened, runtime, request.path_params["token"])

    async def answered(request: Request) -> Response:
        answer = (await form_of(request)).first("answer")
        return await asyncio.to_thread(_answered, runtime, request.path_params["token"], answer)

    path = f"{LETTERS}/{{token}}"
    return [
        Route(path, opened, methods=["GET"]),
        Route(path, answered, methods=["POST"]),
    ]


def _opened(runtime: Runtime, token: str) -> Response:
    """Looking changes nothing: mail servers and programs look at every link."""
    now = runtime.now()
    with runtime.database.read() as session:
        person = person_of_link(session, token, now)
        if person is None:
            return _gone(runtime)
        say, today = say_to(person), runtime.calendar.today(now)
        posts = posts_of(session, person.id or 0, today)
        account = address_of(session, person)
        told = account is not None and may_be_told(session, account)
        return rendering.html(
            "links/letters.html",
            runtime.calendar.zone,
            say,
            visit=None,
            person=person,
            agencies=list(dict.fromkeys(agency.name for _, agency in posts)),
            consents=[one for one, at in consents_of(session, person.id or 0) if at == account],
            is_told=told,
            consent_text=say(CONSENT_TEXT),
        )


def _answered(runtime: Runtime, token: str, answer: str) -> Response:
    """The token is known to whoever reads that mailbox, and to no page of somebody else."""
    now = runtime.now()
    with runtime.database.write() as session:
        person = person_of_link(session, token, now)
        if person is None:
            return _gone(runtime)
        account = address_of(session, person)
        is_told = account is not None and may_be_told(session, account)
        if answer == "agree" and not is_told:
            try:
                link_address(session, person, CONSENT_VERSION, say_to(person)(CONSENT_TEXT), now)
            except NotAllowed:
                return _gone(runtime)
        elif answer == "stop" and is_told and account is not None:
            withdraw_consent_in(session, account, now)
    return to(f"{LETTERS}/{token}")


def _gone(runtime: Runtime) -> Response:
    say, zone = translator(DEFAULT_LANGUAGE), runtime.calendar.zone
    return rendering.html("links/ended.html", zone, say, HTTPStatus.NOT_FOUND, visit=None)
