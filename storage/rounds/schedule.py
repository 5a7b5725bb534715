"""Rules and rounds."""

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, or_, update
from sqlmodel import Session, col, select

from storage.database import insert_if_new, remembered
from storage.models import Expectation, Plan, Round, Rule, Tier
from storage.names import fold
from storage.reports.expectation import newest_rounds

LAST_REAL_DAY = date(2200, 1, 1)


def live_rules(session: Session, plan_id: int | None = None) -> list[tuple[Rule, Plan]]:
    """The rules that hold, of one plan or of all, always in the same order."""
    query = _LIVE if plan_id is None else _LIVE.where(Rule.plan_id == plan_id)
    return [(rule, plan) for rule, plan in session.exec(query)]


_LIVE = (  # built once, as it is asked in every tick
    select(Rule, Plan)
    .join(Plan, col(Plan.id) == Rule.plan_id)
    .where(col(Rule.ended_at).is_(None))
    .order_by(col(Rule.id))
)


def rounds_due(session: Session, start: date, end: date, plan: Plan | None = None) -> list[Round]:
    """The opened rounds due from that day to that day, of one plan or of all."""
    query = (
        select(Round)
        .where(col(Round.due_on) >= start, col(Round.due_on) <= end)
        .order_by(col(Round.due_on), col(Round.id))
    )
    if plan is not None:
        query = query.where(Round.plan_id == plan.id)
    return list(session.exec(query))


@remembered
def due_days(session: Session, round_id: int) -> tuple[date, ...]:
    """All the days on which something is due in a round: its own, and those of extensions."""
    return tuple(sorted(session.exec(_DUE_DAYS, params={"round_id": round_id})))


_DUE_DAYS = (
    select(col(Expectation.due_on)).where(Expectation.round_id == bindparam("round_id")).distinct()
)


def rounds_by_rule(session: Session, since: date) -> list[tuple[Round, Rule, Plan]]:
    """The rounds due since that day that are not closed, with the rule as it is now, ended or
    not."""
    rows = session.exec(_BY_RULE, params={"since": since})
    return [(round_, rule, plan) for round_, rule, plan in rows]


_BY_RULE = (
    select(Round, Rule, Plan)
    .join(Rule, col(Round.rule_id) == Rule.id)
    .join(Plan, col(Plan.id) == Round.plan_id)
    .where(col(Round.due_on) >= bindparam("since"), col(Round.closed_at).is_(None))
    .order_by(col(Round.id))
)


def locked_round(session: Session, row: Round) -> tuple[Round, bool]:
    """The round of that rule, year and part, and whether it is new: it is inserted only once.

    On PostgreSQL a second opener waits here for the first.
    """
    same = {"rule_id": row.rule_id, "year": row.year, "part": row.part}
    found = session.exec(_LOCKED, params=same).first()
    if found is not None:  # as in nearly every tick
        return found, False
    is_new = insert_if_new(session, Round, row.model_dump(exclude={"id"}))
    return session.exec(_LOCKED, params=same).one(), is_new


_LOCKED = (  # built once, as it is asked in every tick
    select(Round)
    .where(
        Round.rule_id == bindparam("rule_id"),
        Round.year == bindparam("year"),
        Round.part == bindparam("part"),
    )
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


def move_round(session: Session, round_: Round, due_on: date) -> None:
    """The rule's day was corrected: what was due with the round moves along, extensions do not."""
    session.execute(
        update(Expectation)
        .where(col(Expectation.round_id) == round_.id, col(Expectation.due_on) == round_.due_on)
        .values(due_on=due_on)
    )
    round_.due_on, round_.moves = due_on, round_.moves + 1


def round_to_sum_up(
    session: Session, plan_id: int, year: int, round_id: int | None = None
) -> Round | None:
    """The round of that number, else the newest of the agencies' yearly ones up to that year.

    Not that of a duty which certain agencies have alone. Of a plan without them: that of its
    tasks' own days which was opened last.
    """
    query = select(Round).where(Round.plan_id == plan_id).order_by(col(Round.id).desc())
    if round_id is not None:
        return session.exec(query.where(Round.id == round_id)).first()
    query = query.where(Round.year <= year, Round.tier == Tier.AGENCIES)
    by_rule = query.join(Rule, col(Rule.id) == Round.rule_id).where(_asks_everybody())
    return session.exec(by_rule).first() or session.exec(query.where(col(Round.of_items))).first()


def _asks_everybody() -> ColumnElement[bool]:
    return cast(col(Rule.agencies), String) == "[]"


def round_of_last_year(session: Session, round_: Round) -> Round | None:
    """What the same was reported in a year before; nothing was, where it was asked for once."""
    if round_.rule_id is None:
        return None
    query = select(Round).where(
        Round.plan_id == round_.plan_id,
        Round.tier == round_.tier,
        Round.year == round_.year - 1,
        Round.part == round_.part,
        col(Round.rule_id).is_not(None),
    )
    same_rule = col(Round.rule_id) == round_.rule_id
    return session.exec(query.order_by(same_rule.desc(), col(Round.id).desc())).first()


def find_round(session: Session, plan_id: int, called: str) -> Round | None:
    """By its year, by its number, or by its name or a part of that; the newest that fits."""
    of_plan = select(Round).where(Round.plan_id == plan_id).order_by(col(Round.id).desc())
    wanted = fold(called)
    year = _YEAR.fullmatch(wanted)
    if year:
        found = round_to_sum_up(session, plan_id, int(year[1]))
        if found is not None and found.year == int(year[1]):
            return found
    if wanted.isdecimal():
        number = int(wanted) if len(wanted) < _DIGITS_OF_A_KEY else 0
        return session.exec(of_plan.where(Round.id == number)).first()
    named = session.exec(of_plan.where(col(Round.rule_id).is_(None))).all() if wanted else []
    fits = (lambda title: title == wanted, lambda title: wanted in title)
    return next((one for fit in fits for one in named if fit(fold(one.title))), None)


_DIGITS_OF_A_KEY = 10  # more than that no database can look for
_YEAR = re.compile(r"(?:(?:dot|ky|bao cao|cua) )*(?:nam )?(20\d\d)")


_UNUSABLE: Any = (
    select(Expectation.id, col(Expectation.due_on))
    .join(Round, col(Expectation.round_id) == Round.id)
    .where(
        col(Expectation.round_id).in_(bindparam("rounds", expanding=True)),
        col(Expectation.ended_at).is_(None),
        or_(
            col(Expectation.due_on) < col(Round.opens_on),
            col(Expectation.due_on) > LAST_REAL_DAY,
        ),
    )
    .order_by(col(Expectation.id))
)


def unusable_due_days(session: Session, today: date) -> list[tuple[int, date]]:
    """(expectation_id, due_on) where the due day lies before its round opens, or in no real year.

    Nothing we write does; a row that was edited by hand, or restored badly, may. Of the newest
    rounds: nobody is asked for older ones.
    """
    given = {"rounds": list(newest_rounds(session, today))}
    return [(key, day) for key, day in session.exec(_UNUSABLE, params=given)]
