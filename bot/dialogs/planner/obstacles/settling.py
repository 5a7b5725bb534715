"""An obstacle is settled: how, in a few words; echoed, and stored on a yes."""

from bot.dialogs.effects import SettleObstacle
from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.obstacles.listing import at_list, chosen
from bot.documents.text.obstacles import in_a_line
from bot.language.wording import shortened
from bot.language.words.phrases import is_back, is_skip

LONGEST = 500  # letters of a word on it
SHOWN = 120
NAMED = 8  # agencies


def ask_word(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    text = say(
        "How was it settled? A few words, such as: the province has provided the funds. They are "
        "kept, and whoever raised it may read them."
    )
    return Prompt(text, (Choice("back", say("Back")),))


def take_word(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    if answer.choice == "back" or is_back(answer.text):
        return Next("group", {**slots, "page": 0})
    if is_skip(answer.text) or not any(letter.isalpha() for letter in answer.text):
        return Retry(facts.say("A few words are needed here."))
    return Next("confirm", {**slots, "word": answer.text.strip()[:LONGEST]})


def ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, members = facts.say, chosen(slots, facts)
    agencies = list(dict.fromkeys(one.agency for one in members))
    named = "; ".join(agencies[:NAMED]) + ("; …" if agencies[NAMED:] else "")
    words = in_a_line(members[0].matter.words) if members else ""
    lines = (
        say("Please check before it is stored:"),
        say.plural(
            "{count} obstacle settled: {words}",
            "{count} obstacles settled: {words}",
            len(members),
            words=shortened(words, SHOWN),
        ),
        say("Raised by: {agencies}", agencies=named),
        say("How: {word}", word=slots["word"]),
    )
    choices = (Choice("yes", say("Correct, store it")), Choice("no", say("No")))
    return Prompt("\n".join(lines), choices)


def take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    members, say = chosen(slots, facts), facts.say
    if answer.choice == "no":
        return Next("group", {**slots, "page": 0})
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    if {one.key for one in members} != set(slots["keys"]):
        hint = say("Something has changed since this was asked. Please check once more.")
        keys = [one.key for one in members]
        return Next("group", {**slots, "keys": keys, "page": 0}, said=hint)
    in_order = sorted(members, key=lambda one: (one.told.said_of, one.key))  # as it locks
    effects = tuple(
        SettleObstacle(one.told.report_id, one.matter.words, slots["word"]) for one in in_order
    )
    said = say.plural(
        "Stored: {count} obstacle is settled.",
        "Stored: {count} obstacles are settled.",
        len(members),
    )
    done = [*slots.get("done", ()), *slots["keys"]]
    going_on = at_list({**slots, "done": done}, said)
    return Next(going_on.step, going_on.slots, said=said, effects=effects)
