"""Whether what was raised in the round before has been settled.

Words that say neither are the answer to the question that follows, about difficulties of now.
"""

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.raised_before import raised_words, with_word
from bot.dialogs.report.step import StepResult, about, back_choice, step_of
from bot.dialogs.report.steps.texts import take_text
from bot.language.obstacles.settled import Settled, read_settled
from bot.language.words.phrases import is_skip


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say = facts.say
    question = say("Has it been settled?")
    question = about(task, f"{raised_words(slots, say)} {question}", say)
    choices = (Choice("yes", say("It is settled")), Choice("no", say("It is not settled")))
    return Prompt(question, (*choices, Choice("skip", say("Skip")), back_choice(say)))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    path = [*slots.get("path", ()), "unsettled"]
    if answer.choice == "skip" or (answer.choice is None and is_skip(answer.text)):
        left = {name: words for name, words in slots.items() if name != "raised"}
        return Next(slots["then"], {**left, "path": path})
    said = _TAPPED.get(answer.choice) if answer.choice else read_settled(answer.text)
    if said is not None:
        return Next(slots["then"], {**with_word(slots, said, facts.say), "path": path})
    if answer.choice is None and slots["then"] == "difficulties":
        return take_text("difficulties", {**slots, "passed": True}, answer, facts, task)
    return Retry(facts.say("Please choose one of the answers."))


_TAPPED = {"yes": Settled(True, "", False, False), "no": Settled(False, "", False, False)}
UNSETTLED = step_of("unsettled", _ask, _take, free_text=True)
