"""From the text of a decision to a plan folder that a person can review."""

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
