"""Which agency took over from which, and who therefore answers on a given day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, bindparam, cast, literal, null, union_all
from sqlmodel import Session, col, select

from storage.database import remembered
from storage.importing.places.provinces import province_today
from storage.models import Agency, Group, GroupMember, Plan, Succession
from storage.plans.known_agencies import known_to, within


@dataclass(frozen=True)
class Step:
    """A succession seen from the agency it leads away from; no `to_id`: nobody took over."""

    to_id: int | None
    on: date
    scope: str = ""
    source: str = ""
    confirmed: bool = True
    objected: bool = False  # it is there still; that the task is not its own was agreed


@dataclass(frozen=True)
class Stretch:
    """The days in which one agency answers; `valid_until` is the last of them."""

    agency_id: int
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Line:
    """Who answers one after another, and the steps at the end that only a person can decide."""

    stretches: tuple[Stretch, ...]
    undecided: tuple[Step, ...] = ()

    @property
    def last_id(self) -> int:
        return self.stretches[-1].agency_id


class Lineage:
    """All known steps, by the agency they lead away from."""

    def __init__(self, steps: Mapping[int, Sequence[Step]]) -> None:
        self._steps = steps
        self._became = lru_cache(maxsize=32)(self._find_successors)

    def follow(self, agency_id: int, since: date, until: date | None = None) -> Line:
        """From the day `since` to `until`, along every confirmed single step, older ones too.

        A split and an end stop the line. So does a step that is not confirmed, but the agency
        keeps answering until somebody confirms it. The stretch of an agency that was gone before
        `since` ends before it begins.
        """
        stretches: list[Stretch] = []
        began, seen = date.min, {agency_id}
        while True:
            steps = self._next(agency_id, began, until)
            if len(steps) == 1 and steps[0].to_id in seen and steps[0].on == began:
                steps = []  # two names for one another on one day: the second one stays
            ends = any(step.confirmed for step in steps)
            successor = steps[0].to_id if len(steps) == 1 and ends else None
            last_day = steps[0].on - timedelta(days=1) if ends else until
            if successor is None or last_day is None or last_day >= since:
                stretches.append(Stretch(agency_id, since, last_day))
            if successor is None:
                return Line(tuple(stretches), tuple(steps))
            agency_id, began = successor, steps[0].on
            since = max(since, began)
            seen.add(agency_id)

    def successor(self, agency_id: int, on: date) -> int:
        """Who the agency has become by that day; itself when it ended or was split."""
        return self.follow(agency_id, date.min, on).last_id

    def successors(self, on: date) -> Mapping[int, int]:
        """Every agency that had become another one by that day → which one."""
        return self._became(on)

    def _find_successors(self, on: date) -> Mapping[int, int]:
        reached = {agency_id: self.successor(agency_id, on) for agency_id in self._steps}
        return {former: now for former, now in reached.items() if former != now}

    def _next(self, agency_id: int, began: date, until: date | None) -> list[Step]:
        """The steps of the day on which the agency surely ended, else those nobody confirmed."""
        later = [
            step
            for step in self._steps.get(agency_id, ())
            if step.on >= began and (until is None or step.on <= until)
        ]
        sure = [step.on for step in later if step.confirmed]
        return [step for step in later if step.on == min(sure)] if sure else later


@remembered
def lineage(session: Session) -> Lineage:
    """Of all plans: what one folder knows of an agency holds for every plan that names it."""
    session.flush()  # what this transaction has changed is part of it
    return _lineage_of(tuple(map(tuple, session.connection().execute(_STEPS_AND_ENDS))))


def coordinator_on(session: Session, plan: Plan, on: date) -> int | None:
    """Who sums the plan up on that day: the agency it names, or what that became."""
    found = printed_coordinator(session, plan)
    return lineage(session).successor(found, on) if found else None


def printed_coordinator(session: Session, plan: Plan) -> int | None:
    """Whom the plan itself names: an office of its issuer's before one of the province's."""
    given = {
        "province": plan.province,
        "today": province_today(plan.province),
        "issuer": within(plan.issuer),
        "coordinator": plan.coordinator,
    }
    return session.exec(_COORDINATOR, params=given).first()


_COORDINATOR = (
    select(Agency.id)
    .where(
        col(Agency.province).in_([bindparam("province"), bindparam("today")]),
        col(Agency.belongs_to).in_(["", bindparam("issuer")]),
        Agency.name == bindparam("coordinator"),
    )
    .order_by(
        col(Agency.belongs_to).desc(), col(Agency.province) != bindparam("province"), col(Agency.id)
    )
    .limit(1)
)


def sole_agencies(
    session: Session, plan: Plan, names: Sequence[str], on: date
) -> tuple[set[int], set[int]]:
    """Whose duty it is alone on that day, each as what it has become: those named, and the
    members of the groups that are named."""
    named = select(Agency.id).where(known_to(plan), col(Agency.name).in_(names))
    members = (
        select(GroupMember.agency_id)
        .join(Group, col(Group.id) == GroupMember.group_id)
        .where(Group.plan_id == plan.id, col(Group.phrase).in_(names))
    )
    today = lineage(session).successor
    of_name, of_group = (
        {today(one, on) for one in session.exec(query) if one} for query in (named, members)
    )
    return of_name, of_group


# The steps, and behind them the last days of agencies: whole rows are not needed
_STEPS_AND_ENDS = union_all(
    select(  # type: ignore[call-overload]
        literal(0).label("part"),
        col(Succession.id).label("id"),
        Succession.from_id,
        Succession.to_id,
        col(Succession.on).label("day"),
        Succession.scope,
        Succession.source,
        col(Succession.confirmed).label("confirmed"),
    ).where(col(Succession.ended_at).is_(None)),
    select(  # type: ignore[call-overload]
        literal(1),
        col(Agency.id),
        col(Agency.id),
        cast(null(), Integer),
        col(Agency.valid_until),
        literal(""),
        literal(""),
        literal(True),
    ).where(col(Agency.valid_until).is_not(None)),
).order_by("part", "day", "confirmed", "id")


@lru_cache(maxsize=4)
def _lineage_of(rows: tuple[Any, ...]) -> Lineage:
    """The rows are the whole key: what they say is put together once, until they say otherwise."""
    steps: dict[int, dict[tuple[int | None, date], Step]] = {}
    for is_end, _, agency_id, *fields in rows:
        found, step = steps.setdefault(agency_id, {}), Step(*fields)
        if not is_end:
            found[step.to_id, step.on] = step
        elif not any(known.confirmed for known in found.values()):
            end = step.on + timedelta(days=1)
            found[None, end] = Step(None, end)
    return Lineage({agency_id: list(found.values()) for agency_id, found in steps.items()})
