"""The audit read again: the newest first, of some plans or of all, what it speaks of beside it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import audit
from storage.audit import entries_read, known_to
from storage.database import Database
from storage.models import AuditEntry
from tests.support.worlds.effects_world import FOCAL, EffectsWorld

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
ALL: dict[str, object] = {
    "between": None,
    "action": "",
    "before": None,
    "most": 1000,
    "acted_by": 0,
}


def read(session: Session, **asked: object) -> list[AuditEntry]:
    return entries_read(session, **{"plans": None, **ALL, **asked})  # type: ignore[arg-type]


def test_what_is_read_is_what_was_recorded(database: Database) -> None:
    world = EffectsWorld(database)
    now = world.clock.now() + timedelta(days=1)
    with database.write() as session:
        for number in range(3):
            audit.record(
                session, now, "seen", f"person:{world.person[FOCAL]}", details={"n": number}
            )
    with database.read() as session:
        everything = read(session)
        assert [one.details["n"] for one in everything[:3]] == [2, 1, 0]
        assert read(session, most=2) == everything[:2]
        assert read(session, before=everything[1].id) == everything[2:]
        assert read(session, action="seen") == everything[:3]
        assert read(session, between=(now, now + timedelta(days=1))) == everything[:3]
        assert read(session, between=(now - timedelta(days=400), now)) == everything[3:]


def test_of_a_plan_only_what_concerns_it(database: Database) -> None:
    world = EffectsWorld(database)
    with database.read() as session:
        own = read(session, plans=[(world.plan["mau"], "mau")])
        assert {one.subject.partition(":")[0] for one in own} == {"expectation", "round"}
        assert read(session, plans=[(world.plan["khac"], "khac")]) == []
        theirs = read(session, plans=[], acted_by=world.person[FOCAL])
        assert {one.person_id for one in theirs} == {world.person[FOCAL]}


def test_what_entries_speak_of_is_found(database: Database) -> None:
    world = EffectsWorld(database)
    with database.read() as session:
        entries = read(session)
        known = known_to(session, entries)
        of_report = next(one for one in entries if one.action == "report.submitted")
        agency, item, round_ = known.asked[int(of_report.subject.partition(":")[2])]
        assert (agency.name, item.code if item else "", round_.id) == (
            "Sở Công Thương",
            "1.2",
            world.round,
        )
        assert known.people[world.person[FOCAL]].code == FOCAL
        assert world.closed_round in known.rounds
