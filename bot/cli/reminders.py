"""`daumoi reminders`: foretold, proved, and on which days and in which hours they go out."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import typer
from sqlmodel import Session

from bot.cli import terminal
from bot.cli.lookup import known_as, plan_called, whoever
from bot.cli.options import Json, OneAgency
from bot.cli.words import DAYS, said, say, tell
from bot.language.visible import visible
from locales import mark
from storage.models import Plan
from storage.rounds.reminder_proofs import DeliveryStatus, Proof, Saying

NOT_YET = mark("no reminder has come for it yet")
OUTCOMES = {
    DeliveryStatus.ACCEPTED: mark("accepted"),
    DeliveryStatus.UNKNOWN: mark("unknown"),
    DeliveryStatus.FAILED: mark("failed"),
    DeliveryStatus.DROPPED: mark("dropped"),
    DeliveryStatus.WAITING: mark("waiting"),
}

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def preview(
    plan: str,
    start: datetime | None = typer.Option(None, "--from", formats=DAYS, help="First day."),
    end: datetime | None = typer.Option(None, "--to", formats=DAYS, help="Last day."),
    json: Json = False,
) -> None:
    """Who would hear what and when, if nobody reported meanwhile. Nothing is sent."""
    from scheduler.preview.reminders import preview as preview_of

    now, calendar = terminal.now(), terminal.calendar()
    today = now.astimezone(calendar.zone).date()
    first = start.date() if start else today
    last = end.date() if end else date(first.year, 12, 31)
    if last < first:
        terminal.refuse("--to {last} lies before --from {first}", last=last, first=first)
    with terminal.database_of_today().read() as session:
        found = plan_called(session, plan)
        lines = preview_of(session, found, first, last, now, calendar)
    data = [line.to_json() for line in lines]
    if json:
        terminal.print_json(data)
        return
    columns = ("send_at", "person", "agency", "channel", "rungs", "items")
    terminal.print_table(columns, [[line[name] or "-" for name in columns] for line in data])


# --- Proof ----------------------------------------------------------------------------------------


@app.command()
def proof(
    plan: str,
    round_id: int | None = typer.Option(
        None, "--round", help="The round's number; else the newest of the agencies."
    ),
    agency: OneAgency = "",
    json: Json = False,
) -> None:
    """Everything that was said to each agency of a round, and what became of it."""
    from storage.rounds.reminder_proofs import NoSuchRound, proof_of_reminders

    today = terminal.today()
    with terminal.database_of_today().read() as session:
        found = plan_called(session, plan)
        asked = known_as(session, found, agency, today) if agency else None
        try:
            proofs = proof_of_reminders(session, found, today, round_id, asked)
        except NoSuchRound as error:
            terminal.refuse(
                "{why}; `daumoi rounds show {plan}` lists them", why=said(error), plan=plan
            )
    if agency and not proofs:
        terminal.refuse("nothing was asked of '{agency}' in that round", agency=agency)
    if json:
        terminal.print_json([_plain(one) for one in proofs])
        return
    for one in proofs:
        print(visible("\n".join(_lines(one))), end="\n\n")


def _plain(one: Proof) -> dict[str, Any]:
    zone = terminal.settings().timezone

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [plain(inner) for inner in value]
        return value.astimezone(zone).isoformat() if isinstance(value, datetime) else value

    data: dict[str, Any] = plain(asdict(one))
    letters = [{"number": number, "issued_on": on.isoformat()} for number, on in one.letters]
    return {**data, "letters": letters, "leaders_told": list(one.leaders_told)}


def _lines(one: Proof) -> Iterator[str]:
    yield one.agency
    if not one.said:
        yield say("  nothing was said: {why}", why=_why_not(one))
    for saying in one.said:
        yield from _saying_lines(saying)
    for number, on in one.letters:
        yield say("  letter {number} of {on:%d/%m/%Y}", number=number, on=on)
    for leader in one.leaders_told:
        yield say("  leader told: {name}", name=leader)


def _why_not(one: Proof) -> str:
    from bot.cli.nudge import REASONS

    return say(REASONS[one.obstacle] if one.obstacle else NOT_YET)


def _saying_lines(one: Saying) -> Iterator[str]:
    at = one.parts[0].at if one.parts else None
    outcome = say(OUTCOMES[one.outcome])
    outcome = f"{outcome} {_moment(at)}" if at else outcome
    reason = f" ({one.reason})" if one.reason else ""
    voided = say(", said anew later") if one.voided else ""
    erased = say("erased")
    who = f"{one.person or erased} ({one.heard_as}, {one.channel or erased})"
    yield f"  {_moment(one.queued_at)} {who}: {outcome}{reason}{voided}"
    if one.first_try_at is not None:
        when = _moment(one.first_try_at)
        yield say("    said once more: whether it arrived at {when} is not known", when=when)
    rungs = ", ".join(f"{rung:+d}" if rung else "0" for rung in one.rungs)
    items = ", ".join(code or say("general report") for code in one.items)
    yield say("    days {rungs}; items {items}", rungs=rungs, items=items)
    for part in one.parts:
        if part.outcome != one.outcome:
            yield f"    {say(OUTCOMES[part.outcome])}:"
        yield from (f"    | {line}" for line in (part.text or "").splitlines())


def _moment(at: datetime) -> str:
    return f"{terminal.local_time(at):%d/%m/%Y %H:%M}"


# --- Settings -------------------------------------------------------------------------------------


@app.command()
def settings(
    plan: str,
    ladder: str | None = typer.Option(
        None, "--ladder", help='Days before (negative) and after the due day: "-30,-7,-1,0,3".'
    ),
    hours: str | None = typer.Option(
        None, "--hours", help='Office hours: "08:00-11:00,14:00-16:30".'
    ),
    completion: int | None = typer.Option(
        None, "--completion", help="Working days to complete a returned report in; 0: the plan's."
    ),
    reset: bool = typer.Option(False, "--reset", help="Back to those of the plan's folder."),
    by: str = typer.Option("", "--by", help="Code of the planner who chooses."),
    json: Json = False,
) -> None:
    """On which days and in which hours a plan reminds; with options, choose others."""
    changes = not (ladder is None and hours is None and completion is None)
    if reset and changes:
        terminal.refuse("--reset gives back both, and the days to complete; leave it out to choose")
    with terminal.database().write() as session:
        found = plan_called(session, plan)
        if reset:
            _choose(session, found, by, [], [], 0)
        elif changes:
            days = None if ladder is None else _days(ladder)
            spans = None if hours is None else _listed(hours)
            _choose(session, found, by, days, spans, completion)
        data = _in_force(found)
    if json:
        terminal.print_json(data)
    else:
        _print_settings(data)


def _print_settings(data: dict[str, Any]) -> None:
    for what in (mark("ladder"), mark("hours")):
        values = ", ".join(str(value) for value in data[what])
        print(f"{say(what):<7} {values}  ({say(data[f'{what}_from'])})")
    days, source = data["completion_days"], data["completion_days_from"]
    tell(
        "returned reports: {days} working days to complete them  ({source})",
        days=days,
        source=say(source),
    )


def _choose(
    session: Session,
    plan: Plan,
    by: str,
    days: list[int] | None,
    spans: list[str] | None,
    completion: int | None,
) -> None:
    from storage.calendar.office_hours import BadSettings
    from storage.rounds.reminder_settings import choose

    person, now = whoever(session, by), terminal.now()
    chosen: dict[str, Any] = {"ladder": days, "office_hours": spans}
    with terminal.failing_on(BadSettings):
        choose(session, plan, person, now, **chosen, completion_days=completion)


def _days(text: str) -> list[int]:
    try:
        return [int(day) for day in _listed(text)]
    except ValueError:
        terminal.refuse(
            "--ladder is '{text}', which is no list of days; write -30,-7,-1,0,3", text=text
        )


def _listed(text: str) -> list[str]:
    """The parts between the commas, in brackets and quotation marks or not."""
    return [part.strip(" \"'") for part in text.strip(" []").split(",")]


def _in_force(plan: Plan) -> dict[str, Any]:
    """{plan, ladder: [day], hours: ["08:00-11:00"], completion_days}, each with its …_from."""
    from scheduler.calendar import OFFICE_HOURS
    from scheduler.reminders.ladder import LADDER
    from storage.calendar.office_hours import BadSettings
    from storage.rounds.reminder_settings import completion_days_of, hours_of, ladder_of

    with terminal.failing_on(BadSettings):
        spans = hours_of(plan) or OFFICE_HOURS
    return {
        "plan": plan.code,
        "ladder": list(ladder_of(plan) or LADDER),
        "ladder_from": _source(plan.chosen_ladder, plan.ladder),
        "hours": [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans],
        "hours_from": _source(plan.chosen_hours, plan.office_hours),
        "completion_days": completion_days_of(plan),
        "completion_days_from": _source(plan.chosen_completion_days, plan.completion_days),
    }


def _source(chosen: object, of_folder: object) -> str:
    return mark("chosen by a planner") if chosen else "plan.toml" if of_folder else mark("usual")
