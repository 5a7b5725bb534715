"""Who answers for a task that was agreed to be no task of the agency asked: chosen at once."""

from bot.dialogs.effects import Reassign
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_names import agencies_typed
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan
from bot.language.wording import shortened
from locales import mark

OFFERED = 6  # of those that coordinate on the task


def _start(slots: Slots, facts: Facts) -> Next | End:
    """`objection`: that was accepted; `helping`: the agencies that coordinate, [id, name]."""
    return Next("whom", slots)


def _ask_whom(slots: Slots, facts: Facts) -> Prompt:
    say, offered = facts.say, slots["helping"][:OFFERED]
    choices = [Choice(f"a{key}", agency_label(name), name) for key, name in offered]
    if offered:
        question = say(
            "{task}: which agency is to answer for it? Choose one, or type a name.",
            task=slots["task"],
        )
    else:
        question = say(
            "{task}: which agency is to answer for it? Type its name.", task=slots["task"]
        )
    return Prompt(question, (*choices, Choice("later", say("Leave it to be assigned later"))))


def _take_whom(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen = answer.choice or ""
    if chosen == "later":
        return _later(slots, facts)
    if chosen.startswith("a"):
        return Next("confirm", {**slots, "agency": int(chosen[1:])})
    named = agencies_typed(answer.text, facts.planning.known(slots["plan"]))
    if len(named.agency_ids) == 1 and not named.doubts:
        return Next("confirm", {**slots, "agency": named.agency_ids[0]})
    meant = [key for doubt in named.doubts for key in doubt.agency_ids]
    near = [[key, name] for key in meant if (name := _name(key, slots, facts))]
    if len(named.agency_ids) > 1 or not near:
        text = shortened(answer.text, 60)
        return Retry(facts.say('"{text}" is not one agency that is known.', text=text))
    said = facts.say('No agency called "{text}" is known. Is one of these meant?', text=answer.text)
    return Next("whom", {**slots, "helping": near}, said=said)


def _later(slots: Slots, facts: Facts) -> Next:
    said = facts.say(
        "{task} waits to be assigned; nobody is asked for it until then.", task=slots["task"]
    )
    return Next(dialog="decide", slots=_behind(slots), said=said)


def _behind(slots: Slots) -> Slots:
    return {name: slots[name] for name in ("plan", "past", "done")}


def _name(agency_id: int, slots: Slots, facts: Facts) -> str:
    known = facts.planning.known(slots["plan"])
    return next((one.now_called for one in known if one.id == agency_id), "")


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    text = say(
        "Assign {task} to {agency}? It is asked for it from today on.",
        task=slots["task"],
        agency=_name(slots["agency"], slots, facts),
    )
    choices = (Choice("yes", say("Assign")), Choice("again", say("Another agency")))
    return Prompt(text, (*choices, Choice("later", say("Leave it to be assigned later"))))


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "again":
        return Next("whom", slots)
    if answer.choice == "later":
        return _later(slots, facts)
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    said = facts.say(
        "Assigned: {task} to {agency}.",
        task=slots["task"],
        agency=_name(slots["agency"], slots, facts),
    )
    effect = Reassign(slots["objection"], slots["agency"])
    return Next(dialog="decide", slots=_behind(slots), said=said, effects=(effect,))


REASSIGNING = about_plan(
    "reassigning",
    _start,
    {
        "whom": Step(_ask_whom, _take_whom, free_text=True, numbers_choose=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    draft=mark("the reassignment of a task"),
)
