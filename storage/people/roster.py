"""The roster: a CSV file of people, their posts and rights → rows."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Appointment, Person, Plan, Post, Right, RightKind
from storage.people.appointments import find_person, posts_of
from storage.people.chat_accounts import reachable_accounts
from storage.plans.agencies import agencies_named, similar_names
from storage.plans.planners import rights_of

LANGUAGES = ("vi", "en")


class BadRoster(ValueError):
    """The file cannot be used; the text names the line, what was seen and what is expected."""


@dataclass(frozen=True)
class RosterRow:
    """A line of the file. `posts`: "focal@ben-tre:Sở Công Thương"; `rights`: "planner@ben-tre"."""

    line: int
    code: str
    full_name: str
    address: str
    posts: tuple[str, ...]
    rights: tuple[str, ...]
    language: str
    office_phone: str
    mobile: str = ""  # "84…"; the column may be left out


@dataclass(frozen=True)
class RosterChange:
    people: int
    changed: int


COLUMNS = tuple(one.name for one in fields(RosterRow) if one.name not in ("line", "mobile"))


def read_roster(path: Path) -> list[RosterRow]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadRoster(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadRoster(f"{path} is not UTF-8 text; save it as CSV UTF-8") from error
    reader = csv.DictReader(io.StringIO(unicodedata.normalize("NFC", text)), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadRoster(f"{path} has no column '{missing[0]}'; expected: {', '.join(COLUMNS)}")
    try:
        entries = [_entry(row, reader.line_num) for row in reader]
    except csv.Error as error:
        raise BadRoster(
            f"{path}, line {reader.line_num} is no CSV: {error}; check its quotation marks"
        ) from error
    _check_codes(entries, path)
    return entries


def _entry(row: dict[str | None, Any], line: int) -> RosterRow:
    """`line` is the last line of the row in the file; a cell may hold line breaks."""

    def cell(name: str) -> str:
        return " ".join((row.get(name) or "").split())

    if None in row:
        raise BadRoster(
            f"line {line} ({cell('code')}): more cells than columns; put a cell that holds a comma "
            "in quotation marks"
        )
    if cell("language") not in ("", *LANGUAGES):
        raise BadRoster(
            f"line {line} ({cell('code')}): language '{cell('language')}' is none of "
            f"{', '.join(LANGUAGES)}"
        )
    return RosterRow(
        line=line,
        code=cell("code"),
        full_name=cell("full_name"),
        address=cell("address") or "anh/chị",
        posts=_list(cell("posts")),
        rights=_list(cell("rights")),
        language=cell("language") or "vi",
        office_phone=cell("office_phone"),
        mobile=_mobile(cell("mobile"), line),
    )


def _mobile(text: str, line: int) -> str:
    """As services take it: 84 and the number without its 0. Raises BadRoster."""
    digits = re.sub(r"[ .()+-]", "", text)
    if digits and not re.fullmatch(r"(?:0|84)[0-9]{8,10}", digits):
        raise BadRoster(f"line {line}: mobile '{text}' is no telephone number of Vietnam")
    return f"84{digits[1:]}" if digits.startswith("0") else digits


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _check_codes(entries: list[RosterRow], path: Path) -> None:
    seen: set[str] = set()
    for entry in entries:
        if not entry.code or not entry.full_name:
            raise BadRoster(f"{path}, line {entry.line}: code and full_name are needed")
        if entry.code in seen:
            raise BadRoster(f"{path}, line {entry.line}: code '{entry.code}' stands there twice")
        seen.add(entry.code)


def load_roster(
    session: Session, entries: Iterable[RosterRow], now: datetime, on: date
) -> RosterChange:
    """Insert and update each person of the file; their posts and rights become those of the file.

    People the file does not name are left alone: a province may keep a file for each plan.
    """
    people = changed = 0
    for entry in entries:
        people += 1
        if _load(session, entry, now, on):
            changed += 1
    return RosterChange(people, changed)


def _load(session: Session, entry: RosterRow, now: datetime, on: date) -> bool:
    person = find_person(session, entry.code)
    if person is not None and person.erased_at is not None:
        raise _bad(
            entry,
            f"this person was erased on {person.erased_at:%d/%m/%Y}; take the line out of the "
            "file, or give whoever has the post now another code",
        )
    wanted = {
        "full_name": entry.full_name,
        "address": entry.address,
        "language": entry.language,
        "office_phone": entry.office_phone,
        "mobile": entry.mobile,
    }
    changed = person is None or any(getattr(person, name) != v for name, v in wanted.items())
    person = person or Person(code=entry.code, full_name="")
    person.sqlmodel_update(wanted)
    session.add(person)
    session.flush()
    posts = {_post(session, text, entry) for text in entry.posts}
    rights = {_right(session, text, entry) for text in entry.rights}
    changed = _keep_posts(session, person.id or 0, posts, on) or changed
    changed = _keep_rights(session, person.id or 0, rights) or changed
    if changed:
        audit.record(session, now, "person.loaded", f"person:{person.id}", details={})
    return changed


def _post(session: Session, text: str, entry: RosterRow) -> tuple[str, int]:
    """ "focal@ben-tre:Sở Công Thương" → (post, agency id)."""
    post, _, rest = text.partition("@")
    code, _, name = rest.partition(":")
    if post not in set(Post):
        raise _bad(entry, f"post '{post}' is none of {', '.join(Post)}")
    plan = _plan(session, code, entry)
    found = agencies_named(session, plan, name)
    if not found:
        close = "; ".join(similar_names(session, plan, name))
        hint = f"; close to it: {close}" if close else ""
        raise _bad(entry, f"plan '{code}' knows no agency '{name}'{hint}")
    if len(found) > 1:
        names = "; ".join(agency.name for agency in found)
        raise _bad(entry, f"'{name}' may be several agencies; write one in full: {names}")
    return post, found[0].id or 0


def _right(session: Session, text: str, entry: RosterRow) -> tuple[str, int | None]:
    kind, _, code = text.partition("@")
    if kind not in set(RightKind):
        raise _bad(entry, f"right '{kind}' is none of {', '.join(RightKind)}")
    return kind, _plan(session, code, entry).id if code else None


def _plan(session: Session, code: str, entry: RosterRow) -> Plan:
    plan = session.exec(select(Plan).where(Plan.code == code)).first()
    if plan is None:
        raise _bad(entry, f"no plan '{code}' is loaded; load the plan first")
    return plan


def _bad(entry: RosterRow, reason: str) -> BadRoster:
    return BadRoster(f"line {entry.line} ({entry.code}): {reason}")


def _keep_posts(session: Session, person_id: int, wanted: set[tuple[str, int]], on: date) -> bool:
    running = session.exec(
        select(Appointment).where(
            Appointment.person_id == person_id, col(Appointment.ends_on).is_(None)
        )
    ).all()
    held = {(one.post, one.agency_id) for one in running}
    for one in running:
        if (one.post, one.agency_id) not in wanted:
            one.ends_on = on - timedelta(days=1)
    ended_today = {
        (one.post, one.agency_id): one
        for one in session.exec(
            select(Appointment).where(
                Appointment.person_id == person_id, Appointment.starts_on == on
            )
        )
    }
    for post, agency_id in sorted(wanted - held):
        again = ended_today.get((post, agency_id))
        if again is not None:
            again.ends_on = None
            continue
        session.add(Appointment(person_id=person_id, agency_id=agency_id, post=post, starts_on=on))
    return held != wanted


def _keep_rights(session: Session, person_id: int, wanted: set[tuple[str, int | None]]) -> bool:
    rights = session.exec(select(Right).where(Right.person_id == person_id)).all()
    held = {(right.kind, right.plan_id) for right in rights}
    for right in rights:
        if (right.kind, right.plan_id) not in wanted:
            session.delete(right)
    for kind, plan_id in wanted - held:
        session.add(Right(person_id=person_id, kind=kind, plan_id=plan_id))
    return held != wanted


def roster_view(session: Session, on: date) -> list[dict[str, Any]]:
    """Everybody, as plain data: posts and rights of that day, and the channels that reach them."""
    plans = {plan.id: plan.code for plan in session.exec(select(Plan))}
    reached = reachable_accounts(session)
    return [
        {
            "code": person.code,
            "full_name": person.full_name,
            "posts": [
                {"post": post.post, "agency": agency.name, "since": post.starts_on.isoformat()}
                for post, agency in posts_of(session, person.id or 0, on)
            ],
            "rights": [
                right.kind + (f"@{plans[right.plan_id]}" if right.plan_id else "")
                for right in rights_of(session, person.id or 0)
            ],
            "channels": [reached[person.id].channel] if person.id in reached else [],
            "office_phone": person.office_phone,
        }
        for person in session.exec(select(Person).order_by(col(Person.id)))
    ]
