"""What a leader of a province does about a Monday message: whom to call, and have them nudged."""

from collections.abc import Sequence

from bot.dialogs.effects import AskNudge
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import NamedAgency


def _enter_call(slots: Slots, facts: Facts) -> Next | End:
    """ "gọi 2": of the agencies that the last message has named."""
    refused = _refused(facts)
    if refused is not None:
        return refused
    named, number = facts.planning.named_last(), int(slots.get("number", 0))
    if not 1 <= number <= len(named):
        return End(_no_such(named, facts))
    return End(_whom_to_call(named[number - 1], facts))


def _no_such(named: Sequence[NamedAgency], facts: Facts) -> str:
    if not named:
        return facts.say("No Monday message has named any agency yet.")
    return facts.say("The last message has named {n}: 1 to {n}.", n=len(named))


def _whom_to_call(one: NamedAgency, facts: Facts) -> str:
    say = facts.say
    lines = [f"{one.name} ({one.plan.decision})"]
    unknown = say("no telephone number")
    lines += [f"- {name}: {phone or unknown}" for name, phone in one.people]
    if not one.people:
        nobody = say("no focal person")
        lines.append(f"- {nobody}")
    if one.phone:
        lines.append("- " + say("office phone {phone}", phone=one.phone))
    return "\n".join(lines)


# --- Having them nudged ---------------------------------------------------------------------------


def _enter_nudge(slots: Slots, facts: Facts) -> Next | End:
    refused = _refused(facts)
    if refused is not None:
        return refused
    named = facts.planning.named_last()
    if not named:
        return End(_no_such(named, facts))
    asked = [one for one in named if not one.is_asked]
    if not asked:
        return End(facts.say("The planning department has been asked to nudge today already."))
    return Next("confirm", {"named": [[one.id, one.plan.id] for one in asked]})


def _named(slots: Slots, facts: Facts) -> list[NamedAgency]:
    shown = [tuple(one) for one in slots["named"]]
    now = facts.planning.named_last()
    return [one for one in now if (one.id, one.plan.id) in shown and not one.is_asked]


def _ask_nudge(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    lines = [say("Ask the planning department to nudge these? You send nothing to them yourself.")]
    lines += [f"- {one.name} ({one.plan.decision})" for one in _named(slots, facts)]
    return Prompt("\n".join(lines), (Choice("yes", say("Yes, ask them")), Choice("no", say("No"))))


def _take_nudge(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, named = facts.say, _named(slots, facts)
    if answer.choice == "no":
        return End(say("Nobody was asked."))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    by_plan: dict[int, list[int]] = {}
    for one in named:
        by_plan.setdefault(one.plan.id or 0, []).append(one.id)
    if not by_plan:
        return End(say("The planning department has been asked to nudge today already."))
    effects = tuple(AskNudge(plan_id, tuple(ids)) for plan_id, ids in by_plan.items())
    return End(
        say("The planning department has been asked; it sees first who would hear."), effects
    )


def _refused(facts: Facts) -> Next | End | None:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_province_leader:
        return End(facts.say("This is for the leaders of the province."))
    return None


CALL_NAMED = Dialog("call_named", _enter_call)
ASK_NUDGE = Dialog(
    "ask_nudge",
    _enter_nudge,
    {"confirm": Step(_ask_nudge, _take_nudge)},
    words=("nhắc", "ask nudge"),
)
