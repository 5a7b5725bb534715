"""The one reader of answers: what was answered in a round, as of any instant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import Any

from sqlmodel import Session, col, select

from storage.models import (
    Agency,
    Expectation,
    Item,
    ItemKind,
    Plan,
    Round,
    Tier,
)
from storage.plans.succession import lineage
from storage.reports.answered.earlier_rounds import EarlierAnswer, answers_before
from storage.reports.answered.items import items_under
from storage.reports.answered.judgement import Standing, judge
from storage.reports.answered.repeated import repeats
from storage.reports.answered.rows import Row, files_of, rows_of
from storage.reports.answered.said_elsewhere import (
    NOTHING_SAID,
    SaidElsewhere,
    said_elsewhere,
)
from storage.reports.answers import (
    ExpectedReport,
    stood_at,
)
from storage.reports.shared_answers.pairs import Origin, origins_of


@dataclass(frozen=True)
class Answer(ExpectedReport):
    """What is known of an expectation at an instant; without a report nobody has answered it.

    `counts_as`: the fields of the summary's Count it is one of. `now_called`: what its agency is
    at that instant. `reporter` is empty where nobody is known, or who it was has been erased.
    """

    now_called: str = ""
    is_reassigned: bool = False  # to an office that is not what the printed one has become
    counts_as: frozenset[str] = frozenset()
    reporter: str = ""
    files: int = 0
    earlier: EarlierAnswer | None = None
    used_from: Origin | None = None  # the answer to a like task whose words these are
    said_in: Round | None = None  # where what counts was said, if that was elsewhere

    @property
    def code(self) -> str:
        """Empty for a general report."""
        return self.item.code if self.item else ""

    @property
    def unit(self) -> str:
        return str(self.item.details.get("unit") or "") if self.item else ""

    @property
    def verdict(self) -> str:
        """ "accepted", "returned" or nothing yet."""
        return next(iter(self.counts_as & {"accepted", "returned"}), "")

    @property
    def is_of_own_day(self) -> bool:
        """It was given for the task's own day, and counts here too."""
        return self.report is not None and self.report.expectation_id != self.expectation.id

    @property
    def repeats_earlier(self) -> bool:
        """Word for word what was said of an earlier year."""
        before = self.earlier
        is_older = before is not None and before.year < self.round.year
        return before is not None and is_older and repeats(self.report, before.report)


def answers_of_round(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    *,
    code: str = "",
    agency_ids: Collection[int] = (),
    of_own: Collection[int] | None = None,
    kind: ItemKind | None = None,
    only_ids: Collection[int] | None = None,
) -> list[Answer]:
    """Every expectation of the round as it stood at `as_of`, answered or not, in the plan's order.

    `code`: only this item and those below it. `agency_ids`: only of these, by the name the plan
    prints, the agency that was asked, or what that has become. `of_own`: the right of whoever may
    read nothing but what these agencies, or those they took over from, were asked; a name that is
    only printed gives none. `kind`: only of items of this one. `only_ids`: of these expectations.
    General reports come last.
    """
    today = as_of.astimezone(zone).date()
    only = [*(items_under(plan, code) if code else ()), *([Item.kind == kind] if kind else ())]
    became = lineage(session).successors(today)
    if of_own is not None:  # of a province's thousands only these are read
        only.append(col(Expectation.agency_id).in_(_with_former(of_own, became)))
    if only_ids is not None:
        only.append(col(Expectation.id).in_(only_ids))
    rows = [
        row
        for row in map(Row._make, session.exec(rows_of([round_], as_of, only)))
        if not agency_ids or _is_of(row, agency_ids, became)
    ]
    if not rows:
        return []
    asked = [row.expectation for row in rows]
    known = replace(
        _known(session, plan, [round_], rows, as_of, became),
        earlier=answers_before(session, round_, asked, today, stood_at(as_of)),
        files=files_of(session, round_, as_of),
    )
    return sorted((_answer(row, known, today, zone) for row in rows), key=_place)


def _place(one: Answer) -> tuple[bool, int, int]:
    return one.item is None, one.item.position if one.item else 0, one.expectation.id or 0


