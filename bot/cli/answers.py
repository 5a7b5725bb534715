"""`daumoi answers`: what was answered in a round, now or as of any past instant."""

from collections.abc import Sequence
from datetime import datetime

import typer
from sqlmodel import Session

from bot.cli import terminal
from bot.cli.lookup import instant_of, known_as, plan_called, round_called
from bot.cli.options import AsOf, Json, OneAgency, RoundCalled
from bot.documents.json.answers import answer_data
from bot.documents.text.answers import answers_text
from bot.language.visible import visible
from locales import DEFAULT_LANGUAGE, translator
from storage.models import Plan
from storage.reports.answered.asked_for import NeverAsked, answers_asked_for
from storage.reports.answered.earlier_rounds import values_by_year
from storage.reports.answered.reader import Answer
from storage.reports.answers import stood_at


def answers(
    plan: str,
    item: str = typer.Option("", "--item", help="Only this item and those below it, such as 9.4."),
    agency: OneAgency = "",
    called: RoundCalled = "",
    as_of: AsOf = "",
    json: Json = False,
) -> None:
    """What was answered: status, result, difficulties, document, verdict; and what was not."""
    zone = terminal.settings().timezone
    with terminal.database_of_today().read() as session:
        instant = instant_of(as_of) or terminal.now()
        found = plan_called(session, plan)
        lines = _read(session, found, item.strip(" ."), agency, called, instant)
        values = values_by_year(session, lines[0].round, stood_at(instant))
        if json:
            terminal.print_json([answer_data(one, zone, values) for one in lines])
        else:
            print(visible(answers_text(lines, zone, translator(DEFAULT_LANGUAGE), values)))


def _read(
    session: Session, plan: Plan, item: str, agency: str, called: str, as_of: datetime
) -> Sequence[Answer]:
    zone = terminal.settings().timezone
    today = as_of.astimezone(zone).date()
    asked = known_as(session, plan, agency, today) if agency else set()
    round_ = round_called(session, plan, called, today.year)
    chosen = bool(called)
    try:
        round_, lines = answers_asked_for(
            *(session, plan, round_, as_of, zone), code=item, agency_ids=asked, is_chosen=chosen
        )
    except NeverAsked:
        terminal.refuse(
            "no round has asked for '{item}'; `daumoi plan show {code}` lists the items",
            item=item,
            code=plan.code,
        )
    if not lines:
        terminal.refuse(
            "nothing was asked so in the round '{title}' by then; see: daumoi plan show "
            "{code}, daumoi agencies show {code}",
            title=round_.title,
            code=plan.code,
        )
    return lines
