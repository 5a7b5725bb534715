"""Keys by which other systems read plans: made, looked up, revoked; the database keeps hashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, func, update
from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.models import ApiKey, ApiKeyPlan, Plan

LONGEST_NAME = 100

_OPENED: Any = (  # built once, as it is asked with every call
    select(ApiKey, Plan)
    .join(ApiKeyPlan, col(ApiKeyPlan.api_key_id) == ApiKey.id)
    .join(Plan, col(Plan.id) == ApiKeyPlan.plan_id)
    .where(col(ApiKey.token_hash) == bindparam("token_hash"), col(ApiKey.revoked_at).is_(None))
    .order_by(col(Plan.code))
)


class BadApiKey(ValueError):
    """A key cannot be made or revoked; the text says why and what to do."""


@dataclass(frozen=True)
class OpenedBy:
    """A key that holds, and the plans it opens, by their codes."""

    key: ApiKey
    plans: Sequence[Plan]


def make_key(
    session: Session,
    name: str,
    plans: Sequence[Plan],
    token: str,
    now: datetime,
    *,
    by_id: int | None = None,
    names_reporters: bool = False,
) -> ApiKey:
    """`token` opens these plans from now on. Raises BadApiKey."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadApiKey(lazy("a reader needs a name of 1 to {most} letters", most=LONGEST_NAME))
    if _living(session, name) is not None:
        raise BadApiKey(
            lazy("'{name}' has a key already; revoke it first, or choose another name", name=name)
        )
    key = ApiKey(name=name, token_hash=_hashed(token), names_reporters=names_reporters, made_at=now)
    session.add(key)
    session.flush()
    opened = {plan.id or 0: plan.code for plan in plans}
    session.add_all(ApiKeyPlan(api_key_id=key.id or 0, plan_id=one) for one in opened)
    details = {
        "name": name,
        "plans": sorted(opened.values()),
        "names_reporters": names_reporters,
    }
    audit.record(session, now, "api_key.made", f"api_key:{key.id}", by_id, details)
    return key


def revoke_key(session: Session, name: str, now: datetime, by_id: int | None = None) -> ApiKey:
    """It opens nothing any more. Raises BadApiKey."""
    key = _living(session, " ".join(name.split()))
    if key is None:
        raise BadApiKey(lazy("no key is called '{name}'; see: daumoi api-key list", name=name))
    key.revoked_at = now
    details = {"name": key.name}
    audit.record(session, now, "api_key.revoked", f"api_key:{key.id}", by_id, details)
    return key


def opened_by(session: Session, token: str) -> OpenedBy | None:
    """None where no key that holds is written so."""
    rows = session.exec(_OPENED, params={"token_hash": _hashed(token)}).all()
    return OpenedBy(rows[0][0], [plan for _, plan in rows]) if rows else None


def note_use(session: Session, key_id: int, today: date) -> None:
    """The day alone is kept, and so written once a day."""
    known = func.coalesce(col(ApiKey.last_used_on), date.min)
    used = update(ApiKey).where(col(ApiKey.id) == key_id, known < today)
    session.connection().execute(used.values(last_used_on=today))


def api_keys(session: Session) -> list[tuple[ApiKey, list[str]]]:
    """Every key there ever was, with the codes of its plans; the oldest first."""
    codes: dict[int, list[str]] = {}
    opens = select(ApiKeyPlan.api_key_id, Plan.code).join(Plan, col(Plan.id) == ApiKeyPlan.plan_id)
    for key_id, code in session.exec(opens.order_by(col(Plan.code))):
        codes.setdefault(key_id, []).append(code)
    keys = session.exec(select(ApiKey).order_by(col(ApiKey.id)))
    return [(key, codes.get(key.id or 0, [])) for key in keys]


def _living(session: Session, name: str) -> ApiKey | None:
    query = select(ApiKey).where(ApiKey.name == name, col(ApiKey.revoked_at).is_(None))
    return session.exec(query).first()


def _hashed(token: str) -> str:
    """Its letters are drawn at random from more than can be tried: no salt is needed."""
    return sha256(token.encode()).hexdigest()
