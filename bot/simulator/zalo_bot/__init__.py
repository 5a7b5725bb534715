"""A stand-in for the Zalo Bot platform, as faithful as what is known of it allows."""

from bot.simulator.zalo_bot.account import SimulatedBot
from bot.simulator.zalo_bot.server import ZALO_BOT_PATH, ZaloBotServer

__all__ = ["ZALO_BOT_PATH", "SimulatedBot", "ZaloBotServer"]
