"""The road without any chat: the code of an invitation on paper, a consent, and the form.

The code is used once, as in a chat; from then on it opens the form of whom it was made for, until
their rounds are over or it is taken back.
"""

import asyncio
from datetime import datetime, time, timedelta
from http import HTTPStatus

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.account.form_link import LATE, form_until
from bot.dialogs.effects import Link
from bot.dialogs.facts.chat import Facts
from bot.language.people_wording import AGREES
from bot.runtime.dependencies import Runtime
from bot.web.pages.form.opening import is_from_here, let_in, page_before
from bot.web.pages.form.visits import CODES, closed_page
from bot.web.pages.form.wrong_codes import FORGOTTEN_AFTER, WRONG_ALLOWED, WrongCodes
from bot.web.pages.visits import Form, form_of
from locales import DEFAULT_LANGUAGE, mark, translator
from storage import audit
from storage.messages.inbox import account_at
from storage.models import ChatAccount
from storage.people.appointments import offices_of
from storage.people.chat_accounts import WEB, form_account
from storage.people.invitations import count_wrong_code, find_invitation, looks_like_code
from storage.people.signing_in.form_links import keep_code, link_of_code

# Nobody is known yet who could be counted: wrong codes are by the address they come from, and so
# that trying them out from many ends long before one of a million million is found, all of them.
# Then only whoever has mistyped one waits: no stranger shuts the form for a province
WRONG_OF_ALL = 2000

CONSENT_VERSION = "2026-12-01-form"
CONSENT_TEXT = mark(
    "The system keeps your name, agency, office phone, mobile phone (if the planning department "
    "has given it) and what you fill in here, only to take your agency's replies; no message is "
    "sent to you. The data stays with the planning department that runs the plan. You may have it "
    "shown, corrected or erased, or take this consent back, at any time by asking the planning "
    "department. Please do not write anything that is a state secret here."
)


def routes(runtime: Runtime) -> list[Route]:
    wrong = WrongCodes()

    async def asked(request: Request) -> Response:
        say = translator(DEFAULT_LANGUAGE)
        return page_before(
            runtime, request, "form/code.html", say, typed="", is_wrong=False, is_locked=False
        )

    async def typed(request: Request) -> Response:
        form = await form_of(request)
        return await asyncio.to_thread(_typed, runtime, request, form, wrong)

    return [Route(CODES, asked, methods=["GET"]), Route(CODES, typed, methods=["POST"])]


def _typed(runtime: Runtime, request: Request, form: Form, wrong: WrongCodes) -> Response:
    if not is_from_here(request, form):
        return closed_page(runtime, HTTPStatus.FORBIDDEN)
    code, now = form.first("code")[:40], runtime.now()
    host = request.client.host if request.client else ""
    with runtime.database.write() as session:
        tried = account_at(session, WEB, "codes")
        here, all_over = wrong.of(host, now), _wrong(tried, now) >= WRONG_OF_ALL
        if here >= WRONG_ALLOWED or (here and all_over):
            return _again(runtime, request, code, HTTPStatus.TOO_MANY_REQUESTS)
        link = link_of_code(session, code, now)
        if link is not None and offices_of(session, link.person_id, runtime.calendar.today(now)):
            return let_in(session, runtime, request, link)
        facts = _invited(session, runtime, code, now)
        if facts is None:
            wrong.count(host, now)
            _count(session, tried, now)
            return _again(runtime, request, code, HTTPStatus.FORBIDDEN)
        if form.first("agree") != "yes":
            return _consent(runtime, request, code, facts)
        return _linked(session, runtime, request, code, facts)


def _wrong(tried: ChatAccount, now: datetime) -> int:
    since = tried.wrong_codes_since
    return 0 if since is None or now - since >= FORGOTTEN_AFTER else tried.wrong_codes


def _count(session: Session, tried: ChatAccount, now: datetime) -> None:
    count_wrong_code(session, tried, now)
    if tried.wrong_codes == WRONG_OF_ALL:
        audit.record(session, now, "form.codes_locked", f"account:{tried.id}")


def _again(runtime: Runtime, request: Request, code: str, status: HTTPStatus) -> Response:
    """What was typed stands there still, to be put right."""
    is_locked = status == HTTPStatus.TOO_MANY_REQUESTS
    say = translator(DEFAULT_LANGUAGE)
    shown = {"typed": code, "is_wrong": not is_locked, "is_locked": is_locked}
    return page_before(runtime, request, "form/code.html", say, status, **shown)


def _invited(session: Session, runtime: Runtime, code: str, now: datetime) -> Facts | None:
    """The facts of whoever holds an invitation that is open, where they answer for an agency."""
    invitation = find_invitation(session, code) if looks_like_code(code) else None
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= now:
        return None
    today = runtime.calendar.today(now)
    account = ChatAccount(channel=WEB, address="")
    facts = load_facts(session, account, now, runtime.calendar, invitation_id=invitation.id)
    invited = facts.invitation
    is_theirs = invited is not None and (
        bool(offices_of(session, invited.person_id, today)) or bool(invited.handed_agency)
    )
    return facts if is_theirs else None


def _consent(runtime: Runtime, request: Request, code: str, facts: Facts) -> Response:
    return page_before(
        runtime,
        request,
        "form/consent.html",
        facts.say,
        invited=facts.invitation,
        code=code,
        agrees=AGREES,
        text=facts.say(CONSENT_TEXT),
    )


def _linked(
    session: Session, runtime: Runtime, request: Request, code: str, facts: Facts
) -> Response:
    """The consent is kept and the invitation used up, by the effect that a chat has for it."""
    now, invited = runtime.now(), facts.invitation
    if invited is None:
        return _again(runtime, request, code, HTTPStatus.FORBIDDEN)
    account = form_account(session, invited.person_id)
    context = EffectContext(session, account, facts, now, said_at=now)
    text = facts.say(CONSENT_TEXT)
    try:
        with session.begin_nested():
            handle(context, Link(invited.id, CONSENT_VERSION, text))
            session.flush()
    except NotAllowed:
        return _again(runtime, request, code, HTTPStatus.FORBIDDEN)
    theirs = load_facts(session, account, now, runtime.calendar)
    until = form_until(theirs) or theirs.today + LATE
    ends_at = datetime.combine(until + timedelta(days=1), time(), runtime.calendar.zone)
    link = keep_code(session, invited.person_id, code, now, ends_at)
    return let_in(session, runtime, request, link)
