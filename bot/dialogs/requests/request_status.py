"""How requests to the planning department stand: extensions asked for, objections made."""

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.person import RequestFacts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import task_name
from bot.language.wording import day
from locales import Translator

SHOWN = 6


def states_of(kind: str, facts: Facts) -> str:
    """One line for the tasks of each request; empty when there is none. `kind`: see RequestFacts.

    Of what is reported by now nothing needs to be said any more.
    """
    asked = facts.own.requests_of(kind)
    said: dict[str, list[Duty]] = {}
    for one in facts.owed:
        if one.expectation_id in asked:
            words = _WORDS[kind](asked[one.expectation_id], facts.say)
            said.setdefault(words, []).append(one)
    lines = [f"- {_names(owed, facts.say)}: {words}" for words, owed in said.items()]
    if not lines:
        return ""
    head = {
        "extension": facts.say("Later days that were asked for:"),
        "objection": facts.say("Tasks you said are not your agency's:"),
    }[kind]
    return "\n".join((head, *lines))


def _names(owed: list[Duty], say: Translator) -> str:
    names = [task_name(one, say) for one in owed]
    left = len(names) - SHOWN
    if left > 0:
        names[SHOWN:] = [say.plural("and {count} more task", "and {count} more tasks", left)]
    return ", ".join(names)


def _extension(request: RequestFacts, say: Translator) -> str:
    until = day(request.asked_until) if request.asked_until else ""
    if request.waits:
        return say(
            "asked on {day} for {until}, waiting for the planning department's decision",
            day=day(request.said_on),
            until=until,
        )
    if request.granted_until is None:
        return say(
            "{until} was not granted: {answer}", until=until, answer=request.answer.rstrip(".")
        )
    return say("granted until {until}", until=day(request.granted_until))


def _objection(request: RequestFacts, say: Translator) -> str:
    if request.waits:
        return say(
            "said on {day}, waiting for the planning department's decision",
            day=day(request.said_on),
        )
    if request.accepted:
        return say("the planning department agrees")
    return say("not accepted: {answer}", answer=request.answer.rstrip("."))


_WORDS = {"extension": _extension, "objection": _objection}
