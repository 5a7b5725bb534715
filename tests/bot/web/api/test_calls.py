"""Who may call, for what, how often; what a call gets that is not understood."""

import csv
from dataclasses import replace

import httpx
import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import ApiKey, AuditEntry, Plan
from storage.plans.api_keys import BadApiKey, make_key, revoke_key
from tests.support.phones.pages.api_reader import Reader
from tests.support.worlds.answers.answered import AnsweredWorld


@pytest.fixture
def world(in_memory: Database) -> AnsweredWorld:
    return AnsweredWorld(in_memory)


@pytest.fixture
def reader(world: AnsweredWorld) -> Reader:
    return Reader(world.runtime, "mau")


def add_plan(world: AnsweredWorld, code: str) -> None:
    with world.database.write() as session:
        plan = session.exec(select(Plan)).first()
        assert plan is not None
        session.add(Plan(**{**plan.model_dump(), "id": None, "code": code}))


def refused(found: httpx.Response) -> str:
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["status"] == found.status_code
    words: str = found.json()["detail"]
    return words


def test_without_a_key_that_holds_nothing_is_read(reader: Reader) -> None:
    for key in ("", "x", reader.key.upper(), f"{reader.key}1", "khóa"):
        found = reader.asks("/plans", key=key)
        assert (found.status_code, found.headers["www-authenticate"]) == (401, "Bearer")
        assert "daumoi api-key add" in refused(found)
    assert reader.asks("/plans", authorization=f"Basic {reader.key}").status_code == 401


def test_a_revoked_key_opens_nothing(world: AnsweredWorld, reader: Reader) -> None:
    with world.database.write() as session:
        revoke_key(session, f"Reader {reader.key}", world.clock.now())
    assert reader.asks("/plans").status_code == 401


def test_another_plan_is_not_there_whether_it_is_or_not(
    world: AnsweredWorld, reader: Reader
) -> None:
    add_plan(world, "other")
    assert [one["code"] for one in reader.reads("/plans")["plans"]] == ["mau"]
    answers = [
        reader.asks(f"/plans/{code}{part}")
        for code in ("other", "nowhere")
        for part in ("", "/rounds", "/summary", "/answers", "/indicators")
    ]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1


def test_a_key_may_open_several_plans(world: AnsweredWorld) -> None:
    add_plan(world, "other")
    both = Reader(world.runtime, "mau", "other")
    assert [one["code"] for one in both.reads("/plans")["plans"]] == ["mau", "other"]
    assert both.reads("/plans/other")["plan"]["code"] == "other"


NOT_UNDERSTOOD = (
    ("summary?rund=2026", "'rund' không có"),
    ("summary?round=2026&round=2025", "'round' xuất hiện hai lần"),
    (f"summary?round={'x' * 201}", "tham số 'round' quá dài"),
    ("summary?as_of=gestern", "as_of là 'gestern'"),
    ("summary?as_of=0001-01-01T00:00%2B14:00", "as_of là '0001"),
    ("summary?format=xml", "format là 'xml'"),
    ("answers?page=0", "page là '0'"),
    ("answers?page_size=1001", "từ 1 đến 1000"),
    ("answers?page=%D9%A3", "page là"),
    ("answers?agency=Qqq", "không có cơ quan 'Qqq'"),
    ("answers?agency=S%E1%BB%9F+Y", "Sở Y tế"),
    ("rounds?year=1999", "từ 2000 đến 2100"),
)


def test_what_is_not_understood_is_said(reader: Reader) -> None:
    for asked, seen in NOT_UNDERSTOOD:
        found = reader.asks(f"/plans/mau/{asked}")
        assert found.status_code == 400, asked
        assert seen in refused(found)


def test_a_round_that_is_not_there_is_said(reader: Reader) -> None:
    for called in ("1999", "999999999999999999999", "x"):
        found = reader.asks(f"/plans/mau/summary?round={called}", accept_language="en")
        assert (found.status_code, refused(found)) == (404, "The plan has no such round.")


def test_an_item_that_was_never_asked_for_is_said(reader: Reader) -> None:
    found = reader.asks("/plans/mau/answers?item=9.9")
    assert found.status_code == 404
    assert "9.9" in refused(found)


def test_an_address_that_is_none_names_the_description(reader: Reader) -> None:
    found = reader.asks("/plan")
    assert found.status_code == 404
    assert "/api/v1/openapi.json" in refused(found)


def test_a_plus_that_became_a_blank_is_read_as_one(reader: Reader) -> None:
    early = reader.reads("/plans/mau/summary", as_of="2026-11-14T17:00 07:00")
    assert early["as_of"] == "2026-11-14T17:00:00+07:00"
    assert early["received"] == 1
    assert reader.reads("/plans/mau/summary", as_of="2026-11-14T17:00")["received"] == 1


