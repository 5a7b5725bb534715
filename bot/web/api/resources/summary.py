"""The figures of a round, as the summary of the chat, the pages and the documents has them."""

from collections.abc import Iterator
from typing import Any

from bot.documents.json.summary import summary_data
from bot.web.api.parameters import AS_OF, FORMAT, ROUND
from bot.web.api.resource import ROUND_HEAD, Call, Found, Resource, Row
from bot.web.api.schemas import (
    INSTANT,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Schema,
    by_name,
    many,
    of,
    told,
)
from storage.rounds.summary import summarise

_FEW = ("expected", "received", "late", "missing", "pending", "carried_over")
_MORE = ("on_time", "accepted", "returned", "to_complete", "incomplete", "corrected", "used_again")
_COUNTS: dict[str, Schema] = dict.fromkeys(_FEW, WHOLE)
_COLUMNS = ("part", "code", "name", "now_called", *_FEW)


def _summary(call: Call) -> Found:
    figures = summarise(call.session, call.plan, call.round, call.as_of, call.zone)
    body = summary_data(figures)
    return Found(body, lambda: _rows(body))


def _rows(body: dict[str, Any]) -> Iterator[Row]:
    """Each part of it in the same columns: the whole, what is urgent, themes, agencies."""
    yield _row("total", body)
    yield _row("high_priority", body["high_priority"])
    for one in body["by_theme"]:
        yield _row("theme", one, code=one["code"], name=one["title"])
    for one in body["by_agency"]:
        yield _row("agency", one, name=one["agency"], now_called=one["now_called"])


def _row(part: str, counts: dict[str, Any], **named: str) -> Row:
    return {"part": part, **named, **{name: counts[name] for name in _FEW}}


SUMMARY = Resource(
    path="/plans/{plan}/summary",
    name="summary",
    about="The figures of a round, now or as they stood at any past instant: received + missing "
    "+ pending + carried_over = expected, always.",
    parameters=(ROUND, AS_OF, FORMAT),
    schema=of(
        plan=TEXT,
        round=ROUND_HEAD,
        as_of=INSTANT,
        **_COUNTS,
        **dict.fromkeys(_MORE, WHOLE),
        unreached=told(many(TEXT), "Agencies in which nobody could be reached."),
        never_reminded=told(many(TEXT), "Agencies that were not reminded in time."),
        unassigned=told(many(TEXT), "Codes of items that nobody answers for."),
        overdue=told(many(TEXT), "Codes of tasks whose last day by the plan has passed."),
        by_status=by_name(WHOLE),
        by_agency=many(of(agency=TEXT, now_called=TEXT, **_COUNTS, was_reminded=YES_OR_NO)),
        by_theme=many(of(code=TEXT, title=TEXT, **_COUNTS)),
        by_task=told(
            many(
                of(
                    code=TEXT,
                    title=TEXT,
                    **_COUNTS,
                    communes=of(**_COUNTS),
                    silent=told(many(TEXT), "Communes that have not answered it."),
                )
            ),
            "Where communes are asked: each task once; the other figures count every unit.",
        ),
        high_priority=of(**_COUNTS),
    ),
    columns=_COLUMNS,
    read=_summary,
)
