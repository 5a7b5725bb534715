"""What was reported on the same item in an earlier round, by the agency or one it took over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, func, or_
from sqlmodel import Session, col, select

from storage.models import Expectation, Item, ItemKind, Report, Round
from storage.plans.succession import lineage
from storage.reports.answered.indicators import History, Reached
from storage.reports.answers import Condition, is_newest_report, stands


@dataclass(frozen=True)
class EarlierAnswer:
    """`year` is the one its round reports on."""

    report: Report
    year: int


def answers_before(
    session: Session,
    round_: Round,
    expectations: Iterable[Expectation],
    today: date,
    counts: Condition = stands,
) -> dict[int, EarlierAnswer]:
    """By expectation of that round: the newest report on the same item in an earlier one.

    By the agency itself or by one it has taken over from until today; never by another one.
    `counts`: what makes a report count, where it is not that it stands now.
    """
    asked = list(expectations)
    if (round_.rule_id is None and not round_.of_items) or not asked:
        return {}
    became = lineage(session).successors(today)
    agencies = {one.agency_id for one in asked}
    former = {old for old, now in became.items() if now in agencies}
    items = {one.item_id for one in asked if one.item_id is not None}
    given = {"plan": round_.plan_id, "tier": round_.tier, "before": round_.due_on}
    of = {"agencies": list(agencies | former), "items": list(items)}
    ranked = _STANDING if counts is stands else _ranked(counts)
    found = _by_item_and_agency(session.exec(ranked, params={**given, **of}), became)
    keys = {one.id or 0: (one.item_id, one.agency_id) for one in asked}
    return {asked: found[key] for asked, key in keys.items() if key in found}


@dataclass(frozen=True)
class SaidValue:
    """The value of an indicator in one year, by one agency."""

    agency_id: int
    reached: Reached


ByYear = Mapping[int, Sequence[SaidValue]]  # the years and what was said in each, oldest first


def values_by_year(
    session: Session, round_: Round, counts: Condition = stands, item_id: int | None = None
) -> Mapping[int, ByYear]:
    """By indicator: what was reported, up to that round; `item_id`: only of this one."""
    query: Any = (
        select(  # type: ignore[call-overload]
            *(Expectation.item_id, Round.year, Expectation.agency_id),
            *(Report.value, Report.value_number, Report.value_unit),
        )
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Item, col(Expectation.item_id) == Item.id)
        .join(Report, is_newest_report(counts))
        .where(
            Round.plan_id == round_.plan_id,
            Round.tier == round_.tier,
            Round.due_on <= round_.due_on,
            Item.kind == ItemKind.INDICATOR,
            Report.value != "",
            *([] if item_id is None else [Expectation.item_id == item_id]),
        )
        .order_by(col(Round.due_on), col(Report.id))
    )
    found: dict[int, dict[int, list[SaidValue]]] = {}
    for item, year, agency_id, *value in session.exec(query):
        said = SaidValue(agency_id, Reached(*value))
        found.setdefault(item, {}).setdefault(year, []).append(said)
    return found


def history_of(by_year: ByYear, agency_id: int) -> History:
    """As one agency tells it: in each year its own value, else what all that answered have said."""
    return {year: _told_by(said, agency_id) for year, said in by_year.items()}


def _told_by(said: Sequence[SaidValue], agency_id: int) -> Reached:
    own = [one.reached for one in said if one.agency_id == agency_id]
    others = list(dict.fromkeys(one.reached for one in said))
    if own or len(others) == 1:
        return (own or others)[-1]
    return Reached("; ".join(one.words for one in others))


def _by_item_and_agency(
    rows: Iterable[Any], became: Mapping[int, int]
) -> dict[tuple[int | None, int], EarlierAnswer]:
    """The newest first: it is the one that stays."""
    found: dict[tuple[int | None, int], EarlierAnswer] = {}
    for report, year, item_id, agency_id in rows:
        for answers in (agency_id, became.get(agency_id, agency_id)):
            found.setdefault((item_id, answers), EarlierAnswer(report, year))
    return found


def _ranked(counts: Condition) -> Any:
    """(Report, year, item_id, agency_id), the newest first: one of each item and agency."""
    item_id = col(Expectation.item_id)
    of_all = (
        _ranks(counts)
        .where(
            Round.plan_id == bindparam("plan"),
            Round.tier == bindparam("tier"),
            or_(col(Round.rule_id).is_not(None), col(Round.of_items)),
            Round.due_on < bindparam("before", type_=Date),
            col(Expectation.agency_id).in_(bindparam("agencies", expanding=True)),
            or_(item_id.in_(bindparam("items", expanding=True)), item_id.is_(None)),
        )
        .subquery()
    )
    newest = of_all.c
    return (
        select(Report, newest.year, newest.item_id, newest.agency_id)
        .join(of_all, col(Report.id) == newest.report_id)
        .where(newest.rank == 1)
        .order_by(newest.due_on.desc(), newest.report_id.desc())
    )


def _ranks(counts: Condition) -> Any:
    """What counts in every round, ranked within its item and agency."""
    of_one = (col(Expectation.item_id), col(Expectation.agency_id))
    order = (col(Round.due_on).desc(), col(Report.id).desc())
    rank = func.row_number().over(partition_by=of_one, order_by=order)
    return (
        select(  # type: ignore[call-overload]
            col(Report.id).label("report_id"),
            col(Round.year).label("year"),
            col(Round.due_on).label("due_on"),
            col(Expectation.item_id).label("item_id"),
            col(Expectation.agency_id).label("agency_id"),
            rank.label("rank"),
        )
        .select_from(Expectation)
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Report, is_newest_report(counts))
    )


_STANDING = _ranked(stands)  # built once: every turn of a report asks it
