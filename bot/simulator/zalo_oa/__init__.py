"""A stand-in for a Zalo Official Account: tokens, messages, templates, webhook."""

from bot.simulator.zalo_oa.server import Account, ZaloOAServer

__all__ = ["Account", "ZaloOAServer"]
