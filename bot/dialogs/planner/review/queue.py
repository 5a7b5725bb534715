"""The review queue: one report at a time, the oldest first; accept, return, leave for later."""

from datetime import datetime

from bot.dialogs.effects import ReviewReports
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.files import names_of
from bot.dialogs.facts.planner import SubmittedReport
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.dialogs.tasks.wording import task_line, task_name
from bot.documents.contents.answer_wording import used_again_words
from bot.language.wording import day, shortened, status_words
from locales import Translator
from storage.models import Report
from storage.reports.answered.repeated import repeats


def _start(slots: Slots, facts: Facts) -> Next | End:
    """From the oldest on; `after` is the report dealt with last."""
    after, queue = int(slots.get("after", 0)), _queue(slots, facts)
    found = next((one for one in queue if (one.report.id or 0) > after), None)
    if found is not None:
        kept = {"plan": slots["plan"], "done": list(slots.get("done", ()))}
        return Next("report", {**kept, "report": found.report.id})
    if queue:
        return End(_left_over(len(queue), facts))
    title = plan_of(slots, facts).title
    said = facts.say("{plan}: no report waits to be reviewed.", plan=title)
    return End(f"{said} {_requests_left(slots, facts)}".strip())


def _requests_left(slots: Slots, facts: Facts) -> str:
    """What else the planner is waited for."""
    waiting = len(facts.planning.requests(slots["plan"]))
    if not waiting:
        return ""
    return facts.say.plural(
        '{count} request waits for a decision: type "quyet dinh".',
        '{count} requests wait for a decision: type "quyet dinh".',
        waiting,
    )


def _queue(slots: Slots, facts: Facts) -> list[SubmittedReport]:
    """What waits, without what was reviewed in this very turn: the facts are of its beginning."""
    done = slots.get("done", ())
    return [one for one in facts.planning.to_review(slots["plan"]) if one.report.id not in done]


def _left_over(count: int, facts: Facts) -> str:
    return facts.say.plural(
        'That was the last one. {count} report was left for later: type "xet duyet".',
        'That was the last one. {count} reports were left for later: type "xet duyet".',
        count,
    )


def submitted(slots: Slots, facts: Facts) -> SubmittedReport | None:
    """The report in question, while it still waits."""
    return next((one for one in _queue(slots, facts) if one.report.id == slots["report"]), None)


def on_to_next(slots: Slots, said: str, *effects: ReviewReports) -> Next:
    """Go on behind this report; those in `effects` are dealt with."""
    done = [key for effect in effects for key in effect.report_ids]
    behind = {"plan": slots["plan"], "after": slots["report"], "done": done}
    return Next(dialog="review", slots=behind, said=said, effects=effects)


def gone(facts: Facts) -> str:
    return facts.say("This report was reviewed or replaced meanwhile.")


# --- One report -----------------------------------------------------------------------------------


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, one = facts.say, submitted(slots, facts)
    if one is None:
        return Prompt(gone(facts), (Choice("skip", say("Next report")),))
    queue = _queue(slots, facts)
    head = say.plural(
        "Review ({count} report waits): {agency}",
        "Review ({count} reports wait): {agency}",
        len(queue),
        agency=one.task.agency,
    )
    text = "\n".join((head, *_all_it_says(one, facts)))
    choices = [Choice("accept", say("Accept"))]
    if not one.is_closed:
        choices.append(Choice("return", say("Return")))
    choices.append(Choice("skip", say("Leave for later")))
    theirs = sum(other.agency_id == one.agency_id for other in queue)
    if theirs > 1:
        choices.append(Choice("all", say("Accept all of the agency ({n})", n=theirs)))
    return Prompt(text, tuple(choices))


def _all_it_says(one: SubmittedReport, facts: Facts) -> list[str]:
    say, report = facts.say, one.report
    said = [task_line(one.task, say, 300), _sent(one, facts)]
    shown = (
        (say("Status"), status_words(report.status, report.percent, say)),
        (say("Value"), report.value),
        (say("Result"), report.result),
        (say("Difficulties"), report.difficulties),
        (say("Proposals"), report.proposals),
        (say("Document"), _document(report, say)),
        (say("Files"), names_of(one.files, say)),
    )
    said += [f"{name}: {value}" for name, value in shown if value]
    if one.used_from is not None:
        words = used_again_words(one.used_from, say)
        said.append(f"{words[0].upper()}{words[1:]}.")
    if one.was_returned:
        said.append(say("An earlier version was returned: {reason}", reason=one.was_returned))
    if one.earlier is not None:
        said.append(say("In {year}: {state}", year=one.earlier_year, state=_brief(one, say)))
    if one.earlier_year < one.task.year and repeats(report, one.earlier):
        said.append(say("These are the very words of the report of {year}.", year=one.earlier_year))
    return said


