"""What the planning department has to assign anew after a reorganisation, and its choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, or_
from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.models import Agency, Item, Person, Plan, Reassignment, Role
from storage.plans.agencies import AgencyGone, existing
from storage.plans.loading.assignments import Answering, Printed, load_assignments, lock_plans
from storage.plans.planners import is_planner_of
from storage.plans.succession import Line, lineage

Key = tuple[int, int, str]  # item, agency the plan names, role


class BadReassignment(ValueError):
    """The choice cannot be made; the text says why and what to do."""


@dataclass(frozen=True)
class Candidate:
    """`scope`: the duties that went there; `confirmed` is False for what nobody has confirmed."""

    agency: str
    scope: str
    source: str
    confirmed: bool


@dataclass(frozen=True)
class Choice:
    """What the planning department decided, from which day on, who and when."""

    agencies: tuple[str, ...]
    valid_from: date
    decided_at: datetime
    decided_by: str


@dataclass(frozen=True)
class Unsettled:
    """An item of an agency that ended, was split up or perhaps has a successor, on the day `on`.

    `agency` is whom the plan names; `answering` who answered last, and still does when `reason`
    is "unsure". "objected": it was agreed that the task is not that agency's. When it was chosen
    who answers, `choice` tells; it may be chosen anew, and `reason` is "settled" where nothing is
    open about the printed agency any more.
    """

    item_id: int
    item: str
    title: str
    role: str
    agency_id: int
    agency: str
    phrase: str
    answering: str
    reason: str  # "ended", "split", "unsure", "objected" or "settled"
    on: date
    candidates: tuple[Candidate, ...]
    choice: Choice | None = None

    @property
    def key(self) -> Key:
        return self.item_id, self.agency_id, self.role


Decided = tuple[Sequence[Unsettled], Sequence[Agency]]  # work, and who answers for it from today


def to_reassign(session: Session, plan: Plan, today: date, *roles: Role) -> list[Unsettled]:
    """In the plan's order: items that still run, for which nobody is known to answer for sure.

    `roles`: those looked at, one behind the other; who leads where none is named.
    """
    settling = _Settling(session, plan, today)
    return [one for role in roles or (Role.LEAD,) for one in settling.open(role)]


def reassigned(
    session: Session, plan: Plan, today: date, role: Role = Role.LEAD
) -> list[Unsettled]:
    """In the plan's order: what the planning department has assigned anew."""
    return list(_Settling(session, plan, today).chosen(role))


def reassign(
    session: Session,
    plan: Plan,
    unsettled: Sequence[Unsettled],
    targets: Sequence[Agency],
    decided_by: Person,
    now: datetime,
) -> None:
    """Let the targets, as they are today, answer for all of it from today on; who decided is kept.

    `now` in the province's zone. Raises BadReassignment, before anything is written, when the
    person is no planner of the plan or a target has ended.
    """
    reassign_each(session, plan, [(unsettled, targets)], decided_by, now)


def reassign_each(
    session: Session,
    plan: Plan,
    decided: Sequence[Decided],
    decided_by: Person,
    now: datetime,
) -> None:
    """As `reassign`, where each part of the work goes to agencies of its own."""
    if not is_planner_of(session, decided_by.id or 0, plan):
        raise BadReassignment(
            lazy(
                "{code} is no planner of {plan}; one of its planners has to decide",
                code=decided_by.code,
                plan=plan.code,
            )
        )
    lock_plans(session, plan.province)
    rows = []
    for unsettled, targets in decided:
        try:
            answering = dict.fromkeys(existing(session, one, now.date()) for one in targets)
        except AgencyGone as error:
            raise BadReassignment(*error.args) from error
        rows += [_decision(one, key, decided_by, now) for one in unsettled for key in answering]
    if rows:
        session.connection().execute(insert(Reassignment), rows)
    _record(session, plan, decided, decided_by, now)
    session.flush()
    load_assignments(session, plan, now.date())


