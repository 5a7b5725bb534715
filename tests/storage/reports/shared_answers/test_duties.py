"""One answer for several duties on the same task: which it serves, and what is then asked once."""

from datetime import date, timedelta
from typing import Any

import pytest

from storage.models import Agency, Expectation, Item, ItemKind, Plan, Report, Review, Round, Tier
from storage.reports.answers import ExpectedReport
from storage.reports.shared_answers.asked_once import asked_once
from storage.reports.shared_answers.duties import over_once_completed, serves

YEAR = (date(2025, 12, 15), date(2026, 12, 14))
HALF, THIRD, OWN = date(2026, 6, 4), date(2026, 9, 4), date(2026, 6, 30)
LATER = date(2026, 7, 13)


def made(table: Any, **values: object) -> Any:
    """A row with what is looked at, and nothing else."""
    return table(**values)


def by_rule(due_on: date, rule_id: int | None = 1, **given: object) -> Any:
    days = {"covers_from": YEAR[0], "covers_until": YEAR[1], "cut_off_on": due_on}
    return made(
        Round, **{"rule_id": rule_id, "due_on": due_on, "tier": Tier.AGENCIES, **days, **given}
    )


def own_day(due_on: date) -> Any:
    opens_on = due_on - timedelta(days=60)
    days = {"covers_from": opens_on, "covers_until": due_on, "cut_off_on": due_on}
    return made(Round, of_items=True, due_on=due_on, tier=Tier.AGENCIES, **days)


def served(
    given: Round, other: Round, today: date = LATER, *, one_off: bool = True, answered: bool = False
) -> bool:
    return serves(given, other, other.due_on, today, one_off=one_off, answered=answered)


def test_an_own_day_serves_the_report_of_the_period() -> None:
    assert served(own_day(OWN), by_rule(THIRD))
    assert served(own_day(OWN), by_rule(THIRD), one_off=False, answered=True)
    assert not served(own_day(OWN), by_rule(THIRD, covers_from=LATER + timedelta(days=1)))
    assert not served(own_day(OWN), by_rule(HALF), HALF + timedelta(days=1))


def test_no_report_serves_an_own_day_and_a_returning_day_not_the_next() -> None:
    assert not served(by_rule(THIRD), own_day(OWN))
    assert not served(own_day(OWN), own_day(date(2026, 7, 30)), one_off=False)


def test_the_next_report_serves_the_one_that_was_missed_long_ago() -> None:
    assert served(by_rule(THIRD, 2), by_rule(HALF))
    assert served(own_day(OWN), by_rule(HALF))
    assert not served(by_rule(HALF), by_rule(THIRD, 2)), "never the other way round"
    assert not served(by_rule(HALF), by_rule(THIRD, 2), date(2026, 10, 1))


@pytest.mark.parametrize(("days", "is_served"), [(14, False), (15, True)])
def test_for_two_weeks_it_is_asked_for_itself(days: int, is_served: bool) -> None:
    today = HALF + timedelta(days=days)
    assert served(by_rule(THIRD, 2), by_rule(HALF), today) == is_served
    assert served(own_day(OWN), by_rule(HALF), today) == is_served


def test_what_was_answered_is_not_answered_anew() -> None:
    assert not served(by_rule(THIRD, 2), by_rule(HALF), answered=True)


def test_another_period_tier_or_occasion_is_no_matter_of_it() -> None:
    before = by_rule(
        date(2025, 11, 24), covers_from=date(2024, 12, 15), covers_until=date(2025, 12, 14)
    )
    assert not served(by_rule(THIRD, 2), before)
    assert not served(own_day(OWN), before)
    assert not served(by_rule(THIRD, 2, tier=Tier.COORDINATOR), by_rule(HALF))
    assert not served(by_rule(THIRD, rule_id=None), by_rule(HALF)), "asked for ad hoc"
    assert not served(by_rule(THIRD, 2), by_rule(HALF, rule_id=None))


def test_what_is_over_once_completed() -> None:
    assert over_once_completed(made(Item, kind=ItemKind.TASK, recurrence="", due_every=""))
    assert not over_once_completed(
        made(Item, kind=ItemKind.TASK, recurrence="yearly", due_every="")
    )
    assert not over_once_completed(made(Item, kind=ItemKind.INDICATOR, recurrence="", due_every=""))
    assert not over_once_completed(None)


# --- What a person's list asks --------------------------------------------------------------------


def duty(
    key: int,
    round_: Round,
    item: int | None = 1,
    due_on: date | None = None,
    said: bool | None = None,
) -> ExpectedReport:
    """`said`: it was answered, and accepted or returned."""
    expectation = made(Expectation, id=key, due_on=due_on or round_.due_on)
    task = made(Item, id=item, kind=ItemKind.TASK, recurrence="", due_every="") if item else None
    report = made(Report, id=key) if said is not None else None
    review = made(Review, accepted=said) if said is not None else None
    return ExpectedReport(
        expectation, round_, made(Plan, id=1), made(Agency, id=1), "", task, report, review
    )


def asked(*duties: ExpectedReport, on: date = LATER) -> dict[int, list[int]]:
    return {
        one.expectation.id or 0: [other.expectation.id or 0 for other in one.also]
        for one in asked_once(duties, on)
    }


def test_a_task_is_asked_once_where_one_answer_serves_all() -> None:
    half, own, third = duty(1, by_rule(HALF)), duty(2, own_day(OWN)), duty(3, by_rule(THIRD, 2))
    assert asked(half, own, third) == {2: [1, 3]}
    assert asked(half, third) == {3: [1]}
    assert asked(half, third, duty(4, by_rule(date(2026, 11, 24), 3)), on=date(2026, 10, 1)) == {
        4: [1, 3]
    }


def test_a_general_report_is_asked_once_too() -> None:
    assert asked(duty(1, by_rule(HALF), None), duty(3, by_rule(THIRD, 2), None)) == {3: [1]}


def test_an_earlier_day_is_not_hidden_behind_a_later_one() -> None:
    before = date(2026, 6, 1)
    assert asked(duty(1, by_rule(HALF)), duty(2, own_day(OWN)), on=before) == {1: [], 2: []}
    moved = duty(1, by_rule(HALF), due_on=LATER)
    assert asked(moved, duty(3, by_rule(THIRD, 2))) == {1: [], 3: []}, "an extension"


def test_what_was_returned_or_is_another_task_stays() -> None:
    third = duty(3, by_rule(THIRD, 2))
    assert asked(duty(1, by_rule(HALF), said=False), third) == {1: [], 3: []}
    assert asked(duty(1, by_rule(HALF), said=True), third) == {1: [], 3: []}
    assert asked(duty(1, by_rule(HALF), item=2), third) == {1: [], 3: []}
