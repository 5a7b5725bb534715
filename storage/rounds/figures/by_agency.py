"""The figures of a round by agency: as the plan names it, as it is now, the communes as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storage.rounds.figures.counts import Count, added


@dataclass(frozen=True)
class AgencyCount:
    """`agency` is whom the plan names, `now_called` what it has become or who was chosen for it.

    `was_reminded`: somebody there got a reminder in time; else what is missing is no fault of it.
    `agency_id`: of what it has become; `is_commune`: that is one.
    """

    agency: str
    now_called: str
    count: Count
    was_reminded: bool = True
    agency_id: int = 0
    is_commune: bool = False


def living(by_agency: Iterable[AgencyCount]) -> tuple[AgencyCount, ...]:
    parts: dict[str, list[AgencyCount]] = {}
    for one in by_agency:
        parts.setdefault(one.now_called, []).append(one)
    return tuple(_as_one(name, theirs) for name, theirs in parts.items())


def _as_one(name: str, parts: Sequence[AgencyCount]) -> AgencyCount:
    one = parts[0]
    if len(parts) == 1:  # nearly always: a province has thousands
        is_told = not one.was_reminded and not is_untold(one)
        return replace(one, was_reminded=True) if is_told else one
    printed = "; ".join(dict.fromkeys(one.agency for one in parts))
    total, was_reminded = added(one.count for one in parts), not any(map(is_untold, parts))
    first = parts[0]
    return AgencyCount(printed, name, total, was_reminded, first.agency_id, first.is_commune)


@dataclass(frozen=True)
class Communes:
    """All communes of a round, which are one line of the plan; `each` is a unit of its own."""

    each: tuple[AgencyCount, ...]

    @property
    def count(self) -> Count:
        return added(one.count for one in self.each)

    @property
    def silent(self) -> list[AgencyCount]:
        """Those that have not answered all, first whoever owes most."""
        owing = [one for one in self.each if not one.count.is_complete]
        return sorted(owing, key=lambda one: -still_owed(one.count))

    @property
    def complete(self) -> int:
        return len(self.each) - len(self.silent)


def still_owed(count: Count) -> int:
    """What is not received yet and what was returned."""
    return count.expected - count.received - count.carried_over + count.returned


def is_untold(one: AgencyCount) -> bool:
    """It would be called late or missing without having been told."""
    return not one.was_reminded and bool(one.count.late or one.count.missing)
