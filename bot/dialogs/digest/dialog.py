"""The digest: what is owed, what a leader has to know, a planner's morning list; once a day."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogs.digest.planner_section import morning_list, short_figures, trouble_line
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import overview
from bot.language.wording import day
from locales import Translator

PARTS = ("owed", "missed", "lists", "troubles")


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
    told.append(say('Please report when convenient: choose below, or type "bao cao".'))
    return told


def _sections(owed: Sequence[Duty]) -> list[tuple[Duty, ...]]:
    """What belongs to one decision and one duty, in order."""

    def duty(one: Duty) -> tuple[str, int, bool, bool, bool]:
        return one.decision, one.year, one.sums_up, one.is_ad_hoc, one.is_returned

    return [
        tuple(one for one in owed if duty(one) == kind) for kind in dict.fromkeys(map(duty, owed))
    ]


def _basis(section: Sequence[Duty], facts: Facts) -> str:
    """Which decision asks for it, and how many tasks of how many are still open."""
    first, say = section[0], facts.say
    decision = {"decision": first.decision, "issued": day(first.issued_on)}
    if first.is_returned:
        return say(
            "Under Decision {decision} of {issued}, the planning department has returned these "
            "reports to be completed:",
            **decision,
        )
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
    said = [*facts.reported, *(replace(o, is_returned=False) for o in facts.owed if o.is_returned)]
    reported = [one for one in said if _sections([*section, one])[1:] == []]
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
        told += [_missed_basis(section[0], say), overview(section, say)]
    told.append(say("Please see to it that it is reported."))
    return told


def _missed_basis(first: Duty, say: Translator) -> str:
    decision = {"decision": first.decision, "issued": day(first.issued_on)}
    if first.is_returned:
        return say(
            "Reports under Decision {decision} of {issued} were returned to be completed; your "
            "agency's focal person was reminded and has not yet completed them:",
            **decision,
        )
    return say(
        "The {year} report under Decision {decision} of {issued} is overdue; your "
        "agency's focal person was reminded and has not yet reported:",
        **decision,
        year=first.year,
    )


def _missed_of(slots: Slots, facts: Facts) -> tuple[Duty, ...]:
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
            return Next(dialog="promise")
        case "summary":
            return Next(dialog="summary")
        case "seen":
            return End(facts.say("Thank you."))
    return Retry(facts.say("Please choose one of the answers."))


DIGEST = Dialog(
    name="digest",
    enter=_enter,
    steps={"digest": Step(_ask, _take)},
)
