"""The command line: one file per group of commands."""

import typer

from bot.cli import (
    agencies,
    database,
    doctor,
    extensions,
    files,
    invite,
    nudge,
    people,
    plans,
    reminders,
    rounds,
    service,
    summary,
    understand,
)

app = typer.Typer(
    name="daumoi",
    help="Đầu Mối: reminds focal points of an action plan and sums up their replies.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(database.app, name="db", help="The database.")
app.add_typer(plans.app, name="plan", help="Decisions: import, load, show.")
app.add_typer(agencies.app, name="agencies", help="Agencies and what became of them.")
app.add_typer(people.app, name="people", help="Focal persons, leaders, planners.")
app.add_typer(rounds.app, name="rounds", help="Reporting rounds.")
app.add_typer(reminders.app, name="reminders", help="Reminders: foretold, proved, set.")
app.add_typer(extensions.app, name="extensions", help="Later days: asked for, decided.")
app.command()(invite.invite)
app.command()(rounds.calls)
app.command()(nudge.nudge)
app.command()(summary.summary)
app.command()(files.files)
app.command()(understand.understand)
app.command()(service.run)
app.command()(service.chat)
app.command()(service.demo)
app.command()(doctor.doctor)
