"""The database on the command line, and the doctor that looks at everything once."""

import asyncio
from collections.abc import Iterator

import typer

from bot.cli import terminal
from bot.settings import Settings
from storage.database import Database

app = typer.Typer(no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the tables up to date."""
    opened = terminal.database()
    opened.close()
    print("The database is up to date.")


def doctor() -> None:
    """Look at the settings, the database, open troubles, holidays and channels; what is wrong."""
    troubles = 0
    for subject, trouble in _findings():
        print(f"{subject:<12} {trouble or 'ok'}")
        troubles += bool(trouble)
    if troubles:
        terminal.fail(f"{troubles} thing(s) need attention, see above")


def _findings() -> Iterator[tuple[str, str]]:
    """(what was looked at, what is wrong with it or nothing)."""
    settings = terminal.settings()
    yield "settings", ""
    database = terminal.database()
    yield "database", ""
    yield "plans", _plans(database)
    for trouble in _troubles(database) or [""]:
        yield "troubles", trouble
    yield "holidays", _holidays()
    if not settings.telegram_bot_token:
        yield "telegram", "TELEGRAM_BOT_TOKEN is not set: nobody can be reached on Telegram"
    else:
        yield "telegram", asyncio.run(_telegram(settings))


def _plans(database: Database) -> str:
    from storage.plans import plans

    with database.read() as session:
        return "" if plans(session) else "no plan is loaded; try: daumoi plan load data/ben-tre"


def _troubles(database: Database) -> list[str]:
    """What the service has set aside or misses, for a person to put right."""
    from bot.dialogs.morning import trouble_line
    from locales import translator
    from storage.troubles import open_troubles

    with database.read() as session:
        return [trouble_line(one, translator("en")) for one in open_troubles(session)]


def _holidays() -> str:
    from storage.holidays import HOLIDAYS_FILE

    try:
        calendar = terminal.calendar()
    except ValueError as error:
        return str(error)
    year = calendar.not_official(calendar.today(terminal.now()))
    if year is None:
        return ""
    return (
        f"{year} awaits the official days of {', '.join(calendar.awaits(year))}; look for the"
        " yearly notice on Tết and Quốc khánh (Bộ Nội vụ or Văn phòng Chính phủ, October to"
        f" December) and write all days off of {year} into {HOLIDAYS_FILE}, those of the"
        f" notice with official_until {year}"
    )


async def _telegram(settings: Settings) -> str:
    from telegram.error import TelegramError

    from bot.channels.telegram import TelegramChannel

    channel = TelegramChannel(settings.telegram_bot_token, settings.telegram_api_base)
    try:
        await channel.open()
    except TelegramError as error:
        reason = str(error).replace(settings.telegram_bot_token, "<token>")
        return f"the bot at {settings.telegram_api_base} does not answer: {reason}"
    finally:
        await channel.close()
    return ""
