"""The pages of a world behind a real server, and a browser for each person who looks at them."""

import socket
import threading
from datetime import date, timedelta
from types import TracebackType
from typing import Self

import uvicorn
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page
from sqlmodel import Session, select

from bot.web.app import web_app
from bot.web.pages.form.visits import COOKIE, HOME
from storage.database import Database
from storage.messages.email_links import keep_email_link
from storage.models import Expectation, Item, Person, Round, Tier
from storage.people.signing_in.form_links import begin_session, make_form_link
from storage.people.signing_in.look_links import give_look
from tests.bot.web.browser.pages import AT_THE_FORM, ENGLISH, NOBODY, PLANNER
from tests.support.patience import HANGS_MS
from tests.support.phones.pages.desk_browser import link_for
from tests.support.worlds.effects_world import FOCAL, EffectsWorld
from tests.support.worlds.planners import adds_planner
from tests.support.worlds.requests import reports

TO_LOOK = "lets-look"


class DeskWorld(EffectsWorld):
    """Two days after the day due: one answer in time, one late, others missing; requests of every
    kind wait. `english` sums up the same plan and reads English."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        adds_planner(self, ENGLISH, "mau")
        with database.write() as session:
            english = session.exec(select(Person).where(Person.code == ENGLISH)).one()
            english.language = "en"
        self.clock.jump_to(date(2026, 11, 15), 9)
        reports(self, FOCAL, "1.4", "blocked", None, "Chưa bố trí được kinh phí")
        self.clock.jump_to(date(2026, 11, 16), 9)
        with database.write() as session:
            planner = session.exec(select(Person).where(Person.code == PLANNER)).one()
            round_ = session.get_one(Round, self.round)
            now, official = self.clock.now(), self.person[FOCAL]
            give_look(session, round_, "Ông Mẫu", 7, TO_LOOK, planner, now)
            link = make_form_link(session, official, TO_LOOK, now, now + timedelta(days=30))
            begin_session(session, link, TO_LOOK, now)
            person = session.get_one(Person, official)
            person.email = "sct@daumoi.test"
            keep_email_link(session, TO_LOOK, person, now)


class Site:
    """`with Site(world, browser) as site:` then pages by their address, as a person sees them."""

    def __init__(self, world: EffectsWorld, browser: Browser) -> None:
        self.world = world
        self._browser = browser
        self._pages: dict[str, Page] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(web_app(world.runtime), log_config=None, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="pages"
        )
        with world.database.read() as session:
            self._known = _known(session)

    def page_of(self, who: str) -> Page:
        """The one window of that person, signed in by a link."""
        if who not in self._pages:
            context = self._browser.new_context()
            context.add_init_script(AXE_SCRIPT)  # by the browser itself: no policy is loosened
            page = context.new_page()
            page.set_default_timeout(HANGS_MS)
            if who == AT_THE_FORM:
                context.add_cookies([{"name": COOKIE, "value": TO_LOOK, "url": self.url + HOME}])
            elif who != NOBODY:
                page.goto(self.url + link_for(self.world.runtime, who))
                page.locator("main button").click()
                page.wait_for_url(f"{self.url}/rounds")
            self._pages[who] = page
        return self._pages[who]

    def address(self, address: str) -> str:
        if address == "/sign-in/{token}":
            return self.url + link_for(self.world.runtime, PLANNER)
        return self.url + address.format_map({"token": TO_LOOK} | self._known)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for page in self._pages.values():
            page.context.close()
        self._server.should_exit = True
        self._thread.join(10)
        if self._thread.is_alive():
            raise RuntimeError("the pages did not stop within ten seconds")


def _known(session: Session) -> dict[str, str]:
    """What stands in the braces of an address."""
    round_ = session.exec(
        select(Round.id).where(Round.tier == Tier.AGENCIES).order_by(Round.id)  # type: ignore[arg-type]
    ).first()
    item = session.exec(select(Item).where(Item.code == "1.2")).one()
    asked = select(Expectation).where(
        Expectation.item_id == item.id, Expectation.round_id == round_
    )
    expectation = session.exec(asked).one()
    person = session.exec(select(Person.id).where(Person.code == FOCAL)).one()
    return {
        "round_id": str(round_),
        "item_id": str(item.id),
        "plan_id": str(item.plan_id),
        "expectation_id": str(expectation.id),
        "agency_id": str(expectation.agency_id),
        "person_id": str(person),
    }
