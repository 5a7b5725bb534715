"""No page is forgotten: whatever answers to GET is looked at in a browser, or is no page."""

import re
from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Mount, Route

from bot.web.app import web_app
from storage.database import Database
from tests.bot.web.browser.pages import NO_PAGES, PAGES
from tests.support.worlds.world import World

_KIND = re.compile(r":\w+}")  # a number, in "{round_id:int}"


def read_by(routes: Iterable[BaseRoute], at: str = "") -> Iterator[str]:
    """Where something is read, as it stands in the table."""
    for one in routes:
        if isinstance(one, Mount):
            yield from read_by(one.routes, at + one.path)
        elif isinstance(one, Route) and "GET" in (one.methods or ()):
            yield _KIND.sub("}", at + one.path)


def test_every_page_stands_in_the_table(in_memory: Database) -> None:
    read = set(read_by(web_app(World(in_memory).runtime).routes))
    looked_at = {one.address.partition("?")[0] for one in PAGES}
    assert read - looked_at - set(NO_PAGES) == set()
    assert set(NO_PAGES) <= read
