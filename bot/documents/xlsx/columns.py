"""What the columns of a sheet hold: heading, width and content of each, described in one place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Generic, TypeVar

from bot.documents.contents import answer_wording as wording
from bot.documents.xlsx.sheet import Cell, Column, Row
from bot.language.wording import STATUS_WORDS, day
from locales import Translator
from storage.models import Report
from storage.reports.answered.reader import Answer

One = TypeVar("One")


@dataclass(frozen=True)
class Field(Generic[One]):
    """A column, and what it tells of one thing."""

    heading: str
    width: int
    tell: Callable[[One], Cell]
    is_key: bool = False

    @property
    def column(self) -> Column:
        return Column(self.heading, self.width, self.is_key)


Table = tuple[Sequence[Column], Iterable[Row]]


def table(fields: Sequence[Field[One]], things: Iterable[One]) -> Table:
    """A row for each thing."""
    return [one.column for one in fields], (Row(cells(fields, thing)) for thing in things)


def cells(fields: Sequence[Field[One]], thing: One) -> list[Cell]:
    return [one.tell(thing) for one in fields]


class AnswerFields:
    """Those that tell of an answer; each sheet takes the ones it needs, as wide as it has room."""

    def __init__(self, zone: tzinfo | None, say: Translator) -> None:
        self._zone, self.say = zone, say

    def code(self, width: int) -> Field[Answer]:
        return Field(self.say("No."), width, lambda one: one.code, is_key=True)

    def task(self, width: int) -> Field[Answer]:
        return Field(self.say("Task"), width, self._title)

    def agency(self, width: int) -> Field[Answer]:
        heading = self.say("Reporting agency")
        return Field(heading, width, lambda one: wording.who(one, self.say), is_key=True)

    def status(self, width: int) -> Field[Answer]:
        """Without the share, which stands beside it."""
        return Field(self.say("Status"), width, self._status)

    def state(self, width: int) -> Field[Answer]:
        return Field(self.say("Status"), width, self._state)

    def due_on(self, width: int) -> Field[Answer]:
        return Field(self.say("Due day"), width, lambda one: day(one.due_on))

    def percent(self, width: int) -> Field[Answer]:
        return Field(self.say("Percent"), width, said(lambda report: report.percent))

    def value(self, width: int) -> Field[Answer]:
        return Field(self.say("Value"), width, said(lambda report: report.value))

    def result(self, width: int) -> Field[Answer]:
        return Field(self.say("Result"), width, said(lambda report: report.result))

    def difficulties(self, width: int) -> Field[Answer]:
        return Field(self.say("Difficulties"), width, said(lambda report: report.difficulties))

    def proposals(self, width: int) -> Field[Answer]:
        return Field(self.say("Proposals"), width, said(lambda report: report.proposals))

    def document(self, width: int) -> Field[Answer]:
        def tell(report: Report) -> Cell:
            return wording.document(report.document_number, report.document_on, self.say)

        return Field(self.say("Document"), width, said(tell))

    def first_received(self, width: int) -> Field[Answer]:
        heading = self.say("First received")
        return Field(heading, width, lambda one: self._instant(one.first_received_at))

    def corrected(self, width: int) -> Field[Answer]:
        heading = self.say("Corrected")
        return Field(heading, width, lambda one: self._instant(one.corrected_at))

    def verdict(self, width: int) -> Field[Answer]:
        return Field(self.say("Verdict"), width, lambda one: wording.verdict(one, self.say))

    def notes(self, width: int) -> Field[Answer]:
        heading = self.say("Notes")
        return Field(
            heading, width, lambda one: "\n".join(wording.notes(one, self._zone, self.say))
        )

    def files(self, width: int) -> Field[Answer]:
        return Field(self.say("Files"), width, lambda one: one.files or None)

    def _instant(self, at: datetime | None) -> Cell:
        return at.astimezone(self._zone) if at else None

    def _title(self, one: Answer) -> str:
        return one.item.title_raw or one.item.title if one.item else self.say("General report")

    def _status(self, one: Answer) -> str:
        if one.report is not None:
            return self.say(STATUS_WORDS[one.report.status])
        return wording.state_of(one, self._zone, self.say)

    def _state(self, one: Answer) -> str:
        return wording.state_of(one, self._zone, self.say)


def said(tell: Callable[[Report], Cell]) -> Callable[[Answer], Cell]:
    """Of what was said here, or of what ended the task before; empty where nothing was."""
    return lambda one: tell(one.answer) if one.answer is not None else None
