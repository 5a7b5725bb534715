"""Who answers for which item and when: lists of names and phrases spread out to single agencies."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import insert, update
from sqlmodel import Session, col, delete, select

from storage.models import (
    Assignment,
    Expectation,
    Group,
    GroupMember,
    Item,
    Objection,
    Plan,
    Reassignment,
    Role,
)
from storage.plans.known_agencies import agency_ids, provinces_beside
from storage.plans.succession import Line, Lineage, Step, Stretch, lineage

Printed = tuple[int, int, str]  # item, agency the plan names, role
Key = tuple[int, int, int, str, date]  # item, agency the plan names, who answers, role, first day
Held = tuple[str, date | None, bool]  # the words it came through, the last day, still in the plan


class Chosen(NamedTuple):
    """A row of the planning department's choices, without what only an inspector asks for."""

    item_id: int
    printed_id: int
    role: str
    agency_id: int
    valid_from: date
    decided_at: datetime
    decided_by_id: int


@dataclass
class Answering:
    """From the lists of a plan, the successions and the choices: who answers, day by day."""

    session: Session
    plan: Plan
    _lines: dict[int, Line] = field(default_factory=dict)

    @cached_property
    def printed(self) -> dict[Printed, str]:
        """Every assignment the plan makes → the words it came through."""
        return _printed(self.session, self.plan)

    @cached_property
    def _lineage(self) -> Lineage:
        return lineage(self.session)

    @cached_property
    def choices(self) -> dict[Printed, list[Chosen]]:
        return _choices(self.session, self.plan)

    @cached_property
    def _objections(self) -> dict[tuple[int, int], Objection]:
        """By item and agency: that it is not its task, as was agreed last."""
        return _objections(self.session, self.plan)

    def lines(self, printed: Printed) -> Iterator[Line]:
        """The line from the printed agency, then one from each agency chosen; the last are open."""
        choices = self.choices.get(printed)
        if not choices:
            yield self._until_objected(printed, self.line_of(printed[1]))
            return
        heads = [(printed[1], self.plan.issued_on)]
        for day, chosen in groupby(choices, key=lambda one: one.valid_from):
            for agency_id, since in heads:
                if since < day:
                    ended = self._lineage.follow(agency_id, since, day - timedelta(days=1))
                    yield Line(ended.stretches)
            heads = [(one.agency_id, day) for one in chosen]
        for agency_id, since in heads:
            line = self._lineage.follow(agency_id, since)
            yield self._until_objected(printed, line, choices[-1].decided_at)

    def _until_objected(
        self, printed: Printed, line: Line, chosen_at: datetime | None = None
    ) -> Line:
        """It ends where it was agreed that the task is not that agency's; a later choice wins."""
        item, _, role = printed
        for number, one in enumerate(line.stretches):
            found = self._objections.get((item, one.agency_id)) if role == Role.LEAD else None
            ends_on = found.ends_on if found else None
            if found is None or ends_on is None or (one.valid_until or date.max) <= ends_on:
                continue
            if chosen_at is None or (found.decided_at or chosen_at) > chosen_at:
                held = (*line.stretches[:number], replace(one, valid_until=ends_on))
                return Line(held, (Step(None, ends_on + timedelta(days=1), objected=True),))
        return line

    def wanted(self) -> dict[Key, Held]:
        """The rows of the assignment table. Who leads is not asked to coordinate as well."""
        rows: dict[Key, Held] = {}
        leads_from: dict[tuple[int, int], date] = {}
        for (item, agency, role), stretch in self._stretches(Role.LEAD):
            answers, since = stretch.agency_id, stretch.valid_from
            rows[item, agency, answers, role, since] = self._held(item, agency, role, stretch)
            leads_from[item, answers] = min(since, leads_from.get((item, answers), since))
        for (item, agency, role), stretch in self._stretches(Role.COORDINATING):
            left = _before(stretch, leads_from.get((item, stretch.agency_id)))
            if left is not None:
                key = (item, agency, left.agency_id, role, left.valid_from)
                rows[key] = self._held(item, agency, role, left)
        return rows

    def _stretches(self, role: Role) -> Iterator[tuple[Printed, Stretch]]:
        for printed in self.printed:
            if printed[2] == role:
                for line in self.lines(printed):
                    yield from ((printed, stretch) for stretch in line.stretches)

    def _held(self, item: int, agency: int, role: str, stretch: Stretch) -> Held:
        return self.printed[item, agency, role], stretch.valid_until, True

    def line_of(self, agency_id: int) -> Line:
        """Who answers for what the plan gave that agency, where nobody chose otherwise."""
        if agency_id not in self._lines:
            self._lines[agency_id] = self._lineage.follow(agency_id, self.plan.issued_on)
        return self._lines[agency_id]


def _before(stretch: Stretch, day: date | None) -> Stretch | None:
    """What is left of the stretch before that day."""
    if day is None or (stretch.valid_until is not None and stretch.valid_until < day):
        return stretch
    if day <= stretch.valid_from:
        return None
    return replace(stretch, valid_until=day - timedelta(days=1))


