"""`daumoi invite --by-email` and `doctor`: an address is asked once, and no more."""

import re
from pathlib import Path

import pytest

from storage.database import open_database
from storage.messages.email_links import person_of_link
from storage.people.chat_accounts import accounts_of
from tests.bot.conftest import Terminal
from tests.support.channels import mail_server
from tests.support.worlds.world import START

SITE = "https://daumoi.example"
ROSTER = """code,full_name,email
sct,Lê Văn Mẫu Cường,SCT@tinh.example
syt,Trần Thị Mẫu Bình,syt@tinh.example
"""


@pytest.fixture(name="named")
def _named(loaded: Terminal, tmp_path: Path) -> Terminal:
    """The roster gives two of the people an address."""
    (tmp_path / "emails.csv").write_text(ROSTER, encoding="utf-8")
    loaded.prints("people", "load", "emails.csv", "--yes")
    settings = {"SMTP_HOST": "127.0.0.1", "SMTP_FROM": "nhac@tinh.example", "SMTP_STARTTLS": "no"}
    loaded.env |= {**settings, "PUBLIC_URL": SITE}
    return loaded


def test_one_letter_asks_and_its_link_is_the_persons(named: Terminal) -> None:
    with mail_server.serving() as server:
        said = named.prints("invite", "sct", "--by-email", SMTP_PORT=str(server.port))
    assert "1 asked by a letter" in said
    [letter] = server.letters
    text = letter.get_content()
    assert letter["To"] == "sct@tinh.example"
    assert "Hệ thống lưu họ tên" in text
    [token] = re.findall(rf"{SITE}/letters/(\S+)", text)
    database = open_database(named.env["DATABASE_URL"])
    with database.read() as session:
        person = person_of_link(session, token, START)
        assert person is not None
        assert person.code == "sct"
        assert accounts_of(session, person.id or 0) == []  # asked is not agreed
    database.close()


def test_everybody_with_an_address_is_asked_and_who_cannot_be_is_named(named: Terminal) -> None:
    with mail_server.serving(RCPT="550 5.1.1 unknown") as server:
        done = named.run("invite", "--all", "--by-email", SMTP_PORT=str(server.port))
    assert done.exit_code == 1
    assert "0 asked" in done.stdout
    assert "sct was not asked" in done.stderr
    assert "syt was not asked" in done.stderr
    assert "tinh.example" not in done.stderr


def test_what_is_missing_is_said(named: Terminal) -> None:
    ask = ("invite", "skhdt", "--by-email")
    assert "no e-mail address" in named.fails(*ask)
    assert "PUBLIC_URL is not set" in named.fails(*ask, PUBLIC_URL="")
    assert "SMTP_HOST is not set" in named.fails(*ask, SMTP_HOST="")
    assert "SMTP_FROM is not" in named.fails(*ask, SMTP_FROM="")
    assert "SMTP_FROM is 'x'" in named.fails(*ask, SMTP_FROM="x")
    assert named.run(*ask, "--qr", "x.png").exit_code == 2


def test_the_doctor_asks_the_mail_server(named: Terminal) -> None:
    with mail_server.serving() as server:
        found = named.run("doctor", SMTP_PORT=str(server.port))
        assert re.search(r"^email +ok$", found.stdout, re.M)
    found = named.run("doctor", SMTP_PORT=str(server.port), PUBLIC_URL="")
    assert "cannot be reached" in found.stdout
    assert "nobody can agree to letters" in found.stdout
