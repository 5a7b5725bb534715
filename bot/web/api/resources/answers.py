"""What was answered in a round and what was not, a row an expectation."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.documents.json.answers import answer_data
from bot.web.api.parameters import (
    AGENCY,
    AS_OF,
    FORMAT,
    ITEM,
    PAGE,
    PAGE_SIZE,
    ROUND,
    Refused,
    bad,
)
from bot.web.api.resource import Call, Found, Resource, Row, missing, page_of
from bot.web.api.resources.indicators import INDICATOR
from bot.web.api.schemas import (
    DAY,
    INSTANT,
    NUMBER,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Schema,
    many,
    maybe,
    of,
    told,
)
from storage.plans.agencies import agencies_named, similar_names
from storage.plans.succession import lineage
from storage.reports.answered.asked_for import NeverAsked, answers_asked_for
from storage.reports.answered.earlier_rounds import values_by_year
from storage.reports.answers import stood_at

_SAID: dict[str, Schema] = {
    "status": maybe(TEXT),
    "percent": maybe(NUMBER),
    **{name: maybe(TEXT) for name in ("value", "result", "difficulties", "proposals", "document")},
    "document_on": maybe(DAY),
}
_ANSWER: dict[str, Schema] = {
    "round": WHOLE,
    "year": WHOLE,
    "item": told(TEXT, "Its code in the plan; empty for a general report."),
    "title": TEXT,
    "agency": told(TEXT, "As the plan names it."),
    "now_called": TEXT,
    "asked_of": TEXT,
    **_SAID,
    "unit": TEXT,
    "due_on": DAY,
    "counts_as": told(many(TEXT), "The figures of the summary that it is one of."),
    "first_received_at": maybe(INSTANT),
    "corrected_at": maybe(INSTANT),
    "said_in": maybe(of(round=WHOLE, year=WHOLE, due_on=DAY, of_items=YES_OR_NO)),
    "verdict": maybe(TEXT),
    "reason": TEXT,
    "files": WHOLE,
    "last_year": maybe(of(year=WHOLE, **_SAID)),
    "repeats_last_year": YES_OR_NO,
    "used_from": maybe(of(code=TEXT, decision=TEXT)),
    "of_own_day": YES_OR_NO,
    "completed_before": maybe(of(said_at=INSTANT, **_SAID)),
    "indicator": maybe(INDICATOR),
}
_REPORTER: Mapping[str, Schema] = {
    "reporter": told(maybe(TEXT), "Who answered; there for a key that may learn names.")
}
_OF_LAST_YEAR = tuple(f"last_year_{name}" for name in ("year", *_SAID))
_APART = ("said_in", "last_year", "completed_before", "indicator")
_COLUMNS = (*(name for name in _ANSWER if name not in _APART), *_OF_LAST_YEAR)


def _answers(call: Call) -> Found:
    round_, asked = call.round, _agencies(call)
    try:
        round_, found = answers_asked_for(
            *(call.session, call.plan, round_, call.as_of, call.zone),
            code=call.text("item").strip("."),
            agency_ids=asked,
            is_chosen=bool(call.text("round")),
        )
    except NeverAsked as error:
        raise missing(call.say("No round has asked for '{item}'.", item=error)) from None
    numbers, shown = call.paged(found)
    values = values_by_year(call.session, round_, stood_at(call.as_of))
    rows = [_visible(call, answer_data(one, call.zone, values)) for one in shown]
    body = {**call.head(round_), **numbers, "answers": rows}
    return Found(body, lambda: map(_flat, rows))


def _visible(call: Call, row: dict[str, Any]) -> dict[str, Any]:
    """Who answered is a matter of the agency and the planning department, unless it was granted."""
    if call.opened.key.names_reporters:
        return row
    return {name: value for name, value in row.items() if name not in _REPORTER}


def _flat(row: Mapping[str, Any]) -> Row:
    before = row["last_year"] or {}
    return {**row, **{f"last_year_{name}": before.get(name) for name in ("year", *_SAID)}}


def _agencies(call: Call) -> Collection[int]:
    """The agency and what it has become: an older round knows it by the older one."""
    name = call.text("agency")
    found = agencies_named(call.session, call.plan, name) if name else []
    if name and len(found) != 1:
        raise _unclear(call, name, [one.name for one in found])
    known = lineage(call.session)
    return {key for one in found for key in (one.id or 0, known.successor(one.id or 0, call.day))}


def _unclear(call: Call, name: str, found: list[str]) -> Refused:
    close = found or similar_names(call.session, call.plan, name)
    if not close:
        return bad(call.say("The plan knows no agency '{name}'.", name=name))
    return bad(
        call.say(
            "'{name}' is not one agency of the plan; there are: {close}.",
            name=name,
            close="; ".join(close),
        )
    )


def _properties(schema: Schema) -> Schema:
    """A name that is there for some keys only is described, and asked for in no answer."""
    return {**schema, "properties": {**schema["properties"], **_REPORTER}}


ANSWERS = Resource(
    path="/plans/{plan}/answers",
    name="answers",
    about="What was answered, and what was not, in the plan's order; general reports last. Ask "
    "for further pages with the as_of of the first one (its Link header does).",
    parameters=(ROUND, AS_OF, ITEM, AGENCY, PAGE, PAGE_SIZE, FORMAT),
    schema=page_of("answers", _properties(of(**_ANSWER))),
    columns=(*_COLUMNS, *_REPORTER),
    read=_answers,
)
