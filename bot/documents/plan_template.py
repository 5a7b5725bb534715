"""The workbook to fill in by hand where a decision cannot be imported: head, tasks, guide."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from locales import Translator
from storage.importing.files.excel.template import (
    GUIDE_SHEET,
    HEAD_SHEET,
    REQUIRED,
    TASK_SHEET,
    Label,
)

COLUMNS = (
    *(("STT", 8), ("Nội dung nhiệm vụ", 52), ("Cơ quan chủ trì", 24), ("Cơ quan phối hợp", 30)),
    *(("Thời gian hoàn thành", 18), ("Sản phẩm", 26), ("Ghi chú", 16)),
)
TIMES = ("Hằng năm", "Hằng quý", "06 tháng một lần", "Thường xuyên", "2026", "2026 - 2030")
_EXAMPLE = (
    ("I", "Hoàn thiện thể chế, chính sách", "", "", "", "", ""),
    (
        *("1", "Xây dựng kế hoạch phát triển kinh tế tuần hoàn của tỉnh", "Sở Tài chính"),
        *("Các sở, ban, ngành tỉnh; UBND các xã, phường", "2026", "Kế hoạch của UBND tỉnh", ""),
    ),
    (
        *("2", "Kiểm kê khí nhà kính cấp cơ sở", "Sở Nông nghiệp và Môi trường"),
        *("Sở Công Thương; Sở Xây dựng", "Hằng năm", "Báo cáo kiểm kê", ""),
    ),
)
_ROWS, _DUTIES = 200, 3  # of tasks, made ready; more may follow
_FONT = "Times New Roman"
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE_FILL, _INPUT_FILL = PatternFill("solid", "DCE6F1"), PatternFill("solid", "FFFBE6")
_TEXT = "@"  # else Excel takes the code 1.10 for a number and 1/6 for a day
_DAY = "dd/mm/yyyy"


def plan_template(say: Translator) -> bytes:
    book = Workbook()
    head, tasks, guide = book.worksheets[0], book.create_sheet(), book.create_sheet()
    head.title, tasks.title, guide.title = HEAD_SHEET, TASK_SHEET, GUIDE_SHEET
    _fill_head(head, say)
    _fill_tasks(tasks, say)
    _fill_guide(guide, say)
    for sheet in (head, tasks, guide):
        _lay_out(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_head(sheet: Worksheet, say: Translator) -> None:
    for column, width in zip("ABC", (26, 62, 52), strict=True):
        sheet.column_dimensions[column].width = width
    row = 0
    for label, hint in _hints(say).items():
        for _ in range(_DUTIES if label is Label.DUTY else 1):
            row += 1
            mark = " (*)" if label in REQUIRED else ""
            _write(sheet.cell(row, 1), label.value, bold=True, fill=_TITLE_FILL)
            value = _write(sheet.cell(row, 2), "", fill=_INPUT_FILL)
            value.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left")
            value.number_format = _DAY if label is Label.ISSUED_ON else _TEXT
            _write(sheet.cell(row, 3), hint + mark, italic=True, boxed=False)
            sheet.row_dimensions[row].height = 48 if label in (Label.TITLE, Label.DUTY) else 34


def _hints(say: Translator) -> dict[Label, str]:
    return {
        Label.NUMBER: say("As it is printed, for example 2082/QĐ-UBND"),
        Label.ISSUED_ON: say("Day/month/year, for example 18/09/2023"),
        Label.TITLE: say("In full, beginning with “Kế hoạch …”"),
        Label.ISSUER: say("For example Ủy ban nhân dân tỉnh Bến Tre"),
        Label.PROVINCE: say("The name only, for example Bến Tre"),
        Label.PERIOD: say("First and last year, for example 2021 - 2030"),
        Label.COORDINATOR: say("Who sums up the reports, for example Sở Tài chính"),
        Label.DUTY: say(
            "A sentence of the decision that says who reports to whom by which day of every year, "
            "copied word by word; one in a cell"
        ),
        Label.RECIPIENTS: say("Separated by semicolons; it may be left empty"),
    }


def _fill_tasks(sheet: Worksheet, say: Translator) -> None:
    for at, (title, width) in enumerate(COLUMNS, 1):
        cell = _write(sheet.cell(1, at), title, bold=True, fill=_TITLE_FILL, centred=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
        if note := _notes(say).get(title):
            cell.comment = Comment(note, "Đầu Mối", height=110, width=320)
        for row in range(2, _ROWS + 2):
            _write(sheet.cell(row, at), "", centred=at == 1).number_format = _TEXT
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    times = DataValidation(type="list", formula1=f'"{",".join(TIMES)}"', allow_blank=True)
    times.showErrorMessage = False  # other words are welcome
    times.add(f"E2:E{_ROWS + 1}")
    sheet.add_data_validation(times)


def _notes(say: Translator) -> dict[str, str]:
    """By the title of the column."""
    several = say("Several agencies are separated by semicolons.")
    return {
        "STT": say("A code for each row, as in the decision: I, 1, 1.1, a)."),
        "Cơ quan chủ trì": say("Who answers for the task and is asked to report.") + " " + several,
        "Cơ quan phối hợp": several,
        "Thời gian hoàn thành": say(
            "Choose from the list, or write it as in the decision: 2026, 2026 - 2030, Quý IV/2026, "
            "31/12/2026, Hằng năm."
        ),
    }


def _fill_guide(sheet: Worksheet, say: Translator) -> None:
    for at, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    last = get_column_letter(len(COLUMNS))
    for row, line in enumerate(_guide(say), 1):
        _write(sheet.cell(row, 1), line, bold=row == 1, boxed=False)
        sheet.merge_cells(f"A{row}:{last}{row}")
        sheet.row_dimensions[row].height = 22
    titles = tuple(title for title, _ in COLUMNS)
    for row, texts in enumerate((titles, *_EXAMPLE), sheet.max_row + 1):
        sheet.row_dimensions[row].height = 36
        fill = _TITLE_FILL if texts is titles else None
        for at, text in enumerate(texts, 1):
            _write(sheet.cell(row, at), text, bold=bool(fill), fill=fill, centred=at == 1)


def _guide(say: Translator) -> tuple[str, ...]:
    return (
        say("How to fill in this workbook"),
        say(
            "1. “{sheet}”: fill in the yellow cells. Those marked (*) are needed.", sheet=HEAD_SHEET
        ),
        say(
            "2. “{sheet}”: one row for each heading or task, in the order of the decision. A "
            "heading has a code and a title, and no lead agency.",
            sheet=TASK_SHEET,
        ),
        say("3. Write names of agencies as the decision does. Leave no title of a column out."),
        say("4. Use no formulas and no merged cells. Rows may be added; empty rows do no harm."),
        say("5. Save the workbook as .xlsx and import it: daumoi plan import FILE.xlsx --out DIR"),
        say("6. Then read doubts.csv in that folder: it lists what has to be confirmed."),
        say("This sheet is not imported. An example:"),
    )


def _write(
    cell: Cell | MergedCell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    fill: PatternFill | None = None,
    boxed: bool = True,
    centred: bool = False,
) -> Cell | MergedCell:
    if isinstance(cell, Cell):
        cell.value = text or None
    cell.font = Font(name=_FONT, size=12, bold=bold, italic=italic)
    cell.alignment = Alignment(
        wrap_text=True, vertical="center", horizontal="center" if centred else None
    )
    if fill:
        cell.fill = fill
    if boxed:
        cell.border = _BOX
    return cell


def _lay_out(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
