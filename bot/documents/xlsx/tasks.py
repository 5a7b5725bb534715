"""The decision's own table, with this round's answers beside each row."""

from collections.abc import Iterator
from datetime import tzinfo

from xlsxwriter.worksheet import Worksheet

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.dossier import Dossier
from bot.documents.xlsx.sheet import Book, Cell, Column, Look, Row, write_table
from bot.language.wording import STATUS_WORDS
from locales import Translator
from storage.models import Item, ItemKind
from storage.reports.answered.reader import Answer

OF_DECISION = 7  # columns; the round's own are printed on pages of their own
SCALE = 65  # percent: what lets either part fill a page's width


def write_tasks(book: Book, sheet: Worksheet, dossier: Dossier, say: Translator) -> None:
    columns = [*_of_decision(say), *_of_round(say)]
    write_table(book, sheet, columns, _rows(dossier, say), frozen=2, fits_width=False)
    sheet.set_print_scale(SCALE)
    sheet.set_v_pagebreaks([OF_DECISION])
    sheet.repeat_columns(0, 0)


def _of_decision(say: Translator) -> list[Column]:
    return [
        Column(say("No."), 8, is_key=True),
        Column(say("Task"), 52),
        Column(say("Time"), 12),
        Column(say("Lead agency"), 22),
        Column(say("Coordinating agencies"), 40),
        Column(say("Funding"), 10),
        Column(say("Product"), 36),
    ]


def _of_round(say: Translator) -> list[Column]:
    return [
        Column(say("Reporting agency"), 20, is_key=True),
        Column(say("Status"), 13),
        Column(say("Percent"), 7),
        Column(say("Value"), 9),
        Column(say("Result"), 38),
        Column(say("Difficulties"), 22),
        Column(say("Proposals"), 22),
        Column(say("Document"), 12),
        Column(say("First received"), 16),
        Column(say("Corrected"), 16),
        Column(say("Verdict"), 12),
        Column(say("Files"), 6),
    ]


def _rows(dossier: Dossier, say: Translator) -> Iterator[Row]:
    """Every row of the decision, with each agency that answers for it; general reports last."""
    answers: dict[int | None, list[Answer]] = {}
    zone = dossier.as_of.tzinfo
    for one in dossier.answers:
        answers.setdefault(one.expectation.item_id, []).append(one)
    nothing: list[Cell] = [""] * len(_of_round(say))
    for item in dossier.items:
        if item.kind not in (ItemKind.HEADING, ItemKind.TASK):
            continue
        printed, theirs = _printed(item), answers.get(item.id, [])
        look = Look.HEADING if item.kind == ItemKind.HEADING else Look.PLAIN
        for number, one in enumerate(theirs):
            yield Row([*printed, *_said(one, zone, say)], look, again=OF_DECISION if number else 0)
        if not theirs:
            yield Row([*printed, *nothing], look)
    for one in answers.get(None, []):
        yield Row(["", say("General report"), *[""] * (OF_DECISION - 2), *_said(one, zone, say)])


def _printed(item: Item) -> list[Cell]:
    """As the decision has it, wording and all."""
    return [
        item.code,
        item.title_raw or item.title,
        item.timeframe_raw,
        item.lead_raw,
        item.coordinating_raw,
        "; ".join(item.funding),
        item.product_raw,
    ]


def _said(one: Answer, zone: tzinfo | None, say: Translator) -> list[Cell]:
    """One cell for each of the round's columns; who has said nothing is seen as well."""
    report, name = one.report, wording.who(one, say)
    if report is None:
        return [name, wording.standing(one, say), *[""] * (len(_of_round(say)) - 2)]
    return [
        name,
        say(STATUS_WORDS[report.status]),
        report.percent,
        report.value,
        report.result,
        report.difficulties,
        report.proposals,
        wording.document(report.document_number, report.document_on, say),
        one.first_received_at.astimezone(zone) if one.first_received_at else None,
        one.corrected_at.astimezone(zone) if one.corrected_at else None,
        wording.verdict(one, say),
        one.files,
    ]
