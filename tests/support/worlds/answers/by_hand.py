"""Answers made by hand, and what may be read of them, for tests without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.dialogs.facts.planner import KnownAgency
from bot.dialogs.facts.reading import Read, ReadingFacts
from storage.models import Agency, Expectation, Item, Report, Round, Tier
from storage.reports.answered.earlier_rounds import EarlierAnswer
from storage.reports.answered.reader import Answer
from tests.support.worlds.planners import PLAN
from tests.support.worlds.world import ZONE

SAID_AT = datetime(2026, 11, 10, 9, 30, tzinfo=ZONE)


def round_of(year: int) -> Round:
    return Round(
        id=year,
        plan_id=1,
        rule_id=1,
        tier=Tier.AGENCIES,
        title=f"Đợt báo cáo năm {year}",
        year=year,
        opens_on=date(year, 10, 1),
        due_on=date(year, 11, 14),
        covers_from=date(year, 1, 1),
        covers_until=date(year, 12, 31),
        cut_off_on=date(year, 11, 14),
        legal_text="",
        opened_at=datetime(year, 10, 1, tzinfo=ZONE),
    )


def answer(
    key: int, code: str, agency: str = "Sở Công Thương", year: int = 2026, **said: Any
) -> Answer:
    """Of expectation `key`; with a report on it where anything is said, such as its status."""
    item = Item(plan_id=1, id=key, code=code, kind="task", position=key, title="", title_raw="")
    item.title = f"Triển khai nhiệm vụ số {code} theo kế hoạch hành động của tỉnh"
    report = Report(id=key, expectation_id=key, submitted_at=SAID_AT, **said) if said else None
    round_ = round_of(year)
    return Answer(
        expectation=Expectation(
            id=key,
            round_id=year,
            agency_id=key,
            item_id=key,
            due_on=round_.due_on,
            created_at=round_.opened_at,
        ),
        round=round_,
        plan=PLAN,
        agency=Agency(id=key, province="Mẫu", name=agency, kind="department"),
        printed=agency,
        item=item,
        report=report,
        first=report,
        review=None,
        now_called=agency,
        counts_as=frozenset({"expected", *(("received", "on_time") if said else ("pending",))}),
    )


def indicator(key: int, code: str, value: str, unit: str = "%", target: str = "98,5") -> Answer:
    one = answer(key, code, status="in_progress", value=value)
    assert one.item is not None
    one.item.kind = "indicator"
    one.item.details = {"unit": unit, "target_2030_raw": target, "target_2030": None}
    return one


def after(one: Answer, earlier: Answer) -> Answer:
    """The same answer, with that of an earlier year before it."""
    assert earlier.report is not None
    return replace(one, earlier=EarlierAnswer(earlier.report, earlier.round.year))


def reading_of(answers: Sequence[Answer], agencies: Sequence[KnownAgency] = ()) -> ReadingFacts:
    """A planner's, of one plan: rounds by their year, the newest one without a year."""

    def chosen(year: int) -> list[Answer]:
        newest = max((one.round.year for one in answers), default=0)
        return [one for one in answers if one.round.year == (year or newest)]

    def read(found: list[Answer]) -> Read | None:
        return Read(found[0].round, tuple(found)) if found else None

    def items(code: str) -> dict[int, Item]:
        known = {one.code: one.item for one in answers if one.item}
        above = Item(plan_id=1, code=code, kind="heading", position=0, title="Mục", title_raw="")
        if code not in known and any(one.startswith(f"{code}.") for one in known):
            return {1: above}
        return {1: known[code]} if code in known else {}

    def under(code: str, year: int) -> list[Answer]:
        return [one for one in chosen(year) if f"{one.code}.".startswith(f"{code}.")]

    names = {one.id: one.now_called for one in agencies}
    return ReadingFacts(
        plans=(PLAN,),
        whole=frozenset({1}),
        items=items,
        of_item=lambda _plan, code, year: read(under(code, year)),
        of_round=lambda _plan, year, agency: read(
            [one for one in chosen(year) if not agency or one.now_called == names.get(agency)]
        ),
        answer=lambda key: next((one for one in answers if one.expectation.id == key), None),
        agencies=lambda _plan: tuple(agencies),
    )
