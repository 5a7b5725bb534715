"""Answers as text for people: item by item, agency by agency, in the plan's order."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from locales import Translator
from storage.reports.answered.reader import Answer


def answers_text(answers: Sequence[Answer], zone: tzinfo, say: Translator) -> str:
    """Whatever was said stands there whole; whoever has said nothing is named as well."""
    parts = []
    for code, ones in groupby(answers, key=lambda one: one.code):
        theirs = list(ones)
        item = theirs[0].item
        head = f"{code}. {item.title}" if item else say("General report")
        lines = [line for one in theirs for line in _lines(one, zone, say)]
        parts.append("\n".join((head, *lines)))
    return "\n\n".join(parts)


def _lines(one: Answer, zone: tzinfo, say: Translator) -> Iterator[str]:
    name, report = wording.who(one, say), one.report
    if report is None:
        yield f"- {name}: {wording.standing(one, say)}"
        return
    yield f"- {name}: {wording.state(report, say)}"
    for words, text in wording.said(report, say):
        if text:
            yield f"  {words}: {_indented(text)}"
    yield from (f"  {_indented(line)}" for line in wording.history(one, zone, say))
    if one.earlier:
        before = wording.state(one.earlier.report, say)
        told = say("In the report of {year}: {state}", year=one.earlier.year, state=before)
        yield f"  {told}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
