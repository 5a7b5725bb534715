"""The planner's summary in the chat, worded in `bot/documents/`, and where to go on from it."""

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.documents.text.summary import summary_text
from bot.language.wording import shortened
from storage.names import fold


def round_named(text: str) -> str:
    """Of which round: what stands behind the command, "tong hop 2025"; empty where nothing does."""
    words = " ".join(text.split())
    for command in sorted(SUMMARY.words, key=len, reverse=True):
        count = len(command.split())
        head, rest = words.split(" ")[:count], words.split(" ")[count:]
        if fold(" ".join(head)) == fold(command) and rest:
            return " ".join(rest)
    return ""


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.reads_plans:
        return End(facts.say("The summary is for the planning department."))
    called = str(slots.get("round", ""))
    summaries = facts.planning.summary_of(called) if called else facts.planning.summaries
    if called and not summaries:
        text = shortened(called, 60)
        return End(facts.say('No reporting round of the year or name "{text}".', text=text))
    if not summaries:
        return End(facts.say("No reporting round is open at present."))
    texts = (summary_text(one, facts.say) for one in summaries)
    return Next("more", said="\n\n".join(texts))


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    waits = (Choice("waiting", say("Waiting for me")),) if facts.planning.plans else ()
    choices = (
        Choice("red_list", say("Red list")),
        Choice("missing", say("Not yet reported")),
        Choice("calls", say("Telephone")),
        *waits,
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
