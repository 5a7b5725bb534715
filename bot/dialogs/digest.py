"""The digest: what is owed, what a leader has to know, a planner's morning list; once a day."""

from collections.abc import Sequence
from datetime import date

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts import Facts, Owed
from bot.dialogs.morning import morning_list, short_figures, trouble_line
from bot.dialogs.tasks import overview
from bot.effects import PromiseReport
from bot.wording import day, weekday_and_day
from locales import Translator

PARTS = ("owed", "missed", "lists", "troubles")
LATEST_PROMISE = 10  # working days, for what is overdue


def _enter(slots: Slots, facts: Facts) -> Next | End:
    return Next("digest", {"parts": ["owed"], **slots})


def _ask(slots: Slots, facts: Facts) -> Prompt:
    """In the order of an official letter: basis, matter, deadline, request, closing."""
    say, parts = facts.say, slots.get("parts", ["owed"])
    told = [
        paragraph for part in PARTS if part in parts for paragraph in _PARTS[part](slots, facts)
    ]
    if not told and ("lists" in parts or "troubles" in parts):
        return Prompt(say("Please choose one of the answers."), _choices(parts, say))
    if not facts.person or not told:
        return Prompt(say("There is nothing to report at present."))
    text = "\n\n".join((_greeting(slots, facts), *told, say("Yours respectfully.")))
    return Prompt(text, _choices(parts, say))


def _choices(parts: Sequence[str], say: Translator) -> tuple[Choice, ...]:
    choices = []
    if "owed" in parts:
        choices.append(Choice("report", say("Report now")))
        choices.append(Choice("later", say("Received, will report later")))
    if "lists" in parts:
        choices.append(Choice("summary", say("Summary")))
    return tuple(choices) or (Choice("seen", say("Received")),)


def _greeting(slots: Slots, facts: Facts) -> str:
    person = facts.person
    if person is None:
        return ""
    owed = facts.owed if "owed" in slots.get("parts", ["owed"]) else _missed_of(slots, facts)
    agencies = tuple(dict.fromkeys(one.agency for one in owed)) or person.agencies
    return facts.say(
        "Dear {address} {name} ({agency}).",
        address=person.address,
        name=person.given_name,
        agency="; ".join(agencies),
    )


# --- What is owed ---------------------------------------------------------------------------------


def _owed(slots: Slots, facts: Facts) -> list[str]:
    if not facts.owed or facts.person is None:
        return []
    say, told = facts.say, []
    for section in _sections(facts.owed):
        told += [_basis(section, facts), overview(section, say)]
    if facts.is_first_digest and any(one.working_days_left < 0 for one in facts.owed):
        told.append(say("This is the first reminder that is sent to you here."))
    told.append(say('Please report when convenient: tap a button below, or type "bao cao".'))
    return told


def _sections(owed: Sequence[Owed]) -> list[tuple[Owed, ...]]:
    """What belongs to one decision and one duty, in order."""

    def duty(one: Owed) -> tuple[str, int, bool, bool]:
        return one.decision, one.year, one.sums_up, one.is_ad_hoc

    return [
        tuple(one for one in owed if duty(one) == kind) for kind in dict.fromkeys(map(duty, owed))
    ]


def _basis(section: Sequence[Owed], facts: Facts) -> str:
    """Which decision asks for it, and how many tasks of how many are still open."""
    first, say = section[0], facts.say
    decision = {"decision": first.decision, "issued": day(first.issued_on)}
    if first.is_ad_hoc:
        return say(
            "For Decision {decision} of {issued}, the planning department asks for a report "
            "besides the yearly one.",
            **decision,
        )
    if first.sums_up:
        return say(
            "Under Decision {decision} of {issued}, the consolidated report of {year} is to be "
            "sent up.",
            **decision,
            year=first.year,
        )
    reported = [one for one in facts.reported if _sections([*section, one])[1:] == []]
    return say(
        "Under Decision {decision} of {issued}, the {year} report is due. Still to be reported: "
        "{open} of {all} tasks.",
        **decision,
        year=first.year,
        open=len(section),
        all=len(section) + len(reported),
    )


# --- What a leader has to know --------------------------------------------------------------------


