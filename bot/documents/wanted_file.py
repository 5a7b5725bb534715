"""What goes with a message, as plain data: a file or a link, made when it is about to be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any

from bot.documents.file_names import safe_name
from bot.documents.formats import Format
from locales import Translator, mark, translator
from storage.models import Plan

FORMS = {
    Format.PNG: mark("Chart"),
    Format.XLSX: mark("Excel workbook"),
    Format.DOCX: mark("Draft report in Word"),
}
OWN_FORMS = {
    Format.XLSX: mark("Agency's own report in Excel"),
    Format.DOCX: mark("Agency's own report in Word"),
}


@dataclass(frozen=True)
class WantedFile:
    """A round as it stood at an instant, in a format and a language.

    `is_own`: no more than what was asked of the agencies that the person answers for or leads.
    `agency_id`: of this one, for whoever may read the plan. `sources`: where each word is from.
    `at_a_glance`: of a chart what a telephone shows at once.
    """

    plan_id: int
    round_id: int
    form: Format
    as_of: datetime
    language: str
    is_own: bool = False
    agency_id: int = 0
    sources: bool = False
    at_a_glance: bool = False
    is_letter: bool = False  # to those that are late
    is_about_me: bool = False  # of no round: what is kept about the person

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "form": str(self.form), "as_of": self.as_of.isoformat()}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "WantedFile":
        """Raises ValueError, KeyError or TypeError for what no version has written."""
        form, as_of = Format.named(data["form"]), datetime.fromisoformat(data["as_of"])
        return WantedFile(**{**data, "form": form, "as_of": as_of})

    def called(self, say: Translator) -> str:
        if self.is_about_me:
            return say("What is kept about me")
        if self.is_letter:
            return say("Letter to the agencies that are late")
        words = say((OWN_FORMS if self.is_own or self.agency_id else FORMS)[self.form])
        return say("{file} with its sources", file=words) if self.sources else words


class LinkKind(StrEnum):
    SIGN_IN = "sign-in"  # to the pages
    FORM = "form"  # of the person's reports
    CALENDAR = "calendar"  # of the person's days of reporting


@dataclass(frozen=True)
class WantedLink:
    """A link for the person who gets the message. `until`: its last day, where it has one."""

    kind: LinkKind
    until: date | None = None

    def to_json(self) -> dict[str, Any]:
        return {"link": str(self.kind), "until": self.until.isoformat() if self.until else None}

    @staticmethod
    def meant(data: Mapping[str, Any] | None) -> "WantedLink | None":
        """None where it is a file, or nothing."""
        if data is None or "link" not in data:
            return None
        until = date.fromisoformat(data["until"]) if data["until"] else None
        return WantedLink(LinkKind(data["link"]), until)


Wanted = WantedFile | WantedLink


def file_name(
    wanted: WantedFile, plan: Plan, year: int, zone: tzinfo, say: Translator, agency: str = ""
) -> str:
    """ "Bảng tổng hợp Excel 2082_QĐ-UBND 2026 (15-10-2026 07h30).xlsx"; `agency`: whose it is."""
    at = wanted.as_of.astimezone(zone).strftime("%d-%m-%Y %Hh%M")
    called = f"{wanted.called(say)} {agency}".rstrip()
    words = f"{called} {plan.decision} {year} ({at})"
    return safe_name(words, "daumoi") + wanted.form.ending


def with_words(text: str, wanted: Mapping[str, Any], words: str) -> str:
    """The text with these words on a line of their own behind the paragraph that names the file;
    behind the first one where none does."""
    paragraphs = text.split("\n\n")
    name = _name(wanted)
    at = next((n for n, one in enumerate(paragraphs) if name and one.startswith(name)), 0)
    paragraphs[at] += f"\n{words}"
    return "\n\n".join(paragraphs)


def _name(wanted: Mapping[str, Any]) -> str:
    """Empty for what no version has written."""
    try:
        one = WantedFile.from_json(wanted)
        return one.called(translator(one.language))
    except (ValueError, KeyError, TypeError):
        return ""


def said_with(wanted: WantedFile, round_called: str, zone: tzinfo, say: Translator) -> str:
    """What is said above a file, or a link to one."""
    return say(
        "{file}: {round}; as of {as_of}.",
        file=wanted.called(say),
        round=round_called,
        as_of=wanted.as_of.astimezone(zone).strftime("%H:%M %d/%m/%Y"),
    )
