"""A task given by a single letter, beside the plan's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage import lazy
from storage.importing.folder.model import BadPlanFolder, ItemEntry
from storage.models import Amendment, Item, Person, Plan
from storage.plans.amendments.making import AmendingDocument, amend
from storage.plans.known_agencies import agencies_of
from storage.plans.loading.amended import added_row
from storage.plans.loading.assignments import lock_plans
from storage.plans.loading.folder_to_rows import LoadResult
from storage.plans.planners import is_planner_of

PREFIX = "BS"  # bổ sung: BS.1, BS.2 … in the order they were given


@dataclass(frozen=True)
class Letter:
    """Its number and day, as "123/UBND-TH" of 05/03/2026."""

    number: str
    issued_on: date


@dataclass(frozen=True)
class GivenTask:
    """`due_on` is its last day, `timeframe` the letter's own words for it where they are known."""

    title: str
    leads: tuple[str, ...]
    due_on: date
    coordinating: tuple[str, ...] = ()
    product: str = ""
    timeframe: str = ""


@dataclass(frozen=True)
class Given:
    item: Item
    result: LoadResult


def give_task(
    session: Session,
    plan: Plan,
    letter: Letter,
    task: GivenTask,
    now: datetime,
    given_by: Person | None = None,
) -> Given:
    """Add it to the plan; the letter may give several, one after the other.

    `now` in the province's zone; `given_by` is None for the administrator. Raises BadPlanFolder,
    before anything is written.
    """
    if given_by is not None and not is_planner_of(session, given_by.id or 0, plan):
        raise BadPlanFolder(
            lazy(
                "{person} is no planner of {plan}; let one of them do it",
                person=given_by.code,
                plan=plan.code,
            )
        )
    lock_plans(session, plan.province)
    _check(session, plan, letter, task, now.date())
    code = _next_code(session, plan)
    change = added_row(_entry(code, task))
    document = AmendingDocument(letter.number, letter.issued_on, "", (change,))
    by = given_by.id if given_by else None
    result = amend(session, plan, document, now, by, goes_on=True)
    item = session.exec(select(Item).where(Item.plan_id == plan.id, Item.code == code)).one()
    return Given(item, result)


def _check(session: Session, plan: Plan, letter: Letter, task: GivenTask, today: date) -> None:
    if not task.title.strip():
        raise BadPlanFolder(lazy("the task has no words; say what is to be done"))
    if not task.leads:
        raise BadPlanFolder(lazy("nobody leads it; name at least one agency"))
    if task.due_on < today:
        raise BadPlanFolder(
            lazy(
                "the last day {day} has passed; give a day from today on",
                day=f"{task.due_on:%d/%m/%Y}",
            )
        )
    if letter.issued_on > today:
        raise BadPlanFolder(
            lazy(
                "the letter is of {day}, which is still to come; look at its day",
                day=f"{letter.issued_on:%d/%m/%Y}",
            )
        )
    known = {agency.name for agency in agencies_of(session, plan)}
    for name in (*task.leads, *task.coordinating):
        if name not in known:
            raise BadPlanFolder(
                lazy("no agency called '{name}' is known; look: daumoi agencies show", name=name)
            )


def _next_code(session: Session, plan: Plan) -> str:
    """Codes of the plan, and of all that has left it, are never given again."""
    given = session.exec(
        select(Item.code).where(
            Item.plan_id == plan.id, col(Item.code).startswith(f"{PREFIX}.", autoescape=True)
        )
    )
    numbers = [int(tail) for code in given if (tail := code.partition(".")[2]).isdecimal()]
    return f"{PREFIX}.{max(numbers, default=0) + 1}"


def _entry(code: str, task: GivenTask) -> ItemEntry:
    title = " ".join(task.title.split())
    return ItemEntry(
        code=code,
        parent="",
        kind="task",
        title=title,
        title_raw=title,
        timeframe_raw=task.timeframe or f"Đến ngày {task.due_on:%d/%m/%Y}",
        start_year=task.due_on.year,
        end_year=task.due_on.year,
        due_on=task.due_on,
        lead_raw="; ".join(task.leads),
        leads=task.leads,
        coordinating_raw="; ".join(task.coordinating),
        coordinating=task.coordinating,
        product_raw=task.product,
    )


def letters_of(session: Session, plan: Plan) -> Sequence[Amendment]:
    """The documents that gave single tasks, the newest first."""
    query = (
        select(Amendment)
        .where(Amendment.plan_id == plan.id, Amendment.title == "")
        .order_by(col(Amendment.id).desc())
    )
    return session.exec(query).all()