def _missed(slots: Slots, facts: Facts) -> list[str]:
    missed = _missed_of(slots, facts)
    if not missed:
        return []
    say, told = facts.say, []
    for section in _sections(missed):
        first = section[0]
        told += [
            say(
                "The {year} report under Decision {decision} of {issued} is overdue; your "
                "agency's focal person was reminded and has not yet reported:",
                decision=first.decision,
                issued=day(first.issued_on),
                year=first.year,
            ),
            overview(section, say),
        ]
    told.append(say("Please see to it that it is reported."))
    return told


def _missed_of(slots: Slots, facts: Facts) -> tuple[Owed, ...]:
    """Only what this digest was for: of other delays nobody in the agency may have heard."""
    told = slots.get("missed", ())
    return tuple(one for one in facts.missed if one.expectation_id in told)


def _lists(slots: Slots, facts: Facts) -> list[str]:
    """The figures alone where the question is asked again: the rest is of the morning."""
    figures = {summary.plan.id: summary for summary in facts.planning.summaries}
    if not facts.lists:
        return [short_figures(one, facts.say) for one in facts.planning.summaries]
    return [morning_list(one, figures.get(one.plan.id), facts.say) for one in facts.lists]


def _troubles(slots: Slots, facts: Facts) -> list[str]:
    if not facts.troubles:
        return []
    say = facts.say
    lines = [f"- {trouble_line(one, say)}" for one in facts.troubles]
    return ["\n".join((say("For the administrator to put right:"), *lines))]


_PARTS = {"owed": _owed, "missed": _missed, "lists": _lists, "troubles": _troubles}


# --- Answers --------------------------------------------------------------------------------------


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    match answer.choice:
        case "report":
            return Next(dialog="owed")
        case "later":
            return _later(facts)
        case "summary":
            return Next(dialog="summary")
        case "seen":
            return End(facts.say("Thank you."))
    return Retry(facts.say("Please choose one of the answers."))


def _later(facts: Facts) -> Next | End:
    if not facts.owed:
        return Next(dialog="owed")
    if not _days(facts):
        return End(_no_day(facts))
    return Next("when", {"expectations": [one.expectation_id for one in facts.owed]})


def _no_day(facts: Facts) -> str:
    if not facts.owed:
        return facts.say("There is nothing to report at present.")
    return facts.say('Thank you. The report is due today: type "bao cao" as soon as you can.')


def _days(facts: Facts) -> list[date]:
    """The working days on which an agency may say it will report: none after the due day."""
    if not facts.owed:
        return []
    limits = [
        one.ask_until_on if facts.today <= one.due_on else facts.working_days[LATEST_PROMISE - 1]
        for one in facts.owed
    ]
    return [day for day in facts.working_days if day <= min(limits)]


def _ask_when(slots: Slots, facts: Facts) -> Prompt:
    say, days = facts.say, _days(facts)
    if not days:
        return Prompt(_no_day(facts))
    offered = dict.fromkeys(days[n] for n in (0, 2, 4, -1) if -1 <= n < len(days))
    choices = tuple(
        Choice(one.strftime("d%Y%m%d"), weekday_and_day(one, say)) for one in sorted(offered)
    )
    return Prompt(say("On which day will your agency report?"), choices)


def _take_when(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, days = facts.say, _days(facts)
    chosen = next((one for one in days if one.strftime("d%Y%m%d") == answer.choice), None)
    if not days:
        return _later(facts)
    if chosen is None:
        return Retry(
            say(
                "Please choose one of the days, not after {day}.",
                day=weekday_and_day(days[-1], say),
            )
        )
    still = {one.expectation_id for one in facts.owed}
    ids = tuple(key for key in slots["expectations"] if key in still)
    if not ids:  # reported meanwhile; what is owed now was never spoken of
        return Next(dialog="owed")
    return End(
        say(
            "Thank you. Noted: your agency will report on {day}. Until then there will be no "
            'reminder of it; type "bao cao" at any time to report.',
            day=weekday_and_day(chosen, say),
        ),
        (PromiseReport(ids, chosen),),
    )


DIGEST = Dialog(
    name="digest",
    enter=_enter,
    steps={"digest": Step(_ask, _take), "when": Step(_ask_when, _take_when)},
)
