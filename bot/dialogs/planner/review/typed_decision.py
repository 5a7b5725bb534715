"""The typed part of a decision: another day, or why a request is refused; then a last look."""

from datetime import date

from bot.dialogs.effects import DecideExtension, DecideObjection, DecideReopening
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import Request
from bot.dialogs.planner.plan_choice import about_plan
from bot.dialogs.planner.review.reasons import no_reason
from bot.dialogs.planner.review.requests import (
    Decision,
    about,
    gone,
    granted,
    last_day,
    may_grant,
    on_to_next,
    request_of,
    told,
)
from bot.dialogs.planner.review.typed_days import typed_day
from bot.language.wording import weekday_and_day
from bot.language.words.phrases import is_back
from locales import mark

_KEPT = ("plan", "request", "past", "done", "apart")


def _start(slots: Slots, facts: Facts) -> Next | End:
    """`words`: what was typed behind the choice, taken as if it had been asked for."""
    kept = {name: slots[name] for name in _KEPT if name in slots}
    asked, take = ("day", _take_day) if slots["how"] == "other" else ("reason", _take_reason)
    said = take(kept, Answer(slots["words"]), facts) if slots.get("words") else None
    if isinstance(said, Retry) or said is None:
        return Next(asked, kept, said=said.hint if said else "")
    return said


def _back(slots: Slots) -> Next:
    """To the same request again."""
    kept = {name: slots[name] for name in _KEPT if name in slots and name != "request"}
    return Next(dialog="decide", slots=kept)


def _gone_prompt(facts: Facts) -> Prompt:
    return Prompt(gone(facts), (Choice("back", facts.say("Go back")),))


# --- Another day ----------------------------------------------------------------------------------


def _ask_day(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return _gone_prompt(facts)
    question = say(
        "{about}\nGrant until which day? Such as 25/11/2026; after {due}, by {last}.",
        about=about(one, say),
        due=one.due_days[-1].strftime("%d/%m/%Y"),
        last=last_day(one).strftime("%d/%m/%Y"),
    )
    return Prompt(question, (Choice("back", say("Go back")),))


def _take_day(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "back":
        return _back(slots)
    until = typed_day(answer.text, facts)
    if until is None:
        return Retry(say('"{text}" was not read as one day.', text=answer.text))
    if not may_grant(one, until, facts):
        seen = weekday_and_day(until, say)
        return Retry(say("{day} cannot be granted: it is too early or too late.", day=seen))
    return Next("day_confirm", {**slots, "until": until.isoformat()})


def _ask_day_confirm(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return _gone_prompt(facts)
    until = weekday_and_day(date.fromisoformat(slots["until"]), say)
    text = say("{about}\nGrant until {day}?", about=about(one, say), day=until)
    choices = (Choice("yes", say("Grant")), Choice("again", say("Another day")))
    return Prompt(text, (*choices, Choice("back", say("Go back"))))


def _take_day_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, until = request_of(slots, facts), date.fromisoformat(slots["until"])
    if one is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "again":
        return Next("day", slots)
    if answer.choice == "back":
        return _back(slots)
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    if not may_grant(one, until, facts):
        return Next("day", slots, said=facts.say("That day cannot be granted any more."))
    return granted(slots, one, until, facts)


# --- A refusal ------------------------------------------------------------------------------------


def _ask_reason(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return _gone_prompt(facts)
    question = say("{about}\nWhy not? Whoever asked will read it.", about=about(one, say))
    return Prompt(question, (Choice("back", say("Go back")),))


def _take_reason(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if request_of(slots, facts) is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "back" or is_back(answer.text):
        return _back(slots)
    reason = answer.text.strip()
    if hint := no_reason(reason, facts):
        return Retry(hint)
    return Next("reason_confirm", {**slots, "reason": reason})


def _ask_reason_confirm(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return _gone_prompt(facts)
    lines = (
        about(one, say),
        say("Do not agree, for this reason: {reason}", reason=slots["reason"]),
        told(one, say),
    )
    choices = (Choice("yes", say("Send the answer")), Choice("again", say("Write it again")))
    return Prompt("\n".join(lines), (*choices, Choice("back", say("Go back"))))


def _take_reason_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one = request_of(slots, facts)
    if one is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "again":
        return Next("reason", slots)
    if answer.choice == "back":
        return _back(slots)
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    said = facts.say("Decided, not agreed: {about}.", about=about(one, facts.say))
    return on_to_next(slots, said, _refusal(one, slots["reason"]))


def _refusal(one: Request, reason: str) -> Decision:
    if one.kind == "objection":
        return DecideObjection(one.id, accepted=False, answer=reason)
    if one.kind == "reopening":
        return DecideReopening(one.id, accepted=False, answer=reason)
    return DecideExtension(one.ids, None, reason)


ANSWERING = about_plan(
    "answering",
    _start,
    {
        "day": Step(_ask_day, _take_day, free_text=True),
        "day_confirm": Step(_ask_day_confirm, _take_day_confirm),
        "reason": Step(_ask_reason, _take_reason, free_text=True, takes_questions=True),
        "reason_confirm": Step(_ask_reason_confirm, _take_reason_confirm),
    },
    draft=mark("the decision on a request"),
)
