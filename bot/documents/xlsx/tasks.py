"""The decision's own table, with this round's answers beside each row."""

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from bot.documents.contents.communes import of_answers, parted, statuses_of
from bot.documents.contents.dossier import Dossier
from bot.documents.xlsx.columns import AnswerFields, Field, cells
from bot.documents.xlsx.sheet import Book, Cell, Look, Row, write_table
from locales import Translator
from storage.models import Item, ItemKind
from storage.reports.answered.reader import Answer

SCALE = 65  # percent: what lets either part fill a page's width


def write_tasks(book: Book, sheet: Worksheet, dossier: Dossier, say: Translator) -> None:
    printed, said = _of_decision(say), _of_round(dossier, say)
    columns = [one.column for one in printed] + [one.column for one in said]
    rows = _rows(dossier, printed, said, say)
    write_table(book, sheet, columns, rows, frozen=2, fits_width=False)
    sheet.set_print_scale(SCALE)
    sheet.set_v_pagebreaks([len(printed)])  # the round's own are printed on pages of their own
    sheet.repeat_columns(0, 0)


def _of_decision(say: Translator) -> list[Field[Item]]:
    """As the decision has it, wording and all."""
    return [
        Field(say("No."), 8, lambda item: item.code, is_key=True),
        Field(say("Task"), 52, lambda item: item.title_raw or item.title),
        Field(say("Time"), 12, lambda item: item.timeframe_raw),
        Field(say("Lead agency"), 22, lambda item: item.lead_raw),
        Field(say("Coordinating agencies"), 40, lambda item: item.coordinating_raw),
        Field(say("Funding"), 10, lambda item: "; ".join(item.funding)),
        Field(say("Product"), 36, lambda item: item.product_raw),
    ]


def _of_round(dossier: Dossier, say: Translator) -> list[Field[Answer]]:
    fields = AnswerFields(dossier.as_of.tzinfo, say)
    return [
        fields.agency(20),
        fields.status(13),
        fields.percent(7),
        fields.value(9),
        fields.result(34),
        fields.difficulties(20),
        fields.proposals(20),
        fields.document(12),
        fields.first_received(16),
        fields.corrected(16),
        fields.verdict(12),
        fields.notes(13),
        fields.files(6),
    ]


def _rows(
    dossier: Dossier,
    printed: Sequence[Field[Item]],
    said: Sequence[Field[Answer]],
    say: Translator,
) -> Iterator[Row]:
    """Every row of the decision, with each agency that answers for it; general reports last."""
    answers: dict[int | None, list[Answer]] = {}
    for one in dossier.answers:
        answers.setdefault(one.expectation.item_id, []).append(one)
    nothing: list[Cell] = [""] * len(said)
    for item in dossier.items:
        if item.kind not in (ItemKind.HEADING, ItemKind.TASK):
            continue
        begun, theirs = cells(printed, item), answers.get(item.id, [])
        look = Look.HEADING if item.kind == ItemKind.HEADING else Look.PLAIN
        told = _told(theirs, said, say)
        for number, row in enumerate(told):
            yield Row([*begun, *row], look, again=len(printed) if number else 0)
        if not told:
            yield Row([*begun, *nothing], look)
    general: list[Cell] = ["", say("General report"), *[""] * (len(printed) - 2)]
    for row in _told(answers.get(None, []), said, say):
        yield Row([*general, *row])


def _told(
    theirs: Sequence[Answer], said: Sequence[Field[Answer]], say: Translator
) -> list[list[Cell]]:
    """An office a row; many communes are one, and stand one by one on their own sheet."""
    offices, communes = parted(theirs)
    rows = [cells(said, one) for one in offices]
    if communes:
        rolled: list[Cell] = [of_answers(communes, say), statuses_of(communes, say)]
        rows.append([*rolled, *[""] * (len(said) - len(rolled))])
    return rows
