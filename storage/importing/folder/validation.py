"""Checks that the files of a plan folder agree with one another."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from storage.importing.folder.model import FILES, BadPlanFolder, PlanFolder
from storage.models import Every

RETURNS = tuple(every.value for every in Every if every is not Every.ONCE)
Lines = Mapping[str, Sequence[int]]  # attribute of PlanFolder → the file line of each row


def check(folder: PlanFolder, lines: Lines | None = None) -> None:
    """Raises BadPlanFolder at the first row that names what is not there.

    Without `lines` every row is taken to have a line of its own, below the header.
    """
    if lines is None:
        parts = {attribute: getattr(folder, attribute) for _, attribute in FILES.values()}
        lines = {name: range(2, len(rows) + 2) for name, rows in parts.items()}
    agencies = [agency.name for agency in folder.agencies]
    phrases = [group.phrase for group in folder.groups]
    _unique("agencies.csv", "name", agencies, lines["agencies"])
    for agency, line in zip(folder.agencies, lines["agencies"], strict=True):
        if agency.valid_from and agency.valid_until and agency.valid_until < agency.valid_from:
            raise BadPlanFolder(
                f"agencies.csv line {line}: {agency.name} ends before it begins; correct a day"
            )
    _unique("groups.csv", "phrase", phrases, lines["groups"])
    _unique("items.csv", "code", [item.code for item in folder.items], lines["items"])
    indicators = [indicator.code for indicator in folder.indicators]
    _unique("indicators.csv", "number", indicators, lines["indicators"])
    projects = [f"{project.group}.{project.number}" for project in folder.projects]
    _unique("projects.csv", "group and number", projects, lines["projects"])
    for group, line in zip(folder.groups, lines["groups"], strict=True):
        _known("groups.csv", line, "members", group.members, agencies, "agencies.csv")
    _check_items(folder, lines["items"], [*agencies, *phrases])
    _check_agencies_named(folder, lines, agencies, phrases)
    steps = [f"{s.from_agency} → {s.to_agency} {s.on}" for s in folder.succession]
    _unique("succession.csv", "from, to and on", steps, lines["succession"])
    _check_rules(folder, [*agencies, *phrases])


def _check_rules(folder: PlanFolder, names: Collection[str]) -> None:
    for rule in folder.head.rules:
        unknown = [name for name in rule.agencies if name not in names]
        if unknown:
            raise BadPlanFolder(
                f"plan.toml: '{unknown[0]}' in the agencies of a rule is not in agencies.csv or "
                "groups.csv; add it there or correct the name"
            )
    days = [
        (
            *(rule.tier, rule.every, rule.month, rule.day, rule.agencies),
            rule.from_year * (rule.every == "once"),
        )
        for rule in folder.head.rules
    ]
    if len(set(days)) < len(days):
        raise BadPlanFolder("plan.toml: two rules of one tier name the same day; remove one")


def _check_items(folder: PlanFolder, lines: Sequence[int], names: Collection[str]) -> None:
    lists = "agencies.csv or groups.csv"
    seen: set[str] = set()
    for item, line in zip(folder.items, lines, strict=True):
        if item.parent and item.parent not in seen:
            raise BadPlanFolder(
                f"items.csv line {line}: the parent '{item.parent}' of {item.code} does not stand "
                "above it; correct the parent or add its row"
            )
        if item.kind not in ("heading", "task"):
            raise BadPlanFolder(
                f"items.csv line {line}: kind is '{item.kind}'; write heading or task"
            )
        if item.due_every and (item.due_every not in RETURNS or item.due_on is None):
            raise BadPlanFolder(
                f"items.csv line {line}: due_every is '{item.due_every}'; write one of "
                f"{', '.join(RETURNS)} beside the first due_on, or leave it out"
            )
        _known("items.csv", line, "leads", item.leads, names, lists)
        _known("items.csv", line, "coordinating", item.coordinating, names, lists)
        seen.add(item.code)


def _check_agencies_named(
    folder: PlanFolder, lines: Lines, agencies: Collection[str], phrases: Collection[str]
) -> None:
    for indicator, line in zip(folder.indicators, lines["indicators"], strict=True):
        named = tuple(filter(None, indicator.agency.split(";")))
        _known("indicators.csv", line, "agency", named, [*agencies, *phrases], "agencies.csv")
    for step, line in zip(folder.succession, lines["succession"], strict=True):
        ends = (step.from_agency, *filter(None, [step.to_agency]))
        _known("succession.csv", line, "from or to", ends, agencies, "agencies.csv")
        if step.on is None:
            raise BadPlanFolder(f"succession.csv line {line}: on is empty; write the first day")
    if folder.head.coordinator not in agencies:
        raise BadPlanFolder(
            f"plan.toml: the coordinator '{folder.head.coordinator}' is not in agencies.csv; "
            "add it there or correct the name"
        )


def _known(
    file: str, line: int, column: str, named: Iterable[str], known: Collection[str], where: str
) -> None:
    for name in named:
        if name not in known:
            raise BadPlanFolder(
                f"{file} line {line}: '{name}' in {column} is not in {where}; "
                "add it there or correct the name"
            )


def _unique(file: str, column: str, values: Sequence[str], lines: Sequence[int]) -> None:
    first: dict[str, int] = {}
    for value, line in zip(values, lines, strict=True):
        if not value:
            raise BadPlanFolder(f"{file} line {line}: {column} is empty; fill it in")
        if value in first:
            raise BadPlanFolder(
                f"{file} line {line}: {column} '{value}' already stands in line {first[value]}; "
                "remove one of them"
            )
        first[value] = line
