"""What is looked at on a page: console, width, weight, what a reader or a keyboard needs of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

BIGGEST_PAGE = 60 * 1024  # bytes of the page and all it needs, as people pay for on a slow line
SERIOUS = ("serious", "critical")
_FINDINGS = """() => axe.run({ resultTypes: ["violations"] }).then(
  ({ violations }) => violations.map(({ id, impact, nodes }) =>
    ({ id, impact, where: nodes.map((one) => one.html).slice(0, 3) })))"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_WEIGHT = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource")].reduce((sum, one) => sum + one.decodedBodySize, 0)"""
# Every control in the order of the page; of radio buttons of one name Tab finds one
_CONTROLS = """() => {
  const radios = new Set();
  const all = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
  window.controls = all.filter((one) => {
    // what is offered to nobody says which button Enter presses
    if (one.disabled || one.ariaHidden === "true") return false;
    if (!one.checkVisibility({ visibilityProperty: true })) return false;
    if (one.type !== "radio") return true;
    const chosen = all.find((other) => other.name === one.name && other.checked);
    const isFirst = !radios.has(one.name);
    radios.add(one.name);
    return chosen ? chosen === one : isFirst;
  });
  return window.controls.map((one) => one.outerHTML.slice(0, 120));
}"""
_WATCH = """() => {
  window.reached = [];
  document.addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    const words = target.outerHTML.slice(0, 120);
    window.reached.push({ number: window.controls.indexOf(target), words, seen });
  });
}"""


class Console:
    """All that a page complains of while it is looked at."""

    def __init__(self, page: Page, status: int) -> None:
        self._page, self._refused = page, status >= 400
        self.said: list[str] = []

    def __enter__(self) -> "Console":
        self._page.on("console", self._hear)
        self._page.on("pageerror", self._fail)
        self._page.on("requestfailed", self._miss)
        return self

    def __exit__(self, *_: object) -> None:
        self._page.remove_listener("console", self._hear)
        self._page.remove_listener("pageerror", self._fail)
        self._page.remove_listener("requestfailed", self._miss)

    def _hear(self, message: ConsoleMessage) -> None:
        """Chromium itself notes a page that answers with 404: that one was asked for."""
        own = message.location.get("url") == self._page.url
        if not (self._refused and own and "Failed to load resource" in message.text):
            self.said.append(message.text)

    def _fail(self, error: Exception) -> None:
        self.said.append(str(error))

    def _miss(self, request: Request) -> None:
        self.said.append(f"{request.url}: {request.failure}")


def faults_of(page: Page, windows: Iterable[tuple[int, int]]) -> Iterator[str]:
    """In words; nothing where the page, just loaded, is as it should be in each window. Tab goes
    through it once, and again only in a window that shows other controls."""
    weight = page.evaluate(_WEIGHT)
    if not 0 < weight <= BIGGEST_PAGE:
        yield f"it weighs {weight} bytes"
    walked: list[str] | None = None
    for width, height in windows:
        page.set_viewport_size({"width": width, "height": height})
        found = [*_faults_of_window(page)]
        controls: list[str] = page.evaluate(_CONTROLS)
        if controls != walked:
            if walked is not None:
                page.reload()  # Tab begins at the beginning
                page.evaluate(_CONTROLS)
            walked = controls
            found += _missed_by_tab(page, controls)
        yield from (f"at {width} px {fault}" for fault in found)


def _faults_of_window(page: Page) -> Iterator[str]:
    wider = page.evaluate(_WIDER)
    if wider > 0:
        yield f"it is {wider} px wider than the window"
    yield from _found_by_axe(page)


def _found_by_axe(page: Page) -> Iterator[str]:
    """Axe is in every page of the site's windows."""
    for one in page.evaluate(_FINDINGS):
        if one["impact"] in SERIOUS:
            yield f"{one['id']} ({one['impact']}): {one['where']}"


def _missed_by_tab(page: Page, controls: Sequence[str]) -> Iterator[str]:
    """Each control is reached, in order, and it can be seen where one is."""
    page.evaluate(_WATCH)
    if page.locator("input[type=date]").count():
        yield "a field shows days as the browser's own language has them"
    for _ in controls:
        page.keyboard.press("Tab")
    reached: list[dict[str, Any]] = page.evaluate("window.reached")
    order = [one["number"] for one in reached if one["number"] >= 0][: len(controls)]
    if order != list(range(len(controls))):
        missed = [words for number, words in enumerate(controls) if number not in order]
        yield f"Tab goes {order}, past {missed}"
    yield from (f"no focus is seen on {one['words']}" for one in reached if not one["seen"])
