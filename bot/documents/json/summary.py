"""The summary as plain data, in the shape that scripts rely on."""

import json
from typing import Any

from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines
from bot.documents.json.indicators import indicator_data
from locales import Translator
from storage.models import Round
from storage.rounds.figures.by_task import TaskCount
from storage.rounds.summary import AgencyCount, Count, Summary, ThemeCount


def summary_json(dossier: Dossier, _: Translator) -> str:
    """In no language: scripts read it."""
    indicators = [_indicator(line) for line in indicator_lines(dossier)]
    data = {**summary_data(dossier.summary), "indicators": indicators}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _indicator(line: IndicatorLine) -> dict[str, Any]:
    """Of one agency that answers for it; null where nobody was asked."""
    answer = line.answer
    return {
        "item": line.item.code,
        "title": line.item.title,
        "agency": answer.printed if answer else None,
        "now_called": answer.now_called if answer else None,
        "status": answer.answer.status if answer and answer.answer else None,
        "decision_unit": line.unit or None,
        **indicator_data(line),
    }


def summary_data(summary: Summary) -> dict[str, Any]:
    return {
        "plan": summary.plan.code,
        "round": round_data(summary.round),
        "as_of": summary.as_of.isoformat(),
        **vars(summary.total),
        "unreached": summary.unreached,
        "never_reminded": summary.never_reminded,
        "unassigned": summary.unassigned,
        "overdue": summary.overdue,
        "by_status": summary.by_status,
        "by_agency": [_of_agency(one) for one in summary.by_agency],
        "by_theme": [_of_item(one) for one in summary.by_theme],
        "by_task": [
            {**_of_item(one), "communes": _few(one.communes), "silent": one.silent}
            for one in summary.by_task
        ],
        "high_priority": _few(summary.high_priority),
    }


def _of_agency(one: AgencyCount) -> dict[str, Any]:
    return {
        "agency": one.agency,
        "now_called": one.now_called,
        **_few(one.count),
        "was_reminded": one.was_reminded,
    }


def _of_item(one: ThemeCount | TaskCount) -> dict[str, Any]:
    return {"code": one.code, "title": one.title, **_few(one.count)}


def round_data(one: Round) -> dict[str, Any]:
    """Which round it is."""
    return {
        "id": one.id,
        "year": one.year,
        "of_items": one.of_items,
        "due_on": one.due_on.isoformat(),
    }


def _few(count: Count) -> dict[str, int]:
    return {
        name: getattr(count, name)
        for name in ("expected", "received", "late", "missing", "pending", "carried_over")
    }
