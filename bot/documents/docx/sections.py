"""The sections of the report: how it was reported, themes, indicators, difficulties, proposals."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines
from bot.documents.contents.obstacles import clustered
from bot.documents.docx.blocks import Block, Look, Paragraph, Run, Style, Table, paragraph
from bot.documents.docx.sentences import Teller, answer_paragraphs
from bot.documents.text.obstacles import in_a_line, state_words
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from bot.language.wording import STATUS_WORDS, agency_name, day
from locales import Translator
from storage.models import Item, ItemKind, Report
from storage.names import fold
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer
from storage.rounds.summary import Count


def how_it_was_reported(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    say, total = teller.say, dossier.summary.total
    as_of = wording.moment(dossier.as_of, teller.zone)
    yield teller.figures(_received(total, as_of, say), as_of)
    if dossier.summary.by_status:
        yield teller.figures(_statuses(dossier, say), as_of)
    if dossier.summary.never_reminded:
        names = "; ".join(dossier.summary.never_reminded)
        words = say("Not reminded before the due day: {names}.", names=names)
        yield teller.figures(words, as_of)
    columns = [
        (say("Agency"), 76),
        (say("Expected"), 17),
        (say("On time"), 17),
        (say("Late"), 17),
        (say("Missing, overdue"), 17),
        (say("Not yet, in time"), 16),
    ]
    yield Table(columns, [list(row) for row in _agencies(dossier, say)])


def _received(total: Count, as_of: str, say: Translator) -> str:
    return say(
        "As of {as_of}, {received} of {expected} contents were reported: {on_time} on time, {late} "
        "late; {missing} are overdue and not reported, {pending} are not due yet. Accepted: "
        "{accepted}; returned to be completed: {returned}.",
        as_of=as_of,
        **vars(total),
    )


def _statuses(dossier: Dossier, say: Translator) -> str:
    counted = dossier.summary.by_status
    parts = [
        f"{say(words)[:1].lower()}{say(words)[1:]} {counted[code]}"
        for code, words in STATUS_WORDS.items()
        if code in counted
    ]
    return say("By the agencies' own words: {parts}.", parts="; ".join(parts))


def _agencies(dossier: Dossier, say: Translator) -> Iterator[tuple[str, ...]]:
    for one in dossier.summary.by_agency:
        count = one.count
        numbers = (count.expected, count.on_time, count.late, count.missing, count.pending)
        yield (agency_name(one.agency, one.now_called, say), *map(str, numbers))


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
        yield from answer_paragraphs(general, teller)


def _items(answers: Sequence[Answer], teller: Teller) -> Iterator[Block]:
    for code, ones in groupby(answers, key=lambda one: one.code):
        theirs = list(ones)
        title = theirs[0].item.title if theirs[0].item else ""
        yield Paragraph((Run(f"{code}. {title}", Look.ITALIC),))
        yield from answer_paragraphs(theirs, teller)


def _is_task(item: Item | None) -> bool:
    return item is not None and item.kind != ItemKind.INDICATOR


# --- Indicators -----------------------------------------------------------------------------------


def indicators(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    say, lines = teller.say, list(indicator_lines(dossier))
    for line in lines:
        if line.answer is not None:
            yield from _indicator(line, line.answer, teller)
    columns = [
        (say("No."), 14),
        (say("Indicator"), 49),
        (say("Unit"), 14),
        (say("Target"), 30),
        (say("Year before"), 18),
        (say("This year"), 18),
        (say("Difference"), 17),
    ]
    if lines:
        yield Table(columns, [_figures(line, dossier.round.year) for line in lines])


def _indicator(line: IndicatorLine, one: Answer, teller: Teller) -> Iterator[Block]:
    say, report = teller.say, one.report
    name = say("Indicator “{title}”", title=line.item.title)
    yield Paragraph((Run(name, Look.ITALIC),))
    if report is None:
        yield teller.gap([one])
        return
    yield from answer_paragraphs([one], teller)
    if report.value and line.target:
        words = say(
            "Target by {year}: {target}; {agency} reports {value}.",
            year=line.target.year,
            target=line.target.words,
            agency=one.printed,
            value=report.value,
        )
        yield Paragraph(list(teller.told(words, [one])))


def _figures(line: IndicatorLine, year: int) -> list[str]:
    return [
        str(line.item.details.get("number") or line.item.code),
        line.item.title,
        line.unit,
        "; ".join(f"{target.year}: {target.words}" for target in line.targets),
        line.values.get(year - 1, ""),
        line.values.get(year, ""),
        _signed(line),
    ]


def _signed(line: IndicatorLine) -> str:
    """ "+1,5"; empty where value or target is no number."""
    if line.difference is None:
        return ""
    return f"{line.difference:+,f}".translate(str.maketrans(",.", ".,"))


# --- Difficulties and proposals -------------------------------------------------------------------


def gathered(
    dossier: Dossier, teller: Teller, told: Callable[[Report], str], none: str
) -> Iterator[Block]:
    """What several agencies say in the same words comes once, with all of them behind it; what
    most of them say comes first."""
    groups: dict[str, list[Answer]] = {}
    for one in dossier.answered:
        words = told(one.report) if one.report else ""
        if words.strip():
            groups.setdefault(fold(words).strip(" .;"), []).append(one)
    if not groups:
        yield paragraph(none)
    for ones in sorted(groups.values(), key=lambda ones: -len(ones)):
        first = ones[0].report
        lines = told(first).strip().split("\n") if first else []
        for number, line in enumerate(lines):
            runs = [Run(f"- {line.strip(' -.;')}")]
            if number == len(lines) - 1:
                runs.append(Run(f" ({_attributed(ones, teller)})."))
                if teller.sources:
                    runs.append(Run("".join(f" {teller.source(one)}" for one in ones), Look.SOURCE))
            yield Paragraph(runs)


def _attributed(ones: Sequence[Answer], teller: Teller) -> str:
    """ "Sở Công Thương: 9.4, 9.5; Sở Y tế: 3.1"."""
    codes: dict[str, list[str]] = {}
    for one in ones:
        codes.setdefault(wording.who(one, teller.say), []).append(one.code)
    return "; ".join(
        f"{name}: {', '.join(filter(None, theirs))}" if any(theirs) else name
        for name, theirs in codes.items()
    )


def waited_for(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    """The obstacles put together: what, from whom, by whom, and whether they are settled."""
    say = teller.say
    columns = [
        (say("Obstacle"), 58),
        (say("Kind"), 24),
        (say("Who must act"), 28),
        (say("Agencies"), 30),
        (say("State"), 20),
    ]
    rows = [
        [
            in_a_line(one.matter.words),
            say(KIND_WORDS[one.matter.kind]),
            actor_words(one.matter.actor, say),
            "; ".join(one.agencies),
            "; ".join(dict.fromkeys(state_words(o, teller.zone, say) for o in one.members)),
        ]
        for one in clustered(dossier.obstacles)
    ]
    if rows:
        yield Table(columns, rows)


# --- What is missing ------------------------------------------------------------------------------


def unanswered(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    """By agency: which of its items nobody has said a word on."""
    silent: dict[str, list[Answer]] = {}
    for one in dossier.answers:
        if one.report is None:
            silent.setdefault(wording.who(one, teller.say), []).append(one)
    if not silent:
        yield paragraph(teller.say("Everything that was expected has been reported."))
    for name, ones in silent.items():
        codes = ", ".join(one.code or teller.say("General report") for one in ones)
        due = ", ".join(dict.fromkeys(day(one.due_on) for one in ones))
        words = teller.say("- {name}: {codes} (due {due}).", name=name, codes=codes, due=due)
        yield Paragraph((Run(words, Look.GAP),))
