"""`daumoi like-tasks`: pairs of tasks that ask nearly the same of one agency."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import terminal
from bot.cli.lookup import named, plan_called
from bot.cli.options import Json, Planner
from bot.cli.words import say, tell
from locales import mark

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Plan
    from storage.reports.shared_answers.pairs import PairView

app = typer.Typer(no_args_is_help=True, add_completion=False)

STATES = {"proposed": mark("proposed"), "confirmed": mark("confirmed")}
Task = Annotated[str, typer.Argument(help="Plan and task, such as ben-tre:9.2")]


@app.command()
def show(
    province: str = typer.Option("", "--province", help="Of today or before; else all plans."),
    json: Json = False,
) -> None:
    """Those proposed and those confirmed, and how many answers were used again."""
    with terminal.database_of_today().read() as session:
        plans = _plans(session, province)
        data = {"pairs": [_plain(one) for one in _pairs(session, plans)]}
        saved = _saved(session, plans)
    if json:
        terminal.print_json({**data, "used_again": saved})
        return
    rows = (
        (
            one["one"]["task"],
            one["other"]["task"],
            one["one"]["title"],
            _state(one),
        )
        for one in data["pairs"]
    )
    if data["pairs"]:
        terminal.print_table(("Task", "Asks as", "Title", ""), rows)
    else:
        tell("No tasks ask nearly the same of one agency.")
    tell("answers used again: {count}", count=saved)


@app.command()
def confirm(one: Task, other: Task, by: Planner = "") -> None:
    """They ask the same: an answer to one is offered for the other."""
    _decide(one, other, by, is_same=True)


@app.command()
def undo(one: Task, other: Task, by: Planner = "") -> None:
    """They are different: nothing is offered, nor are they proposed again."""
    _decide(one, other, by, is_same=False)


def _plans(session: "Session", province: str) -> "list[Plan]":
    from storage.plans.lookup import plans as all_plans
    from storage.plans.lookup import plans_of_province

    if not province:
        return list(all_plans(session))
    found = plans_of_province(session, province)
    return (
        list(found) if found else terminal.refuse("no plan is of '{province}'", province=province)
    )


def _pairs(session: "Session", plans: "list[Plan]") -> "list[PairView]":
    from storage.reports.shared_answers.pairs import pairs_within

    return pairs_within(session, plans, terminal.today())


def _saved(session: "Session", plans: "list[Plan]") -> int:
    from scheduler.rounds.rules import STAYS_OPEN
    from storage.rounds.figures.of_plans import standings_of

    zone = terminal.calendar().zone
    now = terminal.now().astimezone(zone)
    standings = standings_of(session, plans, now, zone, now.date() - STAYS_OPEN)
    return sum(one.both.used_again for one in standings)


def _plain(one: "PairView") -> dict[str, Any]:
    def task(of: Any) -> dict[str, str]:
        return {"task": f"{of.plan.code}:{of.code}", "title": of.title}

    return {
        "one": task(one.one),
        "other": task(one.other),
        "agencies": list(one.agencies),
        "state": "confirmed" if one.is_same else "proposed",
    }


def _state(pair: dict[str, Any]) -> str:
    state = STATES[pair["state"]]
    return say(state)


def _decide(one: str, other: str, by: str, *, is_same: bool) -> None:
    from storage.reports.shared_answers.pairs import BadPair, decide

    now = terminal.now()
    with terminal.database_of_today().write() as session:
        keys = _item(session, one), _item(session, other)
        person = named(session, by)
        with terminal.failing_on(BadPair):
            decide(session, keys, is_same, person, terminal.calendar().today(now), now)
    decided = say("confirmed") if is_same else say("undone")
    tell("{one} and {other}: {decided}", one=one, other=other, decided=decided)


def _item(session: "Session", named: str) -> int:
    from storage.plans.lookup import items_of

    code, _, task = named.partition(":")
    plan = plan_called(session, code)
    found = next((one.id for one in items_of(session, plan) if one.code == task), None)
    return found or terminal.refuse(
        "the plan {plan} has no task '{task}'; write PLAN:TASK", plan=code, task=task
    )
