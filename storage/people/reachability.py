"""Why nobody of an agency can be reached: what stands between its people and a reminder."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from storage.models import ChatAccount, Consent
from storage.people.appointments import agencies_on_leave, focal_points
from storage.people.chat_accounts import SILENT


class UnreachableReason(StrEnum):
    NOBODY = "nobody"  # no focal person
    NOT_LINKED = "not_linked"
    NO_CONSENT = "no_consent"
    STOPPED = "stopped"
    ON_LEAVE = "on_leave"  # and nobody stands in


def obstacles(
    session: Session, agency_ids: Iterable[int], on: date
) -> dict[int, UnreachableReason]:
    """Of those agencies, the ones nobody can be reached for on that day, and why.

    Of several people the one who is nearest to being reached tells.
    """
    people: dict[int, set[int]] = {agency_id: set() for agency_id in agency_ids}
    reached = set()
    on_leave = {agency.id for agency in agencies_on_leave(session, on)}
    for who in focal_points(session, on, people):
        people[who.agency.id or 0].add(who.person.id or 0)
        if who.account is not None:
            reached.add(who.agency.id)
    linked = _those(
        session, select(ChatAccount.person_id).where(col(ChatAccount.channel).not_in(SILENT))
    )
    consenting = _those(
        session, select(Consent.person_id).where(col(Consent.withdrawn_at).is_(None))
    )
    return {
        key: UnreachableReason.ON_LEAVE
        if not theirs and key in on_leave
        else _obstacle(theirs, theirs & linked, theirs & linked & consenting)
        for key, theirs in people.items()
        if key not in reached
    }


def _obstacle(people: set[int], linked: set[int], consenting: set[int]) -> UnreachableReason:
    if not people:
        return UnreachableReason.NOBODY
    if not linked:
        return UnreachableReason.NOT_LINKED
    return UnreachableReason.STOPPED if consenting else UnreachableReason.NO_CONSENT


def _those(session: Session, query: Any) -> set[int]:
    return {key for key in session.exec(query) if key is not None}
