"""Dates of the two decisions, 2025 to 2030, and of rules round Tết, leap days and year ends."""

import tomllib
from datetime import date
from itertools import pairwise

import pytest

from scheduler.reminders.ladder import rung_days
from scheduler.rounds.opening import remind_until_on, round_dates
from storage.models import Rule, Tier
from tests.support.paths import DATA
from tests.support.worlds.province import CALENDAR, LADDER


def rule_of(plan: str, tier: Tier) -> Rule:
    rules = tomllib.loads((DATA / plan / "plan.toml").read_text(encoding="utf-8"))["rules"]
    [rule] = [rule for rule in rules if rule["tier"] == tier]
    return Rule(plan_id=1, **rule)


RULES = {
    "BT": rule_of("ben-tre", Tier.AGENCIES),
    "BT all": rule_of("ben-tre", Tier.COORDINATOR),
    "TH": rule_of("thanh-hoa", Tier.AGENCIES),
    "TH all": rule_of("thanh-hoa", Tier.COORDINATOR),
}
DEADLINES = [  # the legal last day, and the working day not after it in 2025 .. 2030
    ("BT", "14/11", "14/11 13/11 12/11 14/11 14/11 14/11"),
    ("BT all", "30/11", "28/11 30/11 30/11 30/11 30/11 29/11"),
    ("TH", "15/11", "14/11 13/11 15/11 15/11 15/11 15/11"),
    ("TH all", "09/12", "09/12 09/12 09/12 08/12 07/12 09/12"),
]


@pytest.mark.parametrize(("name", "legal", "asked"), DEADLINES, ids=RULES)
def test_the_deadlines_of_both_decisions(name: str, legal: str, asked: str) -> None:
    due = [round_dates(RULES[name], year).due_on for year in range(2025, 2031)]
    assert [f"{day:%d/%m/%Y}" for day in due] == [f"{legal}/{n}" for n in range(2025, 2031)]
    assert " ".join(f"{remind_until_on(day, CALENDAR):%d/%m}" for day in due) == asked


@pytest.mark.parametrize(
    ("off", "last_before", "first_after"),
    [
        ("2025-01-25 .. 2025-02-02", "2025-01-24", "2025-02-03"),
        ("2026-02-14 .. 2026-02-22", "2026-02-13", "2026-02-23"),
        ("2027-02-04 .. 2027-02-10", "2027-02-03", "2027-02-11"),
        ("2025-04-30 .. 2025-05-04", "2025-04-29", "2025-05-05"),
        ("2025-08-30 .. 2025-09-02", "2025-08-29", "2025-09-03"),
        ("2026-01-01 .. 2026-01-04", "2025-12-31", "2026-01-05"),
        ("2026-01-11 .. 2026-01-11", "2026-01-10", "2026-01-12"),  # Saturday 10/01 was worked
        ("2026-08-23 .. 2026-08-23", "2026-08-22", "2026-08-24"),  # so was 22/08
        ("2026-08-29 .. 2026-09-02", "2026-08-28", "2026-09-03"),
        ("2026-11-24 .. 2026-11-24", "2026-11-23", "2026-11-25"),
        ("2027-01-01 .. 2027-01-03", "2026-12-31", "2027-01-04"),
        ("2027-04-30 .. 2027-05-03", "2027-04-29", "2027-05-04"),
        ("2027-09-02 .. 2027-09-05", "2027-09-01", "2027-09-06"),
        ("2028-01-01 .. 2028-01-03", "2027-12-31", "2028-01-04"),
        ("2029-11-24 .. 2029-11-26", "2029-11-23", "2029-11-27"),
    ],
)
def test_a_deadline_on_days_off_is_asked_for_before_them(
    off: str, last_before: str, first_after: str
) -> None:
    first, last = (date.fromisoformat(day) for day in off.split(" .. "))
    for due_on in (first, last):
        assert remind_until_on(due_on, CALENDAR) == date.fromisoformat(last_before)
    assert CALENDAR.working_day_on_or_after(first) == date.fromisoformat(first_after)
    assert CALENDAR.working_days_between(first, last) == 0


