"""Asking for a later day: which task, until when, why; and how an earlier request stands."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.dialogs.effects import AskExtension
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.requests.reasons import no_words
from bot.dialogs.requests.request_status import states_of
from bot.dialogs.requests.task_picker import (
    among,
    chosen_tasks,
    day_choices,
    day_chosen,
    next_page,
    not_listed,
    not_read,
    task_lines,
    which_prompt,
)
from bot.dialogs.tasks.wording import due_line
from bot.language.wording import weekday_and_day
from locales import mark
from storage.reports.requests.extensions import LONGEST

OFFERED = (3, 5, 10)  # working days after the due day


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`expectations`, `until` and `reason` of the slots, if given, are known already; `typed`: a
    day that was not read."""
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of the agency can ask for a later day."))
    states = states_of("extension", facts)
    free = _free(facts)
    if not free:
        return End(states) if states else Next(dialog="owed")
    if "typed" in slots:
        states = _joined(not_read(Answer(slots["typed"]), facts.say), states)
        slots = {name: value for name, value in slots.items() if name != "typed"}
    chosen = among(slots.get("expectations", ()), free)
    if chosen or len(free) == 1:
        return _onward({**slots, **_of(chosen or free)}, facts, states)
    return Next("which", slots, said=states)


def _onward(slots: Slots, facts: Facts, said: str = "") -> Next:
    """To what is not known yet."""
    if "until" not in slots:
        return Next("until", slots, said=said)
    return _with_day(date.fromisoformat(slots["until"]), slots, facts, said)


def _free(facts: Facts) -> list[Duty]:
    """Owed, and no request for them waits."""
    asked = facts.own.requests_of("extension")
    return [
        one
        for one in facts.owed
        if one.expectation_id not in asked or not asked[one.expectation_id].waits
    ]


def _of(owed: Sequence[Duty]) -> dict[str, object]:
    return {"expectations": [one.expectation_id for one in owed]}


def _chosen(slots: Slots, facts: Facts) -> list[Duty]:
    return among(slots["expectations"], _free(facts))


def _gone(facts: Facts) -> Next | End:
    """Reported meanwhile, or no longer this person's; or a colleague has asked for it already."""
    if facts.owed and (states := states_of("extension", facts)):
        return End(_joined(facts.say("Nothing was stored."), states))
    return Next(
        dialog="owed", said=facts.say("These tasks are no longer open; nothing was asked for.")
    )


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    question = facts.say("A later day for which task? Choose it, or type its code, such as 9.4.")
    return which_prompt(_free(facts), slots, question, facts.say, groups=True)


