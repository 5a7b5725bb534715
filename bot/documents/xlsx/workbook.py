"""The workbook of a round: the decision's own table and what is to be seen beside it."""

from io import BytesIO

from xlsxwriter import Workbook

from bot.documents.contents.answer_wording import moment
from bot.documents.contents.dossier import Dossier
from bot.documents.xlsx import lists
from bot.documents.xlsx.figures import write_figures
from bot.documents.xlsx.sheet import FONT, SIZE, Book, write_table
from bot.documents.xlsx.targets import lines_with_targets, write_targets
from bot.documents.xlsx.tasks import write_tasks
from bot.language.wording import day
from locales import Translator


def workbook(dossier: Dossier, say: Translator) -> bytes:
    """The .xlsx file. Rows are written as they come: thousands of them take no memory."""
    out = BytesIO()
    made = Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        },
    )
    made.set_properties(
        {"title": dossier.plan.title, "author": "Đầu Mối", "created": dossier.as_of}
    )
    _fill(Book(made), dossier, say)
    made.close()
    return out.getvalue()


def _fill(book: Book, dossier: Dossier, say: Translator) -> None:
    heads = dossier.plan.title, _under_title(dossier, say)
    write_tasks(book, book.sheet(say("Decision's table"), *heads), dossier, say)
    tables = [
        (say("By agency"), lists.by_agency(dossier, say), 1),
        (say("Indicators"), lists.indicators(dossier, say), 2),
        (say("Difficulties, proposals"), lists.obstacles(dossier, say), 0),
        (say("Not yet answered"), lists.missing(dossier, say), 0),
    ]
    units = lists.units(dossier, say)
    if units is not None:
        tables.insert(1, (say("Communes"), units, 2))
    if dossier.calls is not None:
        tables.append((say("Call list"), lists.calls(dossier.calls, say), 1))
    for name, (columns, rows), frozen in tables:
        sheet = book.sheet(name, *heads)
        write_table(book, sheet, columns, rows, frozen=frozen, nothing=say("(nothing)"))
    lines = lines_with_targets(dossier)
    if lines:
        write_targets(book, book.sheet(say("Indicator chart"), *heads), lines, say)
    write_figures(book, book.sheet(say("Figures, charts"), *heads), dossier, say)


def _under_title(dossier: Dossier, say: Translator) -> str:
    return say(
        "Decision {decision} of {issued}; round {round}, due {due}; as of {as_of}",
        decision=dossier.plan.decision,
        issued=day(dossier.plan.issued_on),
        round=dossier.round.title,
        due=day(dossier.round.due_on),
        as_of=moment(dossier.as_of, dossier.as_of.tzinfo),
    )
