"""Stores a reply on many tasks in one turn, and says what is stored and what is not."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.dialogs.barriers import closed_words
from bot.dialogs.effects import SubmitReport
from bot.dialogs.engine import End, Next
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.like_answers import offer_after
from bot.dialogs.tasks.lines.flow import next_of
from bot.dialogs.tasks.lines.parsed_reply import Lines, ParsedReply, report_of
from bot.dialogs.tasks.lines.settling import settling
from bot.dialogs.tasks.lines.wording import NOTE
from bot.dialogs.tasks.wording import left_words, task_name
from bot.language.wording import shortened

NAMED = 8  # tasks; more are counted only


def stored(lines: Lines, facts: Facts) -> Next | End:
    """All of it in one turn; what has changed since the echo is echoed again first."""
    say = facts.say
    now = {one.expectation_id: facts.known_by_id(one.expectation_id) for one in lines.said}
    gone = [key for key, task in now.items() if task is None]
    fresh = tuple(replace(o, was=t.status) for o in lines.said if (t := now[o.expectation_id]))
    if gone or fresh != lines.said:
        closed = next((one for one in facts.closed_now() if one.expectation_id in gone), None)
        said = say("Something has changed since this was asked. Please check once more.")
        said = closed_words(closed, facts) if closed else said
        return next_of(replace(lines, said=fresh), facts, said)
    tasks = [task for task in now.values() if task]
    told = [_stored_words(tasks, facts)]
    if not facts.reported:
        told.append(
            say("This reply is preliminary information; please still send the signed document.")
        )
    if lines.unread:
        parts = "; ".join(f'"{shortened(part, NOTE)}"' for part in lines.unread)
        told.append(say("Not stored, since it was not understood: {parts}.", parts=parts))
    told += [
        left_words(facts, {one.expectation_id: one.status for one in lines.said}),
        drafts_kept(facts, but=list(now), of="report"),
    ]
    reports = [report_on(one, facts) for one in lines.said]
    said, then = " ".join(filter(None, told)), offer_after(list(now), facts)
    return End(said, (*reports, *settling(lines, facts)), then)


def as_report(one: ParsedReply, facts: Facts) -> dict[str, Any]:
    """The slots with which the report dialog goes on from the echo of one task."""
    draft = asdict(report_on(one, facts))
    on = draft["document_on"]
    draft["document_on"] = on.isoformat() if on else ""
    return {"expectation_id": one.expectation_id, "draft": draft}


def report_on(one: ParsedReply, facts: Facts) -> SubmitReport:
    return report_of(one, facts.stored(one.expectation_id), facts.begun(one.expectation_id))


def _stored_words(tasks: Sequence[Duty], facts: Facts) -> str:
    count, say = len(tasks), facts.say
    if count > NAMED:
        return say("Stored: {count} tasks.", count=count)
    names = ", ".join(task_name(task, say) for task in tasks)
    return say.plural(
        "Stored: {count} task ({tasks}).", "Stored: {count} tasks ({tasks}).", count, tasks=names
    )
