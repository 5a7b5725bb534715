"""A promise: "received, will report on …", for everything that is still owed."""

from datetime import date

from bot.dialogs.effects import PromiseReport
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.requests.task_picker import among, day_choices, day_chosen, not_read
from bot.language.wording import weekday_and_day

LATEST = 10  # working days, for what is overdue


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`expectations` of the slots, if given: only those; `typed`: the day, as it was written."""
    if facts.person is None:
        return Next(dialog="link")
    if not facts.owed:
        return Next(dialog="owed")
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of the agency can name a day."))
    ids = slots.get("expectations") or [one.expectation_id for one in facts.owed]
    typed, slots = slots.get("typed", ""), {"expectations": list(ids)}
    if not _days(slots, facts):
        return _due_today(facts)
    outcome = _take_day(slots, Answer(typed), facts) if typed else Next("day", slots)
    return Next("day", slots, said=outcome.hint) if isinstance(outcome, Retry) else outcome


def _due_today(facts: Facts) -> End:
    return End(
        facts.say(
            'Thank you. The report is due today: type "bao cao" as soon as you can, or "xin lui '
            'han" to ask for a later day.'
        )
    )


def _no_day_left(slots: Slots, facts: Facts) -> End | Next:
    """It came to be due, was reported by somebody else, or is not this person's any more."""
    return _due_today(facts) if _still(slots, facts) else Next(dialog="owed")


def _still(slots: Slots, facts: Facts) -> list[Duty]:
    return among(slots["expectations"], facts.owed)


def _days(slots: Slots, facts: Facts) -> list[date]:
    """The working days on which the agency may say it will report: none after the due day, nor of
    the person's own leave."""
    limits = [
        one.ask_until_on if facts.today <= one.due_on else facts.working_days[LATEST - 1]
        for one in _still(slots, facts)
    ]
    days = [day for day in facts.working_days if limits and day <= min(limits)]
    there = [
        day for day in days if not any(o.starts_on <= day <= o.ends_on for o in facts.own.leaves)
    ]
    return there or days  # away until the due day: a stand-in reports


def _ask_day(slots: Slots, facts: Facts) -> Prompt:
    say, days = facts.say, _days(slots, facts)
    question = say(
        "On which day will your agency report? Choose a day, or type one such as 12/11, thứ 6, "
        "cuối tuần."
    )
    offered = {days[n] for n in (0, 2, 4, -1) if -1 <= n < len(days)}
    return Prompt(question, day_choices(offered, say))


def _take_day(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    days, say = _days(slots, facts), facts.say
    if not days:
        return _no_day_left(slots, facts)
    chosen, is_exact = day_chosen(answer, facts)
    if chosen is None:
        return Retry(not_read(answer, say))
    if chosen <= facts.today:
        return Retry(say('Please name a day after today; to report now type "bao cao".'))
    kept = {**slots, "on": chosen.isoformat()}
    if chosen > days[-1] and not _is_day_off_before(chosen, slots, facts):
        return Next("late", kept)
    nearest = max([day for day in days if day <= chosen], default=days[0])
    if nearest == chosen and is_exact and answer.choice:
        return _noted(chosen, slots, facts)
    return Next("check", {**kept, "on": nearest.isoformat(), "said": chosen.isoformat()})


def _is_day_off_before(chosen: date, slots: Slots, facts: Facts) -> bool:
    """Within the deadline, though no working day is left between: "14/11", a Saturday."""
    return chosen <= min(
        one.due_on if facts.today <= one.due_on else one.ask_until_on
        for one in _still(slots, facts)
    )


def _ask_check(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    on, said = date.fromisoformat(slots["on"]), date.fromisoformat(slots["said"])
    if on == said:
        question = say("Will your agency report on {day}?", day=weekday_and_day(on, say))
    else:
        question = say(
            "{said} is no working day. Will your agency report on {day}?",
            said=weekday_and_day(said, say),
            day=weekday_and_day(on, say),
        )
    return Prompt(question, (Choice("yes", say("Yes, right")), Choice("no", say("Another day"))))


def _take_check(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if not _days(slots, facts):
        return _no_day_left(slots, facts)
    if answer.choice == "yes":
        on = date.fromisoformat(slots["on"])
        is_possible = on in _days(slots, facts)
        return _noted(on, slots, facts) if is_possible else Next("day", _anew(slots))
    if answer.choice == "no":
        return Next("day", _anew(slots))
    return _take_day(slots, answer, facts)


def _anew(slots: Slots) -> Slots:
    return {"expectations": slots["expectations"]}


def _ask_late(slots: Slots, facts: Facts) -> Prompt:
    say, days = facts.say, _days(slots, facts)
    on = date.fromisoformat(slots["on"])
    text = say(
        "{day} is later than your agency may name by itself. It can name a day up to {last}; a "
        "later one needs the planning department's consent.",
        day=weekday_and_day(on, say),
        last=weekday_and_day(days[-1], say) if days else weekday_and_day(facts.today, say),
    )
    return Prompt(
        text, (Choice("ask", say("Ask for an extension")), Choice("no", say("Another day")))
    )


def _take_late(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "ask":
        asked = {"expectations": slots["expectations"], "until": slots["on"]}
        return Next(dialog="extension", slots=asked)
    if not _days(slots, facts):
        return _no_day_left(slots, facts)
    if answer.choice == "no":
        return Next("day", _anew(slots))
    return _take_day(slots, answer, facts)


def _noted(on: date, slots: Slots, facts: Facts) -> End:
    say = facts.say
    return End(
        say(
            "Thank you. Noted: your agency will report on {day}. Until then there will be no "
            'reminder of it; type "bao cao" at any time to report.',
            day=weekday_and_day(on, say),
        ),
        (PromiseReport(tuple(one.expectation_id for one in _still(slots, facts)), on),),
    )


PROMISE = Dialog(
    name="promise",
    enter=_enter,
    steps={
        "day": Step(_ask_day, _take_day, free_text=True),
        "check": Step(_ask_check, _take_check, free_text=True, numbers_choose=True),
        "late": Step(_ask_late, _take_late, free_text=True, numbers_choose=True),
    },
    words=("hẹn ngày", "hẹn", "hẹn báo cáo", "hẹn ngày báo cáo", "promise"),
)
