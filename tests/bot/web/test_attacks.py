"""What an attacker tries over webhooks, pages, forms, links, files, codes, chat: nothing works."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from bot.runtime.channels import configured_channels
from bot.runtime.settings import read_settings
from storage.database import Database
from storage.messages.inbox import Incoming
from tests.support.databases import every_row
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.effects_world import FOCAL, PLANNER, STRANGER, EffectsWorld

SETTINGS = {
    "TELEGRAM_BOT_TOKEN": "1:telegram-secret",
    "TELEGRAM_MODE": "webhook",
    "TELEGRAM_WEBHOOK_SECRET": "telegram-webhook",
    "ZALO_BOT_TOKENS": "11:zalo-secret",
    "ZALO_BOT_MODE": "webhook",
    "ZALO_BOT_WEBHOOK_SECRET": "zalo-webhook",
    "ZALO_OA_APP_ID": "123",
    "ZALO_OA_APP_SECRET": "app-secret",
    "ZALO_OA_SECRET_KEY": "key-secret",
    "ZALO_OA_REFRESH_TOKEN": "refresh-secret",
    "PUBLIC_URL": "https://daumoi.test",
}
# What is heard and refused leaves its trace: the message, its answer, a counted code
TRACES = {"inbox", "outbox", "chataccount", "auditentry", "trouble", "lane"}
REFUSED = {400, 401, 403, 404, 405, 413, 415, 429}
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1790000000,
        "text": "ABCD-XXXX",
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "first_name": "x", "is_bot": False},
    },
}
EVENT: dict[str, Any] = {
    "app_id": "123",
    "event_name": "user_send_text",
    "timestamp": "1790000000000",
    "sender": {"id": "u"},
    "recipient": {"id": "oa"},
    "message": {"msg_id": "1", "text": "ABCD-XXXX"},
}
TELEGRAM, ZALO_BOT, ZALO_OA = (f"/webhooks/{one}" for one in ("telegram", "zalo-bot/1", "zalo-oa"))


class Attacked(EffectsWorld):
    """Its web side has every webhook; `mine` is a planner's browser, `strange` nobody's."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        settings = read_settings(SETTINGS, env_file=None)
        channels = configured_channels(settings, database, self.clock.now)
        runtime = replace(self.runtime, channels={**self.runtime.channels, **channels})
        self.mine, self.strange = Browser(runtime), Browser(runtime)
        self.mine.signs_in(PLANNER)
        self.guest = Browser(runtime)
        self.guest.signs_in(FOCAL)

    def tells(self, path: str, what: Any, **headers: str) -> int:
        body = json.dumps(what).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.strange.sends_bytes(path, body, named).status_code

    def known(self) -> dict[str, Any]:
        """The keys that an address may name."""
        return {"round": self.round, "plan": self.plan, "person": self.person[FOCAL]}

    def rows(self) -> dict[str, Any]:
        with self.database.read() as session:
            return {name: rows for name, rows in every_row(session).items() if name not in TRACES}


class Attack(NamedTuple):
    name: str
    tries: Callable[[Attacked], int]  # what is answered


def signed(key: str) -> str:
    raw = json.dumps(EVENT).encode()
    return hashlib.sha256(b"123" + raw + EVENT["timestamp"].encode() + key.encode()).hexdigest()


def forged_hmac() -> str:
    return hmac.new(b"123", json.dumps(EVENT).encode(), "sha256").hexdigest()


def says(code: str, text: str) -> Callable[[Attacked], int]:
    def tries(world: Attacked) -> int:
        world.says(code, text)
        return 403  # whatever is said: nothing may change

    return tries


def taps(code: str, data: str) -> Callable[[Attacked], int]:
    def tries(world: Attacked) -> int:
        world.answers(Incoming("fake", f"forged-{data}", code, tapped=data))
        return 403

    return tries


def gets(path: str, who: str = "strange") -> Callable[[Attacked], int]:
    def tries(world: Attacked) -> int:
        browser: Browser = getattr(world, who)
        return browser.gets(path.format(**world.known())).status_code

    return tries


def posts(path: str, who: str, csrf: str | None = "forged", **form: str) -> Callable[..., int]:
    def tries(world: Attacked) -> int:
        browser: Browser = getattr(world, who)
        return browser.posts(path.format(**world.known()), csrf, **form).status_code

    return tries


