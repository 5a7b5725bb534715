"""`daumoi extensions`: later days that were asked for, asking for one, deciding on one."""

from datetime import date, datetime
from typing import Any

import typer
from sqlmodel import Session

from bot.cli import terminal
from bot.cli.lookup import agency_today, named, plan_called, whoever
from bot.cli.options import Json
from bot.cli.words import DAYS, say, tell
from storage.models import Agency, Expectation, Extension, Person, Plan
from storage.reports.answers import ExpectedReport
from storage.reports.gate import Barred
from storage.reports.requests.extensions import BadExtension, ExtensionRequest

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("list")
def list_requests(plan: str, json: Json = False) -> None:
    """The requests that wait for a decision, the oldest first."""
    from storage.reports.requests.extensions import waiting_extensions

    with terminal.database().read() as session:
        found = plan_called(session, plan)
        lines = [_plain(one) for one in waiting_extensions(session, [found.id or 0])]
    if json:
        terminal.print_json(lines)
        return
    if not lines:
        tell("No request waits.")
        return
    columns = ("id", "agency", "item", "due_on", "asked_until", "reason", "asked_by")
    terminal.print_table(columns, [[line[name] or "-" for name in columns] for line in lines])


def _plain(one: ExtensionRequest) -> dict[str, Any]:
    request = one.extension
    return {
        "id": request.id,
        "agency": one.agency,
        "item": one.code,
        "title": one.title,
        "due_on": request.due_on.isoformat(),
        "asked_until": request.asked_until.isoformat(),
        "reason": request.reason,
        "asked_by": one.asked_by,
        "asked_at": terminal.local_time(request.asked_at).isoformat(),
    }


@app.command()
def ask(
    plan: str,
    agency: str = typer.Option(..., "--agency", help="Who asks, by any name."),
    item: str = typer.Option("", "--item", help="Code of the task; else the general report."),
    until: datetime = typer.Option(..., "--until", formats=DAYS, help="The day wanted."),
    reason: str = typer.Option(..., "--reason", help="In a few words."),
    by: str = typer.Option("", "--by", help="Code of the person who asks, who is told."),
) -> None:
    """Note an agency's request for a later day."""
    from storage.reports.requests.extensions import ask_extension

    now = terminal.now()
    today = terminal.calendar().today(now)
    with terminal.database_of_today().write() as session:
        found = plan_called(session, plan)
        person = named(session, by)
        agency_id = agency_today(session, found, agency)
        expectation = _expectation(session, found, agency_id, item, today)
        with terminal.failing_on(Barred, BadExtension):
            request = ask_extension(session, expectation, until.date(), reason, person, today, now)
        tell(
            "request {id}: until {asked_until:%d/%m/%Y} instead of {due_on:%d/%m/%Y}; decide "
            "with: daumoi extensions decide {id}",
            id=request.id,
            asked_until=request.asked_until,
            due_on=request.due_on,
        )


def _expectation(
    session: Session, plan: Plan, agency_id: int, item: str, today: date
) -> Expectation:
    """Of the newest open round that asks it."""
    from scheduler.rounds.rules import STAYS_OPEN
    from storage.reports.answers import expected_of

    asked = [
        one
        for one in expected_of(session, [agency_id], today)
        if one.plan.id == plan.id
        and one.round.opens_on <= today <= one.expectation.due_on + STAYS_OPEN
    ]
    matching = [one for one in asked if (one.item.code if one.item else "") == item]
    owed = [one for one in matching if one.is_owed]
    name = session.get_one(Agency, agency_id).name
    if not matching:
        terminal.refuse(
            "no open round asks {name} for {what}; it is asked for {others}",
            name=name,
            what=_named(item),
            others=_list(asked),
        )
    if not owed:
        terminal.refuse("{name} has reported on {what} already", name=name, what=_named(item))
    return max(owed, key=lambda one: one.round.id or 0).expectation


def _named(item: str) -> str:
    return say("item {code}", code=item) if item else say("a general report")


def _list(asked: list[ExpectedReport]) -> str:
    codes = dict.fromkeys(one.item.code if one.item else say("a general report") for one in asked)
    return ", ".join(codes) or say("nothing")


@app.command()
def decide(
    request: int = typer.Argument(..., help="Its number in: daumoi extensions list PLAN"),
    grant: datetime | None = typer.Option(
        None, "--grant", formats=DAYS, help="The day that is granted."
    ),
    refuse: str | None = typer.Option(None, "--refuse", help="The reason of a refusal."),
    by: str = typer.Option(..., "--by", help="Code of the planner who decides."),
    together: bool = typer.Option(
        False, "--together", help="All tasks for which it was asked at the same time."
    ),
) -> None:
    """Grant a request until a day, or refuse it with a reason; who asked is told in the chat."""
    from bot.conversation.notifications.decisions import notify_extension_decided
    from storage.reports.requests.extensions import asked_at_once, decide_extension

    if (grant is None) == (refuse is None):
        terminal.refuse("say either --grant DAY or --refuse REASON")
    now, calendar = terminal.now(), terminal.calendar()
    day, answer, today = grant.date() if grant else None, refuse or "", calendar.today(now)
    with terminal.database().write() as session:
        found, person = _request(session, request), whoever(session, by)
        ones = asked_at_once(session, found) if together else [found]
        with terminal.failing_on(BadExtension):
            for one in ones:
                decide_extension(session, one, day, answer, person, today, now)
        told = notify_extension_decided(session, ones, now, calendar)
        notice = _notice(session, found, terminal.local_time(told.send_at) if told else None)
        numbers = [one.id or 0 for one in ones]
    decided = say("granted until {day:%d/%m/%Y}", day=day) if day else say("refused")
    print(_decided(numbers, decided, notice))


def _request(session: Session, number: int) -> Extension:
    found = session.get(Extension, number)
    if found is None:
        terminal.refuse(
            "there is no request {request}; see: daumoi extensions list PLAN", request=number
        )
    return found


def _decided(numbers: list[int], decided: str, notice: str) -> str:
    words = {"decided": decided, "notice": notice}
    if len(numbers) == 1:
        return say("request {request} is {decided}; {notice}", request=numbers[0], **words)
    listed = ", ".join(map(str, numbers))
    return say("requests {requests} are {decided}; {notice}", requests=listed, **words)


def _notice(session: Session, request: Extension, at: datetime | None) -> str:
    """Who hears of the decision, and from when on."""
    person = session.get(Person, request.asked_by_id) if request.asked_by_id else None
    if person is None:
        return say("nobody is told: it was noted without the person who asked")
    if at is None:
        return say("{name} is not told: no chat reaches them", name=person.full_name)
    return say("{name} is told at {at:%H:%M %d/%m/%Y}", name=person.full_name, at=at)
