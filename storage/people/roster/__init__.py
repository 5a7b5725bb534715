"""The roster: a file of people, their posts and rights; only what it says anew is loaded."""

from storage.people.roster.comparison import RosterDifference, differences
from storage.people.roster.loading import RosterChange, load_roster
from storage.people.roster.reading import BadRoster, RosterRow, read_roster, unread_headers
from storage.people.roster.view import roster_view

__all__ = [
    "BadRoster",
    "RosterChange",
    "RosterDifference",
    "RosterRow",
    "differences",
    "load_roster",
    "read_roster",
    "roster_view",
    "unread_headers",
]
