"""Codes of plans: what to call one where another plan of the place has the short code already."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from storage.importing.folder.model import PlanFolder, PlanHead
from storage.names import fold


def long_code(head: PlanHead) -> str:
    """ "quang-ngai-25-kh-ubnd-2026": numbers begin again every year."""
    number = fold(head.decision).replace(" ", "-")
    return f"{head.code}-{number}-{head.issued_on.year}"


def with_free_code(folder: PlanFolder, directory: Path) -> PlanFolder:
    """With the long code where a plan folder beside that one has the short one for another plan."""
    head = folder.head
    own = (head.decision, head.issued_on)
    if any(code == head.code and plan != own for code, plan in _plans_beside(directory)):
        return replace(folder, head=replace(head, code=long_code(head)))
    return folder


def _plans_beside(directory: Path) -> Iterator[tuple[Any, tuple[Any, Any]]]:
    """Code, number and day of each; a folder that cannot be read is no plan's."""
    for path in sorted(directory.resolve().parent.glob("*/plan.toml")):
        if path.parent != directory.resolve():
            try:
                data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
                continue
            yield data.get("code"), (data.get("decision"), data.get("issued_on"))
