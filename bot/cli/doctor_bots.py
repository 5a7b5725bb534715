"""What the doctor sees of the bots: whether each answers, what it carries, whether it may speak."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import httpx
from sqlmodel import Session

from bot.channels.contract import ChannelStopped, OutcomeUnknown, SendError
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_oa.channel import NAME as OFFICIAL_ACCOUNT
from bot.runtime.settings import Settings, SettingsError
from scheduler.calendar import Calendar
from scheduler.monitoring.places import Places
from storage.messages import channel_tokens
from storage.messages.lanes import Load, loads
from storage.models import ChannelToken, Lane

REFRESH_TOKEN_LIVES = timedelta(days=90)  # if it is never used
ANEW = "an administrator of the account must consent anew; the new token: ZALO_OA_REFRESH_TOKEN"


def lanes(session: Session, now: datetime, calendar: Calendar) -> Iterator[tuple[str, str, str]]:
    """(name, what is wrong, how it is) of every bot that the service has lately held."""
    for load in loads(session, calendar.month_start(now), now):
        link = f"link {load.lane.link}" if load.lane.link else "no link known"
        state = f"{_carried(load)}; {link}"
        trouble = _trouble(load.lane, calendar)
        yield load.lane.name, f"{trouble}; {state}" if trouble else "", state


def _trouble(lane: Lane, calendar: Calendar) -> str:
    if lane.stopped_until is not None:
        when = lane.stopped_until.astimezone(calendar.zone)
        return f"stopped until {when:%H:%M %d/%m/%Y} ({lane.stopped_reason})"
    since = lane.deaf_since
    if since is None:
        return ""
    when = since.astimezone(calendar.zone)
    return (
        f"hears nobody: no answer to its polls since {when:%H:%M %d/%m/%Y}"
        " (another program polls it, a webhook is set, or its token is refused)"
    )


def _carried(load: Load) -> str:
    """ "44 people of 50 (2 places kept), 1,204 messages of 3,000 this month"."""
    people = f"{load.users:,} {'person' if load.users == 1 else 'people'}"
    if load.lane.users_allowed is not None:
        places = "place" if load.kept == 1 else "places"
        people += f" of {load.lane.users_allowed:,} ({load.kept:,} {places} kept)"
    messages = f"{load.messages:,} {'message' if load.messages == 1 else 'messages'}"
    if load.lane.messages_allowed is not None:
        messages += f" of {load.lane.messages_allowed:,}"
    return f"{people}, {messages} this month"


def places(one: Places, *, other_chat: bool, form: str) -> tuple[str, str]:
    """(what is wrong, how it is): whether the Zalo bots have room for everybody on the roster.

    `other_chat`: Telegram or an Official Account takes whom they cannot; `form`: the page that
    needs no place, where it can be reached.
    """
    if not one.missing:
        return "", f"ok, {one.waiting:,} of {one.people:,} people still to link, {one.free:,} free"
    bots = f"{one.at_least} Zalo bots at least, {one.enough} to be safe"
    need = (
        f"{one.missing:,} of {one.people:,} people have no place: {bots} ({one.accounts} Zalo"
        " accounts with 3 bots each), or an Official Account with a paid package (Growth or higher)"
        " and a Zalo Cloud Account for templates"
    )
    if other_chat:
        return "", f"{need}; the other chat takes them"
    if form:
        return "", f"{need}; until then the invitations lead them to {form}"
    return f"{need}; with PUBLIC_URL set, the invitations would lead them to the form", ""


# --- Whether they answer --------------------------------------------------------------------------


async def telegram(settings: Settings) -> str:
    from telegram.error import TelegramError

    from bot.channels.telegram.channel import TelegramChannel

    token = settings.telegram_bot_token.get_secret_value()
    channel = TelegramChannel(token, settings.telegram_api_base)
    try:
        await channel.open()
    except TelegramError as error:
        reason = str(error).replace(token, "<token>")
        return f"the bot at {settings.telegram_api_base} does not answer: {reason}"
    finally:
        await channel.close()
    return ""


async def zalo_bot(token: str, base: str, client: httpx.AsyncClient | None = None) -> str:
    """What is wrong with it. Errors come without the token."""
    api = ZaloBotApi(token, base, client)
    try:
        await api.call("getMe", {})
    except (SendError, OutcomeUnknown, ChannelStopped) as error:
        return f"the bot at {base} does not answer: {error}"
    finally:
        await api.client.aclose()
    return ""


def mail_server(settings: Settings, now: Callable[[], datetime]) -> str:
    """What is wrong with it: it is signed in to, and nothing is sent."""
    from bot.channels.email.channel import why_not
    from bot.runtime.channels import email_channel

    try:
        channel = email_channel(settings, now)
    except SettingsError as error:
        return str(error)
    return asyncio.run(why_not(channel))


# --- The Official Account -------------------------------------------------------------------------


def official_account(session: Session, seed: str, now: datetime) -> tuple[str, str]:
    """(what is wrong, how it is) with its tokens, as stored: a look uses none of them up.

    `seed`: the refresh token of the settings.
    """
    token = channel_tokens.current(session, OFFICIAL_ACCOUNT)
    if seed and (token is None or not channel_tokens.was_taken(token, seed)):
        return "", "a new refresh token is set; `daumoi run` will use it"
    if token is None:
        return f"no refresh token is set; {ANEW}", ""
    if token.refused_at is not None:
        return f"Zalo renews the token no more ({token.refused_reason}); {ANEW}", ""
    return _in_force(token, now)


def _in_force(token: ChannelToken, now: datetime) -> tuple[str, str]:
    if token.refreshed_at is None or token.expires_at is None:
        return "", "the refresh token of the settings is kept, and not used yet"
    if token.refreshed_at + REFRESH_TOKEN_LIVES <= now:
        return f"the tokens were last renewed on {token.refreshed_at:%d/%m/%Y}; {ANEW}", ""
    if token.expires_at <= now:
        return "", "the access token has ended; `daumoi run` renews it"
    return "", f"ok, a token pair is in force (renewed on {token.refreshed_at:%d/%m/%Y})"
