"""The language the bot speaks to a person in."""

from bot.dialogs.effects import ChooseLanguage
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from locales import LANGUAGES, mark, translator

NAMES = {"vi": "Tiếng Việt", "en": "English"}  # each in its own language
DONE = mark("From now on messages are in English.")


def _enter(slots: Slots, facts: Facts) -> Next | End:
    return Next("which") if facts.person else Next(dialog="link")


def _ask(slots: Slots, facts: Facts) -> Prompt:
    choices = (Choice(code, NAMES[code]) for code in LANGUAGES)
    return Prompt(facts.say("Which language?"), tuple(choices))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice not in LANGUAGES:
        return Retry(facts.say("Please choose one of the answers."))
    return End(translator(answer.choice)(DONE), (ChooseLanguage(answer.choice),))


LANGUAGE = Dialog(
    name="language",
    enter=_enter,
    steps={"which": Step(_ask, _take)},
    words=("ngôn ngữ", "đổi ngôn ngữ", "language", "english", "tiếng anh", "tiếng việt"),
)
