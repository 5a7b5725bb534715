"""The sheets beside the decision's table: agencies, indicators, obstacles, the missing, calls."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.communes import names_shown, parted
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines, years_of
from bot.documents.contents.obstacles import Raised
from bot.documents.text.obstacles import state_words
from bot.documents.xlsx.columns import AnswerFields, Field, Table, cells, table
from bot.documents.xlsx.sheet import Cell, Row
from bot.language.indicator_wording import number_words, with_unit
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from bot.language.people_wording import CALL_REASONS
from bot.language.wording import FIGURE_WORDS, agency_name, day
from locales import Translator
from scheduler.reminders.call_list import CallListEntry
from storage.reports.answered.reader import Answer
from storage.rounds.summary import AgencyCount, living_agencies


def by_agency(dossier: Dossier, say: Translator) -> Table:
    fields: list[Field[AgencyCount]] = [
        Field(say("Agency"), 52, lambda o: agency_name(o.agency, o.now_called, say), is_key=True),
        *(
            Field(say(words), 11, attrgetter(f"count.{name}"))
            for name, words in FIGURE_WORDS.items()
        ),
        Field(
            say("Reminded in time"), 12, lambda one: say("yes") if one.was_reminded else say("no")
        ),
    ]
    return table(fields, living_agencies(dossier.summary))


def units(dossier: Dossier, say: Translator) -> Table | None:
    """Every answer of every commune; None where none is asked."""
    _, communes = parted(dossier.answers)
    fields = AnswerFields(dossier.as_of.tzinfo, say)
    columns = [
        fields.agency(34),
        fields.code(8),
        fields.task(48),
        fields.due_on(13),
        fields.status(18),
        fields.percent(8),
        fields.value(10),
        fields.result(40),
        fields.difficulties(28),
        fields.document(16),
        fields.first_received(16),
        fields.verdict(14),
    ]
    by_unit = sorted(communes, key=lambda one: one.now_called)
    return table(columns, by_unit) if communes else None


def indicators(dossier: Dossier, say: Translator) -> Table:
    """A column for each target the decision sets, and for each year that has a value."""
    lines = list(indicator_lines(dossier))
    aims = sorted({target.year for line in lines for target in line.targets})
    fields: list[Field[IndicatorLine]] = [
        Field(say("No."), 6, lambda line: line.number, is_key=True),
        Field(say("Indicator"), 40, lambda line: line.item.title_raw or line.item.title),
        Field(say("Unit"), 9, lambda line: line.unit),
        *(_target(year, say) for year in aims),
        Field(say("Reporting agency"), 24, lambda line: _who(line, say), is_key=True),
        *(_value(year, say) for year in years_of(dossier)),
        *(field for year in aims for field in _way(year, dossier.round.year, say)),
        Field(say("Status"), 16, lambda line: _state(line, dossier, say)),
        Field(say("Result"), 34, _result),
    ]
    return table(fields, lines)


def _target(year: int, say: Translator) -> Field[IndicatorLine]:
    def tell(line: IndicatorLine) -> Cell:
        return next((one.words for one in line.targets if one.year == year), "")

    return Field(say("Target of {year}", year=year), 14, tell)


def _value(year: int, say: Translator) -> Field[IndicatorLine]:
    """A number where that says all of it, in the indicator's own unit; else as it was written."""

    def tell(line: IndicatorLine) -> Cell:
        reached = line.history.get(year)
        if reached is None:
            return ""
        number = reached.number
        is_all = number is not None and reached.words == with_unit(number_words(number), line.unit)
        return number if is_all else reached.words

    return Field(say("Value of {year}", year=year), 12, tell)


def _way(year: int, now: int, say: Translator) -> Iterator[Field[IndicatorLine]]:
    """The difference, and what is still to go a year where there are years left."""

    def tell(line: IndicatorLine, name: str) -> Cell:
        way = next((one for one in line.ways if one.target.year == year), None)
        number: Cell = getattr(way, name, None)
        return number

    apart = say("Difference from the target of {year}", year=year)
    a_year = say("Still to go a year until {year}", year=year)
    yield Field(apart, 12, lambda line: tell(line, "difference"))
    if year > now:
        yield Field(a_year, 12, lambda line: tell(line, "a_year"))