ATTACKS = (
    Attack("telegram without its secret", lambda w: w.tells(TELEGRAM, UPDATE)),
    Attack(
        "telegram with another secret",
        lambda w: w.tells(TELEGRAM, UPDATE, x_telegram_bot_api_secret_token="zalo-webhook"),
    ),
    Attack(
        "telegram with half the secret",
        lambda w: w.tells(TELEGRAM, UPDATE, x_telegram_bot_api_secret_token="telegram-web"),
    ),
    Attack("zalo bot without its secret", lambda w: w.tells(ZALO_BOT, UPDATE)),
    Attack(
        "zalo bot with another secret",
        lambda w: w.tells(ZALO_BOT, UPDATE, x_bot_api_secret_token="telegram-webhook"),
    ),
    Attack("zalo bot of another number", lambda w: w.tells("/webhooks/zalo-bot/2", UPDATE)),
    Attack("official account unsigned", lambda w: w.tells(ZALO_OA, EVENT)),
    Attack(
        "official account signed without the key",
        lambda w: w.tells(ZALO_OA, EVENT, x_zevent_signature=f"mac={signed('')}"),
    ),
    Attack(
        "official account signed with the application's secret",
        lambda w: w.tells(ZALO_OA, EVENT, x_zevent_signature=f"mac={signed('app-secret')}"),
    ),
    Attack(
        "official account signed otherwise",
        lambda w: w.tells(ZALO_OA, EVENT, x_zevent_signature=f"mac={forged_hmac()}"),
    ),
    Attack("the desk without signing in", gets("/rounds")),
    Attack("a round without signing in", gets("/rounds/{round}")),
    Attack("a file of the round without signing in", gets("/rounds/{round}/files/xlsx")),
    Attack("a round of a plan that is not theirs", gets("/rounds/{round}", "guest")),
    Attack("people, by who plans nothing", gets("/people", "guest")),
    Attack("the audit, by who plans nothing", gets("/audit", "guest")),
    Attack("a sign-in link that was made up", gets("/sign-in/made-up")),
    Attack("a form link that was made up", gets("/f/made-up")),
    Attack("a download link that was made up", gets("/download/made-up")),
    Attack("a way through folders", gets("/download/..%2f..%2fetc%2fpasswd")),
    Attack("a calendar that was made up", gets("/calendar/made-up.ics")),
    Attack("a look that was made up", gets("/look/made-up")),
    Attack("a letter link that was made up", gets("/letters/made-up")),
    Attack("answers without a key", gets("/api/v1/plans/mau/answers")),
    Attack("a static file through folders", gets("/static/..%2f..%2fapp.py")),
    Attack("a review with a forged form", posts("/rounds/{round}/reviews", "mine", verdict="x")),
    Attack("a review without a form", posts("/rounds/{round}/reviews", "mine", "", accept="1")),
    Attack("closing a round, forged", posts("/plans/{plan}/rounds/{round}/close", "mine")),
    Attack("erasing somebody, forged", posts("/people/{person}/erase", "mine", agree="yes")),
    Attack("deciding, by who plans nothing", posts("/requests", "guest", None, decision="agree")),
    Attack("inviting, by who plans nothing", posts("/people/invite", "guest", None, people="1")),
    Attack("settings, by who plans nothing", posts("/plans/{plan}/settings", "guest", None)),
    Attack("the form without its link", posts("/form/check", "strange", "x", send="yes")),
    Attack("a code that was made up", posts("/form/code", "strange", "x", code="AAAA-BBBB")),
    Attack("a stranger's report in the chat", says("chat-9", "1.1 xong")),
    Attack("a stranger's guess of a code", says("chat-9", "ABCD-ABCD")),
    Attack("a stranger asks for the summary", says("chat-9", "tổng hợp")),
    Attack("another agency's task", says(STRANGER, "1.1 xong")),
    Attack("SQL in the chat", says("chat-9", "'; DROP TABLE report; --")),
    Attack("a button of somebody else's question", taps("chat-9", "1:yes")),
    Attack("a button that was made up", taps(STRANGER, "999999:yes")),
    Attack("a button with another one's number", taps(STRANGER, "1:report")),
)


@pytest.fixture
def world(in_memory: Database) -> Attacked:
    return Attacked(in_memory)


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])
def test_it_is_refused_quietly_and_changes_nothing(
    attack: Attack, world: Attacked, caplog: pytest.LogCaptureFixture
) -> None:
    before = world.rows()
    status = attack.tries(world)
    assert status in REFUSED, status
    assert world.rows() == before
    assert not [one for one in caplog.records if one.exc_info]


def test_what_the_attackers_lack_opens_the_doors(world: Attacked) -> None:
    """Else the table above would be refused whatever it tried."""
    assert world.mine.gets("/rounds").status_code == 200
    assert world.mine.gets("/rounds/{round}".format(**world.known())).status_code == 200
    secret = {"x_telegram_bot_api_secret_token": "telegram-webhook"}
    assert world.tells(TELEGRAM, UPDATE, **secret) == 200
    mac = f"mac={signed('key-secret')}"
    assert world.tells(ZALO_OA, EVENT, x_zevent_signature=mac) == 200
