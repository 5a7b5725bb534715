"""What a bar of progress is made of, wherever one is drawn: parts, colours, living agencies."""

from locales import Translator
from storage.rounds.summary import Count, Summary

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
    counts: dict[str, Count] = {}
    for one in summary.by_agency:
        total = counts.setdefault(one.now_called, Count())
        for name, number in vars(one.count).items():
            setattr(total, name, getattr(total, name) + number)
    return sorted(counts.items(), key=lambda one: one[1].received - one[1].expected)
