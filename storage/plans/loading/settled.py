"""What a person has settled of the importer's doubts, put into whatever folder has that doubt."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from sqlmodel import Session, select

from storage.importing.folder.model import AgencyEntry, Doubt, GroupEntry, ItemEntry, PlanFolder
from storage.models import Agency, Plan, SettledDoubt
from storage.plans.known_agencies import agencies_of

CELLS = ("leads", "coordinating")  # columns of items.csv that are lists of agencies


def key_of(doubt: Doubt) -> str:
    """The same doubt on the same words has it, whatever line they stand in."""
    parts = (doubt.file, doubt.code, doubt.field, doubt.seen, str(doubt.reason))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def takes_agencies(doubt: Doubt) -> bool:
    """Whether other agencies may be put instead of what was read."""
    is_cell = doubt.file == "items.csv" and doubt.field in CELLS
    return is_cell or (doubt.file == "groups.csv" and doubt.field == "members")


def with_settled(session: Session, plan: Plan, folder: PlanFolder) -> PlanFolder:
    """A doubt that a folder has no longer was corrected there: the folder's own word holds."""
    doubts = {key_of(one): one for one in folder.doubts}
    settled = session.exec(select(SettledDoubt).where(SettledDoubt.plan_id == plan.id))
    found = [(doubts[one.key], one.names) for one in settled if one.key in doubts and one.names]
    for doubt, names in found:
        folder = _with_names(folder, doubt, tuple(names))
    named = [name for _, names in found for name in names]
    missing = set(named) - {one.name for one in folder.agencies}
    missing -= {one.phrase for one in folder.groups}
    if not missing:
        return folder
    known = (one for one in agencies_of(session, plan) if one.name in missing)
    return replace(folder, agencies=(*folder.agencies, *map(_entry, known)))


def _with_names(folder: PlanFolder, doubt: Doubt, names: tuple[str, ...]) -> PlanFolder:
    if doubt.file == "groups.csv":
        return replace(folder, groups=_groups(folder.groups, doubt.seen, names))
    return replace(folder, items=tuple(_items(folder.items, doubt, names)))


def _items(items: Iterable[ItemEntry], doubt: Doubt, names: tuple[str, ...]) -> Iterable[ItemEntry]:
    """Who is named to lead does not coordinate as well."""
    for item in items:
        if item.code != doubt.code:
            yield item
        elif doubt.field == "leads":
            helping = tuple(one for one in item.coordinating if one not in names)
            yield replace(item, leads=names, coordinating=helping)
        else:
            yield replace(item, coordinating=tuple(one for one in names if one not in item.leads))


def _groups(
    groups: Sequence[GroupEntry], phrase: str, names: tuple[str, ...]
) -> tuple[GroupEntry, ...]:
    if phrase not in {one.phrase for one in groups}:
        return (*groups, GroupEntry(phrase, names))
    return tuple(replace(one, members=names) if one.phrase == phrase else one for one in groups)


def _entry(agency: Agency) -> AgencyEntry:
    return AgencyEntry(
        name=agency.name,
        kind=agency.kind,
        aliases=tuple(agency.aliases),
        valid_from=agency.valid_from,
        valid_until=agency.valid_until,
    )


def plain(doubt: Doubt) -> dict[str, object]:
    return {**asdict(doubt), "reason": str(doubt.reason), "proposal": str(doubt.proposal)}
