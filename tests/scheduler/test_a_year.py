"""A year of both plans, with everything that goes wrong in one: what must hold on every day."""

import io
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from storage.models import Expectation, Inbox, Outbox, Person, Plan, Report
from storage.plans.loading.folder_to_rows import load_plan
from tests.support.examples import examples
from tests.support.year.books import Books, Diary
from tests.support.year.communes import an_answer_is_used_again, communes_plans
from tests.support.year.events import EVENTS
from tests.support.year.invariants import INVARIANTS
from tests.support.year.simulation import DAY, Event, Moment, Province

WORDS = 12  # letters: shorter ones may stand in any line

# Each weight is a chance of its own: what happens often beside what never does
WEIGHTS = st.fixed_dictionaries({event: st.integers(0, 10) for event in EVENTS}).filter(
    lambda weights: any(weights.values())
)
A_HANDFUL = settings(
    max_examples=examples(4),
    phases=[Phase.generate],  # a shorter stretch with the same seed is another story
    suppress_health_check=list(HealthCheck),
)


# Tasks' own days double the days on which anything happens: one of the years has them
@pytest.mark.parametrize(("seed", "year", "own_days"), [(1, 2025, False), (2, 2026, True)])
def test_a_year(seed: int, year: int, own_days: bool, caplog: pytest.LogCaptureFixture) -> None:
    with (
        everything_logged(caplog) as log,
        Province(seed, year, EVENTS, own_days=own_days) as province,
    ):
        diary = all_holds(province, province.plays(), caplog)
        assert "message 1 is taken up" in log.getvalue()
        assert [one for one in private_words(province) if one in log.getvalue()] == []
        told = [line for line in province.log if "somebody_reports" in line]
    assert len(diary.days) > 100
    assert sum("Đã ghi nhận" in line for line in told) > len(told) / 2


def test_a_season_of_communes_with_two_plans(caplog: pytest.LogCaptureFixture) -> None:
    """Four communes, each asked nearly the same by two former provinces' plans."""
    events = {**EVENTS, an_answer_is_used_again: 10}
    with Province(3, 2026, events, plans=communes_plans()) as province:
        diary = all_holds(province, province.plays(date(2026, 9, 1), 125), caplog)
        assert any("an_answer_is_used_again: expectation" in line for line in province.log)
        with province.database.read() as session:
            used = session.exec(select(Report).where(col(Report.origin_id).is_not(None))).all()
            for one in used:
                origin = session.get_one(Report, one.origin_id or 0)
                asked = [session.get_one(Expectation, o.expectation_id) for o in (one, origin)]
                assert asked[0].agency_id == asked[1].agency_id
                assert (one.status, one.result) == (origin.status, origin.result)
    assert used
    assert len(diary.days) > 20


@A_HANDFUL
@given(
    seed=st.integers(0, 2**32),
    year=st.integers(2025, 2029),
    starts_after=st.integers(0, 300),
    days=st.integers(20, 60),
    weights=WEIGHTS,
)
def test_some_weeks(
    seed: int,
    year: int,
    starts_after: int,
    days: int,
    weights: Mapping[Event, int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The plans are loaded late, in the midst of a ladder or after its end, and anything goes."""
    caplog.clear()
    with Province(seed, year, weights) as province:
        start = date(year, 1, 5) + starts_after * DAY
        all_holds(province, province.plays(start, days), caplog)


@contextmanager
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """At DEBUG, in a text of its own: what is wrong is looked for after each moment."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    with caplog.at_level(logging.DEBUG):
        caplog.handler.setLevel(logging.WARNING)
        logging.getLogger().addHandler(handler)
        try:
            yield lines
        finally:
            logging.getLogger().removeHandler(handler)


def private_words(province: Province) -> set[str]:
    """Names and telephone numbers, and how each message began that was heard or said."""
    with province.database.read() as session:
        messages = [*session.exec(select(Inbox.text)), *session.exec(select(Outbox.text))]
        people = session.exec(select(Person)).all()
    private = {text[:WORDS] for text in messages if text and len(text) >= WORDS}
    assert private
    for one in people:
        private |= {one.full_name, one.mobile, one.office_phone}
    return private - {"", None}


def all_holds(
    province: Province, moments: Iterable[Moment], caplog: pytest.LogCaptureFixture
) -> Diary:
    """Play them, and look at the books after each. Fails with the seed and all that happened."""
    diary = Diary()
    for moment in moments:
        with province.database.read() as session:
            books = Books(session, moment, diary)
            diary.note(books)
            wrong = [words for holds in INVARIANTS for words in holds(books)]
        wrong += [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
        if province.rng.random() < 0.04:
            wrong += loaded_again(province)
        what = f"seed {province.seed}, {moment}:"
        assert not wrong, "\n".join([what, *wrong[:20], "", *province.log])
    return diary


def loaded_again(province: Province) -> list[str]:
    """Every row is compared once more: the folder's hash, which spares that, is forgotten."""
    changes = []
    with province.database.write() as session:
        for plan in session.exec(select(Plan)).all():
            plan.content_hash = ""
            result = load_plan(session, province.folders[plan.code], province.now)
            if result.anything:
                changes.append(f"loading {plan.code} again: {result.changes} {result.assignments}")
    return changes
