"""From the text of a decision to a plan folder that a person can review.

`decision.py`, which reads the text, is named where it is used: it loads what reads Word and Excel.
"""

from storage.importing.document import UnreadableDecision
from storage.importing.folder.model import BadPlanFolder, PlanFolder
from storage.importing.folder.reader import read_folder
from storage.importing.folder.writer import FolderTaken

__all__ = [
    "BadPlanFolder",
    "FolderTaken",
    "PlanFolder",
    "UnreadableDecision",
    "read_folder",
]
