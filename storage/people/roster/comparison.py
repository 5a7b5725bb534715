"""What a roster says anew: each line against what it said when it was last loaded.

What was changed here since, by a handover or a corrected name, is not undone by a line that says
what it has always said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from storage import lazy
from storage.models import Agency, Appointment, Person, Plan, Post, Right, RightKind, RosterLine
from storage.people.appointments import find_person
from storage.people.roster.reading import ONE_MAILBOX, RosterRow, bad
from storage.plans.agencies import agencies_named, similar_names
from storage.plans.lookup import find_plan
from storage.plans.planners import rights_of

FIELDS = ("full_name", "address", "language", "office_phone", "mobile", "email")
HeldPost = tuple[str, int]  # post, agency
HeldRight = tuple[str, int | None]  # kind, plan


class RosterDifference(NamedTuple):
    """What loading would change; `field` is empty for somebody who is not known yet."""

    line: int
    code: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Moves:
    """What a person holds, and what is added to it and taken from it."""

    held: Set[Any]
    added: Set[Any]
    ended: Set[Any]

    def __bool__(self) -> bool:
        return bool(self.added or self.ended)


@dataclass(frozen=True)
class LineChange:
    """A line, whose it is, what it changes, and what is to be remembered of it."""

    row: RosterRow
    person: Person | None  # empty: not known yet
    fields: dict[str, str]
    posts: Moves
    rights: Moves
    says: dict[str, Any]

    @property
    def names(self) -> list[str]:
        """Of what is changed; nothing of a person who is as the line says."""
        sets = {"posts": self.posts, "rights": self.rights}
        return [*self.fields, *(name for name, moves in sets.items() if moves)]


def compare(session: Session, rows: Iterable[RosterRow]) -> list[LineChange]:
    """Line by line; nothing is written. Raises BadRoster."""
    mailboxes = _mailboxes(session)
    return [_compare(session, row, mailboxes) for row in rows]


def differences(session: Session, rows: Iterable[RosterRow]) -> list[RosterDifference]:
    """What `load_roster` would change. Raises BadRoster."""
    return [one for change in compare(session, rows) for one in _differences(session, change)]


def _compare(session: Session, row: RosterRow, mailboxes: Mapping[str, str]) -> LineChange:
    person = _person(session, row, mailboxes)
    line = session.get(RosterLine, person.id) if person else None
    said = dict(line.says) if line else {}
    says: dict[str, Any] = {name: getattr(row, name) for name in FIELDS if name in row.given}
    fields = {
        name: text
        for name, text in says.items()
        if person is None or (said.get(name) != text and getattr(person, name) != text)
    }
    posts = {_post(session, text, row) for text in row.posts}
    rights = {_right(session, text, row) for text in row.rights}
    held_posts, held_rights = _posts_of(session, person), _rights_of(session, person)
    for name, wanted in (("posts", posts), ("rights", rights)):
        if name in row.given:
            says[name] = sorted(map(list, wanted), key=str)
    return LineChange(
        row=row,
        person=person,
        fields=fields,
        posts=_moves(says.get("posts"), said.get("posts"), held_posts),
        rights=_moves(says.get("rights"), said.get("rights"), held_rights),
        says={**said, **says},
    )


def _moves(says: Collection[Any] | None, said: Collection[Any] | None, held: Set[Any]) -> Moves:
    """From what the line said and says; of one that was never loaded, from what is held."""
    if says is None:
        return Moves(held, set(), set())
    wanted = {tuple(one) for one in says}
    before = held if said is None else {tuple(one) for one in said}
    return Moves(held, wanted - before - held, (before - wanted) & held)


def _mailboxes(session: Session) -> dict[str, str]:
    """Whose each address is, by code. They are kept encrypted: no query finds one."""
    query = select(Person.email, Person.code).where(col(Person.email) != "")
    return dict(session.exec(query).all())


def _person(session: Session, row: RosterRow, mailboxes: Mapping[str, str]) -> Person | None:
    person = find_person(session, row.code)
    if person is not None and person.erased_at is not None:
        raise bad(
            row,
            lazy(
                "this person was erased on {day:%d/%m/%Y}; take the line out of the "
                "file, or give whoever has the post now another code",
                day=person.erased_at,
            ),
        )
    if person is None and (other := find_person(session, row.code.lower())):
        raise bad(
            row,
            lazy(
                "there is a person '{code}'; write the code with its small letters", code=other.code
            ),
        )
    if person is None and "full_name" not in row.given:
        raise bad(row, lazy("nobody has this code yet; a new person needs the column 'full_name'"))
    if row.email and mailboxes.get(row.email, row.code) != row.code:
        told = lazy("'{code}' has it, too; {why}", code=mailboxes[row.email], why=ONE_MAILBOX)
        raise bad(row, told, "email")
    return person


def _post(session: Session, text: str, row: RosterRow) -> HeldPost:
    """ "focal@ben-tre:Sở Công Thương" → (post, agency id)."""
    post, _, rest = text.partition("@")
    code, _, name = rest.partition(":")
    if post.lower() not in set(Post):
        raise bad(
            row, lazy("post '{post}' is none of {names}", post=post, names=", ".join(Post)), "posts"
        )
    plan = _plan(session, code, row, "posts")
    found = agencies_named(session, plan, name)
    if not found:
        close = "; ".join(similar_names(session, plan, name))
        told = lazy("plan '{code}' knows no agency '{name}'", code=code, name=name)
        hint = lazy("{sentence}; close to it: {names}", sentence=told, names=close)
        raise bad(row, hint if close else told, "posts")
    if len(found) > 1:
        names = "; ".join(agency.name for agency in found)
        raise bad(
            row,
            lazy(
                "'{name}' may be several agencies; write one in full: {names}",
                name=name,
                names=names,
            ),
            "posts",
        )
    return post.lower(), found[0].id or 0


def _right(session: Session, text: str, row: RosterRow) -> HeldRight:
    kind, _, code = text.partition("@")
    if kind.lower() not in set(RightKind):
        raise bad(
            row,
            lazy("right '{kind}' is none of {names}", kind=kind, names=", ".join(RightKind)),
            "rights",
        )
    return kind.lower(), _plan(session, code, row, "rights").id if code else None


def _plan(session: Session, code: str, row: RosterRow, column: str) -> Plan:
    plan = find_plan(session, code) or find_plan(session, code.lower())
    if plan is None:
        raise bad(row, lazy("no plan '{code}' is loaded; load the plan first", code=code), column)
    return plan


def _posts_of(session: Session, person: Person | None) -> set[HeldPost]:
    if person is None:
        return set()
    running = select(Appointment).where(
        Appointment.person_id == person.id, col(Appointment.ends_on).is_(None)
    )
    return {(one.post, one.agency_id) for one in session.exec(running)}


def _rights_of(session: Session, person: Person | None) -> set[HeldRight]:
    rights: Iterable[Right] = rights_of(session, person.id or 0) if person else ()
    return {(right.kind, right.plan_id) for right in rights}


def _differences(session: Session, change: LineChange) -> Iterator[RosterDifference]:
    row, person = change.row, change.person
    if person is None:
        words = "; ".join((*row.posts, *row.rights))
        yield RosterDifference(row.line, row.code, row.full_name, "", "", words)
        return
    start = (row.line, row.code, person.full_name)
    for name, text in change.fields.items():
        yield RosterDifference(*start, name, getattr(person, name), text)
    if change.posts:
        agencies = {one.id: one.name for one in session.exec(select(Agency))}
        yield RosterDifference(*start, "posts", *_around(change.posts, agencies))
    if change.rights:
        plans = {one.id: one.code for one in session.exec(select(Plan))}
        yield RosterDifference(*start, "rights", *_around(change.rights, plans))


def _around(moves: Moves, names: Mapping[int | None, str]) -> tuple[str, str]:
    """What is held before and after, in words."""
    after = (moves.held - moves.ended) | moves.added
    words = (
        sorted(f"{kind}: {names[key]}" if key else str(kind) for kind, key in held)
        for held in (moves.held, after)
    )
    before, then = map("; ".join, words)
    return before, then
