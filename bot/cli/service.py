"""The commands that keep running: the service, the talk in the terminal, the demonstration."""

import asyncio
import os
import socket
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import typer

from bot.channels.console import ConsoleChannel
from bot.cli import terminal
from bot.cli.words import DAYS, said, say, tell
from bot.language.visible import visible
from bot.runtime.dependencies import Runtime

DEMO_DAY = "2026-10-14"
DEMO_FOLDER = Path("var/demo")


def run() -> None:
    """Run the service: receivers, delivery, reminders, web. Ctrl-C stops it cleanly."""
    from bot import app
    from bot.runtime.channels import configured_channels, webhook_paths
    from bot.runtime.log_setup import secrets_of, set_up_logs
    from bot.runtime.settings import SettingsError, misspelt
    from bot.web.app import web_app

    settings = terminal.settings()
    database, now = terminal.database(), terminal.clock(settings)
    with terminal.failing_on(SettingsError):
        channels = configured_channels(settings, database, now)
    if not channels:
        terminal.refuse(
            "no channel is configured; "
            "set ZALO_BOT_TOKENS, TELEGRAM_BOT_TOKEN or SMTP_HOST, or try: daumoi demo"
        )
    listening = listen(settings.web_host, settings.web_port, "WEB_PORT")
    runtime = app.build_runtime(settings, database, channels, now)
    as_json = settings.log_format == "json"
    set_up_logs(settings.log_level, secrets_of(settings), as_json=as_json)
    if settings.clock is not None:
        app.log.warning("DAUMOI_CLOCK is set: the clock started at %s", settings.clock.isoformat())
    if names := misspelt(os.environ):
        app.log.warning("settings: %s", "; ".join(names))
    for name, path in webhook_paths(channels):
        app.log.info("%s is told at %s%s", name, settings.public_url or "PUBLIC_URL", path)
    app.log.info("serving on http://%s:%s", settings.web_host, settings.web_port)
    asyncio.run(app.serve(runtime, web_app(runtime), listening))


def listen(host: str, port: int, setting: str) -> socket.socket:
    """A listening socket, or the end of the command where the port is taken."""
    try:
        return socket.create_server((host, port), reuse_port=False)
    except OSError as error:
        terminal.refuse(
            "port {port} on {host} cannot be used ({why}); stop what listens there or "
            "choose another with {setting}",
            port=port,
            host=host,
            why=os.strerror(error.errno or 0),
            setting=setting,
        )


def chat(
    person: str = typer.Option("", "--as", help="Talk as this person (code in the roster)."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask, though real people use it."),
) -> None:
    """Talk to the bot in the terminal; an empty line or Ctrl-D ends it."""
    from bot.cli.chat_session import TerminalTalk

    channel = ConsoleChannel(lambda text: print(f"\n{visible(text)}\n"))
    runtime = _console_runtime(channel)
    talk = TerminalTalk(runtime, channel, person or "stranger")
    if person and talk.is_among_people():
        tell(
            "Real people use this database: whatever is stored now is stored for {person},",
            person=person,
        )
        tell("and the audit keeps that a terminal did it. To try things out: daumoi demo")
        terminal.agree(say("Talk as {person}?", person=person), yes)
    if person and not talk.link(person):
        terminal.refuse(
            "nobody has the code '{code}'; `daumoi people show` lists everybody", code=person
        )
    asyncio.run(_talk(talk.hear, sys.stdin.isatty()))


def _console_runtime(channel: ConsoleChannel) -> Runtime:
    from bot import app

    settings = terminal.settings()
    database, now = terminal.database_of_today(), terminal.clock(settings)
    return app.build_runtime(settings, database, {channel.name: channel}, now)


async def _talk(hear: Callable[[str], Awaitable[None]], interactive: bool) -> None:
    while True:
        try:
            line = await asyncio.to_thread(input, "> " if interactive else "")
        except (EOFError, KeyboardInterrupt):
            return
        if not line.strip():
            return
        await hear(line)


def _has_screen() -> bool:
    """Elsewhere a text browser would take the terminal over."""
    seen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or bool(seen)


def demo(
    port: int = typer.Option(8080, min=1, max=65535),
    today: datetime = typer.Option(DEMO_DAY, formats=DAYS, help="The day it starts on."),
    plan: str = typer.Option("ben-tre", help="A plan folder under data/."),
    browser: bool = typer.Option(True, help="Open the page in the browser."),
) -> None:
    """Try everything on this machine: phones on a page, nothing to configure, nobody is reached."""
    from bot.simulator.demo import Demo, DemoError

    listening = listen("127.0.0.1", port, "--port")
    try:
        demo = Demo(DEMO_FOLDER, plan, today.date(), port)
    except DemoError as error:
        listening.close()
        terminal.fail(said(error))
    print(say("Đầu Mối: open {url} in a browser. Ctrl-C stops it.", url=demo.url), flush=True)
    if demo.goes_on:
        print(
            say("It goes on where it was cut off; after Ctrl-C the next one begins anew."),
            flush=True,
        )
    if browser and _has_screen():
        webbrowser.open(demo.url)
    asyncio.run(demo.serve(listening))
    demo.finish()
