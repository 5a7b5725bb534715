"""What became of the agencies of a decision since: its part of `data/succession.csv`."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage import lazy
from storage.importing.agencies.vocabulary import LISTS, Vocabulary
from storage.importing.folder.model import AgencyEntry, Doubt, SuccessionEntry

_TO_CHECK = "cần đối chiếu"  # in a source: who followed is known, and not exactly when


@dataclass(frozen=True)
class Reorganised:
    """The agencies with the days on which they end, those that follow them, and the steps."""

    agencies: tuple[AgencyEntry, ...]
    succession: tuple[SuccessionEntry, ...]


@dataclass(frozen=True)
class _Row:
    province: str
    step: SuccessionEntry
    founds: bool  # the next agency begins on that day; another one takes duties over


def reorganise(
    agencies: Iterable[AgencyEntry], vocabulary: Vocabulary, province: str
) -> Reorganised:
    """Follow every agency, and what it became, through all its steps.

    Those before the decision count too: it may name an office that was gone.
    """
    rows = _rows(province)
    known = {agency.name: agency for agency in agencies}
    names, steps = list(known), []
    for name in names:  # grows while it is walked: successors have successors
        for row in (row for row in rows if row.step.from_agency == name):
            steps.append(row.step)
            to = row.step.to_agency
            if to and to not in known:
                known[to] = _successor(row, known[name].kind, vocabulary)
                names.append(to)
    return Reorganised(tuple(_ending(known[name], steps) for name in names), tuple(steps))


def succession_doubts(steps: Iterable[SuccessionEntry]) -> Iterator[Doubt]:
    """A step that nobody has confirmed is not followed; one whose day is to be checked is."""
    for step in steps:
        seen = f"{step.to_agency or '–'} ({step.source})"
        if not step.confirmed:
            reason = lazy("nobody has confirmed what became of this agency; it is still asked")
            proposal = lazy("write yes where a document says so, or what is true")
            yield Doubt("succession.csv", step.from_agency, "to", seen, reason, proposal)
        elif _TO_CHECK in step.source and step.on:
            day = f"{step.on:%d/%m/%Y}"
            reason = lazy(
                "what this agency became is known; the day {day} is to be checked", day=day
            )
            proposal = lazy("write the day that the province's own decision names")
            yield Doubt("succession.csv", step.from_agency, "on", seen, reason, proposal)


def _rows(province: str) -> list[_Row]:
    """The province's own rows; those for every province where it has none for an agency."""
    with (LISTS / "succession.csv").open(encoding="utf-8", newline="") as file:
        rows = list(_read(file))
    own = [row for row in rows if row.province == province]
    settled = {row.step.from_agency for row in own}
    return own + [r for r in rows if not r.province and r.step.from_agency not in settled]


def _read(file: Iterable[str]) -> Iterator[_Row]:
    for row in csv.DictReader(file):
        step = SuccessionEntry(
            from_agency=row["from"],
            to_agency=row["to"],
            on=date.fromisoformat(row["on"]),
            scope=row["scope"],
            source=row["source"],
            confirmed=row["confirmed"] == "yes",
        )
        yield _Row(row["province"], step, row["founds"] == "yes")


def _successor(row: _Row, kind: str, vocabulary: Vocabulary) -> AgencyEntry:
    name = row.step.to_agency
    listed = {agency.name: agency for agency in vocabulary.agencies}.get(name)
    shorter = name.replace(" tỉnh ", " ")  # "Sở Y tế Vĩnh Long"
    aliases = listed.aliases if listed else (shorter,) if shorter != name else ()
    return AgencyEntry(
        name,
        listed.kind if listed else kind,
        aliases,
        valid_from=row.step.on if row.founds else None,
    )


def _ending(agency: AgencyEntry, steps: Iterable[SuccessionEntry]) -> AgencyEntry:
    days = [s.on for s in steps if s.from_agency == agency.name and s.confirmed and s.on]
    return replace(agency, valid_until=min(days) - timedelta(days=1)) if days else agency
