"""A visit to a page: who it is, in which language, and the one transaction it is answered in."""

import asyncio
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.language.dates.fields import day_in
from bot.runtime.dependencies import Runtime
from bot.web.pages import rendering
from locales import DEFAULT_LANGUAGE, Translator, translator
from storage.database import remember
from storage.models import Person, Plan, RightKind
from storage.people.signing_in import hash_of, signed_in
from storage.plans.planners import is_planner_of, plans_of_leader, plans_of_planner, rights_of

LONGEST_KEY = 9  # digits: the databases' integers hold them
MOST_FIELDS = 200  # of a form
BIGGEST_FORM = 256 * 1024  # bytes


class Form:
    """What was filled in; a name may stand for several values, as checkboxes do."""

    def __init__(self, fields: Sequence[tuple[str, str]] = ()) -> None:
        self._fields = fields

    def first(self, name: str) -> str:
        return next((value for named, value in self._fields if named == name), "")

    def all(self, name: str) -> list[str]:
        return [value for named, value in self._fields if named == name]


NO_FORM = Form()


class NotFound(Exception):
    """There is no such page, or not for this person: nobody learns which."""


@dataclass(frozen=True)
class Visit:
    """`session` is read-only but where a form is answered; `form` is empty elsewhere."""

    runtime: Runtime
    request: Request
    session: Session
    person: Person
    token: str  # of the browser's session
    now: datetime
    form: Form

    @property
    def say(self) -> Translator:
        return translator(self.person.language).speaking_to(self.person.address)

    @property
    def today(self) -> date:
        return self.runtime.calendar.today(self.now)

    @property
    def csrf(self) -> str:
        return form_token(self.token)

    def plans(self) -> list[Plan]:
        return plans_of_planner(self.session, self.person.id or 0)

    def plan(self, plan_id: int) -> Plan:
        """Raises NotFound for a plan that is not this person's."""
        return _among(self.plans(), plan_id)

    def plans_read(self) -> list[Plan]:
        """Those that the person sums up, and those of the province that the person leads."""
        led = plans_of_leader(self.session, self.person.id or 0)
        return list({one.id: one for one in (*self.plans(), *led)}.values())

    def plan_read(self, plan_id: int) -> Plan:
        """For pages that change nothing. Raises NotFound."""
        return _among(self.plans_read(), plan_id)

    def sums_up(self, plan: Plan) -> bool:
        """Whether the person may change anything there."""
        return is_planner_of(self.session, self.person.id or 0, plan)

    @property
    def has_desk(self) -> bool:
        """Whether there are places for the person besides those where rounds are read."""
        kinds = {one.kind for one in rights_of(self.session, self.person.id or 0)}
        return bool(kinds & {RightKind.PLANNER, RightKind.ADMINISTRATOR})

    def number(self, name: str) -> int:
        """A number of the address. Raises NotFound where no row can have it."""
        return key_in(str(self.request.path_params[name]))

    def asked(self, name: str) -> str:
        """What stands behind the question mark of the address, cleaned."""
        return " ".join(self.request.query_params.get(name, "").split())[:200]

    @property
    def unread_day(self) -> str:
        """What was asked for in the address as a day, and is none."""
        return next(
            (text for name in ("as_of", "day") if (text := self.asked(name)) and not day_in(text)),
            "",
        )

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        zone, shown = self.runtime.calendar.zone, {"visit": self, "csrf": self.csrf, **values}
        return rendering.html(template, zone, self.say, status, **shown)


def _among(plans: Sequence[Plan], plan_id: int) -> Plan:
    found = next((one for one in plans if one.id == plan_id), None)
    if found is None:
        raise NotFound
    return found


def key_in(text: str) -> int:
    """A row's key as it stands in an address or a form. Raises NotFound for anything else."""
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_KEY:
        raise NotFound
    return int(text)


Shown = TypeVar("Shown")
Show = Callable[[Visit], Response]
Endpoint = Callable[[Request], Any]


def form_token(session_token: str) -> str:
    """Stands in every form: a page of somebody else cannot know it."""
    return hash_of(f"form:{session_token}")[:32]


def shown(runtime: Runtime, show: Show) -> Endpoint:
    """A page to be read, for whoever is signed in."""

    async def endpoint(request: Request) -> Response:
        return await asyncio.to_thread(answered, runtime, request, show, NO_FORM)

    return endpoint


def acted(runtime: Runtime, act: Show) -> Endpoint:
    """A form that changes something; without this browser's own token it changes nothing."""

    async def endpoint(request: Request) -> Response:
        form = await form_of(request)
        answer = await asyncio.to_thread(answered, runtime, request, act, form, writes=True)
        runtime.queued.set()  # somebody may have to be told
        return answer

    return endpoint


async def form_of(request: Request, most: int = BIGGEST_FORM) -> Form:
    """The words of a form; nothing where it is larger than any of ours. `most`: bytes."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return Form()
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return Form()
    return Form(fields)


def answered(
    runtime: Runtime,
    request: Request,
    show: Callable[[Visit], Shown],
    form: Form,
    *,
    writes: bool = False,
) -> Shown | Response:
    """In one transaction; a page of its own where nobody is signed in or nothing is found."""
    token, now = request.cookies.get(rendering.COOKIE, ""), runtime.now()
    open_ = runtime.database.write if writes else runtime.database.read
    with open_() as session:
        if not writes:
            remember(session)  # rights, lineage: a page asks for them again and again
        person = signed_in(session, token, now) if token else None
        if person is None:
            return signed_out_page(runtime)
        visit = Visit(runtime, request, session, person, token, now, form)
        if writes and not hmac.compare_digest(form.first("csrf").encode(), visit.csrf.encode()):
            return visit.page("gone.html", HTTPStatus.FORBIDDEN)
        try:
            return show(visit)
        except NotFound:
            return visit.page("not_found.html", HTTPStatus.NOT_FOUND)


def signed_out_page(runtime: Runtime, status: int = HTTPStatus.UNAUTHORIZED) -> Response:
    say, zone = translator(DEFAULT_LANGUAGE), runtime.calendar.zone
    return rendering.html("signing_in/signed_out.html", zone, say, status, visit=None)


def to(address: str) -> Response:
    """After a form: the page is asked for anew, so that reloading sends nothing twice."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def stored(address: str) -> Response:
    """After a form that changed something: the page that follows says so."""
    return to(f"{address}{'&' if '?' in address else '?'}stored=1")
