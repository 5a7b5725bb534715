"""The doctor on bots: what each carries, whether it answers, whether its tokens are in force."""

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from bot.cli.doctor_bots import lanes, official_account, places, zalo_bot
from bot.cli.doctor_machine import LEAST_ROOM, clock, room
from bot.runtime.settings import read_settings
from scheduler.monitoring.places import Places
from storage.database import Database, open_database
from storage.messages import channel_tokens
from storage.messages.troubles import Reason, note_troubles
from storage.models import ChannelToken, ChatAccount, Inbox, Lane, Person
from storage.people.invitations import invite
from tests.bot.conftest import Terminal
from tests.support.channels.lanes import ZALO, add_lane
from tests.support.channels.zalo_service import BASE, TOKEN, refused
from tests.support.paths import DATA
from tests.support.worlds.world import CALENDAR, START

NOW = START
NOWHERE = "http://127.0.0.1:1"  # nobody listens there
OA = {"ZALO_OA_APP_ID": "1", "ZALO_OA_APP_SECRET": "x"}


@pytest.fixture(autouse=True)
def with_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the doctor says where they are missing is tested beside the commands."""
    monkeypatch.setenv("PUBLIC_URL", "https://daumoi.example.gov.vn")


def add(terminal: Terminal, *rows: Lane | ChannelToken) -> None:
    database = open_database(terminal.env["DATABASE_URL"])
    with database.write() as session:
        session.add_all(rows)
    database.close()


def lane(name: str, **more: Any) -> Lane:
    return Lane(name=name, holder="x", leased_until=NOW, link=ZALO, **more)


# --- What they carry ------------------------------------------------------------------------------


def test_a_bot_with_its_people_its_places_and_its_month(database: Database) -> None:
    with database.write() as session:
        add_lane(session, "zalo-bot-1", ZALO, NOW, users_allowed=50, messages_allowed=3000)
        person = Person(code="a", full_name="Người Mẫu")
        chats = [ChatAccount(channel="zalo-bot-1", address=str(n)) for n in range(44)]
        session.add_all([person, *chats])
        session.flush()
        invite(session, person.id or 0, "ABCD-2345", NOW, timedelta(days=7))
        instants = {str(number): NOW for number in range(1204)} | {"old": NOW.replace(month=9)}
        for key, at in instants.items():
            asked = {"channel": "zalo-bot-1", "account_id": chats[0].id, "text": "x"}
            session.add(Inbox.model_validate({**asked, "external_id": key, "received_at": at}))
        session.flush()
        assert list(lanes(session, NOW, CALENDAR)) == [
            (
                "zalo-bot-1",
                "",
                f"44 people of 50 (1 place kept), 1,204 messages of 3,000 this month; link {ZALO}",
            )
        ]


def test_a_bot_that_counts_nobody_and_has_no_link(database: Database) -> None:
    with database.write() as session:
        add_lane(session, "telegram", "", NOW)
        [(name, trouble, state)] = lanes(session, NOW, CALENDAR)
        assert (name, trouble) == ("telegram", "")
        assert state == "0 people, 0 messages this month; no link known"


def test_a_stopped_bot_needs_attention_once(loaded: Terminal) -> None:
    until = datetime.fromisoformat("2026-11-01T00:00:00+07:00")
    add(loaded, lane("zalo-bot-1", stopped_until=until, stopped_reason="quota used up"))
    database = open_database(loaded.env["DATABASE_URL"])
    with database.write() as session:
        details = {"bot": "zalo-bot-1", "why": "quota used up", "until": "00:00 01/11/2026"}
        found = {"stopped:zalo-bot-1": (Reason.BOT_STOPPED, details)}
        note_troubles(session, found, [Reason.BOT_STOPPED], NOW)
    database.close()
    result = loaded.run("doctor", TELEGRAM_BOT_TOKEN="", ZALO_OA_APP_ID="1", **SEEDED)
    assert result.exit_code == 1
    assert "zalo-bot-1   stopped until 00:00 01/11/2026 (quota used up); 0 people" in result.stdout
    assert "1 thing(s) need attention" in result.stderr


# --- The settings ---------------------------------------------------------------------------------


def test_a_misspelt_setting_needs_attention(loaded: Terminal) -> None:
    Path(".env").write_text("ZALO_BOT_TOKEN=1:invented\nHTTPS_PROXY=x\n")
    result = loaded.run("doctor", **OA, ZALO_OA_REFRESH_TOKEN="a-new-token")
    assert result.exit_code == 1
    said = "settings     ZALO_BOT_TOKEN in .env is no setting; write ZALO_BOT_TOKENS\n"
    assert said in result.stdout
    assert "1 thing(s) need attention" in result.stderr
    assert "invented" not in result.output
    Path(".env").write_text("HTTPS_PROXY=invented\n")
    said = loaded.run("doctor", **OA, ZALO_OA_REFRESH_TOKEN="a-new-token").output
    assert "settings     ok; not read from .env: HTTPS_PROXY\n" in said
    assert "invented" not in said


def test_a_file_of_settings_that_cannot_be_read_ends_every_command(loaded: Terminal) -> None:
    Path(".env").write_text("WEB_PORT 8001\n")
    assert "line 1 of .env cannot be read" in loaded.fails("doctor")


# --- Whether they answer --------------------------------------------------------------------------


def asked(*answers: httpx.Response | Exception) -> str:
    """What the doctor says of a bot whose service answers so."""
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == f"/bot{TOKEN}/getMe"
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return asyncio.run(zalo_bot(TOKEN, BASE, client))


def test_a_zalo_bot_that_answers_is_well() -> None:
    assert asked(httpx.Response(200, json={"ok": True, "result": {"account_name": "bot.A"}})) == ""


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (refused(401, f"bad token {TOKEN}"), "is refused (401 bad token <token>)"),
        (refused(429, "Quota exceeded"), "quota of this Zalo bot is used up"),
        (httpx.Response(502, html="<h1>Bad Gateway</h1>"), "no clear answer"),
        (httpx.ConnectError(f"no way to /bot{TOKEN}/getMe"), "ConnectError"),
        (httpx.ReadTimeout("slow"), "ReadTimeout"),
    ],
)
def test_what_is_wrong_with_a_zalo_bot_is_told_without_its_token(
    answer: httpx.Response | Exception, seen: str
) -> None:
    said = asked(answer)
    assert said.startswith(f"the bot at {BASE} does not answer: ")
    assert seen in said
    assert "top-secret" not in said


def test_each_zalo_bot_is_asked_and_telegram_is_not_missed(loaded: Terminal) -> None:
    result = loaded.run(
        "doctor", ZALO_BOT_TOKENS="11:secret-one,12:secret-two", ZALO_BOT_API_BASE=NOWHERE
    )
    assert result.exit_code == 1
    assert "2 thing(s) need attention" in result.stderr
    assert f"zalo-bot-11  the bot at {NOWHERE} does not answer: " in result.stdout
    assert f"zalo-bot-12  the bot at {NOWHERE} does not answer: " in result.stdout
    assert "telegram     not set up" in result.stdout
    assert "secret" not in result.output


# --- The Official Account -------------------------------------------------------------------------

SEEDED = {"ZALO_OA_APP_SECRET": "x", "ZALO_OA_REFRESH_TOKEN": "a-new-token"}


def test_an_official_account_with_nothing_wrong_makes_all_well(loaded: Terminal) -> None:
    result = loaded.run("doctor", **OA, ZALO_OA_REFRESH_TOKEN="a-new-token")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "zalo-oa      a new refresh token is set" in result.stdout
    assert "a-new-token" not in result.stdout


def test_an_official_account_without_a_token_needs_a_consent(loaded: Terminal) -> None:
    result = loaded.run("doctor", **OA)
    assert result.exit_code == 1
    assert "zalo-oa      no refresh token is set; an administrator" in result.stdout


def seeded(session: Session, seed: str = "first") -> ChannelToken:
    channel_tokens.seed(session, "zalo-oa", seed, NOW)
    return session.get_one(ChannelToken, "zalo-oa")


def seen(session: Session, seed: str = "first", **later: float) -> tuple[str, str]:
    """What the doctor says of it, after it looked at nothing but what is stored."""
    before = seeded_state(session)
    said = official_account(session, seed, NOW + timedelta(**later))
    assert seeded_state(session) == before
    return said


def seeded_state(session: Session) -> dict[str, object]:
    session.flush()
    token = session.get(ChannelToken, "zalo-oa")
    return token.model_dump() if token else {}


def test_a_pair_in_force_is_looked_at_and_not_used(database: Database) -> None:
    with database.write() as session:
        seeded(session)
        assert seen(session) == ("", "the refresh token of the settings is kept, and not used yet")
        ends = NOW + timedelta(hours=25)
        channel_tokens.keep_pair(session, "zalo-oa", "first", "access", "second", ends, NOW)
        session.expire_all()
        assert seen(session) == ("", "ok, a token pair is in force (renewed on 14/10/2026)")
        assert seen(session, hours=26) == (
            "",
            "the access token has ended; `daumoi run` renews it",
        )
        trouble, _ = seen(session, days=90)
        assert "must consent anew" in trouble
        assert seen(session, "third", days=90)[0] == ""  # the administrator has consented


def test_a_refused_token_needs_a_consent_until_a_new_one_is_set(database: Database) -> None:
    with database.write() as session:
        token = seeded(session)
        token.refused_at, token.refused_reason = NOW, "-14014 invalid refresh token"
        trouble, _ = seen(session)
        assert "(-14014 invalid refresh token); an administrator" in trouble
        assert seen(session, "second")[0] == ""
        assert seen(session, "")[0] == trouble


def test_a_trouble_of_the_account_is_counted_once(loaded: Terminal) -> None:
    database = open_database(loaded.env["DATABASE_URL"])
    with database.write() as session:
        channel_tokens.seed(session, "zalo-oa", "first", NOW)
        channel_tokens.begin_refresh(session, "zalo-oa", "me", "first", NOW, timedelta(minutes=1))
        channel_tokens.refuse(session, "zalo-oa", "me", "first", "-118", NOW)
    database.close()
    assert "1 thing(s)" in loaded.run("doctor", **OA, ZALO_OA_REFRESH_TOKEN="first").stderr


# --- Places on Zalo for a whole roster ------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "at_least", "enough", "accounts"),
    [(45, 1, 2, 1), (90, 2, 3, 1), (166, 4, 5, 2), (400, 8, 11, 4)],
)
def test_how_many_bots_a_roster_needs_is_what_the_guide_says(
    people: int, at_least: int, enough: int, accounts: int
) -> None:
    needed = Places(people, people, 0, 0, 50)
    assert (needed.at_least, needed.enough, needed.accounts) == (at_least, enough, accounts)
    guide = (DATA / "huong-dan" / "quan-tri-zalo.md").read_text(encoding="utf-8")
    assert f"| {people} | {at_least} bot | {enough} bot | {accounts} |" in guide


def test_too_few_places_are_a_trouble_only_where_there_is_no_other_way() -> None:
    few = Places(206, 206, 150, 3, 50)
    trouble, _ = places(few, other_chat=False, form="")
    assert "56 of 206 people have no place: 5 Zalo bots at least, 6 to be safe" in trouble
    assert "(2 Zalo accounts" in trouble
    for told in (
        places(few, other_chat=True, form=""),
        places(few, other_chat=False, form="https://x/form"),
    ):
        assert told[0] == ""
        assert "56 of 206" in told[1]
    assert places(Places(206, 20, 20, 4, 50), other_chat=False, form="")[0] == ""


def test_the_people_of_the_roster_are_counted_against_the_places_left(loaded: Terminal) -> None:
    zalo = {"ZALO_BOT_TOKENS": "1:a", "ZALO_BOT_API_BASE": NOWHERE, "ZALO_BOT_USERS": "4"}
    told = loaded.run("doctor", **zalo).stdout
    [line] = [one for one in told.splitlines() if one.startswith("places")]
    assert "people have no place" in line
    zalo["ZALO_BOT_USERS"] = "500"
    assert "500 free" in loaded.run("doctor", **zalo).stdout


def test_where_no_bot_has_a_place_an_invitation_offers_the_page_first(loaded: Terminal) -> None:
    add(loaded, lane("zalo-bot-1", users_allowed=0))
    told = loaded.prints("invite", "sct", PUBLIC_URL="https://daumoi.example.gov.vn")
    assert told.splitlines()[1] == (
        "fill in on the page: https://daumoi.example.gov.vn/form, with the code"
    )


# --- The machine ----------------------------------------------------------------------------------


def test_the_newest_backup_is_named_and_a_night_without_one_needs_attention(
    loaded: Terminal,
) -> None:
    folder = Path("backups").absolute()
    said = loaded.run("doctor", **OA).stdout
    assert "backups      BACKUP_FOLDER is not set" in said
    folder.mkdir()
    given = {"BACKUP_FOLDER": str(folder), **OA, "ZALO_OA_REFRESH_TOKEN": "a-new-token"}
    result = loaded.run("doctor", **given)
    assert (result.exit_code, f"there is none in {folder}" in result.stdout) == (1, True)
    newest = folder / "daumoi-2026-10-14.backup"
    newest.touch()
    for hours, trouble in ((5, False), (40, True)):
        at = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(newest, (at, at))
        result = loaded.run("doctor", **given)
        assert f"{newest.name} is {hours} hours old" in result.stdout
        assert result.exit_code == trouble


def test_a_disk_without_room_for_a_copy_needs_attention() -> None:
    assert "too little" in room(Path("/"), LEAST_ROOM + 9, needed=10).trouble
    assert not room(Path("/"), LEAST_ROOM + 10, needed=10).trouble


def test_a_clock_behind_what_was_written_needs_attention() -> None:
    given = read_settings({}, env_file=None)
    assert "has written at 08:30" in clock(NOW + timedelta(hours=1), given, NOW).trouble
    for beat in (None, NOW - timedelta(days=9), NOW + timedelta(minutes=1)):
        found = clock(beat, given, NOW)
        assert (found.trouble, found.state.split(";")[0]) == (
            "",
            "ok, 07:30 14/10/2026 in Asia/Ho_Chi_Minh",
        )
