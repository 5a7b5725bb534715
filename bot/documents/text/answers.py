"""Answers as text for people: item by item, agency by agency, in the plan's order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.indicators import NO_VALUES, indicator_of
from bot.language.indicator_wording import indicator_words
from locales import Translator
from storage.models import Report
from storage.reports.answered.earlier_rounds import ByYear
from storage.reports.answered.reader import Answer


def answers_text(
    answers: Sequence[Answer],
    zone: tzinfo,
    say: Translator,
    values: Mapping[int, ByYear] = NO_VALUES,
) -> str:
    """Whatever was said stands there whole; whoever has said nothing is named as well. `values`: of
    indicators, by item."""
    parts = []
    for code, ones in groupby(answers, key=lambda one: one.code):
        theirs = list(ones)
        item = theirs[0].item
        head = f"{code}. {item.title}" if item else say("General report")
        lines = [
            line
            for one in theirs
            for line in (*_lines(one, zone, say), *_measured(one, values, say))
        ]
        parts.append("\n".join((head, *lines)))
    return "\n\n".join(parts)


def _lines(one: Answer, zone: tzinfo, say: Translator) -> Iterator[str]:
    name, report = wording.who(one, say), one.answer
    yield f"- {name}: {wording.state_of(one, zone, say)}"
    if report is None:
        return
    for words, text in _said(report, say):
        if text:
            yield f"  {words}: {_indented(text)}"
    yield from (f"  {line}" for line in _known(one, zone, say))


def _measured(one: Answer, values: Mapping[int, ByYear], say: Translator) -> Iterator[str]:
    line = indicator_of(one, values)
    if line is not None:
        told = indicator_words(line.history, line.targets, line.year, line.unit, say)
        yield from (f"  {words}" for words in told)


def _known(one: Answer, zone: tzinfo, say: Translator) -> Iterator[str]:
    """What the answer itself does not say."""
    if one.first_received_at:
        received = say("Received: {at}", at=wording.moment(one.first_received_at, zone))
        yield f"{received} ({wording.standing(one, say)})"
    if one.corrected_at:
        yield say("Corrected: {at}", at=wording.moment(one.corrected_at, zone))
    if one.verdict:
        yield _indented(wording.verdict(one, say))
    if one.files:
        yield say.plural("{count} file", "{count} files", one.files)
    if notes := wording.notes(one, zone, say):
        yield say("Notes") + ": " + "; ".join(notes)
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
