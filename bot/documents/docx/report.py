"""The draft of the consolidated report, in the layout of Nghị định 30/2020/NĐ-CP."""

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.documents.contents.dossier import Dossier
from bot.documents.docx.appendix import appendices
from bot.documents.docx.blocks import Block, Paragraph, Run, Style, paragraph
from bot.documents.docx.difficulties import gathered, waited_for
from bot.documents.docx.letterhead import cited, letterhead
from bot.documents.docx.sections import (
    how_it_was_reported,
    indicators,
    themes,
    unanswered,
)
from bot.documents.docx.sentences import Teller
from bot.documents.docx.template import FOLDER, filled
from locales import Translator

TEMPLATE = FOLDER / "bao-cao.docx"
_NUMERALS = ("I", "II", "III", "IV", "V", "VI")
Section = tuple[str, Iterable[Block]]


def report(dossier: Dossier, say: Translator) -> bytes:
    """The .docx file. Raises BadTemplate."""
    subject = _subject(dossier, say)
    return filled(
        dossier.template or TEMPLATE,
        {**letterhead(dossier, say), "trích yếu": subject},
        {"nội dung": _body(dossier, say), "phụ lục": appendices(dossier, say)},
        subject,
    )


def _subject(dossier: Dossier, say: Translator) -> str:
    round_ = dossier.round
    words = say("results in {year} of {plan}", plan=dossier.plan.title, year=round_.year)
    if round_.rule_id is None:
        words = say("{title}, under {plan}", title=round_.title, plan=dossier.plan.title)
    return words[:1].upper() + words[1:]


def _body(dossier: Dossier, say: Translator) -> list[Block]:
    plan, teller = dossier.plan, Teller.of(dossier, say)
    opening = say(
        "Under {decision} on {plan}, {issuer} reports the results as follows:",
        decision=cited(plan, say),
        plan=plan.title,
        issuer=dossier.issuer,
    )
    numbered = zip(_NUMERALS, _sections(dossier, teller, say), strict=False)
    blocks = [paragraph(opening), *chain.from_iterable(_headed(n, one) for n, one in numbered)]
    closing = say(
        "{issuer} respectfully reports for consideration and direction", issuer=dossier.issuer
    )
    if dossier.is_own:  # to an office of its own rank, which directs nobody
        closing = say("{issuer} respectfully reports", issuer=dossier.issuer)
    return [*blocks, Paragraph((Run(f"{closing}./."),))]


def _headed(numeral: str, section: Section) -> Iterator[Block]:
    title, blocks = section
    yield paragraph(f"{numeral}. {title.upper()}", Style.SECTION)
    yield from blocks


def _sections(dossier: Dossier, teller: Teller, say: Translator) -> Iterator[Section]:
    none = say("No agency has reported any.")
    yield say("How it was reported"), how_it_was_reported(dossier, teller)
    yield say("Results of the tasks"), themes(dossier, teller)
    figures = list(indicators(dossier, teller))
    if figures:
        yield say("Results of the indicators"), figures
    hindered = gathered(dossier, teller, lambda one: one.difficulties, none)
    yield say("Difficulties"), chain(hindered, waited_for(dossier, teller))
    proposed = gathered(dossier, teller, lambda one: one.proposals, none)
    yield say("Proposals, recommendations"), proposed
    yield say("Contents not reported yet"), unanswered(dossier, teller)
