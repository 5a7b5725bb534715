"""The doubts of a plan that wait for a person, and settling one: it holds for later folders too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.importing.folder.model import BadPlanFolder, Doubt
from storage.models import Agency, Person, Plan, SettledDoubt
from storage.plans.folder_of import folder_of
from storage.plans.known_agencies import is_known_to
from storage.plans.loading.assignments import lock_plans
from storage.plans.loading.folder_to_rows import LoadResult, load_plan
from storage.plans.loading.settled import key_of, plain, takes_agencies
from storage.plans.planners import is_planner_of


class BadSettling(ValueError):
    """It cannot be settled so; the text says why and what to do."""


@dataclass(frozen=True)
class OpenDoubt:
    key: str
    doubt: Doubt

    @property
    def takes_agencies(self) -> bool:
        return takes_agencies(self.doubt)


@dataclass(frozen=True)
class Settled:
    """`names` instead of what was read; none: it holds. Without a name it was the administrator."""

    doubt: Doubt
    names: Sequence[str]
    note: str
    at: datetime
    by: str


def open_doubts(session: Session, plan: Plan) -> list[OpenDoubt]:
    """Those of the folder loaded last that nobody has settled, the worst first."""
    settled = set(session.exec(select(SettledDoubt.key).where(SettledDoubt.plan_id == plan.id)))
    found = [Doubt(**one) for one in plan.doubts]
    listed = {key: one for one in found if (key := key_of(one)) not in settled}
    return [OpenDoubt(key, one) for key, one in listed.items()]


def settled_doubts(session: Session, plan: Plan) -> list[Settled]:
    """The newest first."""
    query = (
        select(SettledDoubt, Person.full_name)
        .join(Person, col(Person.id) == SettledDoubt.settled_by_id, isouter=True)
        .where(SettledDoubt.plan_id == plan.id)
        .order_by(col(SettledDoubt.id).desc())
    )
    return [
        Settled(Doubt(**row.doubt), row.names, row.note, row.settled_at, name or "")
        for row, name in session.exec(query)
    ]


def is_settled(session: Session, plan: Plan, key: str) -> bool:
    query = select(SettledDoubt.id).where(SettledDoubt.plan_id == plan.id, SettledDoubt.key == key)
    return session.exec(query).first() is not None


def settle(
    session: Session,
    plan: Plan,
    key: str,
    agencies: Sequence[Agency],
    note: str,
    now: datetime,
    settled_by: Person | None,
) -> LoadResult | None:
    """Keep the choice, and load the plan as it makes it; None where what was read holds.

    `now` in the province's zone; `settled_by` is None for the administrator. Raises BadSettling;
    what was written until then is the caller's to roll back.
    """
    if settled_by is not None and not is_planner_of(session, settled_by.id or 0, plan):
        raise BadSettling(
            lazy(
                "{code} is no planner of {plan}; let one of them do it",
                code=settled_by.code,
                plan=plan.code,
            )
        )
    lock_plans(session, plan.province)
    found = _open_doubt(session, plan, key)
    _check_agencies(found, agencies, plan)
    row = SettledDoubt(
        plan_id=plan.id or 0,
        key=key,
        doubt=plain(found.doubt),
        names=[one.name for one in agencies],
        note=note.strip(),
        settled_at=now,
        settled_by_id=settled_by.id if settled_by else None,
    )
    return _stored(session, plan, row, now)


def _open_doubt(session: Session, plan: Plan, key: str) -> OpenDoubt:
    found = next((one for one in open_doubts(session, plan) if one.key == key), None)
    if found is None:
        raise BadSettling(
            lazy("no doubt '{key}' waits; see: daumoi plan doubts {code}", key=key, code=plan.code)
        )
    return found


def _check_agencies(found: OpenDoubt, agencies: Sequence[Agency], plan: Plan) -> None:
    if agencies and not found.takes_agencies:
        raise BadSettling(
            lazy("this doubt is about no agencies; correct the plan's folder instead")
        )
    if not all(is_known_to(one, plan) for one in agencies):
        raise BadSettling(lazy("an agency of another province"))


def _stored(session: Session, plan: Plan, row: SettledDoubt, now: datetime) -> LoadResult | None:
    folder = folder_of(session, plan) if row.names else None
    session.add(row)
    session.flush()
    details = {
        "file": row.doubt["file"],
        "code": row.doubt["code"],
        "field": row.doubt["field"],
        "seen": row.doubt["seen"],
        "names": row.names,
        "note": row.note,
    }
    audit.record(session, now, "doubt.settled", f"plan:{plan.code}", row.settled_by_id, details)
    try:
        return load_plan(session, folder, now) if folder else None
    except BadPlanFolder as error:
        raise BadSettling(*error.args) from error
