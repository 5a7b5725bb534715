"""The one reader of answers: it agrees with the summary, at any instant and in every grouping."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.messages.attachments import files_of_reports
from storage.models import Agency, Expectation, Item, Person, Plan, Report, Round, Tier
from storage.people.erasure import erase
from storage.reports.answered.briefs import Brief, briefs_of_round
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer, answers_of_round
from storage.rounds.summary import Count, Summary, summarise
from tests.support.worlds.answers.histories import (
    BEGINNING,
    DAYS,
    FORMER,
    LATER,
    any_instants,
    make_history,
)
from tests.support.worlds.world import ZONE

END = BEGINNING + timedelta(days=DAYS + 5)  # nothing is still to come


def counted(answers: Iterable[Answer]) -> Count:
    return Count(**Counter(name for one in answers for name in one.counts_as))


def grouped(answers: list[Answer], key: Callable[[Answer], object]) -> dict[object, Count]:
    found: dict[object, list[Answer]] = {}
    for one in answers:
        found.setdefault(key(one), []).append(one)
    return {name: counted(theirs) for name, theirs in found.items()}


def check(answers: list[Answer], summary: Summary) -> None:
    """Every figure of the summary, counted once more."""
    assert counted(answers) == summary.total
    by_status = Counter(one.report.status for one in answers if one.report is not None)
    assert by_status == summary.by_status
    by_agency: dict[object, Counter[str]] = {}
    for line in summary.by_agency:  # an agency asked under two names may have two of them
        by_agency.setdefault(line.now_called, Counter()).update(vars(line.count))
    found = grouped(answers, lambda one: one.now_called)
    assert found == {name: Count(**count) for name, count in by_agency.items()}
    for theme in summary.by_theme:
        assert counted(one for one in answers if is_under(one.code, theme.code)) == theme.count
    urgent = [one for one in answers if one.item is not None and one.item.priority_high]
    assert counted(urgent) == summary.high_priority


def check_briefs(answers: list[Answer], briefs: list[Brief]) -> None:
    """What pages choose by, in the same order."""
    assert [one.expectation_id for one in briefs] == [one.expectation.id for one in answers]
    for one, brief in zip(answers, briefs, strict=True):
        assert (brief.code, brief.title) == (one.code, one.item.title if one.item else "")
        assert (brief.printed, brief.now_called) == (one.printed, one.now_called)
        assert frozenset(brief.counts_as) == one.counts_as
        said = one.answer
        assert (brief.report_id, brief.status) == ((said.id, said.status) if said else (None, None))
        assert brief.is_unjudged == (one.report is not None and one.review is None)


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_the_summary_whatever_has_happened(database: Database, seed: int) -> None:
    with database.write() as session:
        make_history(session, seed, carried=seed % 2 == 1)
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        for round_ in session.exec(select(Round)).all():
            for as_of in any_instants(seed):
                answers = answers_of_round(session, plan, round_, as_of, ZONE)
                check(answers, summarise(session, plan, round_, as_of, ZONE))
                check_briefs(answers, briefs_of_round(session, plan, round_, as_of, ZONE))


# --- What else it tells ---------------------------------------------------------------------------


@pytest.fixture
def session(database: Database) -> Iterable[Session]:
    with database.write() as session:
        make_history(session, 3)
        yield session


def read(session: Session, as_of: datetime = END, **only: object) -> list[Answer]:
    plan, round_ = _newest(session)
    return answers_of_round(session, plan, round_, as_of, ZONE, **only)  # type: ignore[arg-type]


def _newest(session: Session) -> tuple[Plan, Round]:
    of_agencies = select(Round).where(Round.tier == Tier.AGENCIES, Round.year == 2026)
    return session.exec(select(Plan)).one(), session.exec(of_agencies).one()


def test_in_the_order_of_the_plan_with_what_nobody_answered_and_the_general_ones_last(
    session: Session,
) -> None:
    codes = [one.code for one in read(session)]
    position = dict(session.exec(select(Item.code, Item.position)).all())
    assert codes == sorted(codes, key=lambda code: position.get(code, 10**6))
    assert codes[-1] == ""
    assert any(one.report is None and one.first_received_at is None for one in read(session))


def test_one_item_is_read_with_those_below_it_and_none_that_only_begins_alike(
    session: Session,
) -> None:
    assert {one.code for one in read(session, code="2")} == {"2.1.a", "2.1.b", "2.10"}
    assert {one.code for one in read(session, code="2.1")} == {"2.1.a", "2.1.b"}
    assert {one.code for one in read(session, code="2.10")} == {"2.10"}


@pytest.mark.parametrize("name", [FORMER, LATER])
def test_one_agency_is_read_by_the_name_it_had_and_by_the_one_it_has(
    session: Session, name: str
) -> None:
    agency = session.exec(select(Agency).where(Agency.name == name)).one()
    theirs = read(session, agency_ids=[agency.id or 0])
    assert theirs == [one for one in read(session) if one.now_called == LATER]
    assert len({one.agency.id for one in theirs}) == 2
    assert {one.printed for one in theirs} == {FORMER}


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_the_files_are_those_that_count(database: Database, seed: int) -> None:
    with database.write() as session:
        make_history(session, seed)
        answers = read(session)
        kept = files_of_reports(session, [one.expectation.id or 0 for one in answers])
        assert sum(one.files for one in answers) > 0
        for one in answers:
            assert one.files == len(kept.get(one.expectation.id or 0, ()))


def test_what_came_later_is_not_known_yet(session: Session) -> None:
    for as_of in any_instants(7):
        for one in read(session, as_of):
            told = [one.report, one.first, one.earlier.report if one.earlier else None]
            assert all(report is None or report.submitted_at <= as_of for report in told)
            assert one.review is None or one.review.reviewed_at <= as_of


def test_beside_each_stands_the_answer_of_the_year_before(session: Session) -> None:
    before = session.exec(
        select(Expectation, Report)
        .join(Report, col(Report.expectation_id) == Expectation.id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(Round.year == 2025, col(Report.withdrawn_at).is_(None))
        .order_by(col(Report.id))
    ).all()
    later = session.exec(select(Agency).where(Agency.name == LATER)).one().id
    former = session.exec(select(Agency).where(Agency.name == FORMER)).one().id
    answers = read(session)
    assert any(one.earlier for one in answers)
    for one in answers:
        own = {one.agency.id, former} if one.agency.id == later else {one.agency.id}
        same = [
            report.id or 0
            for expectation, report in before
            if expectation.item_id == one.expectation.item_id and expectation.agency_id in own
        ]
        assert (one.earlier.report.id if one.earlier else None) == max(same, default=None)
        assert one.earlier is None or one.earlier.year == 2025


def test_it_costs_the_same_few_questions_however_much_was_answered(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.flush()
    session.expunge_all()
    asked = []

    def counting(*given: Any, **more: Any) -> Any:
        asked.append(given)
        return execute(*given, **more)

    execute = session.exec
    monkeypatch.setattr(session, "exec", counting)
    read(session)
    assert len(asked) <= 8


def test_whoever_reported_is_named_until_they_are_erased(session: Session) -> None:
    names = {one.id: one.full_name for one in session.exec(select(Person))}
    by = [(one.reporter, one.report.person_id) for one in read(session) if one.report]
    assert all(name == names.get(person_id, "") for name, person_id in by)
    erased = next(person_id for _, person_id in by if person_id)
    erase(session, session.get_one(Person, erased), END.date(), END)
    assert names[erased] not in {one.reporter for one in read(session)}
