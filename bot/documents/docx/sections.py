"""The sections of the report: how it was reported, themes, indicators, difficulties, proposals."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.communes import (
    both_views,
    names_rolled,
    of_answers,
    parted,
    rolled_up,
    statuses_of,
)
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines
from bot.documents.contents.progress import Part, parts_of
from bot.documents.docx.blocks import Block, Look, Paragraph, Run, Style, Table, paragraph
from bot.documents.docx.sentences import Teller, answer_paragraphs
from bot.language.indicator_wording import indicator_words, signed_words
from bot.language.wording import STATUS_WORDS, day
from locales import Translator
from storage.models import Item, ItemKind
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer
from storage.rounds.summary import Count, offices_and_communes


def how_it_was_reported(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    say, total = teller.say, dossier.summary.total
    parts = parts_of(total, say)
    as_of = wording.moment(dossier.as_of, teller.zone)
    if dossier.is_own:
        yield teller.figures(_own_words(dossier, as_of, say), as_of)
        return
    yield teller.figures(_received(total, as_of, say), as_of)
    if dossier.summary.by_status:
        yield teller.figures(_statuses(dossier, say), as_of)
    if dossier.summary.never_reminded:
        untold = dossier.summary.never_reminded
        names = "; ".join(names_rolled(untold, dossier.summary, say))
        words = say("Not reminded before the due day: {names}.", names=names)
        yield teller.figures(words, as_of)
    for line in both_views(dossier.summary, say):
        yield teller.figures(line, as_of)
    columns = [
        (say("Agency"), 160 - 17 * (len(parts) + 1)),
        (say("Expected"), 17),
        *((part.words, 17) for part in parts),
    ]
    offices, communes = offices_and_communes(dossier.summary)
    rows = [_figures_of(one.now_called, one.count, parts) for one in offices]
    if communes is not None:
        rows.append(_figures_of(rolled_up(communes, say), communes.count, parts))
    yield Table(columns, rows)


def _received(total: Count, as_of: str, say: Translator) -> str:
    told = say(
        "As of {as_of}, {received} of {expected} contents were reported: {on_time} on time, {late} "
        "late; {missing} are overdue and not reported, {pending} are not due yet. Accepted: "
        "{accepted}; returned to be completed: {returned}.",
        as_of=as_of,
        **vars(total),
    )
    if not total.carried_over:
        return told
    over = say("{n} were completed before and are not asked again.", n=total.carried_over)
    return f"{told} {over}"


def _own_words(dossier: Dossier, as_of: str, say: Translator) -> str:
    """Of an agency that reports for itself: how much, and how far it is."""
    total = dossier.summary.total
    told = say(
        "As of {as_of}, {received} of {expected} contents were reported",
        as_of=as_of,
        received=total.received,
        expected=total.expected,
    )
    parts = _status_parts(dossier, say)
    return f"{told}: {parts}." if parts else f"{told}."


def _statuses(dossier: Dossier, say: Translator) -> str:
    return say("By the agencies' own words: {parts}.", parts=_status_parts(dossier, say))


def _status_parts(dossier: Dossier, say: Translator) -> str:
    counted = dossier.summary.by_status
    return "; ".join(
        f"{say(words)[:1].lower()}{say(words)[1:]} {counted[code]}"
        for code, words in STATUS_WORDS.items()
        if code in counted
    )


def _figures_of(name: str, count: Count, parts: Sequence[Part]) -> list[str]:
    numbers = (getattr(count, part.field) for part in parts)
    return [name, str(count.expected), *map(str, numbers)]


# --- Themes ---------------------------------------------------------------------------------------


def themes(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    """The decision's own themes in its own words; what stands under none comes at the end."""
    tasks = [one for one in dossier.answers if _is_task(one.item)]
    for theme in dossier.items:
        if theme.kind != ItemKind.HEADING or theme.parent_id is not None:
            continue
        theirs = [one for one in tasks if is_under(one.code, theme.code)]
        if theirs:
            tasks = [one for one in tasks if not is_under(one.code, theme.code)]
            yield paragraph(f"{theme.code}. {theme.title}", Style.SUBSECTION)
            yield from _items(theirs, teller)
    yield from _items(tasks, teller)
    general = [one for one in dossier.answers if one.item is None]
    if general:
        yield paragraph(teller.say("General reports"), Style.SUBSECTION)
        yield from _told(general, teller)


