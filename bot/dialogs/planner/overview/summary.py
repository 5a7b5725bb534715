"""The planner's summary in the chat, worded in `bot/documents/`, and where to go on from it."""

from collections.abc import Iterable
from typing import Any

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import RoundStanding
from bot.dialogs.planner.overview.files import (
    FILES,
    LABELS,
    ask_for,
    form_named,
    no_such_round,
    offered,
    rounds_shown,
)
from bot.documents.formats import Format
from bot.documents.text.chat_summary import chat_line, chat_summary
from locales import Translator
from storage.names import fold


def summary_asked(text: str) -> tuple[str, dict[str, str]]:
    """What a line asks for besides a bare command: the dialog, and of which round, if it names one.

    "tong hop 2025", "tong hop 2025 excel", "tong hop excel", "excel 2025"; else nothing.
    """
    for dialog in (SUMMARY, *FILES):
        rest = _behind(dialog, text)
        if rest:
            called, form = form_named(rest)
            named = {"round": called} if called else {}
            return (f"file_{form}" if form else dialog.name), named
    return "", {}


def _behind(dialog: Dialog, text: str) -> str:
    """What stands behind a dialog's command; empty where nothing does."""
    words = text.split()
    for command in sorted(dialog.words, key=len, reverse=True):
        count = len(command.split())
        if fold(" ".join(words[:count])) == fold(command):
            return " ".join(words[count:])
    return ""


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.reads_plans:
        return End(facts.say("The summary is for the planning department."))
    called = str(slots.get("round", ""))
    standings = facts.planning.summary_of(called) if called else facts.planning.open_now()
    if not standings:
        return End(no_such_round(called, facts))
    shown: dict[str, Any] = {"rounds": rounds_shown(standings, facts)}
    if any(one.summary.by_task for one in standings):
        shown["communes"] = True
    return Next("more", shown, said=_told(standings, facts.say))


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
    waits = (Choice("waiting", say("Waiting for me")),) if facts.planning.plans else ()
    communes = (Choice("communes", say("Communes")),) if slots.get("communes") else ()
    choices = (
        *communes,
        Choice("red_list", say("Red list")),
        Choice("missing", say("Not yet reported")),
        Choice("calls", say("Telephone")),
        *waits,
    )
    files = offered(facts) if slots.get("rounds") else ()
    return Prompt(say("What else would you like to see?"), choices + files)


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice in ("communes", "red_list", "missing", "calls", "waiting"):
        return Next(dialog=answer.choice)
    if answer.choice in LABELS and slots.get("rounds"):
        return ask_for(Format.named(answer.choice), slots, facts)
    return Retry(facts.say("Please choose one of the answers."))


SUMMARY = Dialog(
    name="summary",
    enter=_enter,
    steps={"more": Step(_ask, _take)},
    words=("tổng hợp", "th", "báo cáo tổng hợp", "summary"),
)
