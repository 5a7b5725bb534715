"""The planner's summary in the chat, worded in `bot/documents/`, and where to go on from it."""

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.documents.summary_text import summary_text


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_planner:
        return End(facts.say("The summary is for the planning department."))
    if not facts.planning.summaries:
        return End(facts.say("No reporting round is open at present."))
    texts = (summary_text(one, facts.say) for one in facts.planning.summaries)
    return Next("more", said="\n\n".join(texts))


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    choices = (
        Choice("red_list", say("Red list")),
        Choice("missing", say("Not yet reported")),
        Choice("calls", say("Telephone")),
        Choice("waiting", say("Waiting for me")),
    )
    return Prompt(say("What else would you like to see?"), choices)


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice in ("red_list", "missing", "calls", "waiting"):
        return Next(dialog=answer.choice)
    return Retry(facts.say("Please choose one of the answers."))


SUMMARY = Dialog(
    name="summary",
    enter=_enter,
    steps={"more": Step(_ask, _take)},
    words=("tổng hợp", "th", "báo cáo tổng hợp", "summary"),
)