def _items(answers: Sequence[Answer], teller: Teller) -> Iterator[Block]:
    for code, ones in groupby(answers, key=lambda one: one.code):
        theirs = list(ones)
        title = theirs[0].item.title if theirs[0].item else ""
        yield Paragraph((Run(f"{code}. {title}", Look.ITALIC),))
        yield from _told(theirs, teller)


def _told(theirs: Sequence[Answer], teller: Teller) -> Iterator[Block]:
    """Each office's words; of many communes how many have reported what, and who has not."""
    offices, communes = parted(theirs)
    yield from answer_paragraphs(offices, teller)
    if communes:
        told = filter(None, (of_answers(communes, teller.say), statuses_of(communes, teller.say)))
        yield Paragraph((Run(f"{'. '.join(map(_sentenced, told))}."),))


def _sentenced(words: str) -> str:
    return words[:1].upper() + words[1:]


def _is_task(item: Item | None) -> bool:
    return item is not None and item.kind != ItemKind.INDICATOR


# --- Indicators -----------------------------------------------------------------------------------


def indicators(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    say, lines = teller.say, list(indicator_lines(dossier))
    for line in lines:
        if line.answer is not None:
            yield from _indicator(line, line.answer, teller)
    columns = [
        (say("No."), 12),
        (say("Indicator"), 34),
        (say("Unit"), 11),
        (say("Target"), 24),
        (say("Year before"), 15),
        (say("This year"), 15),
        (say("Difference from the target"), 24),
        (say("Still to go a year"), 25),
    ]
    if lines:
        yield Table(columns, [_figures(line) for line in lines])


def _indicator(line: IndicatorLine, one: Answer, teller: Teller) -> Iterator[Block]:
    say, report = teller.say, one.report
    name = say("Indicator “{title}”", title=line.item.title)
    yield Paragraph((Run(name, Look.ITALIC),))
    yield from answer_paragraphs([one], teller)
    if report is not None:
        for words in indicator_words(line.history, line.targets, line.year, line.unit, say):
            yield Paragraph(list(teller.told(f"{words}.", [one])))


def _figures(line: IndicatorLine) -> list[str]:
    before = line.history.get(line.year - 1)
    return [
        line.number,
        line.item.title,
        line.unit,
        "; ".join(f"{target.year}: {target.words}" for target in line.targets),
        before.words if before else "",
        line.now.words,
        "\n".join(_of_year(way.target.year, way.difference) for way in line.ways),
        "\n".join(_of_year(w.target.year, w.a_year) for w in line.ways if w.a_year is not None),
    ]


def _of_year(year: int, number: Decimal) -> str:
    return f"{year}:\N{NO-BREAK SPACE}{signed_words(number)}"


# --- What is missing ------------------------------------------------------------------------------


def unanswered(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    """By agency: which of its items nobody has said a word on."""
    silent: dict[str, list[Answer]] = {}
    offices, communes = parted(dossier.answers)
    for one in offices:
        if one.answer is None:
            silent.setdefault(wording.who(one, teller.say), []).append(one)
    gaps = list(_gaps_of_communes(communes, teller))
    if not silent and not gaps:
        yield paragraph(teller.say("Everything that was expected has been reported."))
    for name, ones in silent.items():
        codes = ", ".join(one.code or teller.say("General report") for one in ones)
        due = ", ".join(dict.fromkeys(day(one.due_on) for one in ones))
        words = teller.say("- {name}: {codes} (due {due}).", name=name, codes=codes, due=due)
        if dossier.is_own:
            words = teller.say("- {codes} (due {due}).", codes=codes, due=due)
        yield Paragraph((Run(words, Look.GAP),))
    yield from gaps


def _gaps_of_communes(communes: Sequence[Answer], teller: Teller) -> Iterator[Block]:
    for code, ones in groupby(communes, key=lambda one: one.code):
        theirs = list(ones)
        if any(one.answer is None for one in theirs):
            name = code or teller.say("General report")
            words = f"- {name}: {of_answers(theirs, teller.say)}."
            yield Paragraph((Run(words, Look.GAP),))
