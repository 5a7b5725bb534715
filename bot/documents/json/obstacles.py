"""Obstacles as plain data, in the shape that scripts rely on."""

from datetime import tzinfo
from typing import Any

from bot.documents.contents.obstacles import Cluster, Raised


def cluster_data(one: Cluster, zone: tzinfo) -> dict[str, Any]:
    """`actor` is null where nobody was read; instants in that zone."""
    return {
        "kind": one.matter.kind.value,
        "actor": one.matter.actor or None,
        "documents": sorted(one.matter.documents),
        "about": one.matter.words,
        "agencies": list(one.agencies),
        "obstacles": [_raised(member, zone) for member in one.members],
    }


def _raised(one: Raised, zone: tzinfo) -> dict[str, Any]:
    told, word = one.told, one.word
    return {
        "round": told.round.id,
        "year": told.round.year,
        "item": told.code,
        "title": told.title,
        "agency": told.printed,
        "now_called": told.now_called,
        "words": one.matter.words,
        "since": one.since.astimezone(zone).isoformat(),
        "is_settled": one.is_settled,
        "settled_at": word.said_at.astimezone(zone).isoformat()
        if word and one.is_settled
        else None,
        "last_word": word.word if word else None,
        "said_by": (word.by or None) if word else None,
    }