def test_answers_are_narrowed_and_paged(reader: Reader) -> None:
    theirs = reader.reads("/plans/mau/answers", agency="Sở Y tế")
    assert [one["item"] for one in theirs["answers"]] == ["1.3"]
    assert len(reader.reads("/plans/mau/answers", item="1.")["answers"]) == 4
    first = reader.asks("/plans/mau/answers?page_size=3&item=1")
    assert [one["item"] for one in first.json()["answers"]] == ["1.1", "1.2", "1.3"]
    address = first.headers["link"].removeprefix("</api/v1").removesuffix('>; rel="next"')
    second = reader.asks(address)
    assert [one["item"] for one in second.json()["answers"]] == ["1.4"]
    assert "link" not in second.headers
    assert second.json()["as_of"] == first.json()["as_of"]
    assert reader.reads("/plans/mau/answers", page="99")["answers"] == []


def test_names_are_for_a_key_that_was_made_for_them(world: AnsweredWorld, reader: Reader) -> None:
    [said, *_] = reader.reads("/plans/mau/answers", item="1.1")["answers"]
    assert "reporter" not in said
    told = Reader(world.runtime, "mau", names_reporters=True)
    [said, *_] = told.reads("/plans/mau/answers", item="1.1")["answers"]
    assert said["reporter"]
    name = said["reporter"]
    for part in ("", "/rounds", "/summary", "/answers", "/indicators"):
        for form in ("json", "csv"):
            assert name not in reader.asks(f"/plans/mau{part}?format={form}").text


def test_a_cell_runs_in_no_spreadsheet(reader: Reader) -> None:
    table = reader.asks("/plans/mau/answers?format=csv&item=1.1").text
    [row] = csv.DictReader(table.splitlines(keepends=True))
    assert row["difficulties"].startswith("'=HYPERLINK")
    assert row["proposals"].startswith("'+ Đề nghị")
    assert (row["percent"], row["repeats_last_year"], row["last_year_status"]) == (
        "60.5",
        "false",
        "",
    )


def test_what_has_not_changed_is_not_sent_again(world: AnsweredWorld, reader: Reader) -> None:
    for path in ("/plans", "/plans/mau/summary", "/plans/mau/answers?format=csv"):
        first = reader.asks(path)
        world.clock.forward(minutes=1)
        again = reader.asks(path, if_none_match=f'"x", {first.headers["etag"]}')
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == "private, no-cache"


def test_what_has_changed_is_sent(world: AnsweredWorld, reader: Reader) -> None:
    tag = reader.asks("/plans/mau/summary").headers["etag"]
    world.says("sct", "1.4 xong")
    world.confirms("sct")
    assert reader.asks("/plans/mau/summary", if_none_match=tag).status_code == 200
    json_tag = reader.asks("/plans/mau/summary").headers["etag"]
    assert reader.asks("/plans/mau/summary?format=csv").headers["etag"] != json_tag


def test_too_many_calls_wait_for_the_next_minute(world: AnsweredWorld) -> None:
    world.runtime = replace(world.runtime, api_calls_a_minute=2)
    hasty = Reader(world.runtime, "mau")
    other = Reader(world.runtime, "mau", app=hasty.app)
    world.clock.forward(seconds=-world.clock.now().second)
    assert [hasty.asks("/plans").status_code for _ in range(3)] == [200, 200, 429]
    assert hasty.asks("/plans").headers["retry-after"] == "60"
    assert other.asks("/plans").status_code == 200
    world.clock.forward(minutes=1)
    assert hasty.asks("/plans").status_code == 200


def test_the_day_of_the_last_call_is_kept_and_nothing_else(
    world: AnsweredWorld, reader: Reader
) -> None:
    def used() -> object:
        with world.database.read() as session:
            return session.get_one(ApiKey, reader.key_id).last_used_on

    assert used() is None
    reader.asks("/plans")
    assert used() == world.clock.now().date()
    world.clock.forward(days=1)
    reader.asks("/plans", key="wrong")
    assert used() != world.clock.now().date()
    reader.asks("/plans")
    assert used() == world.clock.now().date()


def test_the_key_itself_is_kept_nowhere(world: AnsweredWorld, reader: Reader) -> None:
    with world.database.read() as session:
        rows = session.exec(select(ApiKey)).all()
        audited = session.exec(select(AuditEntry).where(AuditEntry.action == "api_key.made")).one()
    assert all(reader.key not in str({**row.model_dump(), "name": ""}) for row in rows)
    assert (audited.subject, audited.details["plans"]) == (f"api_key:{reader.key_id}", ["mau"])


def test_a_name_has_one_key_that_holds(world: AnsweredWorld) -> None:
    with world.database.write() as session:
        plans, now = session.exec(select(Plan)).all(), world.clock.now()
        make_key(session, "Kho dữ liệu", plans, "a", now)
        with pytest.raises(BadApiKey, match="has a key already"):
            make_key(session, " Kho  dữ liệu ", plans, "b", now)
        revoke_key(session, "Kho dữ liệu", now)
        make_key(session, "Kho dữ liệu", plans, "b", now)
        with pytest.raises(BadApiKey, match="needs a name"):
            make_key(session, " ", plans, "c", now)


def test_the_years_that_are_over_show_what_was_opened(world: AnsweredWorld, reader: Reader) -> None:
    def shown(year: str) -> list[int | None]:
        return [one["id"] for one in reader.reads("/plans/mau/rounds", year=year)["rounds"]]

    assert shown("2024") == []
    assert all(shown("2026")[:1])
    assert shown("2027") == [None, None]
