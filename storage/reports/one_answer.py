"""Which duties on one task a single answer serves: such a task is asked for once (pure).

An answer for a task's own day is one in the report of the period, too. The report of a period that
was missed is not asked for beside the next one of that period for ever: two weeks after its day the
newer word answers it as well, and late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from storage.models import Item, ItemKind, Round

if TYPE_CHECKING:
    from storage.reports.answers import ExpectedReport

ON_ITS_OWN = timedelta(days=14)  # after its day, while its own reminders come


def serves(
    given: Round, other: Round, other_due: date, today: date, *, one_off: bool, answered: bool
) -> bool:
    """Whether an answer given today in one round is one to the other duty on the same task, too.

    `other_due`: the day of that duty. `one_off`: the task does not return. `answered`: something
    was said to that duty itself, which then stands.
    """
    if given.of_items and other.covers_from <= today <= other.cut_off_on:
        return one_off or not other.of_items
    if answered or other.rule_id is None or today <= other_due + ON_ITS_OWN:
        return False
    if given.of_items:
        return other.covers_from <= today <= other.covers_until
    takes_in = given.covers_from <= other.covers_from and given.due_on > other.due_on
    return given.rule_id is not None and given.tier == other.tier and takes_in


def asked_once(expected: "Sequence[ExpectedReport]", today: date) -> "list[ExpectedReport]":
    """Without those that the answer to another one of them will serve, which names them: `also`.

    What has an earlier day is not hidden by what is due later, unless that day is long over.
    """
    tasks: dict[object, list[ExpectedReport]] = {}
    for one in expected:
        if one.is_owed and not one.is_returned:
            item = one.item.id if one.item else None
            tasks.setdefault((one.plan.id, one.agency.id, item), []).append(one)
    hidden: dict[int | None, ExpectedReport] = {}
    for theirs in tasks.values():
        hidden |= _hidden(theirs, today) if len(theirs) > 1 else {}
    also: dict[int | None, list[ExpectedReport]] = {}
    for one in expected:
        if one.expectation.id in hidden:
            also.setdefault(hidden[one.expectation.id].expectation.id, []).append(one)
    return [
        replace(one, also=tuple(also[one.expectation.id])) if one.expectation.id in also else one
        for one in expected
        if one.expectation.id not in hidden
    ]


def over_once_completed(item: Item | None) -> bool:
    """A task that is over once it is completed."""
    return (
        item is not None and item.kind == ItemKind.TASK and not (item.recurrence or item.due_every)
    )


def _hidden(theirs: "Iterable[ExpectedReport]", today: date) -> "dict[int | None, ExpectedReport]":
    """By expectation: which of the others stands for it. That one is shown itself."""
    found: dict[int | None, ExpectedReport] = {}
    shown: list[ExpectedReport] = []
    # An own day serves the reports, a later report the earlier one, never the other way round
    for one in sorted(theirs, key=lambda o: (not o.round.of_items, -o.due_on.toordinal())):
        host = next((other for other in shown if _stands_for(other, one, today)), None)
        if host is None:
            shown.append(one)
        else:
            found[one.expectation.id] = host
    return found


def _stands_for(host: "ExpectedReport", one: "ExpectedReport", today: date) -> bool:
    if host.due_on > one.due_on and today <= one.due_on + ON_ITS_OWN:
        return False
    off = over_once_completed(one.item)
    return serves(host.round, one.round, one.due_on, today, one_off=off, answered=False)
