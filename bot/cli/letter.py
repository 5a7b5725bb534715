"""`daumoi letter`: a letter for the agencies that are late, as a draft to be signed."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.lookup import plan_called, round_called, whoever
from bot.cli.options import RoundCalled
from bot.cli.words import DAYS, tell
from locales import DEFAULT_LANGUAGE, translator
from storage.reports.late_letters import (
    BadLetter,
    SentLetter,
    drafted_for,
    letters_of,
    note_draft,
    note_sent,
)

if TYPE_CHECKING:
    from bot.documents.contents.dossier import Dossier
    from storage.rounds.reminder_proofs import Proof


def letter(
    plan: str,
    late: bool = typer.Option(False, "--late", help="To those that are late; the only kind yet."),
    out: Path | None = typer.Option(None, "--out", help="Write to this file (.docx)."),
    sent: str = typer.Option("", "--sent", help="It is signed: its number, such as 123/STC-TH."),
    on: datetime | None = typer.Option(None, "--on", formats=DAYS, help="The day of that number."),
    by: str = typer.Option("", "--by", help="The code of the planner who notes it."),
    called: RoundCalled = "",
    template: Path | None = typer.Option(
        None, "--template", help="This one in place of data/mau-van-ban/cong-van-don-doc.docx."
    ),
) -> None:
    """A letter that asks for what is overdue, with the days on which each agency was reminded."""
    if sent:
        if on is None or not by or late or out:
            terminal.refuse("--sent needs --on DAY and --by PERSON, and nothing else but --round")
        _note(plan, called, sent.strip(), on.date(), by)
        return
    if not late and out is None:
        _list(plan, called)
        return
    if not late or out is None:
        terminal.refuse(
            "say to whom: add --late for the agencies that are late, and --out FILE.docx"
        )
    dossier, proofs = _known(plan, called)
    addressed, made = _written(dossier, proofs, template)
    terminal.write_file(out, made)
    with terminal.database_of_today().write() as session:
        note_draft(session, dossier.round.id or 0, addressed, terminal.now())
    tell("{out} is written; number, day and signature are left blank.", out=out)
    tell("Once it is signed: daumoi letter {plan} --sent NUMBER --on DAY --by PERSON", plan=plan)


def _list(plan: str, called: str) -> None:
    """Those that were signed; their drafts are nobody's letters."""
    today = terminal.today()
    with terminal.database_of_today().read() as session:
        round_ = round_called(session, plan_called(session, plan), called, today.year)
        sent = letters_of(session, round_.id or 0)
    if not sent:
        terminal.refuse(
            "no letter was signed in the round '{title}'; add --late for a draft",
            title=round_.title,
        )
    rows = [[one.number, f"{one.issued_on:%d/%m/%Y}", str(len(one.agency_ids))] for one in sent]
    terminal.print_table(("number", "issued_on", "agencies"), rows)


def _note(plan: str, called: str, number: str, on: date, by: str) -> None:
    from storage.plans.planners import is_planner_of

    now = terminal.now()
    calendar = terminal.calendar()
    today = calendar.today(now)
    if on > today:
        terminal.refuse("--on {on} is still to come", on=on)
    with terminal.database_of_today().write() as session:
        found, planner = plan_called(session, plan), whoever(session, by)
        round_ = round_called(session, found, called, today.year)
        if not is_planner_of(session, planner.id or 0, found):
            terminal.refuse("'{by}' does not plan {plan}", by=by, plan=plan)
        addressed = drafted_for(session, round_.id or 0)
        if not addressed:
            terminal.refuse(
                "no letter was drafted for the round '{title}'; add --late first",
                title=round_.title,
            )
        letter = SentLetter(number, on, addressed)
        with terminal.failing_on(BadLetter):
            note_sent(session, round_, letter, now.astimezone(calendar.zone), planner)
    tell(
        "{number} of {on:%d/%m/%Y} stands in the proof of {count} agencies.",
        number=number,
        on=on,
        count=len(addressed),
    )


def _known(plan: str, called: str) -> tuple["Dossier", list["Proof"]]:
    from bot.documents.contents.dossier import dossier_of
    from storage.rounds.reminder_proofs import proof_of_reminders

    calendar = terminal.calendar()
    with terminal.database_of_today().read() as session:
        now = terminal.now()
        today = calendar.today(now)
        found = plan_called(session, plan)
        round_ = round_called(session, found, called, today.year)
        dossier = dossier_of(session, found, round_, now, calendar, now=now)
        return dossier, proof_of_reminders(session, found, today, round_.id)


def _written(
    dossier: "Dossier", proofs: list["Proof"], template: Path | None
) -> tuple[set[int], bytes]:
    """Whom it is addressed to, by the names they were asked under; and the file."""
    from bot.documents.docx.late_letter import late_agencies, late_letter
    from bot.documents.formats import BadTemplate

    addressed = late_agencies(dossier, proofs)
    if not addressed:
        title = dossier.round.title
        terminal.refuse(
            "no other agency is late in the round '{title}'; no letter is needed", title=title
        )
    owed = (answer for one in addressed for answer in (*one.missing, *one.incomplete))
    ids = {answer.agency.id or 0 for answer in owed}
    with terminal.failing_on(BadTemplate):
        return ids, late_letter(dossier, addressed, translator(DEFAULT_LANGUAGE), template)
