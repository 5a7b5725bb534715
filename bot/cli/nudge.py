"""`daumoi nudge`: a planner's reminder besides the ladder, to exactly those who were shown."""

import sys
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

import typer

from bot.cli import terminal
from bot.cli.lookup import agencies_today, named, plan_called, whoever
from bot.cli.options import Json
from bot.cli.words import say, tell
from locales import mark
from scheduler.reminders.nudges import (
    BadNudge,
    Nudged,
    NudgeLine,
    SkipReason,
    nudge_preview,
    pairs_of,
    send_nudge,
)
from storage.people.reachability import UnreachableReason

NAMED = 3  # agencies in one sentence; all of them stand in the preview

REASONS: dict[str, str] = {
    SkipReason.NUDGED: mark("nudged already that day"),
    SkipReason.PROMISED: mark("has named a day that is still to come"),
    SkipReason.COMES_ANYWAY: mark("is reminded by the ladder until then"),
    SkipReason.DIGEST_TODAY: mark("has its one digest of that day"),
    SkipReason.NOTHING_OWED: mark("owes nothing any more"),
    SkipReason.NOT_ANSWERING: mark("no longer answers for it, or cannot be reached"),
    UnreachableReason.NOBODY: mark("no focal person"),
    UnreachableReason.NOT_LINKED: mark("not linked yet"),
    UnreachableReason.NO_CONSENT: mark("has not agreed to be reminded"),
    UnreachableReason.STOPPED: mark("has closed the chat"),
    UnreachableReason.ON_LEAVE: mark("on leave, nobody stands in"),
}


def nudge(
    plan: str,
    agency: list[str] = typer.Option(
        [], "--agency", help="Whom to nudge, by any name; without it all that owe something."
    ),
    by: str = typer.Option("", "--by", help="Code of the planner who sends; else only a preview."),
    insist: bool = typer.Option(
        False, "--insist", help="Also to those who have named a day that is still to come."
    ),
    yes: bool = typer.Option(False, "--yes", help="Send without asking."),
    json: Json = False,
) -> None:
    """Remind agencies besides the ladder; shows first who would hear it."""
    lines = _shown(plan, agency, by, insist)
    shown = pairs_of(lines)
    if not json:
        _print_preview(lines)
    if by and not shown:
        terminal.fail(_nobody(lines))
    if by and not yes:
        _ask(len({person_id for _, person_id in shown}), json)
    nudged = _send(plan, shown, by, insist) if by else None
    if json:
        terminal.print_json(_document(lines, nudged))
    elif nudged is not None:
        _print_nudged(nudged)
    if nudged is not None and not nudged.queued:
        terminal.refuse("nobody who was shown could be nudged any more")


def _shown(code: str, names: list[str], by: str, insist: bool) -> list[NudgeLine]:
    """The preview; with --by only for somebody who may send it."""
    from storage.plans.planners import is_planner_of

    now, calendar = terminal.now(), terminal.calendar()
    with terminal.database_of_today().read() as session:
        plan = plan_called(session, code)
        sender = named(session, by)
        if sender is not None and not is_planner_of(session, sender.id or 0, plan):
            terminal.refuse(
                "{code} is no planner of {plan}; let one of them nudge",
                code=sender.code,
                plan=plan.code,
            )
        agency_ids = agencies_today(session, plan, names) if names else None
        if agency_ids == []:
            terminal.refuse("--agency is empty; name an agency, or leave it out for all")
        with terminal.failing_on(BadNudge):
            return nudge_preview(session, plan, now, calendar, agency_ids, insist=insist)


def _nobody(lines: list[NudgeLine]) -> str:
    if not lines:
        return say("no agency owes anything in an open round, so there is nothing to nudge for")
    reasons = [f"{line.agency}: {_reason(line)}" for line in lines[:NAMED]]
    more = ["…"] if len(lines) > NAMED else []
    told = "; ".join(reasons + more)
    return say("nobody would hear the nudge ({reasons})", reasons=told)


def _ask(people: int, json: bool) -> None:
    if json or not sys.stdin.isatty():
        terminal.refuse("nothing was sent: where nobody can be asked, confirm with --yes")
    if not typer.confirm(say("Send to these {people} people?", people=people)):
        terminal.refuse("nothing was sent")


def _send(code: str, shown: Collection[tuple[int, int]], by: str, insist: bool) -> Nudged:
    now, calendar = terminal.now(), terminal.calendar()
    with terminal.database().write() as session:
        plan, sender = plan_called(session, code), whoever(session, by)
        with terminal.failing_on(BadNudge):
            return send_nudge(session, plan, shown, sender, now, calendar, insist=insist)


def _document(lines: list[NudgeLine], nudged: Nudged | None) -> dict[str, Any]:
    """{preview: [agency…]} and, once it is sent, {send_at, queued: [agency…], left_out: […]}."""
    document: dict[str, Any] = {"preview": [asdict(line) for line in lines]}
    if nudged is not None:
        document["send_at"] = _local(nudged).isoformat()
        document["queued"] = [asdict(line) for line in nudged.queued]
        document["left_out"] = [asdict(one) for one in nudged.left_out]
    return document


def _print_preview(lines: list[NudgeLine]) -> None:
    if not lines:
        tell("No agency owes anything in an open round.")
        return
    terminal.print_table(
        ("Agency", "Owes", "Due", "Would hear it"),
        ((line.agency, line.items, line.due_on, _hearers(line)) for line in lines),
    )


def _print_nudged(nudged: Nudged) -> None:
    for line in nudged.queued:
        tell("queued: {agency}: {hearers}", agency=line.agency, hearers=_hearers(line))
    for one in nudged.left_out:
        tell(
            "left out: {agency}: {name}: {reason}",
            agency=one.agency,
            name=one.name,
            reason=say(REASONS[one.reason]),
        )
    if nudged.queued:
        tell("It goes out from {at:%H:%M %d/%m/%Y} on.", at=_local(nudged))


def _hearers(line: NudgeLine) -> str:
    if line.reason is not None:
        return say("nobody: {reason}", reason=_reason(line))
    return "; ".join(f"{who.name} ({who.channel})" for who in line.people)


def _reason(line: NudgeLine) -> str:
    promised = f", {line.promised_on}" if line.promised_on else ""
    return f"{say(REASONS[line.reason])}{promised}" if line.reason else ""


def _local(nudged: Nudged) -> datetime:
    return terminal.local_time(nudged.send_at)
