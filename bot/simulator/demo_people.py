"""Who holds the phones of a demonstration: sample people, and two more to try every road with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.simulator.phones import Phone
from storage import lazy
from storage.people.roster import RosterRow, read_roster

DATA = Path(__file__).resolve().parents[2] / "data"
ROLES = {
    "focal": "Cán bộ đầu mối",
    "leader": "Lãnh đạo phụ trách",
    "stand_in": "Người thay thế, nhận bàn giao",
}


class NoSuchPeople(Exception):
    """The sample people of a plan do not do for a demonstration; the text says what is missing."""


def roster_of(plan: str) -> list[RosterRow]:
    """The sample people of that plan, if it has a file of its own. Raises NoSuchPeople."""
    own = DATA / f"people-sample-{plan}.csv"
    found = read_roster(own if own.exists() else DATA / "people-sample.csv")
    return [*found, *_besides(plan, found)]


def _besides(plan: str, found: Sequence[RosterRow]) -> Iterator[RosterRow]:
    """A colleague of the first phone's holder, who can stand in and take over; an administrator
    where the file has none."""
    first = next(phones_of(plan, found))
    colleague = replace(first, code=f"{first.code}2", full_name="Đinh Văn Mẫu Tùng", address="anh")
    yield replace(colleague, posts=(f"stand_in@{plan}:{_agency(first)}",), rights=())
    if not any(_is_administrator(one) for one in found):
        someone = replace(first, code="quantri", full_name="Huỳnh Văn Mẫu Thảo", address="anh")
        yield replace(someone, posts=(), rights=("administrator",))


def phones_of(plan: str, roster: Sequence[RosterRow]) -> Iterator[RosterRow]:
    """Two focal persons, a leader, a planner: the leader's own focal person comes first. Then who
    stands in for that one, and an administrator. Raises NoSuchPeople."""
    people = [entry for entry in roster if entry.posts and belongs(entry, plan)]
    planner = next((one for one in people if f"planner@{plan}" in one.rights), None)
    leader = next((one for one in people if one.posts[0].startswith("leader@")), None)
    if planner is None or leader is None:
        raise NoSuchPeople(
            lazy("the sample people have no leader and planner for plan '{plan}'", plan=plan)
        )
    focal = [one for one in people if one.posts[0].startswith("focal@") and one is not planner]
    own = [one for one in focal if _agency(one) == _agency(leader)]
    yield from own[:1]
    yield from [one for one in focal if one not in own][: 2 - len(own[:1])]
    yield leader
    yield planner
    yield from [one for one in people if one.posts[0].startswith("stand_in@")][:1]
    yield from [one for one in roster if _is_administrator(one)][:1]


def belongs(entry: RosterRow, plan: str) -> bool:
    return all(f"@{plan}" in text for text in entry.posts)


def phone_of(position: int, entry: RosterRow) -> Phone:
    """Every second person is reached on Zalo."""
    channel = "zalo-bot" if position % 2 else "telegram"
    has_pages = bool(entry.rights)
    return Phone(
        entry.code, entry.full_name, _agency(entry), _role(entry), channel, has_pages=has_pages
    )


def _role(entry: RosterRow) -> str:
    if _is_administrator(entry):
        return "Người quản trị"
    return "Cơ quan tổng hợp" if entry.rights else ROLES[entry.posts[0].partition("@")[0]]


def _is_administrator(entry: RosterRow) -> bool:
    return "administrator" in entry.rights


def _agency(entry: RosterRow) -> str:
    return entry.posts[0].partition(":")[2] if entry.posts else "Toàn hệ thống"
