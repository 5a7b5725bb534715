"""What a bar of progress is made of, wherever one is drawn: parts, colours, living agencies."""

from locales import Translator
from storage.rounds.summary import Count, Summary, living_agencies, still_owed

# Told apart by colour-blind eyes and in grey: on time, late, overdue, not yet
COLOURS = ("#0072B2", "#56B4E9", "#D55E00", "#BFBFBF")


def parts_of(say: Translator) -> list[tuple[str, str]]:
    """What each part is called, and the field of Count it shows; together all that is expected."""
    return [
        (say("On time"), "on_time"),
        (say("Late"), "late"),
        (say("Missing, overdue"), "missing"),
        (say("Not yet, in time"), "pending"),
    ]


def living(summary: Summary) -> list[tuple[str, Count]]:
    """A living agency is one line, however many old names it has; those that owe most first."""
    counts = [(one.now_called, one.count) for one in living_agencies(summary)]
    return sorted(counts, key=lambda one: still_owed(one[1]), reverse=True)
