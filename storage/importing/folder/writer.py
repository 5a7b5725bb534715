"""Writes a plan folder: plan.toml and the CSV files, UTF-8, `;` between the entries of a list."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from storage import Say, lazy, translated
from storage.importing.folder.cells import cell_of
from storage.importing.folder.formulas import shielded
from storage.importing.folder.model import (
    FILES,
    HEADINGS,
    UNSURE,
    Doubt,
    PlanFolder,
    PlanHead,
    RuleEntry,
)


class FolderTaken(ValueError):
    """The directory holds another or a reviewed plan, which is not written over."""

    def said(self, say: Say) -> str:
        """In the reader's language."""
        return translated(self.args[0], say)


def write_folder(
    folder: PlanFolder, kept: Mapping[str, bytes], directory: Path, say: Say = str.format
) -> None:
    """Write the plan and, under the names they have in `kept`, the files it was read from.

    `say` words the doubts in a language; they are English without it. Everything is put into words
    before the first file is written. Raises FolderTaken when a file of that name is there with
    other words: someone may have reviewed it.
    """
    folder = replace(folder, doubts=tuple(_said(doubt, say) for doubt in folder.doubts))
    contents = {"plan.toml": _plan_toml(folder.head).encode(), **kept}
    for name, (entry, attribute) in FILES.items():
        contents[name] = _csv(entry, getattr(folder, attribute)).encode()
    for name, content in contents.items():
        path = directory / name
        if path.exists() and path.read_bytes() != content:
            raise FolderTaken(
                lazy(
                    "{file} is there already and differs; give another folder or remove this one",
                    file=path,
                )
            )
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (directory / name).write_bytes(content)


def _said(doubt: Doubt, say: Say) -> Doubt:
    return replace(
        doubt, reason=translated(doubt.reason, say), proposal=translated(doubt.proposal, say)
    )


def _csv(entry: type, rows: Iterable[Any]) -> str:
    names = [field.name for field in fields(entry)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([HEADINGS.get(name, name) for name in names])
    writer.writerows([[_cell(name, getattr(row, name)) for name in names] for row in rows])
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    return UNSURE if name == "confirmed" and not value else shielded(cell_of(value))


def _plan_toml(head: PlanHead) -> str:
    lines = [_pair(f.name, getattr(head, f.name)) for f in fields(head) if f.name not in _TABLES]
    if head.issuer:
        lines.append(_pair("issuer", head.issuer))
    if head.ladder:
        lines.append(f"ladder = {list(head.ladder)}")
    if head.office_hours:
        lines.append(_pair("office_hours", head.office_hours))
    for name in ("completion_days", "closes_after_days"):
        if getattr(head, name) is not None:
            lines.append(_pair(name, getattr(head, name)))
    if not head.leader_brief:
        lines.append(_pair("leader_brief", head.leader_brief))
    if head.project_groups:
        lines += ["", "[project_groups]"]
        lines += [_pair(group, title) for group, title in head.project_groups.items()]
    for rule in head.rules:
        lines += ["", "[[rules]]"]
        lines += [_pair(f.name, getattr(rule, f.name)) for f in fields(rule) if _is_told(rule, f)]
    return "\n".join(lines) + "\n"


def _is_told(rule: RuleEntry, field: Field[Any]) -> bool:
    """What every duty is unless it says otherwise is not written down."""
    return bool(getattr(rule, field.name) != field.default)


_TABLES = (
    *("rules", "project_groups", "issuer", "ladder", "office_hours"),
    *("completion_days", "closes_after_days", "leader_brief"),
)


def _pair(key: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{key} = {value.isoformat()}"
    if isinstance(value, tuple):
        inside = "".join(f"    {_quoted(entry)},\n" for entry in value)
        return f"{key} = [\n{inside}]"
    return f"{key} = {_quoted(value)}"


def _quoted(value: str | int | bool) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON's strings and numbers are TOML's too
