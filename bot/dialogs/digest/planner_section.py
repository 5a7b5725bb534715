"""The morning list in words: how far a round is, whom to call, what waits for a decision."""

from bot.language.people_wording import CALL_REASONS
from bot.language.wording import FIGURE_WORDS, day, weekday_and_day
from locales import Translator, mark
from scheduler.reminders.call_list import CallListEntry
from scheduler.reminders.planner_digests import PlannerDigest
from storage.messages.troubles import Reason
from storage.models import Trouble
from storage.rounds.summary import Summary

CALLS_SHOWN = 8


_TROUBLES: dict[str, str] = {
    Reason.BAD_DUE_DAY: mark("{subject}: the due day {due_on} cannot be; correct the row."),
    Reason.BAD_RULE: mark("{plan}: the reporting day {day} cannot be; correct plan.toml."),
    Reason.BAD_SETTINGS: mark("{plan}: the days or hours of reminding cannot be used ({why})."),
    Reason.NO_COORDINATOR: mark("{plan}: the coordinator {coordinator} is no known agency."),
    Reason.REFUSED: mark("{subject}: the database refused a reminder ({why})."),
    Reason.WORDING: mark(
        "Sentences of {file} that cannot be said: {count}, the first on line {line} ({why}). "
        "English is said instead. Please correct the file and start again."
    ),
    Reason.HOLIDAYS: mark("The official days off of {year} are missing: {days}."),
    Reason.BOT_STOPPED: mark("The bot {bot} can send nothing until {until} ({why})."),
    Reason.BOT_DEAF: mark(
        "The bot {bot} hears nobody: its service has given it no answer since {since}. Please see "
        "whether another program asks for its messages, a webhook is set, or its token is refused."
    ),
    Reason.BOT_MESSAGES: mark(
        "The bot {bot} has carried {count} of its {allowed} messages of this month."
    ),
    Reason.BOT_PLACES: mark(
        "{count} of {allowed} places on the {bots} Zalo bots are taken: please create another bot "
        "and add its token to ZALO_BOT_TOKENS."
    ),
    Reason.NEEDS_CONSENT: mark(
        "Zalo renews our access to the Official Account no more ({why}). An administrator of the "
        "account must consent anew; set the new token as ZALO_OA_REFRESH_TOKEN and start again."
    ),
    Reason.BACKUP_FAILED: mark(
        "The nightly backup cannot be made in {folder} ({why}). Please see whether the folder is "
        "there, may be written by the program, and has room."
    ),
    Reason.WRONG_CODES: mark(
        "{count} wrong invitation codes within an hour: somebody may be guessing. No chat may try "
        "for long; please see that the printed cards are where they belong."
    ),
    Reason.AUDIT_BROKEN: mark(
        "The log of changes is not as it was written ({why}): somebody has changed the database "
        "past the program. Please keep it as it is and look into it: daumoi audit verify."
    ),
    Reason.TEMPLATES_STOPPED: mark(
        "Zalo carries no template message ({why}): who has been silent for long is not reached. "
        "Please look at the template, its rights and its money in Zalo's administration."
    ),
}


def morning_list(
    one: PlannerDigest,
    figures: Summary | None,
    say: Translator,
    *,
    called: frozenset[int] = frozenset(),
    says_own_day: bool = True,
) -> str:
    """A few lines on one plan; `figures` of its newest round, if there is one. `called`: the
    agencies that the list before has named; `says_own_day`: nothing else in the message does."""
    lines = [one.plan.title]
    if figures is not None:
        lines += _figures(one, figures, say)
    if one.send_up_on is not None and says_own_day:
        until = weekday_and_day(one.send_up_on, say)
        lines.append(
            say.plural(
                "The consolidated report is to be sent up by {day}: {count} working day left.",
                "The consolidated report is to be sent up by {day}: {count} working days left.",
                one.working_days_left,
                day=until,
            )
        )
    if one.requests:
        waiting = say.plural(
            "Waiting for your decision: {count} extension asked for.",
            "Waiting for your decision: {count} extensions asked for.",
            len(one.requests),
        )
        lines.append(waiting)
    if one.others:
        lines.append(
            say(
                'Waiting for your decision, other requests: {count} (type "quyet dinh").',
                count=one.others,
            )
        )
    return "\n".join((*lines, *_calls(one, called, say)))


def short_figures(figures: Summary, say: Translator) -> str:
    """How far the newest round of a plan is, in three lines."""
    total = figures.total
    received = say(
        "Received: {n} (on time {on_time}, late {late})",
        n=total.received,
        on_time=total.on_time,
        late=total.late,
    )
    return "\n".join((figures.plan.title, say("Expected: {n}", n=total.expected), received))


def trouble_line(trouble: Trouble, say: Translator) -> str:
    details = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in trouble.details.items()
    }
    words = _TROUBLES.get(trouble.reason, mark("{subject}: to be looked at."))
    return say(words, **{**details, "subject": trouble.subject})


def _figures(one: PlannerDigest, figures: Summary, say: Translator) -> list[str]:
    total, new = figures.total, one.new
    lines = [_how_far(figures, say)]
    if new.own_days:
        lines.append(
            say(
                "New since the last list: {n}, of them for a task's own day: {own_days}.",
                n=new.total,
                own_days=new.own_days,
            )
        )
    elif new.total:
        lines[0] += " " + say("New since the last list: {n}.", n=new.total)
    if total.missing:
        lines.append(f"{say(FIGURE_WORDS['missing'])}: {total.missing}")
    return lines


def _how_far(figures: Summary, say: Translator) -> str:
    round_, total = figures.round, figures.total
    known = {"due": day(round_.due_on), "received": total.received, "expected": total.expected}
    if round_.of_items:
        return say("Tasks due on {due}: {received} of {expected} received.", **known)
    return say(
        "Report of {year}, due {due}: {received} of {expected} received.", year=round_.year, **known
    )


def _calls(one: PlannerDigest, called: frozenset[int], say: Translator) -> list[str]:
    """Whom to telephone; by name those alone whom the list before has not named."""
    if not one.calls:
        return []
    new = [call for call in one.calls if call.agency_id not in called]
    if not new:
        still = say.plural(
            'Still to be telephoned: {count} agency (type "goi dien").',
            'Still to be telephoned: {count} agencies (type "goi dien").',
            len(one.calls),
        )
        return [still]
    lines = [
        say.plural(
            "Please telephone {count} agency:", "Please telephone {count} agencies:", len(one.calls)
        )
    ]
    lines += [f"- {_call(call, say)}" for call in new[:CALLS_SHOWN]]
    if earlier := len(one.calls) - len(new):
        lines.append(
            say.plural(
                'and {count} agency named before (type "goi dien")',
                'and {count} agencies named before (type "goi dien")',
                earlier,
            )
        )
    left = len(new) - CALLS_SHOWN
    if left > 0:
        lines.append(say.plural("and {count} more agency", "and {count} more agencies", left))
    return lines


def _call(call: CallListEntry, say: Translator) -> str:
    return ", ".join((call.agency, say(CALL_REASONS[call.reason]), *call.phones))