def lock_plans(session: Session, province: str) -> list[Plan]:
    """The plans of a province and of those it merged with, so that nobody else changes who answers
    meanwhile."""
    query = (
        select(Plan)
        .where(col(Plan.province).in_(provinces_beside(province)))
        .order_by(col(Plan.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def load_assignments(session: Session, plan: Plan, today: date) -> tuple[int, int, int]:
    """Make the rows what the plan, the successions and the choices say; (added, changed, ended).

    What the plan no longer assigns ends yesterday and is kept. Where it still does but another
    agency answers than was thought, the row was never true and goes.
    """
    answering = Answering(session, plan)
    wanted = answering.wanted()
    present = _present(session, plan)
    yesterday = today - timedelta(days=1)
    changed = [
        {"id": row_id, **_columns(wanted[key])}
        for key, (row_id, held) in present.items()
        if key in wanted and held != wanted[key]
    ]
    gone = {key: row for key, row in present.items() if key not in wanted}
    untrue = {row_id for key, (row_id, _) in gone.items() if _printed_of(key) in answering.printed}
    ended = [
        {"id": row_id, "valid_until": min(until or yesterday, yesterday), "in_plan": False}
        for row_id, (_, until, in_plan) in gone.values()
        if row_id not in untrue and in_plan
    ]
    for rows in (changed, ended):
        if rows:
            session.execute(update(Assignment), rows)
    if untrue:
        session.exec(delete(Assignment).where(col(Assignment.id).in_(untrue)))
    new = {key: held for key, held in wanted.items() if key not in present}
    _insert(session, new)
    return len(new), len(changed), len(ended) + len(untrue)


def _printed_of(key: Key) -> Printed:
    item, printed, _, role, _ = key
    return item, printed, role


def _printed(session: Session, plan: Plan) -> dict[Printed, str]:
    items = session.exec(
        select(Item.id, Item.leads, Item.coordinating)
        .where(Item.plan_id == plan.id, col(Item.ended_at).is_(None))
        .order_by(col(Item.position))
    ).all()
    members = _members(session, plan)
    printed: dict[Printed, str] = {}
    for item, led, helped in items:
        leads, coordinating = _spread(led, members), _spread(helped, members)
        for role, spread in ((Role.LEAD, leads), (Role.COORDINATING, coordinating)):
            for agency, phrase in spread.items():
                if role == Role.LEAD or agency not in leads:
                    printed[item or 0, agency, role.value] = phrase
    return printed


def _objections(session: Session, plan: Plan) -> dict[tuple[int, int], Objection]:
    query = (
        select(Expectation.item_id, Expectation.agency_id, Objection)
        .join(Objection, col(Objection.expectation_id) == Expectation.id)
        .join(Item, col(Expectation.item_id) == Item.id)
        .where(Item.plan_id == plan.id, col(Objection.ends_on).is_not(None))
        .order_by(col(Objection.decided_at), col(Objection.id))
    )
    return {(item or 0, agency): one for item, agency, one in session.exec(query)}


def _choices(session: Session, plan: Plan) -> dict[Printed, list[Chosen]]:
    """In the order of their days; a newer choice undoes those from its own day on."""
    query = (
        select(*(getattr(Reassignment, name) for name in Chosen._fields))
        .join(Item, col(Reassignment.item_id) == Item.id)
        .where(Item.plan_id == plan.id)
        .order_by(col(Reassignment.decided_at), col(Reassignment.id))
    )
    choices: dict[Printed, list[Chosen]] = {}
    for one in map(Chosen._make, session.exec(query)):
        key = (one.item_id, one.printed_id, one.role)
        earlier = [
            other
            for other in choices.get(key, [])
            if other.decided_at == one.decided_at or other.valid_from < one.valid_from
        ]
        choices[key] = [*earlier, one]
    return choices


def _present(session: Session, plan: Plan) -> dict[Key, tuple[int, Held]]:
    row = Assignment
    key = (row.item_id, row.printed_id, row.agency_id, row.role, row.valid_from)
    query = (
        select(*key, row.id, row.phrase, row.valid_until, row.in_plan)  # type: ignore[call-overload]
        .join(Item, col(row.item_id) == Item.id)
        .where(Item.plan_id == plan.id)
    )
    return {tuple(one[:5]): (one[5], (one[6], one[7], one[8])) for one in session.exec(query)}


def _columns(held: Held) -> dict[str, Any]:
    phrase, until, in_plan = held
    return {"phrase": phrase, "valid_until": until, "in_plan": in_plan}


def _insert(session: Session, new: Mapping[Key, Held]) -> None:
    rows = [
        {
            "item_id": item,
            "printed_id": printed,
            "agency_id": agency,
            "role": role,
            "valid_from": since,
            **_columns(held),
        }
        for (item, printed, agency, role, since), held in new.items()
    ]
    if rows:
        session.connection().execute(insert(Assignment), rows)


def _members(session: Session, plan: Plan) -> dict[str, list[int]]:
    """Agency name or group phrase → the agencies it stands for."""
    groups = session.exec(select(Group.phrase).where(Group.plan_id == plan.id)).all()
    members = {name: [key] for name, key in agency_ids(session, plan).items()}
    members |= {phrase: [] for phrase in groups}
    query = (
        select(Group.phrase, GroupMember.agency_id)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(Group.plan_id == plan.id)
        .order_by(col(GroupMember.agency_id))
    )
    for phrase, agency_id in session.exec(query):
        members[phrase].append(agency_id)
    return members


def _spread(names: Iterable[str], members: Mapping[str, list[int]]) -> dict[int, str]:
    """Agency → words; an agency named itself keeps its own name before any group's phrase."""
    spread: dict[int, str] = {}
    for name in sorted(names, key=lambda name: len(members[name]) != 1):
        for agency in members[name]:
            spread.setdefault(agency, name)
    return spread
