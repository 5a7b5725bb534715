"""Opening a link to the form: looking at it uses nothing up, a word opens it in this browser."""

import asyncio
import hmac
import secrets
from http import HTTPStatus

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.notifications.letter import queue, say_to
from bot.dialogs.account.form_link import FORM, word_text
from bot.runtime.dependencies import Runtime
from bot.web.pages import rendering
from bot.web.pages.form.visits import COOKIE, HOME, FormVisit, acted, closed_page
from bot.web.pages.signing_in import set_cookie
from bot.web.pages.visits import Form, form_of, form_token, to
from locales import Translator
from storage.models import FormLink, Person
from storage.people.appointments import offices_of
from storage.people.chat_accounts import accounts_of
from storage.people.signing_in.form_links import (
    SESSION_VALID_FOR,
    Tried,
    begin_session,
    end_session,
    link_of_token,
    make_word,
    may_have_word,
    try_word,
)

OPENED = "daumoi-form-opened"  # ties what is typed to the browser that was shown the page
OPEN_FOR = 3600  # seconds


def routes(runtime: Runtime) -> list[Route]:
    async def looked(request: Request) -> Response:
        return await asyncio.to_thread(_looked, runtime, request)

    async def typed(request: Request) -> Response:
        form = await form_of(request)
        answer = await asyncio.to_thread(_typed, runtime, request, form)
        runtime.queued.set()  # a word may have been sent to the chat
        return answer

    return [
        Route(f"{FORM}/{{token}}", looked, methods=["GET"]),
        Route(f"{FORM}/{{token}}", typed, methods=["POST"]),
        Route(f"{HOME}/leave", acted(runtime, _leave), methods=["POST"]),
    ]


def _looked(runtime: Runtime, request: Request) -> Response:
    with runtime.database.read() as session:
        found = _opened(session, runtime, request)
        if found is None:
            return closed_page(runtime, HTTPStatus.NOT_FOUND)
        return _page(session, runtime, request, found[1])


def _typed(runtime: Runtime, request: Request, form: Form) -> Response:
    if not is_from_here(request, form):
        return closed_page(runtime, HTTPStatus.FORBIDDEN)
    with runtime.database.write() as session:
        found = _opened(session, runtime, request)
        if found is None:
            return closed_page(runtime, HTTPStatus.NOT_FOUND)
        link, person = found
        if form.first("send"):
            return _word_sent(session, runtime, request, person)
        also = phone_ends(session, runtime, person)
        now = runtime.now()
        match try_word(session, person.id or 0, form.first("word"), also, now):
            case Tried.RIGHT:
                return let_in(session, runtime, request, link)
            case Tried.LOCKED:
                return _page(session, runtime, request, person, status=429, is_locked=True)
        return _page(session, runtime, request, person, status=403, is_wrong=True)


def let_in(session: Session, runtime: Runtime, request: Request, link: FormLink) -> Response:
    """A session of this browser begins."""
    token = secrets.token_urlsafe(32)
    begin_session(session, link, token, runtime.now())
    home = to(HOME)
    set_cookie(runtime, home, request, COOKIE, token, int(SESSION_VALID_FOR.total_seconds()), HOME)
    home.delete_cookie(OPENED)
    return home


def is_from_here(request: Request, form: Form) -> bool:
    """Filled in on a page that this browser was shown."""
    browser = request.cookies.get(OPENED, "")
    typed, right = form.first("csrf").encode(), form_token(browser).encode()
    return bool(browser) and hmac.compare_digest(typed, right)


def page_before(
    runtime: Runtime,
    request: Request,
    template: str,
    say: Translator,
    status: int = 200,
    **values: object,
) -> Response:
    """A page with a form, for a browser that is not let in yet."""
    browser = request.cookies.get(OPENED) or secrets.token_urlsafe(16)
    shown = {"visit": None, "csrf": form_token(browser), **values}
    page = rendering.html(template, runtime.calendar.zone, say, status, **shown)
    set_cookie(runtime, page, request, OPENED, browser, OPEN_FOR)
    return page


def _opened(session: Session, runtime: Runtime, request: Request) -> tuple[FormLink, Person] | None:
    """The link and whose it is, while they answer for an agency."""
    now = runtime.now()
    link = link_of_token(session, request.path_params["token"], now)
    if link is None or not offices_of(session, link.person_id, runtime.calendar.today(now)):
        return None
    return link, session.get_one(Person, link.person_id)


def _page(
    session: Session,
    runtime: Runtime,
    request: Request,
    person: Person,
    *,
    status: int = 200,
    is_wrong: bool = False,
    is_locked: bool = False,
    is_sent: bool = False,
) -> Response:
    """It names nobody: whoever found the link learns nothing by it."""
    return page_before(
        runtime,
        request,
        "form/open.html",
        say_to(person),
        status,
        is_wrong=is_wrong,
        is_locked=is_locked,
        is_sent=is_sent,
        has_chat=bool(accounts_of(session, person.id or 0)),
        digits=runtime.phone_digits if phone_ends(session, runtime, person) else 0,
    )


def _word_sent(session: Session, runtime: Runtime, request: Request, person: Person) -> Response:
    """To the chat that reminders go to; asked for again at once, the one before stays good."""
    now, accounts = runtime.now(), accounts_of(session, person.id or 0)
    if accounts and may_have_word(session, person.id or 0, now):
        word = runtime.new_code()
        make_word(session, person.id or 0, word, now)
        queue(session, accounts[0], word_text(word, say_to(person)), now, now)
    return _page(session, runtime, request, person, is_sent=bool(accounts))


def phone_ends(session: Session, runtime: Runtime, person: Person) -> list[str]:
    """The last digits of the office phones, the person's own and their agencies'."""
    count, today = runtime.phone_digits, runtime.calendar.today(runtime.now())
    if not count:
        return []
    offices = offices_of(session, person.id or 0, today)
    phones = (person.office_phone, *(one.office_phone for one in offices))
    digits = ("".join(filter(str.isdecimal, phone)) for phone in phones)
    return [one[-count:] for one in digits if len(one) >= count]


def _leave(visit: FormVisit) -> Response:
    end_session(visit.session, visit.token, visit.now)
    left = closed_page(visit.runtime, HTTPStatus.OK)
    left.delete_cookie(COOKIE, path=HOME)
    return left
