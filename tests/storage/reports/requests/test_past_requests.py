"""What was asked before is read in one statement that each engine understands."""

from datetime import date

from storage.database import Database
from storage.people.handovers import open_in
from storage.plans.amendments.history import changed_days
from storage.plans.lookup import find_plan
from storage.reports.requests.past_requests import count_decided, decided_requests, earlier_on
from tests.support.worlds.requests import asks_later
from tests.support.worlds.world import World


def test_each_engine_reads_what_was_asked_before(database: Database) -> None:
    world = World(database)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    now = world.clock.now()
    with database.read() as session:
        plan = find_plan(session, "mau")
        assert plan is not None
        plans = {plan.id or 0}
        assert count_decided(session, plans, now) == 0
        assert decided_requests(session, plans, now, 0, 40) == []
        assert open_in(session, {"Mẫu"}, now) == []
        assert changed_days(session, plan, 5) == []
        found = {key: earlier_on(session, {(key, 2)})[key, 2] for key in (1, 2, 3)}
        [one] = [request for requests in found.values() for request in requests]
    assert (one.kind, one.code, one.reason, one.decided_at) == (
        "extension",
        "1.1",
        "Chờ số liệu",
        None,
    )
