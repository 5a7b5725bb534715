"""The bots that the settings name, each as a channel."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.channels.contract import Channel, Quota, WebhookChannel
from bot.runtime.settings import Settings, SettingsError
from storage import lazy
from storage.database import Database

if TYPE_CHECKING:  # what is not set up is not loaded
    from bot.channels.email.channel import EmailChannel


def configured_channels(
    settings: Settings, database: Database, now: Callable[[], datetime]
) -> dict[str, Channel]:
    """One channel for each bot that the settings name. Raises SettingsError."""
    channels: list[Channel] = []
    if settings.telegram_bot_token:
        channels.append(_telegram(settings))
    channels += _zalo_bots(settings)
    if settings.zalo_oa_app_id:
        from bot.runtime.official_account import official_account

        channels.append(official_account(settings, database, now))
    if settings.smtp_host:
        channels.append(email_channel(settings, now))
    return {channel.name: channel for channel in channels}


def email_channel(settings: Settings, now: Callable[[], datetime]) -> "EmailChannel":
    """Raises SettingsError."""
    from bot.channels.email.channel import EmailChannel, MailServer

    if not settings.smtp_from:
        raise SettingsError(lazy("SMTP_HOST is set, but SMTP_FROM is not"))
    password = settings.smtp_password.get_secret_value()
    server = MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_from,
        user=settings.smtp_user,
        password=password,
        starttls=settings.smtp_starttls,
    )
    return EmailChannel(server, now)


def _telegram(settings: Settings) -> Channel:
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.telegram.webhook import PATH

    is_told = settings.telegram_mode == "webhook"
    if is_told and not settings.telegram_webhook_secret:
        raise SettingsError(
            lazy("TELEGRAM_MODE is 'webhook', but TELEGRAM_WEBHOOK_SECRET is not set")
        )
    if is_told and not settings.public_url.startswith("https://"):
        raise SettingsError(
            lazy(
                "TELEGRAM_MODE is 'webhook', but PUBLIC_URL is no https address that Telegram can"
                " call"
            )
        )
    return TelegramChannel(
        settings.telegram_bot_token.get_secret_value(),
        settings.telegram_api_base,
        webhook_url=f"{settings.public_url}{PATH}" if is_told else "",
        webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
    )


def _zalo_bots(settings: Settings) -> list[Channel]:
    if not settings.zalo_bot_tokens:
        return []
    from bot.channels.zalo_bot.channel import ZaloBotChannel

    is_told = settings.zalo_bot_mode == "webhook"
    if is_told and not settings.zalo_bot_webhook_secret:
        raise SettingsError(
            lazy("ZALO_BOT_MODE is 'webhook', but ZALO_BOT_WEBHOOK_SECRET is not set")
        )
    return [
        ZaloBotChannel(
            token.get_secret_value(),
            settings.zalo_bot_api_base,
            quota=Quota(settings.zalo_bot_users, settings.zalo_bot_messages),
            webhook_secret=settings.zalo_bot_webhook_secret.get_secret_value(),
            webhook_path=f"/webhooks/zalo-bot/{number}" if is_told else "",
        )
        for number, token in enumerate(settings.zalo_bot_tokens, 1)
    ]


def webhook_paths(channels: Mapping[str, Channel]) -> list[tuple[str, str]]:
    """Of each channel that its service calls: its name, and the path behind our public address."""
    told = [
        (name, one.webhook_path)
        for name, one in channels.items()
        if isinstance(one, WebhookChannel)
    ]
    return [(name, path) for name, path in told if path]
