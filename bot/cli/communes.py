"""`daumoi communes`: the communes of a province today, and the list that they are read from."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import JsonOfPlan
from bot.cli.terminal import failing_on, print_json, print_table, refuse
from bot.cli.words import say, tell
from storage.importing.places.communes import (
    KINDS,
    SINCE,
    Commune,
    communes_of,
    communes_of_district,
)
from storage.importing.places.provinces import PLACES

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Communes since 01/07/2025: shown, listed."
)


@app.command()
def show(
    province: Annotated[str, typer.Argument(help="Of today, or of before: Vĩnh Long, Bến Tre")],
    district: Annotated[
        str, typer.Option("--district", help="Only what a former district became: huyện Ba Tri")
    ] = "",
    json: JsonOfPlan = False,
) -> None:
    """Show the communes of a province with the former district that most of each came from."""
    found = communes_of_district(province, district) if district else communes_of(province)
    if not found:
        refuse(
            "no communes of {place} are listed; names: {file}",
            place=district or province,
            file=PLACES / "provinces.csv",
        )
    if json:
        print_json([{**asdict(one), "office": one.office} for one in found])
        return
    print_table(("Commune code", "Commune", "Former district", "Made of"), map(_row, found))
    kinds = ((kind, sum(one.kind == kind for one in found)) for kind in KINDS)
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds if count)
    tell(
        "{count} since {since:%d/%m/%Y}: {counted}", count=len(found), since=SINCE, counted=counted
    )


@app.command()
def write(
    out: Annotated[Path, typer.Option("--out", help="Folder of the two lists")] = PLACES,
) -> None:
    """Write the lists of provinces and communes anew from the package vietnamadminunits.

    It is needed for this command only: pip install --no-deps vietnamadminunits==1.0.4
    """
    from storage.importing.places.unit_list import NoUnitList, package_data, write_lists

    with failing_on(NoUnitList):
        provinces, communes = write_lists(package_data(), out)
    tell(
        "{provinces} provinces and {communes} communes written to {out}",
        provinces=provinces,
        communes=communes,
        out=out,
    )


def _row(one: Commune) -> tuple[str, ...]:
    made_of = "; ".join(
        ", ".join((*part.whole, *(say("{name} (part)", name=name) for name in part.partly)))
        for part in one.former
    )
    return one.code, one.office.removeprefix("UBND "), one.district.district, made_of
