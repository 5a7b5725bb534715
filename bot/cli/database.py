"""The database on the command line."""

import typer

from bot.cli import terminal
from bot.cli.words import tell

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def upgrade() -> None:
    """Bring the tables up to date; a database that is not there yet is made."""
    opened = terminal.database(create=True)
    opened.close()
    tell("The database is up to date.")
