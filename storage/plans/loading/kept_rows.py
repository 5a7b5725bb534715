"""Rows of later documents that the folder no longer has room for: they stay, and are doubted.

A letter or a decision gave or changed them, and only another document may strike them; a folder
that was read again without them, or without the heading they hang under, does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from storage import lazy
from storage.importing.folder.cells import entry_of
from storage.importing.folder.model import AgencyEntry, Doubt, GroupEntry, ItemEntry, PlanFolder
from storage.models import Amendment, Plan
from storage.plans.folder_of import folder_of
from storage.plans.loading.amended import ItemChange, What, amended, struck_codes
from storage.plans.loading.settled import with_settled

_REASON = str(lazy("a later document gave or changed it, and the folder has no place for it"))


def put_back(
    items: Sequence[ItemEntry], changes: Sequence[ItemChange], before: Iterable[ItemEntry]
) -> list[ItemEntry]:
    """The folder's rows, and behind them those that left it though a document changed them.

    `before`: the plan's rows as they are. What a document brings itself need not be put back.
    """
    codes = {item.code for item in items}
    added = {change.code for change in changes if change.what == What.ADDED}
    changed = {change.code for change in changes if change.what == What.CHANGED} - added
    gone = changed - codes
    back = [one for one in before if one.code in gone]
    codes |= {one.code for one in back}
    return [*items, *(one if one.parent in codes else replace(one, parent="") for one in back)]


def doubts_on(
    folder: Sequence[ItemEntry], items: Sequence[ItemEntry], changes: Iterable[ItemChange]
) -> list[Doubt]:
    """On the rows that stay though the folder has them, or their heading, no longer."""
    own, codes = {item.code for item in folder}, {item.code for item in items}
    wanted = {
        change.code: change.cells.get("parent", "")
        for change in changes
        if change.what == What.ADDED
    }
    kept = [
        one
        for one in items
        if one.code not in own and (one.code not in wanted or wanted[one.code] not in {"", *codes})
    ]
    proposal = str(lazy("put the row or its heading back, or let a document strike it"))
    return [Doubt("items.csv", one.code, "parent", one.title, _REASON, proposal) for one in kept]


def kept_of(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    """The codes of such rows."""
    return tuple(doubt.code for doubt in doubts if doubt.reason == _REASON)


def with_amendments(session: Session, plan: Plan, folder: PlanFolder) -> PlanFolder:
    """The folder with what was settled of its doubts, and with every later document of the plan,
    in the order they were made."""
    folder = with_settled(session, plan, folder)
    query = select(Amendment).where(Amendment.plan_id == plan.id).order_by(col(Amendment.id))
    documents = session.exec(query).all()
    if not documents:
        return folder
    own = folder.items
    changes = [ItemChange.of(change) for one in documents for change in one.changes]
    folder = replace(folder, items=tuple(put_back(own, changes, folder_of(session, plan).items)))
    struck = struck_codes(changes)
    for one in documents:
        theirs = [ItemChange.of(change) for change in one.changes]
        agencies = [entry_of(AgencyEntry, cells) for cells in one.agencies]
        groups = [entry_of(GroupEntry, cells) for cells in one.groups]
        folder = amended(folder, theirs, agencies, groups, struck)
    doubts = doubts_on(own, folder.items, changes)
    known = {doubt.code for doubt in doubts}  # those of an earlier loading among them
    others = [one for one in folder.doubts if one.reason != _REASON or one.code not in known]
    return replace(folder, doubts=(*others, *doubts))
