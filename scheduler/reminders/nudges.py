"""A planner's reminder besides the ladder: who would hear it, and sending it to exactly those."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.reminders.digests import queue
from scheduler.reminders.ladder import Digest, gather, rung_of
from scheduler.reminders.nudge_eligibility import (
    Case,
    NudgeLine,
    Pair,
    Reason,
    Recipient,
    SkipReason,
    cases_of,
    leaves_at,
    pairs_of,
)
from storage import audit, lazy
from storage.models import Agency, Person, Plan
from storage.names import in_order
from storage.people.appointments import focal_points
from storage.plans.planners import is_planner_of
from storage.rounds import nudges
from storage.rounds.expectations import OpenExpectation

__all__ = [
    "BadNudge",
    "LeftOut",
    "NudgeLine",
    "Nudged",
    "Recipient",
    "SkipReason",
    "leaves_at",
    "nudge_preview",
    "pairs_of",
    "send_nudge",
]


class BadNudge(ValueError):
    """The nudge cannot be sent; the text says why and what to do."""


@dataclass(frozen=True)
class LeftOut:
    """Somebody who was shown and does not hear it after all."""

    agency: str
    name: str
    reason: Reason


@dataclass(frozen=True)
class Nudged:
    """What became of a nudge: the lines of those who hear it from `send_at` on, and the others."""

    send_at: datetime
    queued: list[NudgeLine]
    left_out: list[LeftOut]


def nudge_preview(
    session: Session,
    plan: Plan,
    now: datetime,
    calendar: Calendar,
    agency_ids: Collection[int] | None = None,
    *,
    insist: bool = False,
) -> list[NudgeLine]:
    """The agencies that owe something in an open round, the earliest due day first.

    `insist`: those that have named a day hear it all the same. Raises BadNudge where one of
    `agency_ids` owes nothing.
    """
    cases = cases_of(session, plan, now, calendar, agency_ids, insist=insist)
    nothing = [key for key in agency_ids or () if key not in cases]
    if nothing:
        raise BadNudge(_owes_nothing(session, nothing))
    lines = (case.line for case in cases.values())
    return sorted(lines, key=lambda line: (line.due_on, in_order(line.agency)))


def send_nudge(
    session: Session,
    plan: Plan,
    shown: Collection[Pair],
    sent_by: Person,
    now: datetime,
    calendar: Calendar,
    *,
    insist: bool = False,
) -> Nudged:
    """Queue it for those who were shown and still qualify, and for nobody else.

    Raises BadNudge, before anything is written.
    """
    if not is_planner_of(session, sent_by.id or 0, plan):
        raise BadNudge(
            lazy(
                "{code} is no planner of {plan}; let one of them nudge",
                code=sent_by.code,
                plan=plan.code,
            )
        )
    if not shown:
        raise BadNudge(lazy("nobody would hear the nudge; look at the preview for the reasons"))
    agency_ids = {agency_id for agency_id, _ in shown}
    cases = cases_of(session, plan, now, calendar, agency_ids, insist=insist)
    if not cases:
        raise BadNudge(_owes_nothing(session, agency_ids))
    queued, claimed = _send(session, plan, set(shown), cases, sent_by, now, calendar)
    lines = [_narrowed(case.line, queued) for case in cases.values()]
    return Nudged(
        send_at=leaves_at(plan, now, calendar),
        queued=[line for line in lines if line.people],
        left_out=[_left_out(session, pair, cases, claimed) for pair in sorted(set(shown) - queued)],
    )


def _send(
    session: Session,
    plan: Plan,
    shown: set[Pair],
    cases: Mapping[int, Case],
    sent_by: Person,
    now: datetime,
    calendar: Calendar,
) -> tuple[set[Pair], set[int]]:
    """Who of those shown really hears it; the agencies that nobody else was nudging just now."""
    on = calendar.today(leaves_at(plan, now, calendar))
    wanted = pairs_of(case.line for case in cases.values()) & shown
    # First the row an agency has once a day: who comes second finds it and writes nothing
    ours = nudges.enter_nudges(
        session, plan.id or 0, {agency for agency, _ in wanted}, on, sent_by.id or 0, now
    )
    wanted = {(agency, person) for agency, person in wanted if agency in ours}
    owed = [one for agency_id in ours for one in cases[agency_id].owed]
    digests = _digests(session, wanted, owed, on, now, calendar)
    rows = queue(session, digests, owed, now, calendar)
    carried = {row.person_id for row in rows}
    queued = {(agency, person) for agency, person in wanted if person in carried}
    reached = {agency for agency, _ in queued}
    nudges.take_back(session, plan.id or 0, ours - reached, on)
    if queued:
        _record(session, plan, queued, sent_by, on, now)
    session.flush()
    return queued, ours


def _digests(
    session: Session,
    wanted: set[Pair],
    owed: Iterable[OpenExpectation],
    on: date,
    now: datetime,
    calendar: Calendar,
) -> dict[int, Digest]:
    """The rung is numbered by the day the nudge leaves.

    That is a working day, on which no other day's rung falls: a ladder has not used its number.
    """
    today = calendar.today(now)
    answering = focal_points(session, today, {agency_id for agency_id, _ in wanted})
    people = [who for who in answering if (who.agency.id, who.person.id) in wanted]

    def rungs(one: OpenExpectation, _: int) -> list[int]:
        return [rung_of(one.due_on, on, calendar)]

    return gather(owed, people, today, rungs)


def _record(
    session: Session, plan: Plan, queued: Iterable[Pair], sent_by: Person, on: date, now: datetime
) -> None:
    pairs = sorted(queued)
    audit.record(
        session,
        now,
        "agencies.nudged",
        f"plan:{plan.code}",
        person_id=sent_by.id,
        details={
            "on": on.isoformat(),
            "agencies": list(dict.fromkeys(agency for agency, _ in pairs)),
            "people": list(dict.fromkeys(person for _, person in pairs)),
        },
    )


def _narrowed(line: NudgeLine, queued: set[Pair]) -> NudgeLine:
    people = tuple(who for who in line.people if (line.agency_id, who.person_id) in queued)
    return replace(line, people=people)


def _left_out(
    session: Session, pair: Pair, cases: Mapping[int, Case], claimed: set[int]
) -> LeftOut:
    agency_id, person_id = pair
    person = session.get(Person, person_id)
    return LeftOut(
        agency=_agency_name(session, agency_id),
        name=person.full_name if person else f"person {person_id}",
        reason=_why(pair, cases.get(agency_id), claimed),
    )


def _why(pair: Pair, case: Case | None, claimed: set[int]) -> Reason:
    if case is None:
        return SkipReason.NOTHING_OWED
    if case.line.reason is not None:
        return case.line.reason
    if pair[1] in case.busy:
        return SkipReason.DIGEST_TODAY
    if pair not in pairs_of([case.line]):
        return SkipReason.NOT_ANSWERING
    # Another planner, or the ladder, came first at this very moment
    return SkipReason.DIGEST_TODAY if pair[0] in claimed else SkipReason.NUDGED


def _owes_nothing(session: Session, agency_ids: Iterable[int]) -> str:
    names = "; ".join(_agency_name(session, key) for key in sorted(agency_ids))
    return lazy(
        "{names}: nothing is owed in an open round, so there is nothing to nudge for", names=names
    )


def _agency_name(session: Session, agency_id: int) -> str:
    agency = session.get(Agency, agency_id)
    return agency.name if agency else f"agency {agency_id}"
