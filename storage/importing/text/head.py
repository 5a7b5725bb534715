"""Reads the head of a decision: number, date, title, issuer, period, coordinator, recipients."""

import re
from collections.abc import Iterator, Sequence

from storage import lazy
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Document, UnreadableDecision
from storage.importing.folder.model import Doubt, PlanHead
from storage.importing.text.coordinator import read_coordinator
from storage.importing.text.issuer import NoProvince, read_issuer
from storage.importing.text.letterhead import Letterhead, read_letterhead
from storage.importing.text.recipients import begins_list, read_recipients, recipients_doubt
from storage.importing.text.title import appendix_title, is_open_ended, read_period, read_title


def read_head(
    document: Document, file_name: str, province: str = ""
) -> tuple[PlanHead, tuple[Doubt, ...]]:
    """Raises UnreadableDecision when number, date or province cannot be found.

    `province`: the one that is known already, whatever the document says of it.
    """
    lines = _with_signatures(document)
    texts = _in_order(document)
    letterhead = read_letterhead(texts, file_name)
    title = _title(letterhead, texts)
    issuer = read_issuer(letterhead, title, texts, province)
    if isinstance(issuer, NoProvince):
        raise UnreadableDecision(_whose(issuer, file_name))
    coordinator, unsure = read_coordinator(
        document.lines, vocabulary_of(issuer.province, not issuer.province)
    )
    head = PlanHead(
        code=issuer.code,
        decision=letterhead.decision,
        issued_on=letterhead.issued_on,
        title=title,
        province=issuer.province,
        period=read_period(title, letterhead.issued_on),
        coordinator=coordinator,
        issuer=issuer.name,
        recipients=read_recipients(lines),
    )
    doubts = (*recipients_doubt(lines, head.recipients), *_doubts(head, letterhead, unsure))
    return head, (*doubts, *issuer.doubts)


def _whose(issuer: NoProvince, file: str) -> str:
    if issuer.several:
        return lazy(
            "{file} is of {commune} and names no province; {n} have a commune of that name, "
            "{names}; say which: daumoi plan import FILE --out DIR --province NAME",
            file=file,
            commune=issuer.commune,
            n=len(issuer.several),
            names=", ".join(issuer.several),
        )
    return lazy(
        "{file} does not say 'tỉnh …' or 'thành phố …' with the province's name; add its title "
        "line, or give the name: daumoi plan import FILE --out DIR --province NAME",
        file=file,
    )


def years_of(head: PlanHead) -> tuple[int, int]:
    """The years in which reports are owed: those of the period, none before the decision's own.

    A period that is not known, or was over then, is taken for the decision's year.
    """
    issued = head.issued_on.year
    years = [int(year) for year in re.findall(r"\d{4}", head.period)] or [issued]
    return max(issued, min(years)), max(issued, *years)


def _in_order(document: Document) -> list[str]:
    """Lines and table rows as they follow one another in the file."""
    lines = [(line.number, line.text) for line in document.lines]
    rows = [(row.line, " | ".join(row.cells)) for table in document.tables for row in table.rows]
    return [text for _, text in sorted([*rows, *lines], key=lambda one: one[0])]


def _with_signatures(document: Document) -> list[str]:
    """The running text, and where "Nơi nhận" stands in a table beside who signs, its column."""
    found = [(line.number, line.text) for line in document.lines]
    for table in document.tables:
        columns = [at for row in table.rows for at, one in enumerate(row.cells) if begins_list(one)]
        found += [(row.line, row.cell(at)) for at in columns[:1] for row in table.rows]
    return [text for _, text in sorted(found, key=lambda one: one[0]) if text]


def _title(letterhead: Letterhead, texts: Sequence[str]) -> str:
    if letterhead.alone:
        return appendix_title(texts[: letterhead.at])
    return read_title(texts[letterhead.at :]) or read_title(texts)


def _doubts(head: PlanHead, letterhead: Letterhead, unsure: str) -> Iterator[Doubt]:
    for name in ("title", "period", "coordinator"):
        proposal = lazy("fill it in by hand")
        if name == "period":
            year = head.issued_on.year
            proposal = lazy(
                "fill it in by hand; duties are asked for in {year} until then", year=year
            )
        if not getattr(head, name):
            yield Doubt("plan.toml", "", name, "", lazy("it was not found"), proposal)
    if head.period and is_open_ended(head.title):
        reason = lazy("the title leaves open in which year it ends")
        yield Doubt("plan.toml", "", "period", head.title, reason, head.period)
    if letterhead.alone and head.title:
        reason = lazy("only an appendix is there; this is its heading")
        yield Doubt(
            "plan.toml", "", "title", head.title, reason, lazy("write the plan's own title")
        )
    if unsure:
        seen = head.coordinator
        yield Doubt("plan.toml", "", "coordinator", seen, unsure, lazy("confirm it"))
