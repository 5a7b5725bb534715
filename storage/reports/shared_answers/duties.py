"""Which duties on one task a single answer serves (pure).

An answer for a task's own day is one in the report of the period, too. The report of a period that
was missed is not asked for beside the next one of that period for ever: two weeks after its day the
newer word answers it as well, and late.
"""

from datetime import date, timedelta

from storage.models import Item, ItemKind, Round

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


def over_once_completed(item: Item | None) -> bool:
    """A task that is over once it is completed."""
    return (
        item is not None and item.kind == ItemKind.TASK and not (item.recurrence or item.due_every)
    )
