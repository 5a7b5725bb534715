"""Options and arguments that several commands have, each explained once."""

from typing import Annotated

import typer

# A plan and a round
PlanCode = Annotated[str, typer.Argument(help="The plan's code, such as ben-tre")]
RoundId = Annotated[int, typer.Argument(metavar="ID", help="See: daumoi rounds show PLAN.")]
RoundCalled = Annotated[
    str, typer.Option("--round", help="The round's year, name or number; else this year's.")
]
AsOf = Annotated[str, typer.Option("--as-of", help="An instant such as 2026-11-14T17:00+07:00.")]

# Who
PersonCode = Annotated[str, typer.Argument(help="The person's code in the roster.")]
OneAgency = Annotated[str, typer.Option("--agency", help="Only this one, by any name.")]
Planner = Annotated[str, typer.Option("--by", help="A planner.")]

# How it is printed; the second is for groups whose help ends without a full stop
Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]
JsonOfPlan = Annotated[bool, typer.Option("--json", help="One JSON document")]
