"""Answers as text for people: item by item, agency by agency, in the plan's order."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from locales import Translator
from storage.models import Report
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
    name, report = wording.who(one, say), one.answer
    if report is None:
        yield f"- {name}: {wording.standing(one, say)}"
        return
    yield f"- {name}: {wording.state(report, say)}"
    for words, text in _said(report, say):
        if text:
            yield f"  {words}: {_indented(text)}"
    yield from (f"  {line}" for line in _known(one, zone, say))


def _known(one: Answer, zone: tzinfo, say: Translator) -> Iterator[str]:
    """What the answer itself does not say."""
    if elsewhere := wording.said_elsewhere(one, zone, say):
        yield elsewhere[:1].upper() + elsewhere[1:]
    if not one.is_carried_over:
        received = say("Received: {at}", at=wording.moment(one.first_received_at, zone))
        yield f"{received} ({wording.standing(one, say)})"
    if one.corrected_at:
        yield say("Corrected: {at}", at=wording.moment(one.corrected_at, zone))
    if one.verdict:
        yield _indented(wording.verdict(one, say))
    if one.files:
        yield say.plural("{count} file", "{count} files", one.files)
    if one.earlier:
        before = wording.state(one.earlier.report, say)
        yield say("In the report of {year}: {state}", year=one.earlier.year, state=before)


def _said(report: Report, say: Translator) -> Iterator[tuple[str, str]]:
    yield say("Value"), report.value
    yield say("Result"), report.result
    yield say("Difficulties"), report.difficulties
    yield say("Proposals"), report.proposals
    yield (
        say("Document"),
        wording.document(report.document_number, report.document_on, say),
    )


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
