"""`daumoi api-key`: made, shown once, listed, revoked."""

from sqlmodel import select

from storage.database import open_database
from storage.models import AuditEntry
from storage.plans.api_keys import opened_by
from tests.bot.conftest import Terminal

NAME = "Kho dữ liệu tỉnh"


def test_a_key_is_made_listed_and_revoked(loaded: Terminal) -> None:
    key, *_ = loaded.prints(
        *("api-key", "add", NAME, "--plan", "ben-tre", "--by", "skhdt")
    ).splitlines()
    database = open_database(loaded.env["DATABASE_URL"])
    with database.read() as session:
        opened = opened_by(session, key)
        assert opened is not None
        assert [plan.code for plan in opened.plans] == ["ben-tre"]
    assert key not in loaded.prints("api-key", "list")
    [line] = loaded.json("api-key", "list", "--json")
    assert line == {
        "name": NAME,
        "plans": ["ben-tre"],
        "with_reporters": False,
        "made_on": "2026-10-14",
        "last_used_on": None,
        "revoked_on": None,
    }
    assert "revoked" in loaded.prints("api-key", "revoke", NAME)
    assert loaded.json("api-key", "list", "--json")[0]["revoked_on"] == "2026-10-14"
    with database.read() as session:
        assert opened_by(session, key) is None
        audited = session.exec(select(AuditEntry)).all()
    database.close()
    done = {one.action: one for one in audited if one.action.startswith("api_key")}
    assert set(done) == {"api_key.made", "api_key.revoked"}
    assert done["api_key.made"].person_id is not None


def test_what_cannot_be_made_or_revoked_is_said(loaded: Terminal) -> None:
    assert "no plan 'x'" in loaded.fails("api-key", "add", NAME, "--plan", "x")
    assert "no key is called" in loaded.fails("api-key", "revoke", NAME)
    assert loaded.run("api-key", "add", NAME).exit_code == 2
    assert loaded.json("api-key", "list", "--json") == []
