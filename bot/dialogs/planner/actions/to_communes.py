"""Gives what districts had to the communes that they became: a phrase of the plan in one move."""

from bot.dialogs.effects import GiveToCommunes
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import DistrictWork
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of
from bot.language.wording import shortened
from locales import Translator, mark

PAGE = 6
LABEL = 40
NAMED = 6  # communes that a doubt names


def _start(slots: Slots, facts: Facts) -> Next | End:
    found, plan = facts.planning.district_work(slots["plan"]), {"plan": slots["plan"]}
    if not found:
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: no work of former districts is open.", plan=title))
    if len(found) == 1:
        return Next("confirm", {**plan, "phrase": found[0].phrase})
    return Next("which", {**plan, "page": 0})


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    found = facts.planning.district_work(slots["plan"])
    choices = [
        Choice(f"w{number}", shortened(one.phrase, LABEL), _line(one, facts.say))
        for number, one in enumerate(found)
        if one in page(found, slots, PAGE)
    ]
    question = facts.say("Which work of former districts is to go to the communes?")
    return Prompt(question, (*choices, *more(found, PAGE, facts)))


def _line(one: DistrictWork, say: Translator) -> str:
    return say(
        "{phrase}: {items} tasks → {communes} communes",
        phrase=one.phrase,
        items=one.items,
        communes=one.communes,
    )


def _take_which(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    found = facts.planning.district_work(slots["plan"])
    if answer.choice == "more":
        return Next("which", next_page(found, slots, PAGE))
    chosen = next((o for n, o in enumerate(found) if answer.choice == f"w{n}"), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return Next("confirm", {"plan": slots["plan"], "phrase": chosen.phrase})


def _work(slots: Slots, facts: Facts) -> DistrictWork | None:
    found = facts.planning.district_work(slots["plan"])
    return next((one for one in found if one.phrase == slots["phrase"]), None)


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, one = facts.say, _work(slots, facts)
    if one is None:
        return Prompt(_gone(slots, facts))
    lines = [
        say(
            "The plan gives {items} tasks to “{phrase}”; districts ended on 30/06/2025.",
            items=one.items,
            phrase=one.phrase,
        ),
        say(
            "From today on each of the {districts} former districts’ work goes to the communes it "
            "became: {communes} in all. The printed words are kept.",
            districts=one.districts,
            communes=one.communes,
        ),
        *_doubt(one, say),
    ]
    choices = (Choice("yes", say("Give to the communes")), Choice("no", say("Leave it open")))
    return Prompt("\n".join(lines), choices)


def _doubt(one: DistrictWork, say: Translator) -> list[str]:
    if not one.shared:
        return []
    names = "; ".join(one.shared[:NAMED]) + ("; …" if len(one.shared) > NAMED else "")
    return [
        say("These took in a part of it too, and are not among them: {names}.", names=names),
    ]


def _gone(slots: Slots, facts: Facts) -> str:
    return facts.say("“{phrase}” is assigned already.", phrase=slots["phrase"])


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, one = facts.say, _work(slots, facts)
    if one is None:
        return End(_gone(slots, facts))
    if answer.choice == "no":
        return End(say("Nothing was stored."))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    said = say(
        "Given: {items} tasks to {communes} communes, from today on. Whoever answers there hears "
        "of it in the next digest.",
        items=one.items,
        communes=one.communes,
    )
    return End(said, (GiveToCommunes(slots["plan"], one.phrase),))


TO_COMMUNES = about_plan(
    "to_communes",
    _start,
    {"which": Step(_ask_which, _take_which), "confirm": Step(_ask_confirm, _take_confirm)},
    words=("giao cho xã", "phân công cho xã", "giao cấp xã", "give to communes"),
    draft=mark("giving the districts' work to communes"),
)
