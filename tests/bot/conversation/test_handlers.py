"""Effects: every kind is carried out by somebody."""

from typing import get_args

from bot.conversation.handlers import CARRIED_OUT_BY
from bot.dialogs.effects import Effect


def test_every_effect_is_carried_out() -> None:
    assert set(get_args(Effect)) == set(CARRIED_OUT_BY)
