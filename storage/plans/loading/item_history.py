"""What an item said before it was changed, kept beside it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from storage.models import Item, ItemVersion
from storage.plans.loading.upsert import Change

_DAYS = ("starts_on", "due_on")
_INSTANTS = ("ended_at",)
_LINKS = ("parent",)  # told by code, and kept by the row itself


def keep_versions(
    session: Session, items: Mapping[str, Item], changes: Iterable[Change], now: datetime
) -> None:
    """One row for each item that now says something else, or has ended or come back."""
    for change in changes:
        replaced = {
            name: _plain(before)
            for name, (before, _) in change.fields.items()
            if name not in _LINKS
        }
        if change.what == "changed" and replaced:
            item_id = items[change.key].id or 0
            session.add(ItemVersion(item_id=item_id, until_at=now, replaced=replaced))


def restored(replaced: Mapping[str, Any]) -> dict[str, Any]:
    """By column, the values as the item held them."""
    return {name: _value(name, value) for name, value in replaced.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DAYS:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name in _INSTANTS else value
