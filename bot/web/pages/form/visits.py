"""A visit to the form: whose tasks, by which link, and the one transaction it is answered in."""

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from bot.conversation.loaders.facts import load_facts
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.runtime.dependencies import Runtime
from bot.web.pages import rendering
from bot.web.pages.acting import acting_account
from bot.web.pages.visits import NO_FORM, Endpoint, Form, NotFound, Visit, form_of, to
from locales import DEFAULT_LANGUAGE, translator
from storage.models import FormLink
from storage.people.signing_in.form_links import visitor

HOME = "/form"
CODES = f"{HOME}/code"  # where a code from paper is typed
COOKIE = "daumoi-form"  # of its own: it opens the form of one link, and nothing else
BIGGEST = 1024 * 1024  # bytes: ten tasks with long texts, each letter of which takes nine


@dataclass(frozen=True)
class FormVisit(Visit):
    link: FormLink

    @cached_property
    def facts(self) -> Facts:
        account = acting_account(self.person)
        return load_facts(self.session, account, self.now, self.runtime.calendar)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """All that is asked of the person's agencies now, what is still owed first."""
        is_focal = self.facts.person is not None and self.facts.person.is_focal
        return (*self.facts.owed, *self.facts.reported) if is_focal else ()

    def duty(self, expectation_id: int) -> Duty:
        """Raises NotFound for what is not asked of this person."""
        found = (one for one in self.duties if one.expectation_id == expectation_id)
        task = next(found, None)
        if task is None:
            raise NotFound
        return task


Show = Callable[[FormVisit], Response]


def shown(runtime: Runtime, show: Show, else_to: str = "") -> Endpoint:
    """`else_to`: where whoever has opened no link in this browser is led."""

    async def endpoint(request: Request) -> Response:
        if else_to and COOKIE not in request.cookies:
            return to(else_to)
        return await asyncio.to_thread(answered, runtime, request, show, NO_FORM)

    return endpoint


def acted(runtime: Runtime, act: Show) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        form = await form_of(request, BIGGEST)
        answer = await asyncio.to_thread(answered, runtime, request, act, form, writes=True)
        runtime.queued.set()
        return answer

    return endpoint


def answered(
    runtime: Runtime, request: Request, show: Show, form: Form, *, writes: bool = False
) -> Response:
    """Whoever has lost the post, or whose link is over, gets the page of those who have none."""
    token, now = request.cookies.get(COOKIE, ""), runtime.now()
    open_ = runtime.database.write if writes else runtime.database.read
    with open_() as session:
        found = visitor(session, token, now) if token else None
        if found is None:
            return closed_page(runtime, HTTPStatus.UNAUTHORIZED)
        given = (runtime, request, session, found.person, token, now, form)
        visit = FormVisit(*given, link=found.link)
        if visit.facts.person is None or not visit.facts.person.is_focal:
            return closed_page(runtime, HTTPStatus.UNAUTHORIZED)
        if writes and not hmac.compare_digest(form.first("csrf").encode(), visit.csrf.encode()):
            return visit.page("form/gone.html", HTTPStatus.FORBIDDEN)
        try:
            return show(visit)
        except NotFound:
            return visit.page("form/not_found.html", HTTPStatus.NOT_FOUND)


def closed_page(runtime: Runtime, status: int) -> Response:
    """Nobody learns whether there is, or was, such a link."""
    say, zone = translator(DEFAULT_LANGUAGE), runtime.calendar.zone
    return rendering.html("form/closed.html", zone, say, status, visit=None, csrf="")