@pytest.mark.parametrize(
    ("month", "day", "strict", "year", "due_on", "asked"),
    [
        (3, 1, True, 2028, date(2028, 2, 29), date(2028, 2, 29)),
        (2, 29, False, 2027, date(2028, 2, 29), date(2028, 2, 29)),
        (3, 1, True, 2027, date(2027, 2, 28), date(2027, 2, 26)),
        (12, 31, False, 2026, date(2026, 12, 31), date(2026, 12, 31)),
        (12, 31, True, 2028, date(2028, 12, 30), date(2028, 12, 29)),
        (1, 2, False, 2025, date(2026, 1, 2), date(2025, 12, 31)),
        (1, 1, True, 2027, date(2027, 12, 31), date(2027, 12, 31)),
        (2, 20, False, 2025, date(2026, 2, 20), date(2026, 2, 13)),
        (11, 25, True, 2026, date(2026, 11, 24), date(2026, 11, 23)),
    ],
)
def test_rules_round_leap_days_year_ends_and_holidays(
    month: int, day: int, strict: bool, year: int, due_on: date, asked: date
) -> None:
    rule = Rule(**RULES["BT"].model_dump() | {"month": month, "day": day, "strict": strict})
    assert round_dates(rule, year).due_on == due_on
    assert remind_until_on(due_on, CALENDAR) == asked


DUE_DAYS = [round_dates(rule, year).due_on for rule in RULES.values() for year in range(2025, 2031)]
DELICATE_DAYS = [
    *(date(2025, 1, 24), date(2025, 1, 29), date(2025, 2, 3)),
    *(date(2026, 2, 13), date(2026, 2, 18), date(2026, 2, 23)),
    *(date(2027, 2, 3), date(2027, 2, 7), date(2027, 2, 11)),
    *(date(2025, 12, 31), date(2026, 1, 2), date(2026, 1, 5), date(2026, 1, 10)),
    *(date(2026, 12, 31), date(2027, 1, 3), date(2027, 12, 31), date(2028, 1, 3)),
    *(date(2026, 8, 22), date(2026, 9, 2), date(2026, 11, 25), date(2028, 2, 29)),
]


@pytest.mark.parametrize("due_on", [*DUE_DAYS, *DELICATE_DAYS])
def test_the_rungs_are_working_days_in_order_on_their_side_of_the_deadline(due_on: date) -> None:
    ladder = rung_days(due_on, CALENDAR)
    days = [day for _, day in ladder]
    assert all(CALENDAR.is_working_day(day) for day in days)
    assert all(earlier <= later for earlier, later in pairwise(days))
    asked = remind_until_on(due_on, CALENDAR)
    assert all(day <= asked if rung <= 0 else day > due_on for rung, day in ladder)


@pytest.mark.parametrize(
    ("due_on", "rungs"),
    [
        (date(2026, 2, 18), "14/01 30/01 06/02 10/02 12/02 13/02 23/02 23/02"),
        (date(2027, 2, 11), "12/01 28/01 03/02 03/02 03/02 11/02 12/02 15/02"),
        (date(2026, 1, 2), "01/12 17/12 24/12 26/12 30/12 31/12 05/01 05/01"),
        (date(2026, 1, 10), "11/12 26/12 31/12 07/01 09/01 10/01 12/01 13/01"),
        (date(2026, 11, 30), "30/10 16/11 23/11 27/11 27/11 30/11 01/12 03/12"),
    ],
)
def test_the_ladder_over_tet_year_ends_and_worked_saturdays(due_on: date, rungs: str) -> None:
    assert " ".join(f"{day:%d/%m}" for _, day in rung_days(due_on, CALENDAR, LADDER)) == rungs
