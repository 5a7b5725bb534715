"""`daumoi doctor`: looks at everything once; what needs attention makes it fail."""

import asyncio
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.cli import terminal
from bot.cli.data_keys import finding
from bot.cli.doctor_machine import Finding, machine
from storage.database import Database
from storage.messages.troubles import Reason

if TYPE_CHECKING:  # the reader of settings takes a while to load
    from sqlmodel import Session

    from bot.runtime.settings import Settings


def doctor() -> None:
    """Look at the settings, the database, open troubles, holidays and bots; what is wrong."""
    troubles = 0
    for one in _findings():
        print(f"{one.subject:<12} {one.trouble or one.state}")
        troubles += bool(one.trouble)
    if troubles:
        terminal.fail(f"{troubles} thing(s) need attention, see above")


def _findings() -> Iterator[Finding]:
    settings = terminal.settings()
    yield from _names()
    database = terminal.database()
    yield Finding("database")
    yield Finding("plans", _plans(database))
    for trouble in _troubles(database, settings) or [""]:
        yield Finding("troubles", trouble)
    yield Finding("holidays", _holidays())
    for trouble in wording() or [""]:
        yield Finding("wording", trouble)
    yield from _channels(settings, database)
    yield from _files_by_link(settings)
    yield Finding("pages", _pages(settings))
    yield finding(database)
    yield Finding("audit", _audit(database))
    yield from machine(settings, database, terminal.now())


def _names() -> Iterator[Finding]:
    """The names of settings, as they are written."""
    from bot.runtime.env_file import unread_names
    from bot.runtime.settings import ENV_FILE, NAMES, misspelt

    others = unread_names(ENV_FILE, NAMES)
    state = f"ok; not read from {ENV_FILE}: {', '.join(others)}" if others else "ok"
    for trouble in misspelt(os.environ) or [""]:
        yield Finding("settings", trouble, state)


def _audit(database: Database) -> str:
    """Whether every entry is as it was written."""
    from storage.audit.verifying import verify

    with database.read() as session:
        broken = verify(session).broken
    return f"it is not as it was written: {broken}" if broken else ""


def _plans(database: Database) -> str:
    from storage.plans.lookup import plans

    with database.read() as session:
        return "" if plans(session) else "no plan is loaded; try: daumoi plan load data/ben-tre"


def _troubles(database: Database, settings: "Settings") -> list[str]:
    """What the service has set aside or misses, for a person to put right."""
    from bot.dialogs.digest.planner_section import trouble_line
    from locales import translator
    from storage.messages.troubles import open_troubles

    seen_below = {Reason.BOT_STOPPED, Reason.BOT_DEAF, Reason.WORDING} | (
        {Reason.NEEDS_CONSENT} if settings.zalo_oa_app_id else set()
    )
    with database.read() as session:
        found = [one for one in open_troubles(session) if one.reason not in seen_below]
        return [trouble_line(one, translator("en")) for one in found]


def _holidays() -> str:
    from storage.calendar.holidays import HOLIDAYS_FILE

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


def wording() -> list[str]:
    """The sentences that are said in English for a slip in their file."""
    from locales import LANGUAGES
    from locales.catalogs import name_of, slips

    return [
        f"line {slip.line} of locales/{name_of(language)}: {slip.why}"
        for language in LANGUAGES
        for slip in slips(language)
    ]


def _files_by_link(settings: "Settings") -> Iterator[Finding]:
    """Zalo carries no files: they are fetched from our own web side."""
    if settings.smtp_host:
        missing = "PUBLIC_URL is not set: nobody can agree to letters, nor stop them"
        yield Finding("letters", "" if settings.public_url else missing)
    if settings.zalo_bot_tokens or settings.zalo_oa_app_id:
        missing = "PUBLIC_URL is not set: nobody on Zalo can fetch a file that they ask for"
        yield Finding("files", state="ok" if settings.public_url else missing)


def _pages(settings: "Settings") -> str:
    """Whether browsers can reach the pages, and nobody between can read along."""
    if not settings.public_url:
        return (
            "PUBLIC_URL is not set: nobody can be sent a link to the pages; it is the address at"
            " which browsers reach `daumoi run`, such as https://daumoi.example.gov.vn"
        )
    address = urlsplit(settings.public_url)
    if address.scheme == "https" or address.hostname in ("localhost", "127.0.0.1"):
        return ""
    return (
        f"PUBLIC_URL is {settings.public_url}: without https whoever is between can read the pages"
        " and sign in as somebody else; put a web server with a certificate in front"
    )


# --- Bots -----------------------------------------------------------------------------------------


def _channels(settings: "Settings", database: Database) -> Iterator[Finding]:
    """Each configured bot is asked who it is; then what the bots have carried."""
    from bot.channels.zalo_bot.channel import lane_of
    from bot.channels.zalo_oa.channel import NAME
    from bot.cli import doctor_bots as bots

    now, calendar = terminal.now(), terminal.calendar()
    has_other = bool(settings.zalo_bot_tokens or settings.zalo_oa_app_id or settings.smtp_host)
    if settings.telegram_bot_token:
        yield Finding("telegram", asyncio.run(bots.telegram(settings)))
    elif has_other:
        yield Finding("telegram", state="not set up")
    else:
        why = "TELEGRAM_BOT_TOKEN is not set: nobody can be reached on Telegram"
        yield Finding("telegram", why)
    for token in map(SecretStr.get_secret_value, settings.zalo_bot_tokens):
        trouble = asyncio.run(bots.zalo_bot(token, settings.zalo_bot_api_base))
        yield Finding(lane_of(token), trouble)
    if settings.smtp_host:
        yield Finding("email", bots.mail_server(settings, terminal.now))
    with database.read() as session:
        if settings.zalo_oa_app_id:
            seed = settings.zalo_oa_refresh_token.get_secret_value()
            trouble, state = bots.official_account(session, seed, now)
            yield Finding(NAME, trouble, state)
        for name, trouble, state in bots.lanes(session, now, calendar):
            yield Finding(name, trouble, state)
        if settings.zalo_bot_tokens:
            yield _places(session, settings)


def _places(session: "Session", settings: "Settings") -> Finding:
    """Of the Zalo bots, for the people of every plan."""
    from bot.cli import doctor_bots as bots
    from bot.cli.invitation_files import form_address
    from scheduler.monitoring.places import places_of
    from storage.plans.lookup import plans

    now, today = terminal.now(), terminal.calendar().today(terminal.now())
    count, each = len(settings.zalo_bot_tokens), settings.zalo_bot_users
    needed = places_of(session, plans(session), today, now, count, each)
    other = bool(settings.telegram_bot_token or settings.zalo_oa_app_id)
    return Finding("places", *bots.places(needed, other_chat=other, form=form_address()))
