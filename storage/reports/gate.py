"""The one gate before all that changes an answer: read anew under the lock, then let by or barred.

Whoever calls, from the chat, a page or the command line, passes it in the transaction that writes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from storage import lazy
from storage.models import Expectation, Reopening, Report, Review, Round
from storage.people.appointments import offices_of, posts_of
from storage.plans.planners import is_planner_of
from storage.plans.succession import lineage
from storage.reports.answers import counting_report
from storage.reports.expectation import locked, plan_of, round_of


class Act(StrEnum):
    """What somebody of an agency wants to do about an answer."""

    REPORT = "report"  # a first answer, a correction, a completion; files of its draft
    USE_AGAIN = "use_again"  # in the words of the answer to a like task
    WITHDRAW = "withdraw"
    ATTACH = "attach"  # a file to the stored answer
    PROMISE = "promise"
    ASK_LATER = "ask_later"  # an extension
    OBJECT = "object"
    REOPEN = "reopen"  # asks that an accepted answer may be changed
    SETTLE = "settle"  # says what became of an obstacle; that may be years after its round


class Standing(StrEnum):
    """How an answer stands."""

    OPEN = "open"  # nothing is said
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REOPENED = "reopened"  # accepted, and may be followed by another


class Barrier(StrEnum):
    """Why not."""

    NOT_YET = "not_yet"  # its round opens later
    CLOSED = "closed"  # its round was closed
    OVER = "over"  # its rule's next round is open
    ENDED = "ended"  # it is no longer asked of the agency
    NOT_YOURS = "not_yours"  # the person does not answer for the agency now
    ACCEPTED = "accepted"  # locked until it is reopened
    REPORTED = "reported"
    NOT_REPORTED = "not_reported"
    NOT_ACCEPTED = "not_accepted"
    CHANGED = "changed"  # another answer counts than the one that was shown


_SAID = {  # on the command line and in the log; the chat has its own sentences
    Barrier.NOT_YET: lazy("its round is not open yet"),
    Barrier.CLOSED: lazy("its round is closed; reopen the round first"),
    Barrier.OVER: lazy("the next round of its rule is open already"),
    Barrier.ENDED: lazy("it was ended: it is no longer asked of the agency"),
    Barrier.NOT_YOURS: lazy("the person does not answer for the agency"),
    Barrier.ACCEPTED: lazy("it is accepted; let a planner reopen it first"),
    Barrier.REPORTED: lazy("it is reported already"),
    Barrier.NOT_REPORTED: lazy("nothing is reported"),
    Barrier.NOT_ACCEPTED: lazy("it is not accepted, so it can be corrected at once"),
    Barrier.CHANGED: lazy("another report counts by now"),
}


class Barred(ValueError):
    """Nothing was written; `barrier` tells why, `plan_id` whose planners may be asked."""

    def __init__(self, barrier: Barrier, plan_id: int = 0) -> None:
        super().__init__(_SAID[barrier])
        self.barrier = barrier
        self.plan_id = plan_id


@dataclass(frozen=True)
class Passed:
    """What was read under the lock."""

    expectation: Expectation
    round: Round
    standing: Standing
    report: Report | None  # the one that counts


_OWED = frozenset({Standing.OPEN, Standing.RETURNED})
_ALLOWED = {
    Act.REPORT: frozenset(Standing) - {Standing.ACCEPTED},
    Act.USE_AGAIN: frozenset({Standing.OPEN, Standing.SUBMITTED, Standing.REOPENED}),
    Act.WITHDRAW: frozenset({Standing.SUBMITTED, Standing.RETURNED}),
    Act.ATTACH: frozenset({Standing.SUBMITTED, Standing.RETURNED}),
    Act.PROMISE: _OWED,
    Act.ASK_LATER: _OWED,
    Act.OBJECT: _OWED,
    Act.REOPEN: frozenset({Standing.ACCEPTED}),
    Act.SETTLE: frozenset(Standing) - {Standing.OPEN},
}
_BARRIERS = {
    Standing.OPEN: Barrier.NOT_REPORTED,
    Standing.SUBMITTED: Barrier.REPORTED,
    Standing.RETURNED: Barrier.NOT_ACCEPTED,
    Standing.ACCEPTED: Barrier.ACCEPTED,
    Standing.REOPENED: Barrier.ACCEPTED,
}


def pass_gate(
    session: Session, expectation_id: int, act: Act, person_id: int | None, today: date
) -> Passed:
    """Lock the expectation until the end of the transaction. Raises Barred.

    `person_id` is None where no right of a person is used: the administrator's command line.
    """
    round_ = round_of(session, expectation_id)
    expectation = locked(session, expectation_id)

    def bar(barrier: Barrier) -> Barred:
        return Barred(barrier, round_.plan_id)

    shut = barrier_of(session, round_, today)
    if shut is not None and act is not Act.SETTLE:
        raise bar(shut)
    if expectation.ended_at is not None and act not in (Act.REPORT, Act.SETTLE):
        raise bar(Barrier.ENDED)  # a report counts, whoever ended its expectation meanwhile
    right = _may_settle if act is Act.SETTLE else _answers_for
    if person_id is not None and not right(session, person_id, expectation, today):
        raise bar(Barrier.NOT_YOURS)
    standing, report = standing_of(session, expectation_id)
    if standing not in _ALLOWED[act]:
        reopening = act is Act.REOPEN and standing is not Standing.OPEN
        raise bar(Barrier.NOT_ACCEPTED if reopening else _BARRIERS[standing])
    return Passed(expectation, round_, standing, report)


def barrier_of(session: Session, round_: Round, today: date) -> Barrier | None:
    """What its round itself stands against every change, if anything."""
    if round_.closed_at is not None:
        return Barrier.CLOSED
    if today < round_.opens_on:
        return Barrier.NOT_YET
    later = select(Round.id).where(
        col(Round.rule_id).is_not(None), Round.rule_id == round_.rule_id, col(Round.id) > round_.id
    )
    return Barrier.OVER if session.exec(later.limit(1)).first() is not None else None


def standing_of(session: Session, expectation_id: int) -> tuple[Standing, Report | None]:
    """How its answer stands, and the report that counts."""
    counting = counting_report(session, expectation_id)
    if counting is None:
        return Standing.OPEN, None
    report, review = counting
    return _standing(session, report, review), report


def _standing(session: Session, report: Report, review: Review | None) -> Standing:
    if review is None:
        return Standing.SUBMITTED
    if not review.accepted:
        return Standing.RETURNED
    reopened = select(Reopening.id).where(
        Reopening.report_id == report.id, col(Reopening.accepted).is_(True)
    )
    is_reopened = session.exec(reopened.limit(1)).first() is not None
    return Standing.REOPENED if is_reopened else Standing.ACCEPTED


def _answers_for(session: Session, person_id: int, expectation: Expectation, today: date) -> bool:
    offices = offices_of(session, person_id, today)
    return expectation.agency_id in {office.id for office in offices}


def _may_settle(session: Session, person_id: int, expectation: Expectation, today: date) -> bool:
    """A planner of its plan, or whoever has a post in its agency or what that has become."""
    if is_planner_of(session, person_id, plan_of(session, expectation)):
        return True
    now = lineage(session).successor(expectation.agency_id, today)
    answers = {expectation.agency_id, now}
    theirs = {agency.id for _, agency in posts_of(session, person_id, today)}
    return bool(theirs & answers) or _answers_for(session, person_id, expectation, today)
