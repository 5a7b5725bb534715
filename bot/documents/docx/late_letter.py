"""The letter that asks for what is overdue, with the days on which each agency was reminded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.documents.contents.dossier import Dossier
from bot.documents.docx.blocks import Block, Table, paragraph
from bot.documents.docx.letterhead import cited, letterhead
from bot.documents.docx.template import FOLDER, filled
from bot.language.wording import agency_name, day
from locales import Translator
from storage.reports.answered.reader import Answer
from storage.rounds.reminder_proofs import DeliveryStatus, Proof

TEMPLATE = FOLDER / "cong-van-don-doc.docx"


@dataclass(frozen=True)
class LateAgency:
    """What an agency owes past its day; `reminded`: when the channel took a reminder of it."""

    name: str
    missing: Sequence[Answer]
    incomplete: Sequence[Answer]  # returned, and not completed within the short day
    reminded: Sequence[datetime]


def late_agencies(dossier: Dossier, proofs: Sequence[Proof]) -> list[LateAgency]:
    """By today's names, in the order of the plan; nobody writes to itself."""
    owed: dict[str, list[Answer]] = {}
    for one in dossier.answers:
        if one.counts_as & {"missing", "incomplete"} and one.now_called != dossier.issuer:
            owed.setdefault(one.now_called, []).append(one)
    said = {proof.agency: proof for proof in proofs}
    return [_late(name, theirs, said) for name, theirs in owed.items()]


def _late(name: str, owed: Sequence[Answer], said: Mapping[str, Proof]) -> LateAgency:
    asked = dict.fromkeys(one.agency.name for one in owed)
    reminded = [
        saying.sent_at
        for agency in asked
        if agency in said
        for saying in said[agency].said
        if saying.sent_at is not None and saying.outcome is DeliveryStatus.ACCEPTED
    ]
    return LateAgency(
        name=name,
        missing=[one for one in owed if "missing" in one.counts_as],
        incomplete=[one for one in owed if "incomplete" in one.counts_as],
        reminded=sorted(reminded),
    )


def late_letter(
    dossier: Dossier, late: Sequence[LateAgency], say: Translator, template: Path | None = None
) -> bytes:
    """The .docx file. Raises BadTemplate."""
    year, plan = dossier.round.year, dossier.plan.title
    subject = say("urging the report of {year} on {plan}", year=year, plan=plan)
    words = {
        **letterhead(dossier, say),
        "trích yếu": subject,
        "kính gửi": "\n".join(f"- {one.name};" for one in late).rstrip(";") + ".",
    }
    return filled(template or TEMPLATE, words, {"nội dung": _body(dossier, late, say)}, subject)


def _body(dossier: Dossier, late: Sequence[LateAgency], say: Translator) -> Iterator[Block]:
    columns = [
        (say("No."), 13),
        (say("Agency"), 48),
        (say("Not reported"), 38),
        (say("Returned, not completed"), 28),
        (say("Reminded on"), 33),
    ]
    yield paragraph(_opening(dossier, say))
    yield Table(columns, [_row(number, one, dossier, say) for number, one in enumerate(late, 1)])
    yield paragraph(
        say(
            "{issuer} asks these agencies to report at once, by ......../......../{year} at the "
            "latest, so that the results can be summed up for {addressee}. Agencies that had not "
            "been reminded are asked to name their focal person to {issuer}.",
            issuer=dossier.issuer,
            year=dossier.as_of.year,
            addressee=dossier.addressee,
        )
    )
    yield paragraph(say("We look forward to the cooperation of these agencies./."))


def _opening(dossier: Dossier, say: Translator) -> str:
    return say(
        "Under {decision} on {plan}, agencies report by {due} at the latest. As of {as_of}, "
        "{issuer} has not received the following reports:",
        decision=cited(dossier.plan, say),
        plan=dossier.plan.title,
        due=day(dossier.round.due_on),
        as_of=f"{dossier.as_of:%H:%M %d/%m/%Y}",
        issuer=dossier.issuer,
    )


def _row(number: int, one: LateAgency, dossier: Dossier, say: Translator) -> list[str]:
    zone = dossier.as_of.tzinfo
    days = dict.fromkeys(day(at.astimezone(zone).date()) for at in one.reminded)
    printed = dict.fromkeys(owed.printed for owed in (*one.missing, *one.incomplete))
    named = "\n".join(agency_name(name, one.name, say) for name in printed)
    return [
        str(number),
        named,
        _codes(one.missing, say),
        _codes(one.incomplete, say),
        "; ".join(days) or say("no reminder has reached it"),
    ]


def _codes(owed: Sequence[Answer], say: Translator) -> str:
    """ "12: 1.1.a, 1.1.b, …"."""
    if not owed:
        return ""
    codes = ", ".join(dict.fromkeys(one.code or say("General report") for one in owed))
    return f"{len(owed)}: {codes}"
