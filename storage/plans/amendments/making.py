"""Amending a plan: what a later document changes is kept, and applied to whatever is loaded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.importing.folder.cells import cells_of
from storage.importing.folder.model import AgencyEntry, BadPlanFolder, GroupEntry
from storage.models import Amendment, Plan
from storage.plans.folder_of import folder_of
from storage.plans.loading.amended import ItemChange, What, check
from storage.plans.loading.assignments import lock_plans
from storage.plans.loading.folder_to_rows import LoadResult, load_plan


@dataclass(frozen=True)
class AmendingDocument:
    """Its number, day and title, the rows it changes, and the offices these name anew."""

    number: str
    issued_on: date
    title: str
    changes: tuple[ItemChange, ...]
    agencies: tuple[AgencyEntry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()


def amend(
    session: Session,
    plan: Plan,
    document: AmendingDocument,
    now: datetime,
    made_by_id: int | None = None,
    *,
    goes_on: bool = False,
) -> LoadResult:
    """Keep the document's changes and load the plan as they make it.

    `now` in the province's zone. Answers stay with their rows. `goes_on`: it may have changed the
    plan before, and now does more. Raises BadPlanFolder, before anything is written, when the
    document does not fit the plan or is part of it already.
    """
    lock_plans(session, plan.province)
    known = {one.document: one for one in amendments_of(session, plan)}
    before = known.get(document.number) if goes_on else None
    _refuse(plan, document, () if goes_on else known)
    folder = folder_of(session, plan)
    check(folder, document.changes)
    _keep(session, plan, document, before, now, made_by_id)
    result = load_plan(session, folder, now)
    details = {"document": document.number, "rows": len(document.changes)}
    audit.record(session, now, "plan.amended", plan.code, made_by_id, details)
    return result


def _keep(
    session: Session,
    plan: Plan,
    document: AmendingDocument,
    before: Amendment | None,
    now: datetime,
    made_by_id: int | None,
) -> None:
    changes = [change.plain() for change in document.changes]
    row = before or Amendment(
        plan_id=plan.id or 0,
        document=document.number,
        issued_on=document.issued_on,
        title=document.title,
        agencies=[cells_of(agency) for agency in document.agencies],
        groups=[cells_of(group) for group in document.groups],
        made_at=now,
        made_by_id=made_by_id,
    )
    row.changes = [*row.changes, *changes]
    session.add(row)
    session.flush()


def _refuse(plan: Plan, document: AmendingDocument, known: Collection[str]) -> None:
    if document.number == plan.decision or document.number in known:
        raise BadPlanFolder(
            lazy(
                "{document} is part of {plan} already; give the document that changes it",
                document=document.number,
                plan=plan.code,
            )
        )
    if not document.changes:
        raise BadPlanFolder(
            lazy(
                "{document} changes no row of {plan}; nothing was loaded",
                document=document.number,
                plan=plan.code,
            )
        )
    if document.issued_on < plan.issued_on:
        raise BadPlanFolder(
            lazy(
                "{document} of {day} is older than the plan itself ({issued_on}); look at its day",
                document=document.number,
                day=f"{document.issued_on:%d/%m/%Y}",
                issued_on=f"{plan.issued_on:%d/%m/%Y}",
            )
        )


def amendments_of(session: Session, plan: Plan) -> list[Amendment]:
    """In the order they were made."""
    query = select(Amendment).where(Amendment.plan_id == plan.id).order_by(col(Amendment.id))
    return list(session.exec(query))


def documents_by_code(amendments: Sequence[Amendment]) -> dict[str, Amendment]:
    """By the code of a row: the newest document that brought or changed it."""
    return {
        change["code"]: one
        for one in amendments
        for change in one.changes
        if change["what"] != What.STRUCK
    }
