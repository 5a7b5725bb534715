"""Rules that return every quarter, half-year, year or second year, or once: when they are due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rounds.rules import STAYS_OPEN, round_dates, rounds_between
from storage.models import Every, Rule


def rule(every: str, month: int, day: int, first: int = 2023, last: int = 2030) -> Rule:
    return Rule(
        plan_id=1,
        tier="agencies",
        quote="",
        every=every,
        month=month,
        day=day,
        strict=False,
        who="",
        to="",
        from_year=first,
        until_year=last,
    )


def due_days(one: Rule, first: int, last: int) -> list[str]:
    """ "2026.1 on 25/03/2026" of everything due in those years."""
    found = rounds_between(one, date(first, 1, 1), date(last, 12, 31))
    return [
        f"{dates.year}.{dates.part} {dates.due_on:%d/%m/%Y}"
        for dates in found
        if first <= dates.due_on.year <= last
    ]


@pytest.mark.parametrize(
    ("one", "days"),
    [
        pytest.param(
            rule("year", 11, 15),
            ["2026.1 15/11/2026", "2027.1 15/11/2027"],
            id="every year",
        ),
        pytest.param(
            rule("year", 1, 10),
            ["2025.1 10/01/2026", "2026.1 10/01/2027"],
            id="in January on the year before",
        ),
        pytest.param(rule("2-years", 11, 15), ["2027.1 15/11/2027"], id="every second year"),
        pytest.param(rule("once", 6, 30, 2026, 2026), ["2026.1 30/06/2026"], id="once"),
        pytest.param(
            rule("half-year", 6, 15, 2026),
            ["2026.1 15/06/2026", "2026.2 15/12/2026", "2027.1 15/06/2027", "2027.2 15/12/2027"],
            id="every half-year",
        ),
        pytest.param(
            rule("half-year", 1, 10, 2026, 2026),
            ["2026.1 10/07/2026", "2026.2 10/01/2027"],
            id="after each half-year",
        ),
        pytest.param(
            rule("quarter", 3, 31, 2026, 2026),
            ["2026.1 31/03/2026", "2026.2 30/06/2026", "2026.3 30/09/2026", "2026.4 31/12/2026"],
            id="at the end of each quarter",
        ),
        pytest.param(
            rule("quarter", 4, 10, 2026, 2026),
            ["2026.1 10/04/2026", "2026.2 10/07/2026", "2026.3 10/10/2026", "2026.4 10/01/2027"],
            id="after each quarter",
        ),
        pytest.param(
            rule("month", 1, 25, 2026, 2026),
            [f"2026.{month} 25/{month:02}/2026" for month in range(1, 13)],
            id="every month",
        ),
        pytest.param(
            rule("month", 1, 31, 2027, 2027),
            [
                f"2027.{month} {last}/{month:02}/2027"
                for month, last in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
            ],
            id="at the end of each month",
        ),
        pytest.param(
            rule("month", 2, 5, 2026, 2026),
            [
                *(f"2026.{month} 05/{month + 1:02}/2026" for month in range(1, 12)),
                "2026.12 05/01/2027",
            ],
            id="after each month",
        ),
    ],
)
def test_when_a_rule_is_due(one: Rule, days: list[str]) -> None:
    assert due_days(one, 2026, 2027) == days


@pytest.mark.parametrize(
    ("one", "periods"),
    [
        (rule("year", 1, 10), [("2024-12-15", "2025-12-14"), ("2025-12-15", "2026-12-14")]),
        (rule("half-year", 6, 15), [("2025-12-15", "2026-06-14"), ("2026-06-15", "2026-12-14")]),
        (
            rule("quarter", 3, 25),
            [
                ("2025-12-15", "2026-03-14"),
                ("2026-03-15", "2026-06-14"),
                ("2026-06-15", "2026-09-14"),
                ("2026-09-15", "2026-12-14"),
            ],
        ),
        (
            rule("month", 1, 25),
            [
                ("2025-12-15", "2026-01-14"),
                *((f"2026-{m:02}-15", f"2026-{m + 1:02}-14") for m in range(1, 12)),
            ],
        ),
    ],
)
def test_what_a_round_covers(one: Rule, periods: list[tuple[str, str]]) -> None:
    """The periods of NĐ 09/2019."""
    found = rounds_between(one, date(2026, 1, 1), date(2026, 12, 31))
    covered = [(f"{d.covers_from}", f"{d.covers_until}") for d in found if d.due_on.year == 2026]
    if one.every == "year":
        covered.append(("2025-12-15", "2026-12-14"))
    assert covered == periods


RULES = st.builds(
    rule,
    st.sampled_from([one.value for one in Every]),
    st.integers(1, 12),
    st.integers(1, 31),
    st.integers(2023, 2026),
    st.integers(2026, 2030),
)
DAYS = st.dates(date(2022, 1, 1), date(2032, 1, 1))


@given(RULES, DAYS)
def test_rounds_come_in_order_and_those_open_are_found(one: Rule, day: date) -> None:
    year = list(rounds_between(one, day, day + timedelta(days=365)))
    assert sorted(year, key=lambda dates: dates.due_on) == year
    assert len({(dates.year, dates.part) for dates in year}) == len(year)
    assert all(dates.opens_on < dates.due_on for dates in year)
    assert [dates for dates in year if dates.is_open(day)] == list(rounds_between(one, day, day))
    assert all(dates.due_on + STAYS_OPEN >= day for dates in year)


def test_a_mid_term_and_a_final_review_are_duties_of_one_time_on_the_same_day() -> None:
    """ "Sơ kết giữa kỳ vào năm 2025, tổng kết thực hiện vào năm 2030"."""
    mid_term, final = rule("once", 12, 20, 2025, 2025), rule("once", 12, 20, 2030, 2030)
    assert due_days(mid_term, 2023, 2031) == ["2025.1 20/12/2025"]
    assert due_days(final, 2023, 2031) == ["2030.1 20/12/2030"]


@pytest.mark.parametrize(
    ("month", "day", "cut_off", "day_of_figures"),
    [
        (11, 15, "", date(2026, 11, 15)),  # the year of NĐ 09/2019 is not over yet
        (1, 10, "", date(2026, 12, 14)),  # it is
        (11, 15, "31/10", date(2026, 10, 31)),
        (1, 10, "31/12", date(2026, 12, 31)),
        (3, 10, "29/2", date(2026, 2, 28)),  # a month's last day where it has no such one
    ],
)
def test_the_figures_are_of_the_rules_own_day_or_of_the_period(
    month: int, day: int, cut_off: str, day_of_figures: date
) -> None:
    one = rule("year", month, day)
    one.cut_off = cut_off
    assert round_dates(one, 2026).cut_off_on == day_of_figures
