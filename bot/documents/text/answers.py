"""Answers as text for people: item by item, agency by agency, in the plan's order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.indicators import NO_VALUES, indicator_of
from bot.language.indicator_wording import indicator_words
from locales import Translator
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
    for words, text in wording.said(report, say):
        if text:
            yield f"  {words}: {_indented(text)}"
    yield from (f"  {_indented(line)}" for line in wording.history(one, zone, say))
    if one.earlier:
        before = wording.state(one.earlier.report, say)
        told = say("In the report of {year}: {state}", year=one.earlier.year, state=before)
        yield f"  {told}"


def _measured(one: Answer, values: Mapping[int, ByYear], say: Translator) -> Iterator[str]:
    line = indicator_of(one, values)
    if line is not None:
        told = indicator_words(line.history, line.targets, line.year, line.unit, say)
        yield from (f"  {words}" for words in told)


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
