"""`daumoi letter`: a letter for the agencies that are late, as a draft to be signed."""

from pathlib import Path

import typer

from bot.cli import terminal
from bot.cli.lookup import round_called
from locales import DEFAULT_LANGUAGE, translator


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
    from bot.documents.docx.late_letter import late_agencies, late_letter
    from bot.documents.dossier import dossier_of
    from bot.documents.formats import BadTemplate
    from storage.rounds.reminder_proofs import proof_of_reminders

    if not late:
        terminal.fail("say to whom: add --late for the agencies that are late")
    calendar = terminal.calendar()
    with terminal.database_of_today().read() as session:
        now = terminal.now()
        found = terminal.plan(session, plan)
        round_ = round_called(session, found, called, calendar.today(now).year)
        dossier = dossier_of(session, found, round_, now, calendar, now=now)
        proofs = proof_of_reminders(session, found, calendar.today(now), round_.id)
    addressed = late_agencies(dossier, proofs)
    if not addressed:
        terminal.fail(f"no other agency is late in the round '{round_.title}'; no letter is needed")
    try:
        content = late_letter(dossier, addressed, translator(DEFAULT_LANGUAGE), template)
    except BadTemplate as error:
        terminal.fail(str(error))
    terminal.write_file(out, content)
    print(f"{out}: to {len(addressed)} agencies")
