"""Whom a page of people is about: somebody in a post of a province the visitor plans for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.web.pages.visits import NotFound, Visit
from storage.models import Agency, Appointment, Person, Plan
from storage.names import in_order
from storage.people.appointments import posts_of
from storage.people.roster import editing
from storage.plans.known_agencies import agencies_of, is_known_to
from storage.plans.succession import lineage


@dataclass(frozen=True)
class Whom:
    """`plan`: the visitor's, by which they may look at the person."""

    plan: Plan
    person: Person
    posts: Sequence[tuple[Appointment, Agency]]
    may_edit: bool
    may_erase: bool

    @property
    def link(self) -> str:
        return f"/people/{self.person.id}"


def whom(visit: Visit) -> Whom:
    """Raises NotFound where the person has no post in a province of the visitor's plans."""
    session, person_id, today = visit.session, visit.number("person_id"), visit.today
    person, posts = session.get(Person, person_id), posts_of(session, person_id, today)
    plan = next((p for p in visit.plans() if any(is_known_to(a, p) for _, a in posts)), None)
    if person is None or plan is None:
        raise NotFound
    return Whom(
        plan,
        person,
        [one for one in posts if is_known_to(one[1], plan)],
        editing.may_edit(session, plan, visit.person.id or 0, person_id, today),
        editing.may_erase(session, plan, person_id, today),
    )


def plan_asked(visit: Visit) -> Plan:
    """The plan that the address or the form names, or the first. Raises NotFound."""
    plans = visit.plans()
    asked = visit.form.first("plan") or visit.asked("plan")
    found = [one for one in plans if not asked or str(one.id) == asked]
    if not found:
        raise NotFound
    return found[0]


def agencies_today(visit: Visit, plan: Plan) -> list[Agency]:
    """Those of the plan's province that exist, by name."""
    became = lineage(visit.session).successors(visit.today)
    here = [
        one
        for one in agencies_of(visit.session, plan)
        if became.get(one.id or 0, one.id) == one.id
        and (one.valid_from is None or one.valid_from <= visit.today)
        and (one.valid_until is None or one.valid_until >= visit.today)
    ]
    return sorted(here, key=lambda one: in_order(one.name))
