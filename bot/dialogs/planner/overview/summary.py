"""The planner's summary in the chat, worded in `bot/documents/`, and where to go on from it."""

from collections.abc import Iterable

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import RoundStanding
from bot.documents.text.chat_summary import chat_line, chat_summary
from bot.language.wording import shortened
from locales import Translator
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
    if not facts.person.is_planner:
        return End(facts.say("The summary is for the planning department."))
    called = str(slots.get("round", ""))
    standings = facts.planning.summary_of(called) if called else facts.planning.open_now()
    if called and not standings:
        text = shortened(called, 60)
        return End(facts.say('No reporting round of the year or name "{text}".', text=text))
    if not standings:
        return End(facts.say("No reporting round is open at present."))
    return Next("more", said=_told(standings, facts.say))


def _told(standings: Iterable[RoundStanding], say: Translator) -> str:
    """A block a plan; its other rounds stand below it, shorter."""
    blocks: list[str] = []
    for one in standings:
        if one.is_beside and blocks:
            blocks[-1] += "\n" + chat_line(one.summary, one.change, say)
        else:
            blocks.append(chat_summary(one.summary, one.change, say))
        if one.others:
            left = say.plural("and {count} more round", "and {count} more rounds", one.others)
            blocks[-1] += f"\n{left}"
    return "\n\n".join(blocks)


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
