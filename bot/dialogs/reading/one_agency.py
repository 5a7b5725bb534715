"""An agency by any of its names: how many of its answers are in, and how each task stands."""

from collections import Counter

from bot.dialogs.engine import Answer as Said
from bot.dialogs.engine import Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_names import agencies_meant
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan
from bot.dialogs.reading.answer_list import (
    Listing,
    list_step,
    of_plan,
    readable_plans,
    round_words,
    state_words,
    task_words,
)
from bot.language.wording import shortened
from storage.reports.answered.reader import Answer

LONGEST = 60  # letters of a name that is repeated


def _start(slots: Slots, facts: Facts) -> Next | End:
    if "agency" in slots:
        return _of_one(slots, facts)
    found = agencies_meant(slots["typed"], facts.reading.agencies(slots["plan"]))
    if not found.agency_ids:
        name = shortened(slots["typed"], LONGEST)
        return End(facts.say('No agency of the plan is called "{name}".', name=name))
    if found.is_sure:
        return _of_one({**slots, "agency": found.agency_ids[0]}, facts)
    return Next("which", {**slots, "near": list(found.agency_ids)})


def _of_one(slots: Slots, facts: Facts) -> Next | End:
    """The plan may name it, and the newest round ask it for nothing."""
    read = facts.reading.of_round(slots["plan"], slots.get("year", 0), slots["agency"])
    if read is None:
        name = _name(slots["agency"], slots, facts)
        return End(facts.say("{agency}: nothing was asked of it in that round.", agency=name))
    return Next("list", {"page": 0, **slots})


def _name(agency_id: int, slots: Slots, facts: Facts) -> str:
    known = facts.reading.agencies(slots["plan"])
    return next((one.now_called for one in known if one.id == agency_id), "")


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    typed = shortened(slots["typed"], LONGEST)
    names = ((key, _name(key, slots, facts)) for key in slots["near"])
    choices = (Choice(f"a{key}", agency_label(name), name) for key, name in names)
    return Prompt(facts.say('Which agency is meant by "{name}"?', name=typed), tuple(choices))


def _take_which(slots: Slots, answer: Said, facts: Facts) -> Next | Retry | End:
    chosen = next((key for key in slots["near"] if answer.choice == f"a{key}"), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return _of_one({**slots, "agency": chosen}, facts)


# --- Its answers ----------------------------------------------------------------------------------


def _listing(slots: Slots, facts: Facts) -> Listing:
    read = facts.reading.of_round(slots["plan"], slots.get("year", 0), slots["agency"])
    name = _name(slots["agency"], slots, facts)
    if read is None:
        return Listing(
            facts.say("{agency}: nothing was asked of it in that round.", agency=name), []
        )
    answers = sorted(read.answers, key=_what_is_missing_first)
    counts = Counter(word for one in answers for word in one.counts_as)
    head = f"{name}, {round_words(read.round, facts.say)}{of_plan(answers[0].plan, facts)}"
    lines = [
        (one, f"{task_words(one, facts.say)}: {state_words(one, facts.say)}") for one in answers
    ]
    return Listing(f"{head}: {counts_words(counts, facts)}.", lines)


def _what_is_missing_first(one: Answer) -> int:
    """Then what can be read, then what there is time for; else the plan's order."""
    places = {"missing": 0, "returned": 1, "pending": 3}
    return next((place for name, place in places.items() if name in one.counts_as), 2)


def counts_words(counts: Counter[str], facts: Facts) -> str:
    """ "đã báo cáo 4/9, quá hạn 2, trả lại 1": what there is none of is left out."""
    say = facts.say
    parts = [say("{n} of {all} reported", n=counts["received"], all=counts["expected"])]
    if counts["missing"]:
        parts.append(say("{count} overdue", count=counts["missing"]))
    if counts["returned"]:
        parts.append(say("{n} returned", n=counts["returned"]))
    if counts["carried_over"]:
        parts.append(say("{n} completed earlier", n=counts["carried_over"]))
    return ", ".join(parts)


READ_AGENCY = about_plan(
    "read_agency",
    _start,
    {"which": Step(_ask_which, _take_which), "list": list_step("read_agency", _listing)},
    plans_of=readable_plans,
)
