"""What the doctor sees of the bots: whether each answers, what it carries, whether it may speak."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import httpx
from sqlmodel import Session

from bot.channels.contract import ChannelStopped, OutcomeUnknown, SendError
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_oa.channel import NAME as OFFICIAL_ACCOUNT
from bot.cli.words import plural, said, say
from bot.runtime.settings import Settings, SettingsError
from locales import mark
from scheduler.calendar import Calendar
from scheduler.monitoring.places import Places
from storage.messages import channel_tokens
from storage.messages.lanes import Load, loads
from storage.models import ChannelToken, Lane

REFRESH_TOKEN_LIVES = timedelta(days=90)  # if it is never used
ANEW = mark(
    "{trouble}; an administrator of the account must consent anew; "
    "the new token: ZALO_OA_REFRESH_TOKEN"
)


def lanes(session: Session, now: datetime, calendar: Calendar) -> Iterator[tuple[str, str, str]]:
    """(name, what is wrong, how it is) of every bot that the service has lately held."""
    for load in loads(session, calendar.month_start(now), now):
        known = load.lane.link
        link = say("link {address}", address=known) if known else say("no link known")
        state = f"{_carried(load)}; {link}"
        trouble = _trouble(load.lane, calendar)
        yield load.lane.name, f"{trouble}; {state}" if trouble else "", state


def _trouble(lane: Lane, calendar: Calendar) -> str:
    if lane.stopped_until is not None:
        when = lane.stopped_until.astimezone(calendar.zone)
        why = lane.stopped_reason
        return say("stopped until {when:%H:%M %d/%m/%Y} ({why})", when=when, why=why)
    since = lane.deaf_since
    if since is None:
        return ""
    when = since.astimezone(calendar.zone)
    return say(
        "hears nobody: no answer to its polls since {when:%H:%M %d/%m/%Y}"
        " (another program polls it, a webhook is set, or its token is refused)",
        when=when,
    )


def _carried(load: Load) -> str:
    """ "44 people of 50 (2 places kept), 1,204 messages of 3,000 this month"."""
    people = plural("{count:,} person", "{count:,} people", load.users)
    if (most := load.lane.users_allowed) is not None:
        kept = plural("{count:,} place kept", "{count:,} places kept", load.kept)
        people = say("{people} of {most:,} ({kept})", people=people, most=most, kept=kept)
    messages = plural("{count:,} message", "{count:,} messages", load.messages)
    if (most := load.lane.messages_allowed) is not None:
        messages = say("{messages} of {most:,}", messages=messages, most=most)
    return say("{people}, {messages} this month", people=people, messages=messages)


def places(one: Places, *, other_chat: bool, form: str) -> tuple[str, str]:
    """(what is wrong, how it is): whether the Zalo bots have room for everybody on the roster.

    `other_chat`: Telegram or an Official Account takes whom they cannot; `form`: the page that
    needs no place, where it can be reached.
    """
    if not one.missing:
        told = say(
            "ok, {waiting:,} of {people:,} people still to link, {free:,} free",
            waiting=one.waiting,
            people=one.people,
            free=one.free,
        )
        return "", told
    need = _need(one)
    if other_chat:
        return "", say("{need}; the other chat takes them", need=need)
    if form:
        told = say("{need}; until then the invitations lead them to {form}", need=need, form=form)
        return "", told
    told = say(
        "{need}; with PUBLIC_URL set, the invitations would lead them to the form", need=need
    )
    return told, ""


def _need(one: Places) -> str:
    return say(
        "{missing:,} of {people:,} people have no place: {at_least} Zalo bots at least, {enough} to"
        " be safe ({accounts} Zalo accounts with 3 bots each), or an Official Account with a paid"
        " package (Growth or higher) and a Zalo Cloud Account for templates",
        missing=one.missing,
        people=one.people,
        at_least=one.at_least,
        enough=one.enough,
        accounts=one.accounts,
    )


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
        return _silent(settings.telegram_api_base, reason)
    finally:
        await channel.close()
    return ""


async def zalo_bot(token: str, base: str, client: httpx.AsyncClient | None = None) -> str:
    """What is wrong with it. Errors come without the token."""
    api = ZaloBotApi(token, base, client)
    try:
        await api.call("getMe", {})
    except (SendError, OutcomeUnknown, ChannelStopped) as error:
        return _silent(base, str(error))
    finally:
        await api.client.aclose()
    return ""


def _silent(base: str, why: str) -> str:
    return say("the bot at {base} does not answer: {why}", base=base, why=why)


def mail_server(settings: Settings, now: Callable[[], datetime]) -> str:
    """What is wrong with it: it is signed in to, and nothing is sent."""
    from bot.channels.email.channel import why_not
    from bot.runtime.channels import email_channel

    try:
        channel = email_channel(settings, now)
    except SettingsError as error:
        return said(error)
    return asyncio.run(why_not(channel))


# --- The Official Account -------------------------------------------------------------------------


def official_account(session: Session, seed: str, now: datetime) -> tuple[str, str]:
    """(what is wrong, how it is) with its tokens, as stored: a look uses none of them up.

    `seed`: the refresh token of the settings.
    """
    token = channel_tokens.current(session, OFFICIAL_ACCOUNT)
    if seed and (token is None or not channel_tokens.was_taken(token, seed)):
        return "", say("a new refresh token is set; `daumoi run` will use it")
    if token is None:
        return say(ANEW, trouble=say("no refresh token is set")), ""
    if token.refused_at is not None:
        told = say("Zalo renews the token no more ({why})", why=token.refused_reason)
        return say(ANEW, trouble=told), ""
    return _in_force(token, now)


def _in_force(token: ChannelToken, now: datetime) -> tuple[str, str]:
    if token.refreshed_at is None or token.expires_at is None:
        return "", say("the refresh token of the settings is kept, and not used yet")
    if token.refreshed_at + REFRESH_TOKEN_LIVES <= now:
        told = say("the tokens were last renewed on {day:%d/%m/%Y}", day=token.refreshed_at)
        return say(ANEW, trouble=told), ""
    if token.expires_at <= now:
        return "", say("the access token has ended; `daumoi run` renews it")
    told = say("ok, a token pair is in force (renewed on {day:%d/%m/%Y})", day=token.refreshed_at)
    return "", told
