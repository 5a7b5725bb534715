"""The indicators of a plan: targets, what was reported of each year, and the way still to go."""

from collections.abc import Iterator
from typing import Any

from bot.documents.contents.indicators import IndicatorLine, lines_of
from bot.documents.json.indicators import indicator_data
from bot.web.api.parameters import AS_OF, FORMAT, PAGE, PAGE_SIZE, ROUND
from bot.web.api.resource import Call, Found, Resource, Row, page_of
from bot.web.api.schemas import NUMBER, TEXT, WHOLE, YES_OR_NO, Schema, many, maybe, of, told
from storage.plans.amendments.history import items_as_of
from storage.reports.answered.earlier_rounds import values_by_year
from storage.reports.answered.reader import answers_of_round
from storage.reports.answers import stood_at

_SAID = {"value": TEXT, "number": maybe(NUMBER), "unit": TEXT}
_TARGET: dict[str, Schema] = {
    "year": WHOLE,
    "target": TEXT,
    "number": maybe(NUMBER),
    "difference": told(maybe(NUMBER), "The value less the target."),
    "reached": maybe(YES_OR_NO),
    "a_year": told(maybe(NUMBER), "What the value has to change by in each year that is left."),
}
_MEASURED: dict[str, Schema] = {
    "number": told(maybe(NUMBER), "The value of the year reported on."),
    "unit": maybe(TEXT),
    "history": many(of(year=WHOLE, **_SAID)),
    "targets": many(of(**_TARGET)),
}
_WHOSE: dict[str, Schema] = {
    "item": TEXT,
    "title": TEXT,
    "agency": told(maybe(TEXT), "Null where the round asks nobody."),
    "now_called": maybe(TEXT),
    "year": WHOLE,
    "plan_unit": TEXT,
    "verdict": maybe(TEXT),
}
INDICATOR = of(**_MEASURED)
_COLUMNS = ("item", "title", "agency", "now_called", "kind", "year", "value", "number", "unit")


def _indicators(call: Call) -> Found:
    plan, round_, as_of = call.plan, call.round, call.as_of
    lines = lines_of(
        items_as_of(call.session, plan, as_of),
        answers_of_round(call.session, plan, round_, as_of, call.zone),
        values_by_year(call.session, round_, stood_at(as_of)),
        round_.year,
    )
    numbers, shown = call.paged(list(lines))
    rows = [_data(one) for one in shown]
    return Found({**call.head(round_), **numbers, "indicators": rows}, lambda: _flat(rows))


def _data(line: IndicatorLine) -> dict[str, Any]:
    one = line.answer
    return {
        "item": line.item.code,
        "title": line.item.title,
        "agency": one.printed if one else None,
        "now_called": one.now_called if one else None,
        "year": line.year,
        "plan_unit": line.unit,
        "verdict": (one.verdict or None) if one else None,
        **indicator_data(line),
    }


def _flat(rows: list[dict[str, Any]]) -> Iterator[Row]:
    """A row a year: what was reported, and what is to be reached."""
    for one in rows:
        for said in one["history"]:
            yield {**one, **said, "kind": "reported"}
        for goal in one["targets"]:
            named = {"value": goal["target"], "unit": one["plan_unit"], "kind": "target"}
            yield {**one, **goal, **named}


INDICATORS = Resource(
    path="/plans/{plan}/indicators",
    name="indicators",
    about="The indicators of a plan; as a table, a row for each year's value and each target.",
    parameters=(ROUND, AS_OF, PAGE, PAGE_SIZE, FORMAT),
    schema=page_of("indicators", of(**_WHOSE, **_MEASURED)),
    columns=_COLUMNS,
    read=_indicators,
)
