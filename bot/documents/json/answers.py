"""Answers as plain data, in the shape that scripts rely on."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.documents.contents.indicators import NO_VALUES, indicator_of
from bot.documents.json.indicators import indicator_data
from storage.models import Report, Round
from storage.reports.answered.earlier_rounds import ByYear, EarlierAnswer
from storage.reports.answered.reader import Answer

_SAID = ("status", "percent", "value", "result", "difficulties", "proposals")


def answer_data(
    one: Answer, zone: tzinfo, values: Mapping[int, ByYear] = NO_VALUES
) -> dict[str, Any]:
    """Instants in that zone; what nobody has said is null. `values`: of indicators, by item."""
    return {
        "round": one.round.id,
        "year": one.round.year,
        "item": one.code,
        "title": one.item.title if one.item else "",
        "agency": one.printed,
        "now_called": one.now_called,
        "asked_of": one.agency.name,
        **_said(one.report),
        "unit": one.unit,
        "due_on": one.due_on.isoformat(),
        "counts_as": sorted(one.counts_as),
        "first_received_at": _iso(one.first_received_at, zone),
        "corrected_at": _iso(one.corrected_at, zone),
        "said_in": _round(one.said_in),
        "verdict": one.verdict or None,
        "reason": one.review.reason if one.review else "",
        "reporter": one.reporter or None,
        "files": one.files,
        "last_year": _earlier(one.earlier),
        "repeats_last_year": one.repeats_earlier,
        "used_from": vars(one.used_from) if one.used_from else None,
        "of_own_day": one.is_of_own_day,
        "completed_before": _completed(one, zone),
        "indicator": indicator_data(line) if (line := indicator_of(one, values)) else None,
    }


def _said(report: Report | None) -> dict[str, Any]:
    said = {name: getattr(report, name, None) for name in _SAID}
    return {
        **said,
        "document": report.document_number if report else None,
        "document_on": report.document_on.isoformat() if report and report.document_on else None,
    }


def _completed(one: Answer, zone: tzinfo) -> dict[str, Any] | None:
    """What ended the task before it was to be reported here, and when it was said."""
    if not one.is_carried_over or one.elsewhere is None:
        return None
    return {"said_at": _iso(one.elsewhere.said_at, zone), **_said(one.elsewhere)}


def _round(one: Round | None) -> dict[str, Any] | None:
    """Where it was said, if elsewhere: for the task's own day, or in another report."""
    if one is None:
        return None
    return {
        "round": one.id,
        "year": one.year,
        "due_on": one.due_on.isoformat(),
        "of_items": one.of_items,
    }


def _earlier(one: EarlierAnswer | None) -> dict[str, Any] | None:
    return {"year": one.year, **_said(one.report)} if one else None


def _iso(at: datetime | None, zone: tzinfo) -> str | None:
    return at.astimezone(zone).isoformat() if at else None
