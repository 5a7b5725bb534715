"""A task for which one answer serves several duties is asked for once, and names them (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from storage.reports.answers import ExpectedReport
from storage.reports.shared_answers.duties import ON_ITS_OWN, over_once_completed, serves


def asked_once(expected: Sequence[ExpectedReport], today: date) -> list[ExpectedReport]:
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


def _hidden(theirs: Iterable[ExpectedReport], today: date) -> dict[int | None, ExpectedReport]:
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


def _stands_for(host: ExpectedReport, one: ExpectedReport, today: date) -> bool:
    if host.due_on > one.due_on and today <= one.due_on + ON_ITS_OWN:
        return False
    off = over_once_completed(one.item)
    return serves(host.round, one.round, one.due_on, today, one_off=off, answered=False)
