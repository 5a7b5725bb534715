"""The sheets beside the decision's table: agencies, indicators, obstacles, the missing, calls."""

from collections.abc import Iterable, Iterator, Sequence

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines, years_of
from bot.documents.contents.obstacles import Raised
from bot.documents.text.obstacles import state_words
from bot.documents.xlsx.sheet import Cell, Column, Row
from bot.language.call_wording import CALL_REASONS
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from bot.language.wording import agency_name, day
from locales import Translator
from scheduler.reminders.call_list import CallListEntry
from storage.models import Report
from storage.reports.answered.reader import Answer
from storage.rounds.summary import living_agencies

Table = tuple[Sequence[Column], Iterable[Row]]


def by_agency(dossier: Dossier, say: Translator) -> Table:
    columns = [
        Column(say("Agency"), 52, is_key=True),
        Column(say("Expected"), 11),
        Column(say("Received"), 11),
        Column(say("On time"), 11),
        Column(say("Late"), 11),
        Column(say("Missing, overdue"), 11),
        Column(say("Not yet, in time"), 11),
        Column(say("Accepted"), 11),
        Column(say("Returned"), 11),
        Column(say("Reminded in time"), 12),
    ]
    return columns, (Row(row) for row in _agency_rows(dossier, say))


def _agency_rows(dossier: Dossier, say: Translator) -> Iterator[list[Cell]]:
    for one in living_agencies(dossier.summary):
        count = one.count
        yield [
            agency_name(one.agency, one.now_called, say),
            *(count.expected, count.received, count.on_time, count.late),
            *(count.missing, count.pending, count.accepted, count.returned),
            say("yes") if one.was_reminded else say("no"),
        ]


def indicators(dossier: Dossier, say: Translator) -> Table:
    """A column for each target the decision sets, and for each year that has a value."""
    lines, years = list(indicator_lines(dossier)), years_of(dossier)
    aims = sorted({target.year for line in lines for target in line.targets})
    columns = [
        Column(say("No."), 6, is_key=True),
        Column(say("Indicator"), 44),
        Column(say("Unit"), 9),
        *(Column(say("Target of {year}", year=year), 16) for year in aims),
        Column(say("Reporting agency"), 26, is_key=True),
        *(Column(say("Value of {year}", year=year), 13) for year in years),
        Column(say("Difference from the target"), 13),
        Column(say("Status"), 16),
        Column(say("Result"), 40),
    ]
    return columns, (Row(_indicator(line, aims, years, say)) for line in lines)


def _indicator(
    line: IndicatorLine, aims: Sequence[int], years: Sequence[int], say: Translator
) -> list[Cell]:
    targets = {target.year: target.words for target in line.targets}
    one = line.answer
    report = one.report if one else None
    standing = wording.standing(one, say) if one else ""
    return [
        str(line.item.details.get("number") or line.item.code),
        line.item.title_raw or line.item.title,
        line.unit,
        *(targets.get(year, "") for year in aims),
        wording.who(one, say) if one else "",
        *(line.values.get(year, "") for year in years),
        None if line.difference is None else float(line.difference),
        wording.state(report, say) if report else standing,
        report.result if report else "",
    ]


def obstacles(dossier: Dossier, say: Translator) -> Table:
    columns = [
        Column(say("No."), 8, is_key=True),
        Column(say("Task"), 40),
        Column(say("Reporting agency"), 26, is_key=True),
        Column(say("Status"), 18),
        Column(say("Difficulties"), 50),
        Column(say("Proposals"), 50),
        Column(say("Kind"), 18),
        Column(say("Who must act"), 20),
        Column(say("State"), 18),
    ]
    by_report: dict[int | None, list[Raised]] = {}
    for one in dossier.obstacles:
        by_report.setdefault(one.report.id, []).append(one)
    told = (
        Row([*_which(one, say), wording.who(one, say), *_waits(report, theirs, dossier, say)])
        for one in dossier.answered
        if (report := one.report)
        for theirs in [by_report.get(report.id, [])]
        if report.difficulties or report.proposals or theirs
    )
    return columns, told


def _waits(
    report: Report, theirs: Sequence[Raised], dossier: Dossier, say: Translator
) -> Iterator[str]:
    """Its words, and of each obstacle in them the kind, who must act, and whether it is settled."""
    yield from (wording.state(report, say), report.difficulties, report.proposals)
    yield "; ".join(say(KIND_WORDS[one.matter.kind]) for one in theirs)
    yield "; ".join(actor_words(one.matter.actor, say) for one in theirs)
    yield "; ".join(state_words(one, dossier.as_of.tzinfo, say) for one in theirs)


def missing(dossier: Dossier, say: Translator) -> Table:
    """Whoever has said nothing, and whoever has what it said to complete."""
    columns = [
        Column(say("No."), 8, is_key=True),
        Column(say("Task"), 70),
        Column(say("Reporting agency"), 44, is_key=True),
        Column(say("Due day"), 13),
        Column(say("State"), 34),
    ]
    owed = (
        Row(
            [
                *_which(one, say),
                wording.who(one, say),
                day(one.due_on),
                wording.verdict(one, say) or wording.standing(one, say),
            ]
        )
        for one in dossier.answers
        if one.is_owed
    )
    return columns, owed


def calls(entries: Sequence[CallListEntry], say: Translator) -> Table:
    columns = [
        Column(say("Agency"), 50, is_key=True),
        Column(say("Reports owed"), 12),
        Column(say("Due day"), 13),
        Column(say("Why"), 30),
        Column(say("Focal persons"), 34),
        Column(say("Telephone number"), 24),
    ]
    rows = (
        Row(
            [
                one.agency,
                one.owed,
                day(one.due_on),
                say(CALL_REASONS[one.reason]),
                "; ".join(one.people),
                "; ".join(one.phones),
            ]
        )
        for one in entries
    )
    return columns, rows


def _which(one: Answer, say: Translator) -> tuple[str, str]:
    item = one.item
    return (item.code, item.title_raw or item.title) if item else ("", say("General report"))
