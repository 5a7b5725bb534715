"""The appendices of the report: every answer in one table, and names that are outdated."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.communes import of_answers, parted, statuses_of
from bot.documents.contents.dossier import Dossier
from bot.documents.docx.blocks import Block, Style, Table, paragraph
from locales import Translator
from storage.reports.answered.reader import Answer


def appendices(dossier: Dossier, say: Translator) -> Iterator[Block]:
    yield paragraph(say("APPENDIX I"), Style.APPENDIX)
    title = say("What was reported") if dossier.is_own else say("What each agency reported")
    yield paragraph(title, Style.APPENDIX)
    yield _answers(dossier, say)
    rows = list(_outdated(dossier, say))
    if rows:
        yield paragraph(say("APPENDIX II"), Style.APPENDIX)
        yield paragraph(say("Names that the reorganisation has outdated"), Style.APPENDIX)
        columns = [
            (say("Name in the decision or in an answer"), 85),
            (say("Now called"), 85),
            (say("Where it stands"), 85),
        ]
        yield Table(columns, rows)


def _answers(dossier: Dossier, say: Translator) -> Table:
    columns = [
        (say("No."), 16),
        (say("Task"), 66),
        (say("Reporting agency"), 40),
        (say("Status"), 28),
        (say("Value"), 20),
        (say("Document"), 28),
        (say("First received"), 23),
        (say("Verdict, notes"), 36),
    ]
    zone, rows = dossier.as_of.tzinfo, []
    offices, communes = parted(dossier.answers)
    for one in offices:
        report, noted = one.answer, wording.notes(one, zone, say)
        rows.append(
            [
                one.code,
                one.item.title if one.item else say("General report"),
                wording.who(one, say),
                wording.state_of(one, zone, say),
                report.value if report else "",
                wording.document(report.document_number, report.document_on, say) if report else "",
                wording.moment(one.first_received_at, zone),
                "\n".join(filter(None, (wording.verdict(one, say), *noted))),
            ]
        )
    return Table(columns, [*rows, *_rolled_up(communes, say)])


def _rolled_up(communes: Sequence[Answer], say: Translator) -> Iterator[list[str]]:
    """A row a task; the workbook has a sheet of every unit's own."""
    for code, ones in groupby(communes, key=lambda one: one.code):
        theirs = list(ones)
        item = theirs[0].item
        title = item.title if item else say("General report")
        yield [code, title, of_answers(theirs, say), statuses_of(theirs, say), "", "", "", ""]


def _outdated(dossier: Dossier, say: Translator) -> Iterator[list[str]]:
    """Of the names that stand in this report: those of agencies that are called otherwise now."""
    printed: dict[str, list[str]] = {}
    for one in dossier.answers:
        report = one.answer
        told = f"{report.result}\n{report.difficulties}\n{report.proposals}" if report else ""
        for name in dossier.renamed:
            if name == one.printed or _names(name, told, dossier.renamed[name]):
                printed.setdefault(name, []).append(one.code or say("General report"))
    for name, codes in printed.items():
        now = dossier.renamed[name] or say("ended; its tasks were shared out")
        yield [name, now, ", ".join(dict.fromkeys(codes))]


def _names(name: str, text: str, now: str) -> bool:
    """Whether a text names it; the new name may begin with the old one."""
    return name in (text.replace(now, "") if now else text)
