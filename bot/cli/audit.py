"""The audit on the command line: who changed what, and whether it is as it was written."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import typer

from bot.cli import terminal
from bot.cli.lookup import person_of, plan_called
from bot.cli.options import Json
from bot.cli.words import DAYS, language, say, tell
from storage import translated

if TYPE_CHECKING:
    from storage.audit import Known
    from storage.models import AuditEntry

app = typer.Typer(no_args_is_help=True, add_completion=False)
FIRST, LAST = datetime(2000, 1, 1), datetime(9000, 1, 1)  # noqa: DTZ001 - days, not instants


@app.command()
def show(
    plan: str = typer.Option("", "--plan", help="Only what concerns this plan."),
    person: str = typer.Option("", "--person", help="Only what this person did, or is about them."),
    start: datetime = typer.Option(FIRST, "--from", formats=DAYS, help="First day."),
    end: datetime = typer.Option(LAST, "--to", formats=DAYS, help="Last day."),
    most: int = typer.Option(200, "--most", min=1, help="So many, the newest."),
    json: Json = False,
) -> None:
    """Show who changed what and when, the newest first."""
    from storage.audit import entries_read, known_to

    zone = terminal.settings().timezone
    between = (start.replace(tzinfo=zone), (end + timedelta(days=1)).replace(tzinfo=zone))
    with terminal.database().read() as session:
        of_plan = plan_called(session, plan) if plan else None
        entries = entries_read(
            session,
            plans=[(of_plan.id or 0, of_plan.code)] if of_plan else None,
            acted_by=0,
            between=between,
            action="",
            before=None,
            most=most,
            of_person=person_of(session, person).id if person else None,
        )
        known = known_to(session, entries)
    if json:
        terminal.print_json([_as_json(one, known) for one in entries])
    else:
        terminal.print_table(("At", "By", "What", "Of", "Details"), _rows(entries, known))


def _as_json(entry: "AuditEntry", known: "Known") -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": terminal.local_time(entry.at).isoformat(),
        "by": _who(entry, known),
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
    }


def _who(entry: "AuditEntry", known: "Known") -> str | None:
    """The code of who did it; the administrator and the service have none."""
    person = known.people.get(entry.person_id or 0)
    return person.code if person else None


def _rows(entries: "list[AuditEntry]", known: "Known") -> list[tuple[str, ...]]:
    from bot.web.pages.audit.wording import action_words, details_in_lines, subject_words
    from locales import translator

    say, zone = translator(language()), terminal.settings().timezone
    return [
        (
            f"{one.at.astimezone(zone):%d/%m/%Y %H:%M}",
            _who(one, known) or "-",
            action_words(one, say),
            subject_words(one, known, say),
            "; ".join(details_in_lines(one.details)),
        )
        for one in entries
    ]


@app.command()
def verify(
    noted: str = typer.Option("", "--noted", help="What an earlier verify printed: 123:9f86…"),
) -> None:
    """Go through the whole chain; fails, and names the first row that is not as it was written."""
    from storage.audit.verifying import verify as verified

    then = _noted(noted)
    with terminal.database().read() as session:
        verdict = verified(session, then)
    if verdict.broken:
        terminal.refuse(
            "the audit is not as it was written: {broken}", broken=translated(verdict.broken, say)
        )
    tell("{count:,} entries are as they were written.", count=verdict.entries)
    noted = f"{verdict.position}:{verdict.hash}"
    tell("Note this elsewhere, for --noted of a later time: {noted}", noted=noted)


def _noted(written: str) -> tuple[int, str] | None:
    if not written:
        return None
    position, _, hashed = written.partition(":")
    if not (position.isascii() and position.isdigit() and len(hashed) == 64):
        terminal.refuse(
            "--noted is '{text}', but it must be as an earlier verify printed it", text=written
        )
    return int(position), hashed
