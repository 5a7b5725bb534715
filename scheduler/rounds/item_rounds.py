"""Rounds of the tasks whose own last day it is: opened, and made to follow the plan."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from scheduler.calendar import DAY, Calendar
from scheduler.rounds.own_days import by_round
from scheduler.rounds.rules import STAYS_OPEN
from storage import audit
from storage.audit import Scope
from storage.database import insert_if_new
from storage.models import Plan, Round, Tier
from storage.plans import own_days as stored
from storage.reports.shared_answers.carried import carry_into
from storage.rounds import plan_changes

TIME_FOR_LATE_WORK = 5  # working days for what is assigned when the round is nearly or quite over
ON_TIME = timedelta(days=3)  # after its opening day: an outage is no late assignment

Items = Mapping[int, date]  # item → since when it is asked for


def open_item_rounds(
    session: Session, now: datetime, calendar: Calendar, scope: Scope | None = None
) -> list[Round]:
    """Those of today, opened where they are not; their expectations follow the plan.

    A day that was corrected is another round's: what was not answered ends in the old one.
    """
    today = calendar.today(now)
    wanted = days_of_items(session, today, today)
    present = stored.rounds_of_items(session, today - STAYS_OPEN)
    if scope is not None:
        wanted = {key: one for key, one in wanted.items() if key[0] in scope.plans}
        present = {key: one for key, one in present.items() if key[0] in scope.plans}
    led = stored.lead_agencies(session, {item for one in wanted.values() for item in one}, today)
    asked = stored.asked_in(session, [one.id or 0 for one in present.values()])
    opened = []
    for plan_id, due_on in sorted({*wanted, *present}, key=lambda key: (key[1], key[0])):
        items = wanted.get((plan_id, due_on), {})
        round_ = present.get((plan_id, due_on))
        theirs = {pair for pair in led if pair[1] in items}
        if round_ is None and theirs:
            round_ = _open(session, plan_id, due_on, items, now)
        if round_ is not None and not _matches(round_, theirs, asked.get(round_.id or 0, {})):
            _follow(session, round_, items, now, calendar)
        opened += [round_] if round_ is not None else []
    return opened


def days_of_items(
    session: Session, start: date, end: date, plan_id: int | None = None
) -> Mapping[tuple[int, date], Items]:
    """By plan and day: the tasks that are asked for on some day from `start` to `end`."""
    latest = end + STAYS_OPEN  # no lead time is longer
    tasks = stored.task_days(session, start - STAYS_OPEN, latest, plan_id)
    return by_round(tasks, start, end)


def carry(session: Session, round_: Round, now: datetime, calendar: Calendar) -> None:
    """What was said of its tasks elsewhere may stand for what is newly expected in it."""
    since = datetime.combine(round_.covers_from, time.min, calendar.zone)
    after = datetime.combine(round_.cut_off_on + DAY, time.min, calendar.zone)
    carry_into(session, round_, now, calendar.today(now), since, after - datetime.resolution)


def round_of_items(plan_id: int, due_on: date, items: Items, opened_at: datetime | None) -> Round:
    opens_on = min(items.values())
    fields: dict[str, Any] = {
        "plan_id": plan_id,
        "of_items": True,
        "tier": Tier.AGENCIES,
        "title": due_on.isoformat(),  # neutral: the scheduler knows no words
        "year": due_on.year,
        "opens_on": opens_on,
        "due_on": due_on,
        "covers_from": opens_on,
        "covers_until": due_on,
        "cut_off_on": due_on,
        "legal_text": "",
        "opened_at": opened_at,
    }
    return Round(**fields)


def _open(session: Session, plan_id: int, due_on: date, items: Items, now: datetime) -> Round:
    row = round_of_items(plan_id, due_on, items, now)
    is_new = insert_if_new(session, Round, row.model_dump(exclude={"id"}))
    round_ = stored.rounds_of_items(session, due_on)[plan_id, due_on]
    if is_new:
        details = {"plan": session.get_one(Plan, plan_id).code, "due_on": due_on.isoformat()}
        audit.record(session, now, "round.opened", f"round:{round_.id}", details=details)
    return round_


def _matches(round_: Round, wanted: set[stored.Pair], asked: Mapping[stored.Pair, bool]) -> bool:
    """Whether nothing is to be done, as in nearly every tick."""
    if round_.closed_at is not None:
        return True  # nothing is asked in it any more, of nobody
    return wanted <= asked.keys() and all(
        pair in wanted or is_reported for pair, is_reported in asked.items()
    )


def _follow(
    session: Session, round_: Round, items: Items, now: datetime, calendar: Calendar
) -> None:
    stored.lock(session, round_)
    today, plan = calendar.today(now), session.get_one(Plan, round_.plan_id)
    due_on = round_.due_on
    asked = stored.asked_in(session, [round_.id or 0])[round_.id or 0]
    known = {item for _, item in asked}
    new = [opens_on for item, opens_on in items.items() if item not in known]
    if round_.opened_at < now and today - ON_TIME > max(new, default=date.min):
        due_on = max(due_on, calendar.add_working_days(today, TIME_FOR_LATE_WORK))
    added = plan_changes.follow_assignments(session, round_, plan, today, now, due_on, list(items))
    if added > 0:
        round_.opens_on = min(round_.opens_on, *items.values())
        stored.note_opening_days(session, round_, items)
        carry(session, round_, now, calendar)
