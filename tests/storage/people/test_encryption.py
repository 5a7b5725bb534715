"""What only this program may read: as it lies in the database, with keys that come and go."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlmodel import SQLModel

from storage.database import Database
from storage.messages.channel_tokens import begin_refresh, current, keep_pair, seed
from storage.models import EmailLink, Person, RosterLine
from storage.models.encrypted import PREFIX, BadKey, Encrypted, EncryptedJSON, KeyMissing, use_keys
from storage.people.invitations import find_invitation, invite
from storage.people.privacy.encryption import check_keys, encrypt_anew, is_any_plain

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
NOW = datetime(2026, 10, 15, 2, tzinfo=UTC)
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PHONE, MAIL, TOKEN = "0000 000 007", "bay@tinh.example", "refresh-0"
# Every column that holds a telephone, an address of mail or a token; a new one is added to both
KEPT = {
    "person": {"office_phone", "mobile", "email"},
    "roster_line": {"says"},
    "channel_token": {"access_token", "refresh_token"},
    "email_link": {"address"},
}


@pytest.fixture(autouse=True)
def no_keys() -> Iterator[None]:
    yield
    use_keys([])


def settle(database: Database) -> None:
    with database.write() as session:
        person = Person(
            id=7, code="bay", full_name="Trần Mẫu", office_phone=PHONE, mobile="84000", email=MAIL
        )
        session.add(person)
        session.flush()
        session.add(
            RosterLine(person_id=7, says={"email": MAIL, "posts": [["focal", 1]]}, loaded_at=NOW)
        )
        session.add(
            EmailLink(person_id=7, address=MAIL, token_hash="x", made_at=NOW, expires_at=NOW)
        )
        seed(session, "zalo-oa", TOKEN, NOW)


def lying(database: Database) -> str:
    """Every cell of every table as the engine has it."""
    with database.read() as session:
        found: list[Any] = []
        for name in SQLModel.metadata.tables:
            found += session.execute(text(f'SELECT * FROM "{name}"')).all()
        return str(found)


def read(database: Database) -> tuple[str, str, str, Any, str]:
    with database.read() as session:
        person = session.get_one(Person, 7)
        token = current(session, "zalo-oa")
        says = session.get_one(RosterLine, 7).says
        assert token is not None
        return person.office_phone, person.mobile, person.email, says, token.refresh_token


CLEAR = (PHONE, "84000", MAIL, {"email": MAIL, "posts": [["focal", 1]]}, TOKEN)


def test_these_columns_are_encrypted_and_no_others(database: Database) -> None:
    found = {
        table.name: {
            one.name for one in table.columns if isinstance(one.type, Encrypted | EncryptedJSON)
        }
        for table in SQLModel.metadata.sorted_tables
    }
    assert {name: columns for name, columns in found.items() if columns} == KEPT


def test_with_a_key_nothing_of_it_lies_in_the_database(database: Database) -> None:
    use_keys([NEW])
    settle(database)
    lies = lying(database)
    assert not [one for one in (PHONE, "84000", MAIL, TOKEN) if one in lies]
    assert read(database) == CLEAR


def test_without_a_key_it_works_and_lies_there_plainly(database: Database) -> None:
    settle(database)
    assert PHONE in lying(database)
    assert read(database) == CLEAR


def test_a_key_that_comes_later_reads_what_is_plain_and_encrypts_all_of_it(
    database: Database,
) -> None:
    settle(database)
    use_keys([NEW])
    assert read(database) == CLEAR
    with database.write() as session:
        assert is_any_plain(session)
        assert encrypt_anew(session) == 4
        assert not is_any_plain(session)
    assert PHONE not in lying(database)
    assert read(database) == CLEAR


def test_a_key_is_changed_for_another(database: Database) -> None:
    use_keys([OLD])
    settle(database)
    use_keys([NEW, OLD])
    assert read(database) == CLEAR
    with database.write() as session:
        encrypt_anew(session)
    use_keys([NEW])
    assert read(database) == CLEAR


@pytest.mark.parametrize("keys", [[], [NEW]])
def test_without_its_key_it_is_said_so(database: Database, keys: list[str]) -> None:
    use_keys([OLD])
    settle(database)
    use_keys(keys)
    with database.read() as session, pytest.raises(KeyMissing, match="encrypted"):
        check_keys(session)
    with pytest.raises(KeyMissing):
        read(database)
    use_keys([OLD])
    with database.read() as session:
        check_keys(session)


def test_what_is_no_key_is_refused(database: Database) -> None:
    with pytest.raises(BadKey):
        use_keys(["x"])
    assert PREFIX not in lying(database)


def test_a_token_is_renewed_though_it_cannot_be_looked_for(database: Database) -> None:
    use_keys([NEW])
    settle(database)
    with database.write() as session:
        lease = timedelta(minutes=1)
        assert begin_refresh(session, "zalo-oa", "me", "other", NOW, lease) is None
        assert begin_refresh(session, "zalo-oa", "me", TOKEN, NOW, lease) is not None
        assert keep_pair(session, "zalo-oa", TOKEN, "a", "refresh-1", NOW, NOW)
        assert not keep_pair(session, "zalo-oa", TOKEN, "b", "refresh-2", NOW, NOW)
    with database.write() as session:
        assert begin_refresh(session, "zalo-oa", "me", "refresh-1", NOW, lease) is not None


def test_a_code_is_found_by_the_key_it_was_made_with_and_by_none_else(database: Database) -> None:
    settle(database)
    for number, keys in enumerate(([], [OLD], [NEW, OLD])):
        use_keys(keys)
        with database.write() as session:
            invite(session, 7, f"ABCD-222{number + 2}", NOW, timedelta(days=7))
    with database.read() as session:
        found = [find_invitation(session, f"ABCD-222{number + 2}") for number in range(3)]
        assert None not in found
        assert len({one.code_hash for one in found if one}) == 3
    use_keys([NEW])
    with database.read() as session:
        assert find_invitation(session, "ABCD-2223") is None
        assert find_invitation(session, "ABCD-2224") is not None
