"""The work of districts that ended on 30/06/2025, given in one move to what they became."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from storage.importing.places.communes import Commune, communes_of_district, shared_communes
from storage.importing.places.provinces import province_today
from storage.models import Agency, Person, Plan, Role
from storage.plans.known_agencies import COMMUNE
from storage.plans.reassigning.choices import (
    BadReassignment,
    Decided,
    Unsettled,
    reassign_each,
    to_reassign,
)

_OFFICE = "UBND "  # before the name of a district


@dataclass(frozen=True)
class OfDistricts:
    """What the plan gave to districts by one phrase ("UBND các huyện, thành phố"), or by name.

    `by_district`: the office that answered last ("UBND huyện Ba Tri") → what it became. `shared`:
    communes that took in some of these districts and are not among them; where a phrase means
    every district there is no doubt, and none of them.
    """

    phrase: str
    unsettled: tuple[Unsettled, ...]
    by_district: Mapping[str, tuple[Commune, ...]]
    shared: tuple[Commune, ...]

    @property
    def communes(self) -> tuple[Commune, ...]:
        found = {one.code: one for those in self.by_district.values() for one in those}
        return tuple(found[code] for code in sorted(found))

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.item for one in self.unsettled))


def of_districts(session: Session, plan: Plan, today: date) -> list[OfDistricts]:
    """In the plan's order, whoever leads before whoever coordinates."""
    by_phrase: dict[str, list[Unsettled]] = {}
    for one in to_reassign(session, plan, today, *Role):
        if one.reason == "ended" and _became(plan, one.answering):
            by_phrase.setdefault(one.phrase, []).append(one)
    return [_one(plan, phrase, found) for phrase, found in by_phrase.items()]


def give_to_communes(
    session: Session, plan: Plan, of: OfDistricts, decided_by: Person, now: datetime
) -> None:
    """Each district's work to its communes, from today on; `now` in the province's zone.

    Raises BadReassignment, before anything is written, when the person is no planner of the plan
    or its communes are not loaded.
    """
    offices = _offices(session, plan)
    decided: list[Decided] = []
    for district, communes in of.by_district.items():
        work = [one for one in of.unsettled if one.answering == district]
        decided.append((work, _found(plan, communes, offices)))
    reassign_each(session, plan, decided, decided_by, now)


def _one(plan: Plan, phrase: str, found: Sequence[Unsettled]) -> OfDistricts:
    districts = dict.fromkeys(one.answering for one in found)
    became = {one: _became(plan, one) for one in districts}
    taken = {commune.code for those in became.values() for commune in those}
    beside = (_shared(plan, one) for one in districts)
    shared = {one.code: one for those in beside for one in those if one.code not in taken}
    return OfDistricts(phrase, tuple(found), became, tuple(shared.values()))


def _became(plan: Plan, office: str) -> tuple[Commune, ...]:
    if not office.startswith(_OFFICE):
        return ()
    return communes_of_district(plan.province, office.removeprefix(_OFFICE))


def _shared(plan: Plan, office: str) -> tuple[Commune, ...]:
    return shared_communes(plan.province, office.removeprefix(_OFFICE))


def _offices(session: Session, plan: Plan) -> dict[str, Agency]:
    query = select(Agency).where(
        Agency.province == province_today(plan.province),
        Agency.belongs_to == "",
        Agency.kind == COMMUNE,
    )
    return {one.name: one for one in session.exec(query)}


def _found(plan: Plan, communes: Iterable[Commune], offices: Mapping[str, Agency]) -> list[Agency]:
    missing = [one.office for one in communes if one.office not in offices]
    if missing:
        raise BadReassignment(
            f"{missing[0]} is not among the agencies of {plan.code}; load its folder again"
        )
    return [offices[one.office] for one in communes]
