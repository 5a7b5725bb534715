"""What became of obstacles: who said so, when, how; through the gate, and with an audit row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Expectation, ObstacleWord, Person, Report, Round
from storage.names import fold
from storage.reports.gate import Act, Barred, Barrier, pass_gate


@dataclass(frozen=True)
class Word:
    """A word on an obstacle; `by` is empty where whoever said it has been erased."""

    about: str
    is_settled: bool
    word: str
    by: str
    said_at: datetime


def words_by_expectation(
    session: Session,
    as_of: datetime,
    *,
    plan_id: int | None = None,
    expectation_ids: Collection[int] | None = None,
) -> dict[int, list[Word]]:
    """Of a plan or of those expectations, the oldest first, as they were said until that instant.

    By the expectation whose report raised it: a correction in the same words stays settled.
    """
    query = (
        select(Report.expectation_id, ObstacleWord, Person.full_name)
        .join(Report, col(Report.id) == ObstacleWord.report_id)
        .join(Person, col(Person.id) == ObstacleWord.person_id, isouter=True)
        .where(col(ObstacleWord.said_at) <= as_of)
        .order_by(col(ObstacleWord.id))
    )
    if plan_id is not None:
        query = (
            query.join(Expectation, col(Expectation.id) == Report.expectation_id)
            .join(Round, col(Round.id) == Expectation.round_id)
            .where(Round.plan_id == plan_id)
        )
    if expectation_ids is not None:
        query = query.where(col(Report.expectation_id).in_(expectation_ids))
    found: dict[int, list[Word]] = {}
    for expectation_id, row, by in session.exec(query):
        word = Word(row.about, row.is_settled, row.word, by or "", row.said_at)
        found.setdefault(expectation_id, []).append(word)
    return found


def newest_word_on(
    sentences: Sequence[str], words: Mapping[int, Sequence[Word]], expectation_id: int
) -> Word | None:
    """The newest that is about all of these sentences; None where nobody has said anything."""
    wanted = {fold(one) for one in sentences}
    about = (
        one
        for one in reversed(words.get(expectation_id, ()))
        if wanted <= {fold(line) for line in one.about.split("\n")}
    )
    return next(about, None)


def say_what_became(
    session: Session,
    report_id: int,
    about: str,
    word: str,
    person_id: int | None,
    today: date,
    now: datetime,
    *,
    is_settled: bool = True,
) -> ObstacleWord:
    """Store it. `person_id` as the gate has it. Raises Barred, before anything is written.

    The report has to be the one that counts: an obstacle that was corrected away is none.
    """
    report = _let_by(session, report_id, person_id, today)
    row = ObstacleWord(
        report_id=report_id,
        person_id=person_id,
        about=about,
        is_settled=is_settled,
        word=word.strip(),
        said_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        now,
        "obstacle.settled" if is_settled else "obstacle.there_still",
        f"expectation:{report.expectation_id}",
        person_id=person_id,
        details={"report": report_id, "about": about, "word": row.word},
    )
    return row


def _let_by(session: Session, report_id: int, person_id: int | None, today: date) -> Report:
    report = session.get_one(Report, report_id)
    passed = pass_gate(session, report.expectation_id, Act.SETTLE, person_id, today)
    if passed.report is None or passed.report.id != report_id:
        raise Barred(Barrier.CHANGED, passed.round.plan_id)
    return report
