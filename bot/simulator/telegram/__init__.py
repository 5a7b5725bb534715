"""A stand-in for the Telegram Bot API, as faithful as the bot can tell."""

from bot.simulator.telegram.server import TelegramServer

__all__ = ["TelegramServer"]
