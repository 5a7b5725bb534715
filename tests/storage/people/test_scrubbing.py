"""What names an erased person, in every text of every table, whoever keeps it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table, text
from sqlmodel import SQLModel

from storage.database import Database, open_database
from storage.models import AuditEntry, Instant, Lane
from storage.models.columns import Exact
from storage.models.encrypted import Encrypted, EncryptedJSON
from storage.people.privacy.scrubbing import _LEFT_ALONE, GONE, addressed, mentions, scrub, words_of

NAME, PHONE, CHAT = "Huỳnh Thị Mẫu Ân", "0275 382 2123", "6ede9afa66b8"
MAIL = "an.mau@tinh.example"
NOW = datetime(2026, 10, 1, tzinfo=UTC)
WORDS = words_of([NAME], [PHONE, "84912345678"], [CHAT, MAIL])
SAID = f"Đ/c {NAME} ({PHONE}, 02753822123, 0912345678, {MAIL}) gửi lúc 08:00; {CHAT}:1"
LEFT = f"Đ/c {GONE} ({GONE}, {GONE}, {GONE}, {GONE}) gửi lúc 08:00; {GONE}:1"
KINDS: list[tuple[Any, Any]] = [
    (JSON, {"words": [SAID], "day": 1}),
    (Instant, datetime(2026, 10, 1, tzinfo=UTC)),
    (Date, date(2026, 10, 1)),
    (Boolean, True),
    (Integer, 1),
    (Float, 1.0),
    (LargeBinary, b""),
    (Exact, Decimal(1)),
]
TABLES = [one for one in SQLModel.metadata.sorted_tables if one.name not in _LEFT_ALONE]


def value(column: Column[Any]) -> Any:
    if column.foreign_keys:
        return 1
    return next((found for kind, found in KINDS if isinstance(column.type, kind)), SAID)


def texts(table: Table) -> list[Column[Any]]:
    """A key is a name of ours; what is encrypted is somebody's own."""
    found = [one for one in table.columns if not one.primary_key and not one.foreign_keys]
    found = [one for one in found if not isinstance(one.type, Encrypted | EncryptedJSON)]
    return [one for one in found if isinstance(one.type, JSON) or one.type.python_type is str]


@pytest.fixture(scope="module", name="scrubbed")
def _scrubbed() -> Database:
    """A row in each table, its every text full of somebody; then that one is taken out."""
    opened = open_database("sqlite://")
    SQLModel.metadata.create_all(opened.engine)
    with opened.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
    with opened.write() as session:
        for table in SQLModel.metadata.sorted_tables:
            row = {one.name: value(one) for one in table.columns}
            session.connection().execute(table.insert(), row)
        scrub(session, WORDS, NOW)
    return opened


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_text_of_a_table_names_the_person(scrubbed: Database, table: Table) -> None:
    with scrubbed.read() as session:
        row = session.connection().execute(table.select()).mappings().one()
        for column in texts(table):
            kept = {"words": [LEFT], "day": 1} if isinstance(column.type, JSON) else LEFT
            assert row[column.name] == kept, column.name


def test_decisions_and_other_people_are_left_alone(scrubbed: Database) -> None:
    with scrubbed.read() as session:
        for name in ("person", "item", "agency"):
            [row] = session.connection().execute(text(f'SELECT * FROM "{name}"')).all()
            assert any(SAID in str(cell) for cell in row)


@pytest.mark.parametrize(
    "said",
    [
        "Huỳnh Thị Mẫu Ânh",
        "ĐinhHuỳnh Thị Mẫu Ân",
        "Thị Mẫu Ân",
        "02753822123456",
        "An bình, ân cần",
    ],
)
def test_what_only_looks_like_it_stays(database: Database, said: str) -> None:
    with database.write() as session:
        now = datetime(2026, 10, 1, tzinfo=UTC)
        session.add(Lane(name="x", holder="h", leased_until=now, link=said))
        scrub(session, [*WORDS, *words_of(["Ân"], ["12"], ["5"])], NOW)
        assert session.get_one(Lane, "x").link == said


def test_json_is_looked_into_on_every_engine(database: Database) -> None:
    now = datetime(2026, 10, 1, tzinfo=UTC)
    details = {"who": [NAME], "number": 3}
    with database.write() as session:
        row = AuditEntry(at=now, action="x", subject="x", details=details)
        session.add(row)
        scrub(session, WORDS, NOW)
        assert row.details == {"who": [GONE], "number": 3}


def lane(name: str, link: str) -> Lane:
    return Lane(name=name, holder="h", leased_until=datetime(2026, 10, 1, tzinfo=UTC), link=link)


def test_a_given_name_behind_a_word_of_address_goes(database: Database) -> None:
    said = {
        "one": ("nhờ chị Ân gửi; Đ/c Mẫu Ân đã ký", "nhờ … gửi; … đã ký"),
        "word": ("chị ân cần; Chị Ân Tình", "chị ân cần; … Tình"),
        "other": ("chị Ánh gửi", "chị Ánh gửi"),
    }
    with database.write() as session:
        session.add_all(lane(name, text) for name, (text, _) in said.items())
        scrub(session, addressed(NAME), NOW)
        left = {name: session.get_one(Lane, name).link for name in said}
    assert left == {name: text for name, (_, text) in said.items()}


def test_where_a_given_name_stands_alone_is_listed_and_left(database: Database) -> None:
    said = {
        "a": "Ân chưa gửi số liệu",
        "b": "đã hỏi Ân",
        "c": "Thị Mẫu Ân ký",
        "d": "chị Ân ký",
        "other": "Hồng Ân ký; ân cần; Ânh",
    }
    with database.write() as session:
        session.add_all(lane(name, text) for name, text in said.items())
        assert mentions(session, NAME) == [f"lane {name}: link" for name in "abcd"]
        assert mentions(session, "Ân") == []
        assert session.get_one(Lane, "b").link == "đã hỏi Ân"
