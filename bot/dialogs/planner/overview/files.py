"""Files out of the chat: a round as a chart, in Excel or in Word, of all its agencies."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import RoundStanding
from bot.documents.formats import Format
from bot.documents.text.round_words import plan_and_round
from bot.documents.wanted_file import WantedFile, said_with
from bot.language.wording import shortened
from locales import mark
from storage.names import fold

MOST = 8  # rounds to choose from
LABEL = 60  # letters
LABELS = {
    Format.PNG: mark("Chart picture"),
    Format.XLSX: mark("Excel"),
    Format.DOCX: mark("Word"),
}
WORDS = {
    Format.PNG: ("biểu đồ", "xuất biểu đồ", "chart"),
    Format.XLSX: ("excel", "xuất excel", "file excel", "tệp excel"),
    Format.DOCX: ("word", "xuất word", "file word", "tệp word"),
}
Shown = list[Any]  # a round as slots keep it: plan, round, what it is called


def form_named(text: str) -> tuple[str, Format | None]:
    """ "2025 excel": what stands before a format that it ends with, if it ends with any."""
    words = text.split()
    for form, names in WORDS.items():
        for name in sorted(names, key=len, reverse=True):
            count = len(name.split())
            if fold(" ".join(words[-count:])) == fold(name):
                return " ".join(words[:-count]), form
    return text, None


def rounds_shown(standings: Iterable[RoundStanding], facts: Facts) -> list[Shown]:
    return [
        [one.plan.id, one.round.id, plan_and_round(one.plan, one.round, facts.say)]
        for one in (standing.summary for standing in standings)
    ]


def offered(facts: Facts) -> tuple[Choice, ...]:
    return tuple(Choice(str(form), facts.say(label)) for form, label in LABELS.items())


def ask_for(form: Format, slots: Slots, facts: Facts) -> Next | End:
    """The file of the one round that was shown, else which of them."""
    rounds = slots["rounds"][:MOST]
    if len(rounds) == 1:
        return _with_file(form, rounds[0], slots, facts)
    return Next("which", {"rounds": rounds}, dialog=f"file_{form}")


def no_such_round(called: str, facts: Facts) -> str:
    if not called:
        return facts.say("No reporting round is open at present.")
    text = shortened(called, 60)
    return facts.say('No reporting round of the year or name "{text}".', text=text)


def _enter(slots: Slots, facts: Facts, form: Format) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.reads_plans:  # a round of their own agency is theirs to have
        return Next(dialog="own_report")
    called = str(slots.get("round", ""))
    standings = facts.planning.summary_of(called) if called else facts.planning.open_now()
    if not standings:
        return End(no_such_round(called, facts))
    return ask_for(form, {"rounds": rounds_shown(standings, facts)}, facts)


def _ask(slots: Slots, facts: Facts, form: Format) -> Prompt:
    choices = tuple(
        Choice(f"r{key}", shortened(words, LABEL), words) for _, key, words in slots["rounds"]
    )
    return Prompt(facts.say("{file} of which round?", file=facts.say(LABELS[form])), choices)


def _take(slots: Slots, answer: Answer, facts: Facts, form: Format) -> Next | Retry | End:
    chosen = next((one for one in slots["rounds"] if answer.choice == f"r{one[1]}"), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return _with_file(form, chosen, slots, facts)


def _with_file(form: Format, chosen: Shown, slots: Slots, facts: Facts) -> Next | End:
    """Above the choices of the summary: the next file is a tap away."""
    plan_id, round_id, words = chosen
    if plan_id not in [plan.id for plan in facts.planning.read]:
        return End(facts.say("This is for the planning department."))
    wanted = WantedFile(plan_id, round_id, form, facts.now, facts.say.language)
    said = said_with(wanted, words, facts.zone, facts.say)
    return Next("more", {"rounds": slots["rounds"]}, dialog="summary", said=said, file=wanted)


def _dialog(form: Format) -> Dialog:
    step = Step(partial(_ask, form=form), partial(_take, form=form))
    return Dialog(f"file_{form}", partial(_enter, form=form), {"which": step}, WORDS[form])


FILES = tuple(map(_dialog, LABELS))
