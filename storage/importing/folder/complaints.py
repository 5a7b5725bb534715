"""What keeps a plan folder from being used, gathered so that all of it is said at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.importing.folder.model import FILES, BadPlanFolder

PLAN = "plan.toml"
WHOLE = ""  # the place of what makes a whole file unreadable
_ORDER = (PLAN, *FILES)


@dataclass(frozen=True)
class Complaint:
    """`place` is the line in a CSV file, the key in plan.toml; `sentence` tells both.

    It says nothing where one of the files in `needs` could not be read.
    """

    file: str
    place: int | str
    sentence: str
    needs: tuple[str, ...] = ()


Complain = Callable[[Complaint], None]


def refuse(complaints: Iterable[Complaint]) -> None:
    """Raises BadPlanFolder with all of them in the order of the files, when there are any."""
    in_order = sorted(complaints, key=_position)
    if in_order:
        raise BadPlanFolder(*(one.sentence for one in in_order))


def still_sure(found: Iterable[Complaint], read: Iterable[Complaint]) -> list[Complaint]:
    """Of what was `found` by comparing, what does not come from what could not be `read`."""
    places = {(one.file, one.place) for one in read}
    unread = {file for file, place in places if place == WHOLE}
    return [
        one
        for one in found
        if (one.file, one.place) not in places and not unread & {one.file, *one.needs}
    ]


def _position(complaint: Complaint) -> tuple[int, int]:
    line = complaint.place if isinstance(complaint.place, int) else 0
    return _ORDER.index(complaint.file), line
