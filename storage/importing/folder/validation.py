"""Checks that the files of a plan folder agree with one another."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from storage import lazy
from storage.calendar.duties import Every, Tier
from storage.importing.folder.complaints import PLAN, Complaint, refuse
from storage.importing.folder.model import FILES, ItemEntry, PlanFolder, RuleEntry

RETURNS = tuple(every.value for every in Every if every is not Every.ONCE)
Lines = Mapping[str, Sequence[int]]  # attribute of PlanFolder → the file line of each row

_AGENCIES, _NAMES = ("agencies.csv",), ("agencies.csv", "groups.csv")


def check(folder: PlanFolder) -> None:
    """Raises BadPlanFolder with all that contradicts itself.

    Every row is taken to have a line of its own, below the header.
    """
    parts = {attribute: getattr(folder, attribute) for _, attribute in FILES.values()}
    refuse(contradictions(folder, {name: range(2, len(rows) + 2) for name, rows in parts.items()}))


def contradictions(folder: PlanFolder, lines: Lines) -> Iterator[Complaint]:
    """Rows that stand there twice, or that name what is not there."""
    agencies = {agency.name for agency in folder.agencies}
    phrases = {group.phrase for group in folder.groups}
    yield from _repeated(folder, lines)
    for agency, line in zip(folder.agencies, lines["agencies"], strict=True):
        if agency.valid_from and agency.valid_until and agency.valid_until < agency.valid_from:
            words = lazy("{name} ends before it begins; correct a day", name=agency.name)
            yield _at("agencies.csv", line, words)
    for group, line in zip(folder.groups, lines["groups"], strict=True):
        yield from _unknown("groups.csv", line, "members", group.members, agencies, _AGENCIES)
    yield from _of_items(folder, lines["items"], agencies | phrases)
    yield from _of_indicators_and_steps(folder, lines, agencies, phrases)
    yield from _of_head(folder, agencies, phrases)


def _repeated(folder: PlanFolder, lines: Lines) -> Iterator[Complaint]:
    for file, column, values in _keys(folder):
        first: dict[str, int] = {}
        for value, line in zip(values, lines[FILES[file][1]], strict=True):
            if not value:
                yield _at(file, line, lazy("{column} is empty; fill it in", column=column))
            elif value in first:
                words = lazy(
                    "{column} '{value}' already stands in line {first}; remove one of them",
                    column=column,
                    value=value,
                    first=first[value],
                )
                yield _at(file, line, words)
            else:
                first[value] = line


def _keys(folder: PlanFolder) -> tuple[tuple[str, str, Iterable[str]], ...]:
    """By file what tells its rows apart: the columns, and what stands in them row by row."""
    return (
        ("agencies.csv", "name", (one.name for one in folder.agencies)),
        ("groups.csv", "phrase", (one.phrase for one in folder.groups)),
        ("items.csv", "code", (one.code for one in folder.items)),
        ("indicators.csv", "number", (one.code for one in folder.indicators)),
        ("projects.csv", "group and number", (f"{p.group}.{p.number}" for p in folder.projects)),
        (
            "succession.csv",
            "from, to and on",
            (f"{s.from_agency} → {s.to_agency} {s.on}" for s in folder.succession),
        ),
    )


def _of_head(
    folder: PlanFolder, agencies: Collection[str], phrases: Collection[str]
) -> Iterator[Complaint]:
    yield from _of_rules(folder.head.rules, {*agencies, *phrases})
    if folder.head.coordinator not in agencies and _needs_coordinator(folder):
        sentence = lazy(
            "{file}: the coordinator '{name}' is not in agencies.csv; add it there or correct"
            " the name",
            file=PLAN,
            name=folder.head.coordinator,
        )
        yield Complaint(PLAN, "coordinator", sentence, _AGENCIES)


def _of_rules(rules: Sequence[RuleEntry], names: Collection[str]) -> Iterator[Complaint]:
    for number, rule in enumerate(rules, 1):
        for name in rule.agencies:
            if name not in names:
                sentence = lazy(
                    "{file} rule {number}: '{name}' in agencies is not in agencies.csv or "
                    "groups.csv; add it there or correct the name",
                    file=PLAN,
                    number=number,
                    name=name,
                )
                yield Complaint(PLAN, f"agencies of rule {number}", sentence, _NAMES)
    if len({_day_of(rule) for rule in rules}) < len(rules):
        sentence = lazy("{file}: two rules of one tier name the same day; remove one", file=PLAN)
        yield Complaint(PLAN, "rules", sentence)


def _day_of(rule: RuleEntry) -> tuple[object, ...]:
    """All in which two rules must not be the same; the year counts where it is only once."""
    year = rule.from_year if rule.every == Every.ONCE else 0
    return rule.tier, rule.every, rule.month, rule.day, rule.agencies, year


def _needs_coordinator(folder: PlanFolder) -> bool:
    """A plan may name nobody who sums it up, where nothing is to be summed up."""
    return bool(folder.head.coordinator) or any(
        rule.tier == Tier.COORDINATOR for rule in folder.head.rules
    )


def _of_items(
    folder: PlanFolder, lines: Sequence[int], names: Collection[str]
) -> Iterator[Complaint]:
    seen: set[str] = set()
    for item, line in zip(folder.items, lines, strict=True):
        yield from (_at("items.csv", line, words) for words in _of_item(item, seen))
        yield from _unknown("items.csv", line, "leads", item.leads, names, _NAMES)
        yield from _unknown("items.csv", line, "coordinating", item.coordinating, names, _NAMES)
        seen.add(item.code)


def _of_item(item: ItemEntry, above: Collection[str]) -> Iterator[str]:
    """What is wrong with the row itself; `above`: the codes of those before it."""
    if item.parent and item.parent not in above:
        yield lazy(
            "the parent '{parent}' of {code} does not stand above it; correct the "
            "parent or add its row",
            parent=item.parent,
            code=item.code,
        )
    if item.kind not in ("heading", "task"):
        yield lazy("kind is '{seen}'; write heading or task", seen=item.kind)
    if item.due_every and (item.due_every not in RETURNS or item.due_on is None):
        yield lazy(
            "due_every is '{seen}'; write one of {words} beside the first due_on, or leave it out",
            seen=item.due_every,
            words=", ".join(RETURNS),
        )


def _of_indicators_and_steps(
    folder: PlanFolder, lines: Lines, agencies: Collection[str], phrases: Collection[str]
) -> Iterator[Complaint]:
    for indicator, line in zip(folder.indicators, lines["indicators"], strict=True):
        named = filter(None, indicator.agency.split(";"))
        known = {*agencies, *phrases}
        yield from _unknown("indicators.csv", line, "agency", named, known, _AGENCIES, _NAMES)
    for step, line in zip(folder.succession, lines["succession"], strict=True):
        ends = (step.from_agency, *filter(None, [step.to_agency]))
        yield from _unknown("succession.csv", line, "from or to", ends, agencies, _AGENCIES)
        if step.on is None:
            yield _at("succession.csv", line, lazy("on is empty; write the first day"))


def _unknown(
    file: str,
    line: int,
    column: str,
    named: Iterable[str],
    known: Collection[str],
    lists: tuple[str, ...],
    needs: tuple[str, ...] = (),
) -> Iterator[Complaint]:
    for name in named:
        if name not in known:
            words = lazy(
                "'{name}' in {column} is not in {lists}; add it there or correct the name",
                name=name,
                column=column,
                lists=", ".join(lists),
            )
            yield _at(file, line, words, needs or lists)


def _at(file: str, line: int, words: str, needs: tuple[str, ...] = ()) -> Complaint:
    return Complaint(
        file, line, lazy("{file} line {line}: {words}", file=file, line=line, words=words), needs
    )
