"""Every page in a real browser, as on a telephone and on a desk: nothing is amiss there."""

import pytest

from tests.bot.web.browser.looking import Console, faults_of
from tests.bot.web.browser.pages import PAGES, Looked
from tests.bot.web.browser.site import Site

pytestmark = pytest.mark.xdist_group("pages")  # one browser for all of them
WINDOWS = ((390, 844), (1280, 800))


@pytest.mark.parametrize("looked", PAGES, ids=str)
def test_everybody_can_use_a_page(looked: Looked, site: Site) -> None:
    page, address = site.page_of(looked.who), site.address(looked.address)
    with Console(page, looked.status) as console:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == looked.status
        assert [*faults_of(page, WINDOWS), *console.said] == []
