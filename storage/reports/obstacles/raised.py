"""The answers of a plan that tell of difficulties or proposals, over all its rounds."""

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, or_
from sqlmodel import Session, col, select

from storage.models import Agency, Expectation, Item, Plan, Report, Round, Status, Tier
from storage.models.columns import Instant
from storage.plans.succession import lineage
from storage.reports.answered.reader import Answer, answers_of_round
from storage.reports.answers import printed_lead, said, stood_at, with_reports
from storage.reports.shared_answers.carried_then import carried_into


class Told(NamedTuple):
    """What is looked at of an answer that tells of something to wait for; whole rows of a
    province's thousands would take long. `code` and `title` are empty for a general report."""

    round: Round
    expectation_id: int  # in that round; the report may be of another one
    code: str
    title: str
    position: int | None  # in the plan; None for a general report
    printed: str
    now_called: str
    report_id: int
    said_of: int  # the expectation of the report
    status: str
    difficulties: str
    proposals: str
    said_at: datetime

    @property
    def place(self) -> tuple[bool, int, int]:
        return self.position is None, self.position or 0, self.expectation_id


def told_in(
    session: Session,
    plan: Plan,
    as_of: datetime,
    zone: tzinfo,
    round_: Round | None = None,
    agency_ids: Collection[int] = (),
) -> list[Told]:
    """As they stood at that instant, the newest round first; of one round only where it is named.

    An answer that counts in several rounds comes in each.
    """
    rounds = _rounds_that_tell(session, plan) if round_ is None else [round_]
    rows = _rows(session, plan, rounds, as_of, zone, agency_ids)
    keys = [one.id or 0 for one in rounds]
    # What was told elsewhere counts in it too: the reader of answers knows which of them
    elsewhere = {one.expectation_id for one in carried_into(session, keys, as_of)}
    found = [one for one in rows if one.expectation_id not in elsewhere]
    if round_ is None:
        elsewhere &= {one.expectation_id for one in rows}
        of_rows = {one.round.id for one in rows if one.expectation_id in elsewhere}
        rounds = [one for one in rounds if one.id in of_rows]
    for one in rounds if elsewhere else ():
        asked = (session, plan, one, as_of, zone)
        found += told_by(answers_of_round(*asked, agency_ids=agency_ids, only_ids=elsewhere))
    order = {key: place for place, key in enumerate(keys)}
    return sorted(found, key=lambda one: (order[one.round.id or 0], one.place))


def told_by(answers: Sequence[Answer]) -> list[Told]:
    """The same of answers that somebody has read whole."""
    return [
        Told(
            round=one.round,
            expectation_id=one.expectation.id or 0,
            code=one.code,
            title=one.item.title if one.item else "",
            position=one.item.position if one.item else None,
            printed=one.printed,
            now_called=one.now_called,
            report_id=one.report.id or 0,
            said_of=one.report.expectation_id,
            status=one.report.status,
            difficulties=one.report.difficulties,
            proposals=one.report.proposals,
            said_at=one.report.said_at,
        )
        for one in answers
        if one.report is not None
    ]


def _tells() -> ColumnElement[bool]:
    words = (col(Report.difficulties) != "", col(Report.proposals) != "")
    return or_(*words, col(Report.status) == Status.AWAITING_GUIDANCE)


def _rounds_that_tell(session: Session, plan: Plan) -> list[Round]:
    telling = (
        select(Expectation.round_id)
        .join(Report, col(Report.expectation_id) == Expectation.id)
        .where(_tells())
    )
    of_plan = select(Round).where(Round.plan_id == plan.id, col(Round.id).in_(telling))
    return list(session.exec(of_plan.order_by(col(Round.due_on).desc(), col(Round.id).desc())))


def _rows(
    session: Session,
    plan: Plan,
    rounds: Sequence[Round],
    as_of: datetime,
    zone: tzinfo,
    agency_ids: Collection[int],
) -> list[Told]:
    """Of what was said of these rounds themselves."""
    became = lineage(session).successors(as_of.astimezone(zone).date())
    names = {key or 0: name for key, name in session.exec(select(Agency.id, Agency.name))}
    by_id, wanted = {one.id: one for one in rounds}, set(agency_ids)
    session.flush()  # what this transaction has changed is part of it
    given = {"rounds": list(by_id), "as_of": as_of}
    found = []
    for row in session.connection().execute(_QUERY, given):
        round_id, asked, printed_id, key, code, title, position, *told = row
        if wanted and wanted.isdisjoint((printed_id, asked, became.get(asked))):
            continue
        sums_up = plan.coordinator if by_id[round_id].tier == Tier.COORDINATOR else None
        printed = sums_up or names[printed_id or asked]
        now_called = names[became.get(asked, asked)]
        place = (key, code or "", title or "", position)
        found.append(Told(by_id[round_id], *place, printed, now_called, *told))
    return found


def _query() -> Any:
    """Of the `rounds` at the instant `as_of`."""
    as_of: Any = bindparam("as_of", type_=Instant)
    fields: Any = (
        *(Expectation.round_id, Expectation.agency_id, printed_lead(col(Round.opens_on))),
        *(Expectation.id, Item.code, Item.title, Item.position),
        *(Report.id, Report.expectation_id, Report.status),
        *(Report.difficulties, Report.proposals, said(Report)),
    )
    query: Any = select(*fields)
    asked = (
        query.select_from(Expectation)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .join(Round, col(Round.id) == Expectation.round_id)
    )
    return with_reports(asked, stood_at(as_of)).where(
        col(Expectation.round_id).in_(bindparam("rounds", expanding=True)),
        col(Expectation.created_at) <= as_of,
        or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        _tells(),
    )


_QUERY = _query()
