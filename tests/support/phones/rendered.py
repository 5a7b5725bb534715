"""The page of phones as a browser has laid it out: which messages can be read, and how wide."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page, expect

from bot.simulator.server import Simulator
from tests.support.patience import HANGS_MS
from tests.support.simulator.running import RunningSimulator

SIZES = ((1400, 900), (360, 740))  # a small laptop, a small phone
LOOK = """() => [...document.querySelectorAll("[data-phone]")].map((phone) => {
  const area = phone.querySelector("[data-role=messages]");
  const edges = area.getBoundingClientRect();
  const messages = [...area.querySelectorAll("[data-message]")].map((message) => {
    const box = message.getBoundingClientRect();
    const words = message.querySelector(".words");
    return {
      from: message.dataset.from,
      text: words && words.checkVisibility() ? words.innerText : "",
      shown: message.checkVisibility() && box.width > 0 && box.height > 0,
      fits: box.left >= edges.left && box.right <= edges.right,
      buttons: message.querySelectorAll("button").length,
    };
  });
  return { who: phone.dataset.phone, wider: area.scrollWidth - area.clientWidth, messages };
})"""


def check_zalo_phones(page: Page, simulator: Simulator) -> None:
    """Every word of every message is there; no button of the bot's; nothing scrolls sideways."""
    conversations = simulator.state.conversations
    said = {who: [(m.sender, m.text) for m in one.messages] for who, one in conversations.items()}
    with RunningSimulator(simulator) as running:
        page.goto(running.base_url)
        count = sum(map(len, said.values()))
        expect(page.locator("[data-message]")).to_have_count(count, timeout=HANGS_MS)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            looked: list[dict[str, Any]] = page.evaluate(LOOK)
            for phone in looked:
                _check_phone(phone, said[phone["who"]])
            assert len(looked) == len(said)


def _check_phone(phone: dict[str, Any], said: Sequence[tuple[str, str]]) -> None:
    messages = phone["messages"]
    assert [(one["from"], one["text"]) for one in messages] == said
    assert all(one["shown"] and one["fits"] for one in messages)
    assert not any(one["buttons"] for one in messages)
    assert phone["wider"] <= 0, f"{phone['who']} scrolls sideways"
