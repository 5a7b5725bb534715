"""The Zalo Official Account that the settings describe, as a channel."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import httpx

from bot.channels.certificates import trusted
from bot.channels.zalo_oa.channel import (
    CONNECT_SECONDS,
    NAME,
    SEND_SECONDS,
    OfficialAccount,
    ZaloOAChannel,
)
from bot.channels.zalo_oa.oauth import OAuthApp
from bot.channels.zalo_oa.tokens import ZaloTokens
from bot.runtime.settings import Settings
from storage.database import Database


def official_account(
    settings: Settings,
    database: Database,
    now: Callable[[], datetime],
    client: httpx.AsyncClient | None = None,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> ZaloOAChannel:
    """The channel that the settings describe."""
    client = client or httpx.AsyncClient(
        timeout=httpx.Timeout(SEND_SECONDS, connect=CONNECT_SECONDS), verify=trusted()
    )
    secret = settings.zalo_oa_app_secret.get_secret_value()
    app = OAuthApp(settings.zalo_oa_app_id, secret, settings.zalo_oauth_base)
    seed = settings.zalo_oa_refresh_token.get_secret_value()
    tokens = ZaloTokens(NAME, app, seed, database, now, client, pause)
    return ZaloOAChannel(_account(settings), tokens, database, now, client)


def _account(settings: Settings) -> OfficialAccount:
    return OfficialAccount(
        app_id=settings.zalo_oa_app_id,
        secret_key=settings.zalo_oa_secret_key.get_secret_value(),
        api_base=settings.zalo_oa_api_base,
        zbs_base=settings.zalo_zbs_api_base,
        template_id=settings.zalo_zbs_template_id,
        is_paid_allowed=settings.zalo_oa_paid_messages,
        endpoint=settings.zalo_oa_message_endpoint,
        button_template_type=settings.zalo_oa_button_template_type,
        zone=settings.timezone,
    )