def _sent(one: SubmittedReport, facts: Facts) -> str:
    """When, and whether in time: a correction has its own instant and makes nobody late."""
    say, name, report = facts.say, one.by or "-", one.report
    at, timeliness = _instant(report.said_at, facts), say("late") if one.is_late else say("in time")
    if one.is_correction:
        first = _instant(one.first_at, facts)
        sent = say(
            "Corrected by {name} at {at}; first sent at {first}, {timeliness}.",
            name=name,
            at=at,
            first=first,
            timeliness=timeliness,
        )
    else:
        sent = say("Sent by {name} at {at}, {timeliness}.", name=name, at=at, timeliness=timeliness)
    received = _instant(report.submitted_at, facts)
    return sent if received == at else f"{sent} " + say("Received at {at}.", at=received)


def _instant(at: datetime, facts: Facts) -> str:
    return at.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")


def _document(report: Report, say: Translator) -> str:
    if report.document_on is None:
        return report.document_number
    return say("{number} of {day}", number=report.document_number, day=day(report.document_on))


def _brief(one: SubmittedReport, say: Translator) -> str:
    earlier = one.earlier
    if earlier is None:
        return ""
    said = status_words(earlier.status, earlier.percent, say)
    parts = (said, shortened(earlier.result, 120))
    return ", ".join(filter(None, parts))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one = submitted(slots, facts)
    if answer.choice not in ("accept", "return", "skip", "all"):
        return Retry(facts.say("Please choose one of the answers."))
    if one is None or answer.choice == "skip":
        said = gone(facts) if one is None and answer.choice != "skip" else ""
        return on_to_next(slots, said)
    if answer.choice == "return":
        return Next(dialog="returning", slots={**slots, "reason": answer.words})
    if answer.choice == "all":
        queue = _queue(slots, facts)
        theirs = [other.report.id for other in queue if other.agency_id == one.agency_id]
        return Next("all", {**slots, "reports": theirs})
    name = task_name(one.task, facts.say)
    said = facts.say("Accepted: {task}, {agency}.", task=name, agency=one.task.agency)
    effect = ReviewReports(slots["plan"], (slots["report"],), accepted=True)
    return on_to_next(slots, said, effect)


# --- All of one agency ----------------------------------------------------------------------------


def _theirs(slots: Slots, facts: Facts) -> list[SubmittedReport]:
    """Of those that were shown, the ones that still wait."""
    return [one for one in _queue(slots, facts) if one.report.id in slots["reports"]]


def _ask_all(slots: Slots, facts: Facts) -> Prompt:
    say, theirs = facts.say, _theirs(slots, facts)
    if not theirs:
        return Prompt(gone(facts), (Choice("no", say("Back to the report")),))
    text = say.plural(
        "Accept {count} report of {agency}?",
        "Accept {count} reports of {agency}?",
        len(theirs),
        agency=theirs[0].task.agency,
    )
    lines = [f"- {task_line(one.task, say, 60)}: {_state(one, say)}" for one in theirs]
    yes = say("Accept {n} reports", n=len(theirs))
    choices = (Choice("yes", yes), Choice("no", say("Back to the report")))
    return Prompt("\n".join((text, *lines)), choices)


def _state(one: SubmittedReport, say: Translator) -> str:
    """How far it is; of an indicator its value, which is what is accepted."""
    return one.report.value or status_words(one.report.status, one.report.percent, say)


def _take_all(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    theirs = _theirs(slots, facts)
    report = {"plan": slots["plan"], "report": slots["report"]}
    if answer.choice == "no":
        return Next("report", report)
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    if not theirs:
        return on_to_next(slots, gone(facts))
    said = facts.say.plural(
        "Accepted {count} report of {agency}.",
        "Accepted {count} reports of {agency}.",
        len(theirs),
        agency=agency_label(theirs[0].task.agency),
    )
    ids = tuple(one.report.id or 0 for one in theirs)
    effect = ReviewReports(slots["plan"], ids, accepted=True)
    return on_to_next(slots, said, effect)


REVIEW = about_plan(
    "review",
    _start,
    {
        "report": Step(_ask, _take, with_words=("return",), decides=True),
        "all": Step(_ask_all, _take_all),
    },
    words=("xét duyệt", "duyệt", "review"),
)
