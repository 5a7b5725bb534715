"""`daumoi letter`: a letter for the agencies that are late, as a draft to be signed."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.lookup import round_called
from locales import DEFAULT_LANGUAGE, translator

if TYPE_CHECKING:
    from bot.documents.contents.dossier import Dossier
    from storage.rounds.reminder_proofs import Proof


def letter(
    plan: str,
    late: bool = typer.Option(False, "--late", help="To those that are late; the only kind yet."),
    out: Path = typer.Option(..., "--out", help="Write to this file (.docx)."),
    called: str = typer.Option(
        "", "--round", help="The round's year, name or number; else this year's."
    ),
    template: Path | None = typer.Option(
        None, "--template", help="This one in place of data/mau-van-ban/cong-van-don-doc.docx."
    ),
) -> None:
    """A letter that asks for what is overdue, with the days on which each agency was reminded."""
    if not late:
        terminal.fail("say to whom: add --late for the agencies that are late")
    dossier, proofs = _known(plan, called)
    terminal.write_file(out, _written(dossier, proofs, template))
    print(f"{out} is written; number, day and signature are left blank.")


def _known(plan: str, called: str) -> tuple["Dossier", list["Proof"]]:
    from bot.documents.contents.dossier import dossier_of
    from storage.rounds.reminder_proofs import proof_of_reminders

    calendar = terminal.calendar()
    with terminal.database_of_today().read() as session:
        now = terminal.now()
        today = calendar.today(now)
        found = terminal.plan(session, plan)
        round_ = round_called(session, found, called, today.year)
        dossier = dossier_of(session, found, round_, now, calendar, now=now)
        return dossier, proof_of_reminders(session, found, today, round_.id)


def _written(dossier: "Dossier", proofs: list["Proof"], template: Path | None) -> bytes:
    from bot.documents.docx.late_letter import late_agencies, late_letter
    from bot.documents.formats import BadTemplate

    addressed = late_agencies(dossier, proofs)
    if not addressed:
        title = dossier.round.title
        terminal.fail(f"no other agency is late in the round '{title}'; no letter is needed")
    try:
        return late_letter(dossier, addressed, translator(DEFAULT_LANGUAGE), template)
    except BadTemplate as error:
        terminal.fail(str(error))
