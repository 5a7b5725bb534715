"""Inviting on the command line: code, link and QR for one; a sheet of cards for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import Session, col, select

from bot.cli import invitation_files
from bot.cli.terminal import opened_now
from bot.documents.invitations.qr import qr_drawn, qr_picture
from storage.database import open_database
from storage.models import Invitation, Lane
from storage.people.invitations import find_invitation
from tests.bot.conftest import Terminal
from tests.support.channels.lanes import ZALO, add_all, add_lane
from tests.support.paths import DATA
from tests.support.worlds.linked import link

EVERYBODY = 32  # of the sample roster; the administrator has no post


@contextmanager
def opened(terminal: Terminal) -> Iterator[Session]:
    database = open_database(terminal.env["DATABASE_URL"])
    with database.write() as session:
        yield session
    database.close()


@pytest.fixture
def with_bots(loaded: Terminal) -> Terminal:
    with opened(loaded) as session:
        add_all(session, datetime.fromisoformat(loaded.env["DAUMOI_CLOCK"]))
    return loaded


def channels(terminal: Terminal) -> list[str]:
    """Of the invitations that may still be used."""
    with opened(terminal) as session:
        now = datetime.fromisoformat(terminal.env["DAUMOI_CLOCK"])
        query = select(Invitation.channel).where(col(Invitation.expires_at) > now)
        return list(session.exec(query.order_by(col(Invitation.id))))


def codes(sheet: Path) -> dict[str, str]:
    """By the first line of its card: the code in large letters."""
    found = {}
    for row in Document(str(sheet)).tables[0].rows:
        lines = [paragraph.text for paragraph in row.cells[0].paragraphs]
        found[lines[0]] = next(line.split()[-1] for line in lines if line.startswith("Mã mời"))
    return found


# --- One ------------------------------------------------------------------------------------------


def test_a_code_comes_with_the_links(with_bots: Terminal) -> None:
    head, *ways = with_bots.prints("invite", "sct").splitlines()
    code = head.split()[0]
    assert head == f"{code}  Lê Văn Mẫu Cường, valid until 07:30 21/10/2026"
    assert ways == [
        f"zalo-bot-1: {ZALO}",
        "zalo-oa: https://zalo.me/1000000000000000001",
        f"telegram: https://t.me/daumoi_mau_bot?start={code.replace('-', '')}",
    ]
    assert channels(with_bots) == ["zalo-bot-1"]


def test_a_terminal_shows_the_first_link_as_a_qr_code(
    with_bots: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "█" not in with_bots.prints("invite", "sct")
    monkeypatch.setattr("bot.cli.invite._is_terminal", lambda: True)
    assert with_bots.prints("invite", "sct").endswith(f"{qr_drawn(ZALO)}\n")


def test_where_no_bot_is_known_it_is_said(loaded: Terminal) -> None:
    assert "No bot's link is known yet" in loaded.prints("invite", "sct")
    assert "No bot's link is known" in loaded.fails("invite", "sct", "--qr", "a.png")
    assert not Path("a.png").exists()
    assert channels(loaded) == [""]  # the one that was printed


def test_where_every_bot_is_full_another_is_asked_for(loaded: Terminal) -> None:
    with opened(loaded) as session:
        now = datetime.fromisoformat(loaded.env["DAUMOI_CLOCK"])
        add_lane(session, "zalo-bot-1", ZALO, now, users_allowed=1)
    assert ZALO in loaded.prints("invite", "sct")
    assert "create another bot" in loaded.prints("invite", "syt")
    assert ZALO in loaded.prints("invite", "sct")  # the place was kept for that very person


@pytest.mark.parametrize("name", ["a.png", "a.SVG"])
def test_the_first_link_is_written_as_a_picture(with_bots: Terminal, name: str) -> None:
    Path(name).write_text("older")
    with_bots.prints("invite", "sct", "--qr", name)
    assert Path(name).read_bytes() == qr_picture(ZALO, Path(name).suffix[1:].lower())
    assert sorted(path.name for path in Path().iterdir() if "a." in path.name) == [name]


def test_a_picture_that_cannot_be_written_leaves_no_code(with_bots: Terminal) -> None:
    Path("folder.png").mkdir()
    for bad in ("nowhere/a.png", "folder.png"):
        assert "cannot be written" in with_bots.fails("invite", "sct", "--qr", bad)
    assert channels(with_bots) == []
    assert list(Path().glob(".*.part")) == []


# --- Everybody ------------------------------------------------------------------------------------


def test_everybody_who_is_not_linked_gets_a_card_with_a_code_that_works(
    with_bots: Terminal,
) -> None:
    link(with_bots, "sct", "sct-lanhdao")
    said = with_bots.prints("invite", "--all", "--sheet", "cards.docx")
    assert f"{EVERYBODY - 2} invited, valid until 07:30 21/10/2026: cards.docx" in said
    assert "2 linked already" in said
    assert "another bot" not in said
    found = codes(Path("cards.docx"))
    assert len(set(found.values())) == EVERYBODY - 2
    assert "Kính gửi anh Lê Văn Mẫu Cường" not in found
    with opened(with_bots) as session:
        kept = [find_invitation(session, code) for code in found.values()]
        assert len({one.person_id for one in kept if one}) == EVERYBODY - 2
    spread = channels(with_bots)
    assert (spread.count("zalo-bot-1"), spread.count("zalo-bot-2")) == (16, 14)


def test_a_second_sheet_ends_the_codes_of_the_first(with_bots: Terminal) -> None:
    with_bots.prints("invite", "--all", "--sheet", "cards.docx")
    with_bots.prints("invite", "--all", "--sheet", "cards.docx", "--days", "30")
    assert len(channels(with_bots)) == EVERYBODY
    [code, *_] = codes(Path("cards.docx")).values()
    with opened(with_bots) as session:
        invitation = find_invitation(session, code)
        assert invitation is not None
        assert (invitation.expires_at - invitation.created_at).days == 30


def test_the_people_of_one_plan_only(with_bots: Terminal) -> None:
    with_bots.prints("plan", "load", str(DATA / "thanh-hoa"))
    said = with_bots.prints("invite", "--all", "--plan", "thanh-hoa", "--sheet", "cards.docx")
    assert "0 invited; cards.docx is not written" in said
    assert not Path("cards.docx").exists()
    said = with_bots.prints("invite", "--all", "--plan", "ben-tre", "--sheet", "cards.docx")
    assert f"{EVERYBODY} invited" in said
    assert "no plan 'x'" in with_bots.fails("invite", "--all", "--plan", "x", "--sheet", "a.docx")


def test_who_has_no_place_on_a_zalo_bot_is_named(with_bots: Terminal) -> None:
    with opened(with_bots) as session:
        for name, places in (("zalo-bot-1", 20), ("zalo-bot-2", 11)):
            session.get_one(Lane, name).users_allowed = places
    said = with_bots.prints("invite", "--all", "--sheet", "cards.docx")
    assert f"{EVERYBODY} invited" in said  # the last one to the Official Account
    assert "1 have no place on any Zalo bot, but another way in" in said
    assert "create another bot" in said
    assert "Lê Văn Mẫu Phương (thanhphu)" in said


def test_who_has_no_place_anywhere_gets_no_card(loaded: Terminal) -> None:
    with opened(loaded) as session:
        now = datetime.fromisoformat(loaded.env["DAUMOI_CLOCK"])
        add_lane(session, "zalo-bot-1", ZALO, now, users_allowed=30)
    said = loaded.prints("invite", "--all", "--sheet", "cards.docx")
    assert "30 invited" in said
    assert "2 have no place on any bot: create another bot" in said
    assert len(codes(Path("cards.docx"))) == len(channels(loaded)) == 30
    with opened(loaded) as session:
        session.get_one(Lane, "zalo-bot-1").users_allowed = 0
    Path("cards.docx").unlink()
    result = loaded.run("invite", "--all", "--sheet", "cards.docx")
    assert (result.exit_code, Path("cards.docx").exists()) == (1, False)
    assert "no bot has a place left" in result.stderr


def test_without_a_known_bot_the_cards_tell_the_code_alone(loaded: Terminal) -> None:
    said = loaded.prints("invite", "--all", "--sheet", "cards.docx")
    assert f"{EVERYBODY} invited" in said
    assert "No bot's link is known yet" in said


def test_a_sheet_that_cannot_be_written_leaves_no_code(with_bots: Terminal) -> None:
    assert "cannot be written" in with_bots.fails("invite", "--all", "--sheet", "no/cards.docx")
    assert channels(with_bots) == []


def test_codes_that_are_not_kept_are_on_no_paper(
    with_bots: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in with_bots.env.items():
        monkeypatch.setenv(name, value)

    def fails_late() -> None:
        with invitation_files.all_or_nothing() as (_, put):
            put(Path("cards.docx"), b"cards")
            raise ConnectionError("the database went away")

    with opened_now, pytest.raises(ConnectionError):
        fails_late()
    assert not Path("cards.docx").exists()


def test_no_plan_no_cards(terminal: Terminal) -> None:
    assert "no plan is loaded" in terminal.fails("invite", "--all", "--sheet", "cards.docx")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("sct", "--all", "--sheet", "a.docx"),
        ("--all",),
        ("sct", "--sheet", "a.docx"),
        ("--all", "--sheet", "a.pdf"),
        ("--all", "--sheet", "a.docx", "--qr", "a.png"),
        ("sct", "--plan", "ben-tre"),
        ("sct", "--qr", "a.gif"),
        ("sct", "--qr", "png"),
        ("sct", "--days", "0"),
    ],
)
def test_wrong_usage_is_exit_code_2(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    assert terminal.run("invite", *arguments).exit_code == 2
