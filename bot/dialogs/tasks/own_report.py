"""An agency's own report of a round as a file, for whoever answers for it or leads it."""

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.documents.formats import Format
from bot.documents.text.round_words import plan_and_round
from bot.documents.wanted_file import WantedFile, said_with
from bot.language.wording import shortened
from locales import mark

MOST = 8  # rounds to choose from
LABELS = {Format.DOCX: mark("Word"), Format.XLSX: mark("Excel")}


def _enter(_: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    rounds = [
        [plan.id, round_.id, plan_and_round(plan, round_, facts.say)]
        for plan, round_ in facts.own_rounds()[:MOST]
    ]
    if not rounds:
        return End(facts.say("Nothing is asked of your agency in any reporting round."))
    if len(rounds) == 1:
        return Next("form", {"round": rounds[0]})
    return Next("which", {"rounds": rounds})


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    choices = tuple(
        Choice(f"r{key}", shortened(words, 60), words) for _, key, words in slots["rounds"]
    )
    return Prompt(facts.say("Your agency's report in which round?"), choices)


def _take_which(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    chosen = next((one for one in slots["rounds"] if answer.choice == f"r{one[1]}"), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return Next("form", {"round": chosen})


def _ask_form(slots: Slots, facts: Facts) -> Prompt:
    say, choices = facts.say, tuple(Choice(str(one), facts.say(to)) for one, to in LABELS.items())
    return Prompt(say("{round}.\nAs which file?", round=slots["round"][2]), choices)


def _take_form(slots: Slots, answer: Answer, facts: Facts) -> Retry | End:
    """The right is looked at when the file is made: whose agency it is may have changed by then."""
    if answer.choice not in LABELS:
        return Retry(facts.say("Please choose one of the answers."))
    plan_id, round_id, words = slots["round"]
    form = Format.named(answer.choice)
    wanted = WantedFile(plan_id, round_id, form, facts.now, facts.say.language, is_own=True)
    return End(said_with(wanted, words, facts.zone, facts.say), file=wanted)


OWN_REPORT = Dialog(
    name="own_report",
    enter=_enter,
    steps={"which": Step(_ask_which, _take_which), "form": Step(_ask_form, _take_form)},
    words=("báo cáo của đơn vị", "xuất báo cáo đơn vị", "báo cáo đơn vị", "own report"),
)
