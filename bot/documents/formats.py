"""The formats a summary can be handed over in: what each is called elsewhere, and who makes it."""

from collections.abc import Callable
from enum import StrEnum
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Self, cast

if TYPE_CHECKING:
    from locales import Translator
    from storage.rounds.summary import Summary

Render = Callable[["Summary", "Translator"], str | bytes]


class Format(StrEnum):
    """A line each: name, media type, file ending, and the module and name of its Render."""

    TEXT = "text", "text/plain", ".txt", "summary_text:whole_summary_text"
    JSON = "json", "application/json", ".json", "summary_json:summary_json"

    media_type: str
    ending: str
    _maker: str

    def __new__(cls, name: str, media_type: str, ending: str, maker: str) -> Self:
        one = str.__new__(cls, name)
        one._value_ = name
        one.media_type, one.ending, one._maker = media_type, ending, maker
        return one

    def render(self, summary: "Summary", say: "Translator") -> str | bytes:
        """Words for a screen, or what stands in a file. Only now are its libraries loaded."""
        return cast(Render, resolve_name(f"bot.documents.{self._maker}"))(summary, say)

    def file(self, summary: "Summary", say: "Translator") -> bytes:
        made = self.render(summary, say)
        return f"{made}\n".encode() if isinstance(made, str) else made
