"""`daumoi rehearse`: plays the next season on the real roster; nothing is sent or stored."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from bot.cli import terminal
from bot.cli.lookup import plan_called
from bot.cli.options import Json
from bot.language.visible import visible

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.runtime.settings import Settings
    from scheduler.preview.rehearsal import Bot, Rehearsal

FURTHEST = 5  # years


def rehearse(
    plan: str,
    year: int = typer.Option(0, "--year", help="Which season; else the next year."),
    price: int = typer.Option(
        -1, "--price", min=-1, help="Of a ZBS template in đồng; else ZALO_ZBS_PRICE."
    ),
    json: Json = False,
) -> None:
    """Who cannot be reached, when bots run out, what templates would cost, which days move."""
    from bot.documents.text.rehearsal import rehearsal_text
    from locales import DEFAULT_LANGUAGE, translator
    from scheduler.preview.rehearsal import rehearse as rehearsed

    settings, now, calendar = terminal.settings(), terminal.now(), terminal.calendar()
    season = _season(year, calendar.today(now).year)
    cost = settings.zalo_zbs_price if price < 0 else price
    with terminal.database().read() as session:
        found_plan = plan_called(session, plan)
        bots, beside = _bots(session, settings), "telegram" if settings.telegram_bot_token else ""
        found = rehearsed(session, found_plan, season, bots, now, calendar, beside)
        if json:
            terminal.print_json(_data(found_plan.code, found, cost))
        else:
            vietnamese = translator(DEFAULT_LANGUAGE)
            print(visible(rehearsal_text(found_plan, found, cost, vietnamese)))


def _season(year: int, this_year: int) -> int:
    """The year to play: the one that --year names, else the next."""
    season = year or this_year + 1
    if not this_year <= season <= this_year + FURTHEST:
        terminal.refuse(
            "--year is {season}; give one from {first} to {last}",
            season=season,
            first=this_year,
            last=this_year + FURTHEST,
        )
    return season


def _bots(session: "Session", settings: "Settings") -> "list[Bot]":
    """Of Zalo: as they have run, and those of the settings that have not yet."""
    from bot.channels.zalo_bot.channel import lane_of
    from scheduler.preview.rehearsal import Bot
    from storage.messages.lanes import loads

    month = terminal.calendar().month_start(terminal.now())
    found = {
        one.lane.name: Bot(
            one.lane.name,
            (one.free or 0) + one.kept,
            one.lane.messages_allowed or settings.zalo_bot_messages,
            one.messages,
        )
        for one in loads(session, month, terminal.now())
        if one.lane.users_allowed is not None
    }
    for token in settings.zalo_bot_tokens:
        name = lane_of(token.get_secret_value())
        fresh = Bot(name, settings.zalo_bot_users, settings.zalo_bot_messages)
        found.setdefault(name, fresh)
    return list(found.values())


def _data(plan: str, found: "Rehearsal", price: int) -> dict[str, Any]:
    """The fields of Rehearsal; `unreached` as {agency, reason}."""
    unreached = [{"agency": name, "reason": str(why)} for name, why in found.unreached]
    cost = {"price": price, "cost": found.templates * price, "whole": found.all_templates * price}
    return {"plan": plan, **asdict(found), "unreached": unreached, **cost}