def _decision(
    one: Unsettled, agency_id: int, decided_by: Person, now: datetime
) -> dict[str, object]:
    return {
        "item_id": one.item_id,
        "printed_id": one.agency_id,
        "role": one.role,
        "agency_id": agency_id,
        "valid_from": now.date(),
        "decided_at": now,
        "decided_by_id": decided_by.id,
    }


def _record(
    session: Session, plan: Plan, decided: Sequence[Decided], decided_by: Person, now: datetime
) -> None:
    """An entry for each part of the work: what, and to whom."""
    for unsettled, targets in decided:
        details = {
            "items": [f"{one.item}: {one.agency}" for one in unsettled],
            "to": [target.name for target in targets],
        }
        audit.record(
            session, now, "assignment.chosen", plan.code, person_id=decided_by.id, details=details
        )


class _Settling:
    """What of a plan was left unsettled by a reorganisation, seen from one day."""

    def __init__(self, session: Session, plan: Plan, today: date) -> None:
        self._today = today
        self._answering = Answering(session, plan)
        self._names = {agency.id or 0: agency.name for agency in session.exec(select(Agency))}
        self._people = {person.id: person.code for person in session.exec(select(Person))}
        self._became = lineage(session).successors(today)
        self._running = _running(session, plan, today)

    def open(self, role: Role) -> Iterator[Unsettled]:
        for printed in self._printed(role):
            for line in self._answering.lines(printed):
                if line.undecided and line.undecided[0].on <= self._today:
                    yield self._unsettled(printed, line)

    def chosen(self, role: Role) -> Iterator[Unsettled]:
        for printed in self._printed(role):
            if printed in self._answering.choices:
                yield self._unsettled(printed, self._answering.line_of(printed[1]))

    def _printed(self, role: Role) -> Iterator[Printed]:
        for printed in self._answering.printed:
            if printed[0] in self._running and printed[2] == role:
                yield printed

    def _unsettled(self, printed: Printed, line: Line) -> Unsettled:
        item = self._running[printed[0]]
        successors = [step for step in line.undecided if step.to_id is not None]
        return Unsettled(
            item_id=printed[0],
            item=item.code,
            title=item.title,
            role=printed[2],
            agency_id=printed[1],
            agency=self._names[printed[1]],
            phrase=self._answering.printed[printed],
            answering=self._names[line.last_id],
            reason=_reason(line),
            on=line.undecided[0].on if line.undecided else line.stretches[-1].valid_from,
            candidates=tuple(
                Candidate(
                    self._name_today(step.to_id or 0), step.scope, step.source, step.confirmed
                )
                for step in successors
            ),
            choice=self._choice(printed),
        )

    def _choice(self, printed: Printed) -> Choice | None:
        rows = self._answering.choices.get(printed)
        if not rows:
            return None
        newest = [row for row in rows if row.decided_at == rows[-1].decided_at]
        return Choice(
            agencies=tuple(self._name_today(row.agency_id) for row in newest),
            valid_from=newest[0].valid_from,
            decided_at=newest[0].decided_at,
            decided_by=self._people[newest[0].decided_by_id],
        )

    def _name_today(self, agency_id: int) -> str:
        return self._names[self._became.get(agency_id, agency_id)]


def _reason(line: Line) -> str:
    if not line.undecided:
        return "settled"
    if line.undecided[0].objected:
        return "objected"
    if not any(step.confirmed for step in line.undecided):
        return "unsure"
    return "split" if sum(step.to_id is not None for step in line.undecided) > 1 else "ended"


def _running(session: Session, plan: Plan, today: date) -> dict[int, Item]:
    """What is over needs nobody any more."""
    query = select(Item).where(
        Item.plan_id == plan.id,
        col(Item.ended_at).is_(None),
        or_(col(Item.end_year).is_(None), col(Item.end_year) >= today.year),
    )
    return {item.id or 0: item for item in session.exec(query)}
