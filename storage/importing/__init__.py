"""From the text of a decision to a plan folder that a person can review.

Read when it is asked for: places and names of these rooms are needed everywhere, the reading of
documents, with all its patterns, in few commands.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.importing.decision import ImportedPlan, read_decision, write_import
    from storage.importing.document import UnreadableDecision
    from storage.importing.folder.model import BadPlanFolder, PlanFolder
    from storage.importing.folder.reader import read_folder
    from storage.importing.folder.writer import FolderTaken

__all__ = [
    "BadPlanFolder",
    "FolderTaken",
    "ImportedPlan",
    "PlanFolder",
    "UnreadableDecision",
    "read_decision",
    "read_folder",
    "write_import",
]
_WHERE = {
    "decision": ("ImportedPlan", "read_decision", "write_import"),
    "document": ("UnreadableDecision",),
    "folder.model": ("BadPlanFolder", "PlanFolder"),
    "folder.reader": ("read_folder",),
    "folder.writer": ("FolderTaken",),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
