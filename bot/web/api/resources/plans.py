"""The plans that a key opens, and one of them with its rows."""

from collections.abc import Iterator
from typing import Any

from bot.documents.json.plan import plan_data
from bot.web.api.parameters import AS_OF, FORMAT
from bot.web.api.resource import Call, Found, Resource, Row
from bot.web.api.schemas import (
    ANYTHING,
    DAY,
    INSTANT,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Schema,
    many,
    maybe,
    of,
    told,
)
from storage.models import Plan

_HEAD: dict[str, Schema] = {
    **dict.fromkeys(("code", "decision", "title", "province", "issuer", "period"), TEXT),
    "coordinator": told(TEXT, "The agency that sums up, as the decision names it."),
}
_ITEM: dict[str, Schema] = {
    **dict.fromkeys(("code", "parent", "kind", "title", "title_raw"), TEXT),
    "priority_high": YES_OR_NO,
    "topics": many(TEXT),
    "timeframe_raw": TEXT,
    "start_year": maybe(WHOLE),
    "end_year": maybe(WHOLE),
    "recurrence": TEXT,
    "starts_on": maybe(DAY),
    "due_on": maybe(DAY),
    "due_every": TEXT,
    "condition": TEXT,
    "lead_raw": TEXT,
    "leads": many(TEXT),
    "coordinating_raw": TEXT,
    "coordinating": many(TEXT),
    "funding": many(TEXT),
    "product_raw": TEXT,
    "source_line": maybe(WHOLE),
}
_RULE: dict[str, Schema] = {
    **dict.fromkeys(("tier", "quote", "every", "who", "to"), TEXT),
    **dict.fromkeys(("month", "day", "from_year", "until_year"), WHOLE),
    "strict": told(YES_OR_NO, '"trước ngày": the day itself is too late.'),
    "agencies": many(TEXT),
}


def _plans(call: Call) -> Found:
    rows = [_head(plan) for plan in call.opened.plans]
    return Found({"plans": rows}, lambda: rows)


def _head(plan: Plan) -> dict[str, Any]:
    head = {name: getattr(plan, name) for name in _HEAD}
    return {**head, "issued_on": plan.issued_on.isoformat()}


def _plan(call: Call) -> Found:
    document = plan_data(call.session, call.plan, call.as_of)
    body = {**document, "as_of": call.as_of.astimezone(call.zone).isoformat()}
    return Found(body, lambda: _items(document))


def _items(document: dict[str, Any]) -> Iterator[Row]:
    return ({name: item.get(name) for name in (*_ITEM, "source")} for item in document["items"])


PLANS = Resource(
    path="/plans",
    name="plans",
    about="The plans that this key opens.",
    parameters=(FORMAT,),
    schema=of(plans=many(of(**_HEAD, issued_on=DAY))),
    columns=(*_HEAD, "issued_on"),
    read=_plans,
)
PLAN = Resource(
    path="/plans/{plan}",
    name="plan",
    about="A plan with its rows in the decision's order; as a table, headings and tasks.",
    parameters=(AS_OF, FORMAT),
    schema=of(
        as_of=INSTANT,
        plan=of(**_HEAD, issued_on=DAY, recipients=many(TEXT)),
        items=many({**of(**_ITEM), "properties": {**_ITEM, "source": TEXT}}),
        indicators=told(many(ANYTHING), "Each with its code and the cells of its row."),
        projects=told(many(ANYTHING), "Each with its code and the cells of its row."),
        rules=many(of(**_RULE)),
        amendments=many(of(document=TEXT, issued_on=DAY, title=TEXT)),
    ),
    columns=(*_ITEM, "source"),
    read=_plan,
)
