"""The formats a summary can be handed over in: what each is called elsewhere, and who makes it."""

from collections.abc import Callable
from enum import StrEnum
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Self, cast

if TYPE_CHECKING:
    from bot.documents.contents.dossier import Dossier
    from locales import Translator

_OFFICE = "application/vnd.openxmlformats-officedocument"
Render = Callable[["Dossier", "Translator"], str | bytes]


class BadTemplate(ValueError):
    """A template cannot be filled in; the text says which, why, and what to do."""


class Format(StrEnum):
    """A line each: name, media type, file ending, the module and name of its Render, and whether
    that wants the whole dossier or the figures alone."""

    TEXT = "text", "text/plain", ".txt", "text.summary:summary_text", False
    JSON = "json", "application/json", ".json", "json.summary:summary_json", False
    XLSX = "xlsx", f"{_OFFICE}.spreadsheetml.sheet", ".xlsx", "xlsx.workbook:workbook", True
    DOCX = "docx", f"{_OFFICE}.wordprocessingml.document", ".docx", "docx.report:report", True
    PNG = "png", "image/png", ".png", "chart.picture:chart", True

    media_type: str
    ending: str
    is_whole: bool
    _maker: str

    def __new__(cls, name: str, media_type: str, ending: str, maker: str, is_whole: bool) -> Self:
        one = str.__new__(cls, name)
        one._value_ = name
        one.media_type, one.ending, one._maker, one.is_whole = media_type, ending, maker, is_whole
        return one

    @classmethod
    def named(cls, name: str) -> Self:
        """Raises KeyError."""
        return {str(one): one for one in cls}[name]

    def render(self, dossier: "Dossier", say: "Translator") -> str | bytes:
        """Words for a screen, or what stands in a file. Only now are its libraries loaded."""
        return cast(Render, resolve_name(f"bot.documents.{self._maker}"))(dossier, say)

    def file(self, dossier: "Dossier", say: "Translator") -> bytes:
        made = self.render(dossier, say)
        return f"{made}\n".encode() if isinstance(made, str) else made
