"""One doubt a cause, with the rows it holds for; what does most harm comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from storage.importing.folder.model import Doubt

_FOLDED = {"items.csv", "indicators.csv", "projects.csv", "groups.csv"}
# From "nobody is asked" to "a word looks odd"; a field that is not named stands at the end
_HARM = (
    ("plan.toml", None),
    ("items.csv", "leads"),
    ("items.csv", ""),  # rows that are no items
    ("decision.txt", "table"),
    ("groups.csv", "members of leads"),
    *(("items.csv", name) for name in ("end_year", "timeframe_raw", "due_on", "condition")),
    ("indicators.csv", ""),
    *(("indicators.csv", name) for name in ("agency", "other_targets")),
    *(("items.csv", name) for name in ("code", "title", "coordinating")),
    ("groups.csv", None),
    ("indicators.csv", None),
    ("projects.csv", None),
    ("items.csv", None),
    ("succession.csv", None),
    ("decision.txt", None),
)


def by_cause(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts of the same file and column, for the same reason and with the same proposal, are one.

    Its `code` lists their rows; where other words were seen in each, their rows stand behind them,
    or their lines in brackets.
    """
    causes: dict[tuple[str, ...], list[Doubt]] = {}
    for number, doubt in enumerate(doubts):
        of_rule = doubt.file == "plan.toml" and doubt.code  # the days of one sentence
        apart = "" if _folds(doubt) else doubt.seen if of_rule else str(number)
        key = (doubt.file, doubt.field, doubt.reason, doubt.proposal, apart)
        causes.setdefault(key, []).append(doubt)
    return tuple(sorted(map(_folded, causes.values()), key=_harm))


def _folded(doubts: Sequence[Doubt]) -> Doubt:
    if len(doubts) == 1:
        return doubts[0]
    codes = ";".join(dict.fromkeys(doubt.code for doubt in doubts if doubt.code))
    places: dict[str, list[str]] = {}
    for doubt in doubts:
        line = f"[{doubt.source_line}]" if doubt.source_line else ""
        places.setdefault(doubt.seen, []).append(doubt.code or line)
    seen = "; ".join(_with_rows(words, rows) for words, rows in places.items())
    return replace(doubts[0], code=codes, seen=seen if len(places) > 1 else doubts[0].seen)


def _with_rows(words: str, rows: Sequence[str]) -> str:
    named = ", ".join(dict.fromkeys(row for row in rows if row and not row.startswith("[")))
    lines = "".join(f" {row}" for row in rows if row.startswith("["))
    return f"{words} ({named}){lines}" if named else f"{words}{lines}"


def _folds(doubt: Doubt) -> bool:
    """What has no code is a thing of its own, but for phrases and rows that are no items."""
    if (doubt.file, doubt.field) == ("succession.csv", "on"):
        return True
    loose = doubt.file == "groups.csv" or (doubt.file, doubt.field) == ("items.csv", "")
    return doubt.file in _FOLDED and not _leads(doubt) and (bool(doubt.code) or loose)


def _leads(doubt: Doubt) -> bool:
    """A phrase that leads rows: each needs members of its own."""
    return doubt.file == "groups.csv" and bool(doubt.code)


def _harm(doubt: Doubt) -> int:
    field = doubt.field
    if doubt.file == "decision.txt" and " | " in doubt.seen:
        field = "table"
    if _leads(doubt):
        field = "members of leads"
    kinds = ((doubt.file, field), (doubt.file, None))
    return next((_HARM.index(kind) for kind in kinds if kind in _HARM), len(_HARM))
