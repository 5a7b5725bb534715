"""What a dialog may know of reports: what is owed, what was said, what is half filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.reports.answered.indicators import Target


@dataclass(frozen=True)
class ReportFacts:
    """A stored report: the one that counts in an open round, or the newest of an earlier one."""

    id: int
    year: int
    status: str
    percent: float | None
    value: str
    result: str
    difficulties: str
    proposals: str
    document_number: str
    document_on: date | None
    said_at: datetime
    is_accepted: bool = False
    stored_at: datetime | None = None
    is_used_again: bool = False  # in the words of the answer to a like task


@dataclass(frozen=True)
class Unsettled:
    """What was raised on the same task in the round before, and nobody has settled."""

    report_id: int  # which raised it
    year: int
    about: tuple[str, ...]  # of each obstacle its sentences, a line each


@dataclass(frozen=True)
class HalfFilled:
    """A reply that somebody began and has not confirmed."""

    dialog: str
    step: str
    slots: Mapping[str, Any]
    name: str = ""  # what it is called, to be translated
    is_on_form: bool = False  # and in no chat

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered in it: a report is no draft before its first answer."""
        return self.dialog != "report" or bool(self.slots.get("path"))

    @property
    def expectation_id(self) -> int:
        """Of a report; 0 for every other reply."""
        return int(self.slots["expectation_id"]) if self.dialog == "report" else 0

    @property
    def task_id(self) -> int:
        """The one task that it is about, a line too; 0 where it is about several, or none."""
        if self.dialog != "lines":
            return self.expectation_id
        named = (*self.slots.get("said", ()), *self.slots.get("unsure", ()))
        tasks = {int(one["expectation_id"]) for one in named}
        return tasks.pop() if len(tasks) == 1 else 0


@dataclass(frozen=True)
class AlsoAnswered:
    """Another expectation on the same task that the answer to one will serve."""

    expectation_id: int
    due_on: date
    is_over: bool  # its day has passed


@dataclass(frozen=True)
class Duty:
    """One expectation of the person's agency."""

    expectation_id: int
    code: str  # of the item; empty for a report on the plan as a whole
    title: str  # of the item, or of what was asked for once; else empty
    agency: str
    printed: str  # whom the plan names for it; the agency may have become another one since
    decision: str
    issued_on: date
    year: int
    due_on: date  # the legal last day
    ask_until_on: date  # the last working day not after it: what we ask for
    working_days_left: int  # until `ask_until_on`; negative when it has passed
    province: str = ""  # whose decision it is …
    issuer: str = ""  # … where it is not that of this one in it
    figures_until: date | None = None  # the round's cut-off day, where it is not its due day
    status: str = ""  # of the report that counts now, if there is one
    sums_up: bool = False  # the coordinator's own report, made from all the others
    is_ad_hoc: bool = False  # asked for once, besides the plan's rules
    promised_on: date | None = None  # the day the agency said it would report on
    is_indicator: bool = False  # its value is reported instead of a percentage
    unit: str = ""  # of an indicator
    targets: tuple[Target, ...] = ()  # of an indicator, by year
    is_returned: bool = False  # what was said was sent back …
    returned_for: str = ""  # … for this reason
    is_locked: bool = False  # accepted: a change is to be asked for first
    plan_id: int = 0
    task_day: str = ""  # the decision's words on the task's own last day
    is_own_day: bool = False  # this is asked for that day
    is_one_off: bool = False  # over once it is completed
    answered_on: date | None = None  # that day's answer, which counts here too
    finished_on: date | None = None  # completed before, and not asked any more
    overdue: str = ""  # the decision's words on its last day, which has passed
    also: tuple[AlsoAnswered, ...] = ()

    @property
    def task(self) -> tuple[str, str, str]:
        """Alike for all that is asked of the agency on one task."""
        return self.decision, self.agency, self.code

    @property
    def answers(self) -> frozenset[int]:
        """The expectations that an answer to it is one to."""
        return frozenset((self.expectation_id, *(one.expectation_id for one in self.also)))