def _who(line: IndicatorLine, say: Translator) -> str:
    return wording.who(line.answer, say) if line.answer else ""


def _state(line: IndicatorLine, dossier: Dossier, say: Translator) -> str:
    return wording.state_of(line.answer, dossier.as_of.tzinfo, say) if line.answer else ""


def _result(line: IndicatorLine) -> str:
    return line.answer.answer.result if line.answer and line.answer.answer else ""


def obstacles(dossier: Dossier, say: Translator) -> Table:
    """What was told, and of each obstacle in it the kind, who must act, and what became of it."""
    zone = dossier.as_of.tzinfo
    by_report: dict[int | None, list[Raised]] = {}
    for raised in dossier.obstacles:
        by_report.setdefault(raised.told.report_id, []).append(raised)

    def of_each(words: Callable[[Raised], str]) -> Callable[[Answer], str]:
        return lambda one: "; ".join(
            words(raised) for raised in by_report.get(one.report.id if one.report else None, ())
        )

    fields = AnswerFields(zone, say)
    columns = [
        fields.code(8),
        fields.task(40),
        fields.agency(26),
        fields.state(18),
        fields.difficulties(50),
        fields.proposals(50),
        Field(say("Kind"), 18, of_each(lambda raised: say(KIND_WORDS[raised.matter.kind]))),
        Field(say("Who must act"), 20, of_each(lambda one: actor_words(one.matter.actor, say))),
        Field(say("State"), 18, of_each(lambda raised: state_words(raised, zone, say))),
    ]
    told = (
        one
        for one in dossier.answered
        if (report := one.report)
        and (report.difficulties or report.proposals or report.id in by_report)
    )
    return table(columns, told)


def missing(dossier: Dossier, say: Translator) -> Table:
    """Whoever has said nothing, and whoever has what it said to complete; the communes of a task
    are one line, and stand one by one on their own sheet."""
    fields = AnswerFields(dossier.as_of.tzinfo, say)
    columns = [
        fields.code(8),
        fields.task(70),
        fields.agency(44),
        fields.due_on(13),
        Field(say("State"), 34, lambda one: _state_of(one, say)),
    ]
    offices, communes = parted(dossier.answers)
    heads, rows = table(columns, (one for one in offices if one.is_owed))
    return heads, chain(rows, _missing_communes(communes, columns, say))


def _missing_communes(
    communes: Sequence[Answer], columns: Sequence[Field[Answer]], say: Translator
) -> Iterator[Row]:
    of_task: dict[int | None, list[Answer]] = {}
    for one in communes:
        of_task.setdefault(one.expectation.item_id, []).append(one)
    for theirs in of_task.values():
        owing = [one for one in theirs if one.is_owed]
        if len(owing) < 2:
            yield from (Row(cells(columns, one)) for one in owing)
            continue
        code, task, *_ = cells(columns, owing[0])
        names = names_shown(sorted(one.now_called for one in owing), say, 0)
        who = say("Communes ({n} of {all}): {names}", n=len(owing), all=len(theirs), names=names)
        days = "; ".join(day(due_on) for due_on in sorted({one.due_on for one in owing}))
        states = Counter(_state_of(one, say) for one in owing)
        told = "; ".join(f"{state}: {count}" for state, count in states.items())
        yield Row([code, task, who, days, told])


def _state_of(one: Answer, say: Translator) -> str:
    return wording.verdict(one, say) or wording.standing(one, say)


def calls(entries: Sequence[CallListEntry], say: Translator) -> Table:
    fields: list[Field[CallListEntry]] = [
        Field(say("Agency"), 50, lambda one: one.agency, is_key=True),
        Field(say("Reports owed"), 12, lambda one: one.owed),
        Field(say("Due day"), 13, lambda one: day(one.due_on)),
        Field(say("Why"), 30, lambda one: say(CALL_REASONS[one.reason])),
        Field(say("Focal persons"), 34, lambda one: "; ".join(one.people)),
        Field(say("Telephone number"), 24, lambda one: "; ".join(one.phones)),
    ]
    return table(fields, entries)
