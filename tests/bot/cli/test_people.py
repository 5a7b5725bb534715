"""People on the command line: who is away and asked instead, whose chat is open again."""

from datetime import datetime

import pytest
from sqlmodel import select

from storage.database import open_database
from storage.models import AuditEntry, ChatAccount
from tests.bot.conftest import Terminal
from tests.support.worlds.linked import link

LEAVE = ("--from", "2026-10-14", "--to", "2026-10-30")


def away(terminal: Terminal) -> dict[str, str | None]:
    people = terminal.json("people", "show", "--json")
    return {one["code"]: one["stand_in"] for one in people if one["away"]}


def test_who_is_away_is_shown_until_they_are_back(loaded: Terminal) -> None:
    assert away(loaded) == {}
    said = loaded.prints("people", "leave", "sct", *LEAVE)
    assert "is away from 14/10/2026 to 30/10/2026; nobody is asked instead" in said
    assert away(loaded) == {"sct": None}
    assert "nobody" in loaded.prints("people", "show")
    assert "is asked again" in loaded.prints("people", "back", "sct")
    assert away(loaded) == {}


def test_a_stand_in_is_asked_instead(loaded: Terminal) -> None:
    link(loaded, "sct", "syt")
    said = loaded.prints("people", "leave", "sct", *LEAVE, "--stand-in", "sxd")
    assert "asked instead: Huỳnh Văn Mẫu Đạt (cannot be reached)" in said
    said = loaded.prints("people", "leave", "sct", *LEAVE, "--stand-in", "syt")
    assert said.endswith("asked instead: Hồ Thị Mẫu Lan\n")
    assert away(loaded) == {"sct": "syt"}
    [line] = loaded.json("nudge", "ben-tre", "--agency", "sct", "--json")["preview"]
    assert [one["name"] for one in line["people"]] == ["Hồ Thị Mẫu Lan"]


def test_a_leave_to_come_is_not_yet_shown(loaded: Terminal) -> None:
    loaded.prints("people", "leave", "sct", "--from", "2026-10-20", "--to", "2026-10-30")
    assert away(loaded) == {}
    loaded.env["DAUMOI_CLOCK"] = "2026-10-20T07:30:00+07:00"
    assert away(loaded) == {"sct": None}


REFUSED = (
    (("leave", "x", *LEAVE), "nobody has the code 'x'"),
    (("leave", "sct", *LEAVE, "--stand-in", "x"), "nobody has the code 'x'"),
    (("leave", "sct", *LEAVE, "--stand-in", "sct"), "cannot stand in for themselves"),
    (("leave", "sct", "--from", "2026-10-30", "--to", "2026-10-14"), "before it begins"),
    (("leave", "sct", "--from", "2026-10-01", "--to", "2026-10-13"), "give days from today on"),
    (("leave", "sct", "--from", "2026-10-14", "--to", "2028-10-14"), "more than a year"),
    (("back", "sct"), "is not away"),
    (("back", "x"), "nobody has the code 'x'"),
)


def test_what_makes_no_sense_is_refused(loaded: Terminal) -> None:
    for arguments, seen in REFUSED:
        assert seen in loaded.fails("people", *arguments)
    assert away(loaded) == {}


def test_wrong_usage_is_exit_code_2(loaded: Terminal) -> None:
    assert loaded.run("people", "leave", "sct", "--from", "2026-10-14").exit_code == 2
    assert loaded.run("people", "leave", "sct", "--from", "soon", "--to", "later").exit_code == 2


# --- Chats that were closed by mistake ------------------------------------------------------------


def close(terminal: Terminal, code: str, at: str, reason: str = "Forbidden") -> None:
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.write() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.address == code)).one()
        account.stopped_at, account.stopped_reason = datetime.fromisoformat(at), reason
    opened.close()


def closed(terminal: Terminal) -> set[str]:
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.read() as session:
        found = {one.address for one in session.exec(select(ChatAccount)) if one.stopped_at}
        reopened = session.exec(select(AuditEntry).where(AuditEntry.action == "chat.reopened"))
        assert len(reopened.all()) == 3 - len(found)
    opened.close()
    return found


@pytest.fixture
def shut(loaded: Terminal) -> Terminal:
    """Two chats were closed this morning, one long ago."""
    link(loaded, "sct", "syt", "sxd")
    close(loaded, "sct", "2026-10-14T07:05:00+07:00")
    close(loaded, "syt", "2026-10-14T07:10:00+07:00")
    close(loaded, "sxd", "2026-09-01T08:00:00+07:00")
    return loaded


def test_the_chats_of_a_bad_hour_are_opened_again(shut: Terminal) -> None:
    assert "2 chat(s)" in shut.prints("people", "reopen", "--since", "2026-10-14T07:00")
    assert closed(shut) == {"sxd"}
    assert "no such chat" in shut.fails("people", "reopen", "--since", "2026-10-14")


def test_one_persons_chat_is_opened_again(shut: Terminal) -> None:
    assert "1 chat(s)" in shut.prints("people", "reopen", "sxd")
    assert closed(shut) == {"sct", "syt"}


def test_who_has_left_stays_in_peace(shut: Terminal) -> None:
    close(shut, "sct", "2026-10-14T07:05:00+07:00", reason="left the bot")
    assert "no such chat" in shut.fails("people", "reopen", "sct")
    assert closed(shut) == {"sct", "syt", "sxd"}


def test_whose_chat_is_meant_must_be_said(shut: Terminal) -> None:
    assert "name a person" in shut.fails("people", "reopen")
    assert "nobody has the code" in shut.fails("people", "reopen", "x")
