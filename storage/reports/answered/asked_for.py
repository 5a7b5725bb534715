"""The answers somebody asks for by item and agency, also where an item has a round of its own."""

from collections.abc import Collection
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel import Session

from storage.models import Plan, Round
from storage.reports.answered.items import newest_round_of_item
from storage.reports.answered.reader import Answer, answers_of_round


class NeverAsked(ValueError):
    """No round of the plan has asked for an item of that code, or for one below it."""


def answers_asked_for(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    *,
    code: str = "",
    agency_ids: Collection[int] = (),
    is_chosen: bool = False,
) -> tuple[Round, list[Answer]]:
    """The round they are of, and the answers.

    `is_chosen`: of this round and no other; else, where it asks nothing of the item, those of the
    newest round that does: an item may have a day, and so a round, of its own. Raises NeverAsked.
    """
    narrowed: Any = {"code": code, "agency_ids": agency_ids}
    found = answers_of_round(session, plan, round_, as_of, zone, **narrowed)
    if found or not code or is_chosen:
        return round_, found
    other = newest_round_of_item(session, plan, code)
    if other is None:
        raise NeverAsked(code)
    return other, answers_of_round(session, plan, other, as_of, zone, **narrowed)
