"""The number and day of a signed letter to agencies that are late, typed back; then a last look."""

from datetime import date

from bot.dialogs.effects import NoteLetter
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import LateLetterFacts
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.language.document_numbers import read_document
from bot.language.wording import day, shortened
from bot.language.words.phrases import is_back

NAMED = 8  # agencies


def _start(slots: Slots, facts: Facts) -> Next | End:
    known = facts.planning.late_letter(slots["plan"])
    if known is None or not (known.agencies or known.sent):
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: no agency is late; no letter is needed.", plan=title))
    return Next("letter", {"plan": slots["plan"]})


def _ask_letter(slots: Slots, facts: Facts) -> Prompt:
    say, known = facts.say, facts.planning.late_letter(slots["plan"])
    lines = [
        say("Letter {number} of {day}: {n} agencies", number=number, day=day(on), n=count)
        for number, on, count in (known.sent if known else ())
    ]
    if known and known.agencies:
        lines.append(say("Late agencies it is addressed to: {names}", names=_names(known)))
        lines.append(say("Once it is signed: its number and day, such as: 123/STC-TH 18/11/2026"))
    return Prompt("\n".join(lines), (Choice("cancel", say("Cancel")),))


def _names(known: LateLetterFacts) -> str:
    shown = [name for _, name in known.agencies[:NAMED]]
    return "; ".join([*shown, *(["…"] if known.agencies[NAMED:] else [])])


def _take_letter(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, read = facts.say, read_document(answer.text, facts.today)
    if answer.choice == "cancel" or is_back(answer.text):
        return End(say("Nothing was stored."))
    if read is None:
        seen = shortened(answer.text, 60)
        return Retry(say('"{text}" was not read as a number and a day.', text=seen))
    if read.on is None:
        return Retry(say("Please add the day of {number}.", number=read.number))
    if read.on > facts.today:
        return Retry(say("{day} is still to come; please look at the day.", day=day(read.on)))
    return Next("confirm", {**slots, "number": read.number, "on": read.on.isoformat()})


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, known = facts.say, facts.planning.late_letter(slots["plan"])
    on = day(date.fromisoformat(slots["on"]))
    lines = [
        say("Please check before it is stored:"),
        say(
            "Letter {number} of {day} to the agencies that are late", number=slots["number"], day=on
        ),
        say("Addressed to: {names}", names=_names(known) if known else ""),
    ]
    choices = (Choice("yes", say("Correct, store it")), Choice("letter", say("No")))
    return Prompt("\n".join(lines), choices)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, known = facts.say, facts.planning.late_letter(slots["plan"])
    if answer.choice == "letter":
        return Next("letter", {"plan": slots["plan"]})
    if answer.choice != "yes" or known is None:
        return Retry(say("Please choose one of the answers."))
    ids = tuple(key for key, _ in known.agencies)
    on = date.fromisoformat(slots["on"])
    effect = NoteLetter(slots["plan"], known.round_id, slots["number"], on, ids)
    said = say("Stored. The proof of reminders names it beside what was said here.")
    return End(said, (effect,))


LATE_LETTER = about_plan(
    "late_letter",
    _start,
    {
        "letter": Step(_ask_letter, _take_letter, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm, decides=True),
    },
    words=("văn bản đôn đốc", "công văn đôn đốc", "late letter"),
)
