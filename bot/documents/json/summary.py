"""The summary as plain data, in the shape that scripts rely on."""

import json
from typing import Any

from bot.documents.contents.dossier import Dossier
from locales import Translator
from storage.models import Round
from storage.rounds.summary import Count, Summary


def summary_json(dossier: Dossier, _: Translator) -> str:
    """In no language: scripts read it."""
    return json.dumps(summary_data(dossier.summary), ensure_ascii=False, indent=2)


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
        "by_agency": [
            {
                "agency": one.agency,
                "now_called": one.now_called,
                **_few(one.count),
                "was_reminded": one.was_reminded,
            }
            for one in summary.by_agency
        ],
        "by_theme": [
            {"code": one.code, "title": one.title, **_few(one.count)} for one in summary.by_theme
        ],
        "high_priority": _few(summary.high_priority),
    }


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