def _take_which(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    free = _free(facts)
    if not free:
        return _gone(facts)
    if answer.choice == "more":
        return Next("which", next_page(slots, free))
    ids = chosen_tasks(answer, free)
    if not ids:
        return Retry(not_listed(answer, facts.say))
    return _onward({**slots, "expectations": ids}, facts)


def _ask_until(slots: Slots, facts: Facts) -> Prompt:
    say, chosen = facts.say, _chosen(slots, facts)
    start = max([facts.today, *(one.due_on for one in chosen)])
    offered = (facts.calendar.add_working_days(start, n) for n in OFFERED)
    lines = [*task_lines(chosen, say), *dict.fromkeys(due_line(one, say) for one in chosen)]
    lines.append(say("Until which day? Choose a day, or type one such as 30/11, cuối tháng."))
    return Prompt("\n".join(lines), day_choices(offered, say))


def _take_until(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if not _chosen(slots, facts):
        return _gone(facts)
    day, _ = day_chosen(answer, facts)
    if day is None:
        return Retry(not_read(answer, facts.say))
    outcome = _with_day(day, slots, facts)
    if outcome.step == "until":
        return Retry(outcome.said)
    return outcome


def _with_day(day: date, slots: Slots, facts: Facts, said: str = "") -> Next:
    """On with a day that can be asked for; else the same question, and why."""
    say, chosen = facts.say, _chosen(slots, facts)
    due_on, first_due = max(one.due_on for one in chosen), min(one.due_on for one in chosen)
    kept: dict[str, object] = {"expectations": list(slots["expectations"])}
    kept |= {"reason": slots["reason"]} if slots.get("reason") else {}
    if day <= due_on or day < facts.today:
        why = say("{day} is not after the due day.", day=weekday_and_day(day, say))
        return Next("until", kept, said=_joined(said, why))
    if day > first_due + LONGEST:
        last = facts.calendar.working_day_on_or_before(first_due + LONGEST)
        why = say(
            "{day} is too late: it can be {last} at the latest.",
            day=weekday_and_day(day, say),
            last=weekday_and_day(last, say),
        )
        return Next("until", kept, said=_joined(said, why))
    until = _working_day(day, max(due_on, facts.today - timedelta(days=1)), facts)
    if until != day:
        shifted = say(
            "{said} is no working day, so {day} was taken.",
            said=weekday_and_day(day, say),
            day=weekday_and_day(until, say),
        )
        said = _joined(said, shifted)
    kept |= {"until": until.isoformat()}
    return Next("confirm" if slots.get("reason") else "reason", kept, said=said)


def _joined(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


def _working_day(day: date, after: date, facts: Facts) -> date:
    """The working day before a day off, or the one after it where none is left before."""
    before = facts.calendar.working_day_on_or_before(day)
    return before if before > after else facts.calendar.working_day_on_or_after(day)


def _ask_reason(slots: Slots, facts: Facts) -> Prompt:
    until = weekday_and_day(date.fromisoformat(slots["until"]), facts.say)
    return Prompt(
        facts.say("A later day, {day}: for which reason? A few words are enough.", day=until)
    )


def _take_reason(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if not _chosen(slots, facts):
        return _gone(facts)
    reason = " ".join(answer.text.split())
    if hint := no_words(reason, facts):
        return Retry(hint)
    return Next("confirm", {**slots, "reason": reason})


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, chosen = facts.say, _chosen(slots, facts)
    until = date.fromisoformat(slots["until"])
    due = dict.fromkeys(weekday_and_day(one.due_on, say) for one in chosen)
    lines = [
        say("Please check before it is sent to the planning department:"),
        *task_lines(chosen, say),
        say("Due until now: {day}", day="; ".join(due)),
        say("Asked for: {day}", day=weekday_and_day(until, say)),
        say("Reason: {reason}", reason=slots["reason"]),
    ]
    return Prompt(
        "\n".join(lines),
        (
            Choice("yes", say("Correct, send it")),
            Choice("day", say("Another day")),
            Choice("again", say("Write the reason again")),
            Choice("cancel", say("Cancel")),
        ),
    )


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen, say = _chosen(slots, facts), facts.say
    if answer.choice == "cancel":
        return End(say("Nothing was stored."))
    if not chosen:
        return _gone(facts)
    if answer.choice == "day":
        return Next("until", slots)
    if answer.choice == "again":
        return Next("reason", {**slots, "reason": ""})
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    until = date.fromisoformat(slots["until"])
    ids = tuple(one.expectation_id for one in chosen)
    return End(
        say(
            "Sent: a later day, {day}, was asked for. Until the planning department has decided, "
            "the due day stays as it is and reminders go on. To see how it stands, type "
            '"xin lui han".',
            day=weekday_and_day(until, say),
        ),
        (AskExtension(ids, until, slots["reason"]),),
    )


EXTENSION = Dialog(
    name="extension",
    enter=_enter,
    steps={
        "which": Step(_ask_which, _take_which, free_text=True, takes_codes=True),
        "until": Step(_ask_until, _take_until, free_text=True),
        "reason": Step(_ask_reason, _take_reason, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=("xin lùi hạn", "lùi hạn", "gia hạn", "xin gia hạn", "extension"),
    draft=mark("the request for a later day"),
)