@dataclass(frozen=True)
class _Known:
    """What the rows refer to, by id; `elsewhere` to `files` by expectation."""

    plan: Plan
    rounds: Mapping[int | None, Round]
    agencies: Mapping[int | None, Agency]
    became: Mapping[int, int]
    elsewhere: Mapping[int, SaidElsewhere]
    origins: Mapping[int, Origin] = field(default_factory=dict)  # by report
    earlier: Mapping[int, EarlierAnswer] = field(default_factory=dict)
    files: Mapping[int, int] = field(default_factory=dict)


def _known(
    session: Session,
    plan: Plan,
    rounds: Sequence[Round],
    rows: Sequence[Row],
    as_of: datetime,
    became: Mapping[int, int],
) -> _Known:
    named = select(Agency).where(col(Agency.id).in_(_named(rows, became)))
    return _Known(
        plan=plan,
        rounds={one.id: one for one in rounds},
        agencies=_by_id(session, named),
        became=became,
        elsewhere=said_elsewhere(session, rounds, as_of, {row.expectation.id for row in rows}),
        origins=origins_of(session, (row.report for row in rows)),
    )


def _is_of(row: Row, agency_ids: Collection[int], became: Mapping[int, int]) -> bool:
    asked = row.expectation.agency_id
    return any(key in agency_ids for key in (row.printed_id, asked, became.get(asked)))


def _with_former(agency_ids: Collection[int], became: Mapping[int, int]) -> set[int]:
    return {*agency_ids, *(old for old, now in became.items() if now in agency_ids)}


def _named(rows: Collection[Row], became: Mapping[int, int]) -> set[int | None]:
    """Every agency that was asked, with what it has become, and whom the plan prints."""
    asked = {row.expectation.agency_id for row in rows}
    return asked | {became.get(key, key) for key in asked} | {row.printed_id for row in rows}


def _answer(row: Row, known: _Known, today: date, zone: tzinfo) -> Answer:
    expectation, round_ = row.expectation, known.rounds[row.expectation.round_id]
    agency = known.agencies[expectation.agency_id]
    printed = known.agencies.get(row.printed_id, agency).name
    elsewhere = known.elsewhere.get(expectation.id or 0, NOTHING_SAID)
    judged = judge(_said_here(row), elsewhere.words, expectation.due_on, today, zone)
    stands, over, said = judged.stands, judged.finished_by, judged.report_id or 0
    asked, heir = agency.id or 0, known.became.get(row.printed_id or 0)
    return Answer(
        expectation=expectation,
        round=round_,
        plan=known.plan,
        agency=agency,
        printed=known.plan.coordinator if round_.tier == Tier.COORDINATOR else printed,
        item=row.item,
        report=elsewhere.report(stands.report_id, row.report),
        review=elsewhere.review(stands.report_id, row.report, row.review),
        first=elsewhere.report(stands.first_id, row.first),
        elsewhere=elsewhere.reports[over.report_id] if over else None,
        is_carried_over=over is not None,
        now_called=known.agencies[known.became.get(asked, asked)].name,
        is_reassigned=heir is not None and heir != known.became.get(asked, asked),
        counts_as=frozenset(judged.counts_as),
        reporter=row.reporter or "",
        files=known.files.get(expectation.id or 0, 0),
        earlier=_before(known.earlier.get(expectation.id or 0), said),
        used_from=known.origins.get(said),
        said_in=elsewhere.rounds.get(said),
    )


def _before(earlier: EarlierAnswer | None, said: int) -> EarlierAnswer | None:
    """What stands here though it was said elsewhere is not told twice."""
    return None if earlier is not None and earlier.report.id == said else earlier


def _said_here(row: Row) -> Standing:
    report, review, first = row.report, row.review, row.first
    return Standing(
        report_id=report.id if report else None,
        status=report.status if report else None,
        accepted=review.accepted if review else None,
        complete_by=review.due_on if review else None,
        first_id=first.id if first else None,
        first_said_at=first.said_at if first else None,
    )


def _by_id(session: Session, query: Any) -> dict[int | None, Any]:
    return {one.id: one for one in session.exec(query)}
