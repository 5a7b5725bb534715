"""A resource as it is declared, and a call of it: what is asked, and by whose key."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property
from http import HTTPStatus
from math import ceil
from typing import Any, TypeVar

from sqlmodel import Session

from bot.documents.json.summary import round_data
from bot.web.api import parameters
from bot.web.api.parameters import Parameter, Refused
from bot.web.api.schemas import DAY, INSTANT, TEXT, WHOLE, YES_OR_NO, Schema, many, of
from locales import Translator
from scheduler.calendar import Calendar
from storage.models import Plan, Round
from storage.plans.api_keys import OpenedBy
from storage.rounds.schedule import find_round, round_to_sum_up

Row = Mapping[str, Any]
One = TypeVar("One")
_PAGES = range(1, 1_000_000)


@dataclass(frozen=True)
class Call:
    """`asked`: the parameters by name; `plan_code`: of the address, empty where it has none."""

    session: Session
    opened: OpenedBy
    calendar: Calendar
    now: datetime
    say: Translator
    plan_code: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> tzinfo:
        return self.calendar.zone

    @cached_property
    def plan(self) -> Plan:
        """Raises Refused: whether there is a plan that the key does not open, nobody learns."""
        found = next((one for one in self.opened.plans if one.code == self.plan_code), None)
        if found is None:
            raise missing(self.say("There is no such plan, or this key does not open it."))
        return found

    @cached_property
    def as_of(self) -> datetime:
        """The instant that is asked for, else now. Raises Refused."""
        return parameters.instant_of(self.text("as_of"), self.zone, self.say) or self.now

    @property
    def day(self) -> date:
        return self.as_of.astimezone(self.zone).date()

    @cached_property
    def round(self) -> Round:
        """As `--round` of the command line names it. Raises Refused."""
        called, plan_id = self.text("round"), self.plan.id or 0
        found = (
            find_round(self.session, plan_id, called)
            if called
            else round_to_sum_up(self.session, plan_id, self.day.year)
        )
        if found is None:
            raise missing(self.say("The plan has no such round."))
        return found

    def text(self, name: str) -> str:
        return self.asked.get(name, "")

    def whole(self, name: str, allowed: range, default: int) -> int:
        """Raises Refused."""
        return parameters.whole(name, self.text(name), allowed, default, self.say)

    def head(self, round_: Round) -> dict[str, Any]:
        """What every answer about a round begins with."""
        return {
            "plan": self.plan.code,
            "round": round_data(round_),
            "as_of": self.as_of.astimezone(self.zone).isoformat(),
        }

    def paged(self, rows: Sequence[One]) -> tuple[dict[str, int], Sequence[One]]:
        """{page, page_size, count, pages}, and the rows of that page. Raises Refused."""
        size = self.whole("page_size", range(1, parameters.BIGGEST_PAGE + 1), parameters.A_PAGE)
        page = self.whole("page", _PAGES, 1)
        numbers = {
            "page": page,
            "page_size": size,
            "count": len(rows),
            "pages": max(1, ceil(len(rows) / size)),
        }
        return numbers, rows[(page - 1) * size : page * size]


@dataclass(frozen=True)
class Found:
    """`body`: as JSON. `rows`: the same as a table, each with the same columns."""

    body: Mapping[str, Any]
    rows: Callable[[], Iterable[Row]]


@dataclass(frozen=True)
class Resource:
    """`path` below /api/v1; `columns` of its table; `schema` of its JSON."""

    path: str
    name: str
    about: str
    parameters: Sequence[Parameter]
    schema: Schema
    columns: Sequence[str]
    read: Callable[[Call], Found]


PAGE_NUMBERS: Mapping[str, Schema] = dict.fromkeys(("page", "page_size", "count", "pages"), WHOLE)
ROUND_HEAD = of(id=WHOLE, year=WHOLE, of_items=YES_OR_NO, due_on=DAY)


def page_of(name: str, row: Schema) -> Schema:
    """The shape of a page of rows of a round."""
    head = {"plan": TEXT, "round": ROUND_HEAD, "as_of": INSTANT}
    return of(**head, **PAGE_NUMBERS, **{name: many(row)})


def missing(detail: str) -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, detail)
