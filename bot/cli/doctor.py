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
from bot.cli.words import language, said, say
from locales import mark, translator
from storage import translated
from storage.database import Database
from storage.messages.troubles import Reason

if TYPE_CHECKING:  # the reader of settings takes a while to load
    from sqlmodel import Session

    from bot.runtime.settings import Settings


def doctor() -> None:
    """Look at the settings, the database, open troubles, holidays and bots; what is wrong."""
    troubles = []
    for one in _findings():
        print(f"{say(one.subject):<12} {one.trouble or say(one.state)}")
        troubles += [say(one.subject)] if one.trouble else []
    if troubles:
        terminal.refuse(
            "{count} thing(s) need attention, see above: {names}",
            count=len(troubles),
            names=", ".join(dict.fromkeys(troubles)),
        )


def _findings() -> Iterator[Finding]:
    settings = terminal.settings()
    yield from _names()
    database = terminal.database()
    yield Finding(mark("database"))
    yield Finding(mark("plans"), _plans(database))
    for trouble in _troubles(database, settings) or [""]:
        yield Finding(mark("troubles"), trouble)
    yield Finding(mark("holidays"), _holidays())
    for trouble in wording() or [""]:
        yield Finding(mark("wording"), trouble)
    yield from _channels(settings, database)
    yield from _files_by_link(settings)
    yield Finding(mark("pages"), _pages(settings))
    yield finding(database)
    yield Finding(mark("audit"), _audit(database))
    yield from machine(settings, database, terminal.now())


def _names() -> Iterator[Finding]:
    """The names of settings, as they are written."""
    from bot.runtime.env_file import unread_names
    from bot.runtime.settings import ENV_FILE, NAMES, misspelt

    others = unread_names(ENV_FILE, NAMES)
    unread = say("ok; not read from {file}: {names}", file=ENV_FILE, names=", ".join(others))
    for trouble in misspelt(os.environ) or [""]:
        told, state = translated(trouble, say), unread if others else mark("ok")
        yield Finding(mark("settings"), told, state)


def _audit(database: Database) -> str:
    """Whether every entry is as it was written."""
    from storage.audit.verifying import verify

    with database.read() as session:
        broken = verify(session).broken
    told = translated(broken, say)
    return say("it is not as it was written: {broken}", broken=told) if broken else ""


def _plans(database: Database) -> str:
    from storage.plans.lookup import plans

    with database.read() as session:
        loaded = bool(plans(session))
    return "" if loaded else say("no plan is loaded; try: daumoi plan load data/ben-tre")


def _troubles(database: Database, settings: "Settings") -> list[str]:
    """What the service has set aside or misses, for a person to put right."""
    from bot.dialogs.digest.planner_section import trouble_line
    from storage.messages.troubles import open_troubles

    seen_below = {Reason.BOT_STOPPED, Reason.BOT_DEAF, Reason.WORDING} | (
        {Reason.NEEDS_CONSENT} if settings.zalo_oa_app_id else set()
    )
    with database.read() as session:
        found = [one for one in open_troubles(session) if one.reason not in seen_below]
        return [trouble_line(one, translator(language())) for one in found]


def _holidays() -> str:
    from storage.calendar.holidays import HOLIDAYS_FILE

    try:
        calendar = terminal.calendar()
    except ValueError as error:
        return said(error)
    year = calendar.not_official(calendar.today(terminal.now()))
    if year is None:
        return ""
    return say(
        "{year} awaits the official days of {days}; look for the yearly notice on Tết and Quốc"
        " khánh (Bộ Nội vụ or Văn phòng Chính phủ, October to December) and write all days off of"
        " {year} into {file}, those of the notice with official_until {year}",
        year=year,
        days=", ".join(calendar.awaits(year)),
        file=HOLIDAYS_FILE,
    )


def wording() -> list[str]:
    """The sentences that are said in English for a slip in their file."""
    from locales import LANGUAGES
    from locales.catalogs import name_of, slips

    return [
        say("line {line} of {file}: {why}", line=slip.line, file=f"locales/{name}", why=slip.why)
        for name, found in ((name_of(one), slips(one)) for one in LANGUAGES)
        for slip in found
    ]


def _files_by_link(settings: "Settings") -> Iterator[Finding]:
    """Zalo carries no files: they are fetched from our own web side."""
    if settings.smtp_host:
        missing = say("PUBLIC_URL is not set: nobody can agree to letters, nor stop them")
        yield Finding(mark("letters"), "" if settings.public_url else missing)
    if settings.zalo_bot_tokens or settings.zalo_oa_app_id:
        missing = say("PUBLIC_URL is not set: nobody on Zalo can fetch a file that they ask for")
        yield Finding(mark("files"), state=mark("ok") if settings.public_url else missing)


def _pages(settings: "Settings") -> str:
    """Whether browsers can reach the pages, and nobody between can read along."""
    if not settings.public_url:
        return say(
            "PUBLIC_URL is not set: nobody can be sent a link to the pages; it is the address at"
            " which browsers reach `daumoi run`, such as https://daumoi.example.gov.vn"
        )
    address = urlsplit(settings.public_url)
    if address.scheme == "https" or address.hostname in ("localhost", "127.0.0.1"):
        return ""
    return say(
        "PUBLIC_URL is {url}: without https whoever is between can read the pages"
        " and sign in as somebody else; put a web server with a certificate in front",
        url=settings.public_url,
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
        yield Finding("telegram", state=mark("not set up"))
    else:
        why = say("TELEGRAM_BOT_TOKEN is not set: nobody can be reached on Telegram")
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

    now, today = terminal.now(), terminal.today()
    count, each = len(settings.zalo_bot_tokens), settings.zalo_bot_users
    needed = places_of(session, plans(session), today, now, count, each)
    other = bool(settings.telegram_bot_token or settings.zalo_oa_app_id)
    return Finding(mark("places"), *bots.places(needed, other_chat=other, form=form_address()))
