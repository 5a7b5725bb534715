"""A Word sheet of invitations to hand out or post: one card a person, never cut by a page's end."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.document import Document as Sheet
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.documents.invitations.card import Card
from bot.documents.invitations.qr import qr_picture
from bot.language.people_wording import AGREES
from bot.language.wording import document_name, links_by_app
from locales import Translator

# As the decree on clerical work (30/2020/NĐ-CP) has it
FONT = "Times New Roman"
BODY, HEAD = Pt(13), Pt(14)
CODE, SMALL = Pt(26), Pt(11)
COLUMNS = (Mm(115), Mm(50))
CARD = Mm(82)  # three of them fill a page; a longer one takes what it needs
QR_SIDE = Mm(40)


def invitation_sheet(cards: Sequence[Card], say: Translator) -> bytes:
    """The .docx file; the communes' cards come by former district, each beginning a page."""
    document = Document()
    _prepare(document, say)
    in_order = sorted(cards, key=lambda card: card.district)
    for number, (district, theirs) in enumerate(groupby(in_order, lambda card: card.district)):
        if district:
            head = document.add_paragraph()
            head.paragraph_format.page_break_before = number > 0
            head.paragraph_format.keep_with_next = True
            _write(head, say("Former district: {name}", name=district), HEAD, bold=True)
        _add_cards(document, theirs, say)
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)  # Word wants one at the end
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_cards(document: Sheet, cards: Iterable[Card], say: Translator) -> None:
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    _cut_lines(table)
    for card in cards:
        row = table.add_row()
        row.height, row.height_rule = CARD, WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, COLUMNS, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_before = Pt(6)
        links = links_by_app(card.ways, say)
        _words(row.cells[0], card, links, say)
        _picture(row.cells[1], card, links, say)


# --- A card ---------------------------------------------------------------------------------------


def _words(cell: _Cell, card: Card, links: dict[str, str], say: Translator) -> None:
    whom = say("To {address} {name}", address=card.address, name=card.full_name)
    _write(cell.paragraphs[0], whom, HEAD, bold=True)
    _write(cell.add_paragraph(), "; ".join(card.agencies), BODY)
    why = say(
        "You are invited to link your chat to the reminder service, to be reminded of your "
        "agency's reports and to answer in short, under {decisions}.",
        decisions="; ".join(document_name(one, say) for one in card.decisions),
    )
    _write(cell.add_paragraph(), why, BODY)
    code = cell.add_paragraph()
    _write(code, say("Code: "), BODY)
    _write(code, card.code, CODE, bold=True)
    app, *others = list(links) or [""]
    form_first = bool(card.form) and not links
    steps = _steps_on_page(card, say) if form_first else _steps(app, card.code, say)
    for number, step in enumerate(steps, 1):
        _write(cell.add_paragraph(), f"{number}. {step}", BODY)
    if card.form and not form_first:
        page = say("Without any chat: open {link} and type the code.", link=card.form)
        _write(cell.add_paragraph(), page, SMALL)
    for other in others:
        instead = say("Or on {app}: {link}", app=other, link=links[other])
        _write(cell.add_paragraph(), instead, SMALL)


def _steps(app: str, code: str, say: Translator) -> tuple[str, str, str]:
    agree = say('Answer "Yes, that is me", read what is kept, and answer "I agree".')
    match app:
        case "":
            opened = say("Open the chat with the reminder service.")
            sent = say("Send the code {code}.", code=code)
        case "Telegram":
            opened = say("Scan the QR code with the phone's camera; it opens Telegram.")
            sent = say('Press "Start"; if a code is asked for, send {code}.', code=code)
        case _:
            opened = say("Scan the QR code with {app}.", app=app)
            sent = say('Press "Message" and send the code {code}.', code=code)
    return opened, sent, agree


def _steps_on_page(card: Card, say: Translator) -> tuple[str, str, str]:
    """Where no bot has a place, the page is the way in."""
    return (
        say("Scan the QR code with the phone's camera, or open {link}.", link=card.form),
        say("Type the code {code}.", code=card.code),
        say(
            'Read what is kept, and press "{button}"; your tasks stand there to be filled in.',
            button=say(AGREES),
        ),
    )


def _picture(cell: _Cell, card: Card, links: dict[str, str], say: Translator) -> None:
    first = cell.paragraphs[0]
    ways = links or ({say("The page"): card.form} if card.form else {})
    for app, link in list(ways.items())[:1]:
        _write(first, app, HEAD, bold=True, centred=True)
        middle = cell.add_paragraph()
        middle.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = middle.add_run().add_picture(BytesIO(qr_picture(link)), width=QR_SIDE)
        picture._inline.docPr.set("descr", link)
        _write(cell.add_paragraph(), link, SMALL, centred=True)
    until = say(
        "The code can be used once, until {until}. Please do not pass it on.",
        until=card.until.strftime("%H:%M %d/%m/%Y"),
    )
    _write(cell.add_paragraph() if ways else first, until, SMALL, centred=True)


def _write(
    paragraph: Paragraph, text: str, size: Pt, *, bold: bool = False, centred: bool = False
) -> None:
    """Letters that no page shows, and XML does not take, are left out."""
    run = paragraph.add_run("".join(c for c in text if c.isprintable()))
    run.font.size, run.bold = size, bold or None
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


# --- The page -------------------------------------------------------------------------------------


def _prepare(document: Sheet, say: Translator) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY
    letters = normal.element.get_or_add_rPr()
    for script in ("w:cs", "w:eastAsia"):
        letters.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN" if say.language == "vi" else "en-GB")
    letters.append(language)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.0
    properties = document.core_properties
    properties.author, properties.comments = "Đầu Mối", ""
    properties.title = say("Invitations to the reminder service")


def _cut_lines(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    following = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties = table._tbl.tblPr
    place = next(one for one in properties if one.tag in {qn(name) for name in following})
    place.addprevious(borders)
