"""What a filled-in form decides, as the effects of the chat; and why it decides nothing."""

from collections.abc import Collection, Mapping
from datetime import date

from bot.dialogs.effects import (
    DecideExtension,
    DecideObjection,
    DecideReopening,
    Effect,
    Reassign,
)
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import Request, narrowed
from bot.dialogs.planner.agency_names import agencies_typed
from bot.dialogs.planner.review.requests import last_day, may_grant
from bot.language.dates.fields import day_in
from bot.language.wording import day, shortened
from bot.web.pages.rounds.reviews import LONGEST_REASON, SHORTEST_REASON
from storage.models import Plan


class BadDecision(ValueError):
    """Nothing is decided so; the text says in the reader's words what to do."""


def effects_of(
    plan: Plan, one: Request, typed: Mapping[str, str], facts: Facts
) -> tuple[Effect, ...]:
    """`typed`: "verdict" and, where they are needed, "until", "agency", "reason"."""
    match typed["verdict"], one.kind:
        case "refuse", _:
            return (_refusal(one, _reason(typed["reason"], facts)),)
        case "grant", "extension":
            return (DecideExtension(one.ids, _day(one, one.asked_until, facts)),)
        case "other", "extension":
            return (DecideExtension(one.ids, _day(one, day_in(typed["until"]), facts)),)
        case "agree", "objection":
            return (DecideObjection(one.id, accepted=True), *_assigned(plan, one, typed, facts))
        case "agree", "reopening":
            return (DecideReopening(one.id, accepted=True),)
    raise BadDecision(facts.say("Please choose one of the answers."))


def of_chosen(one: Request, tasks: Collection[str], facts: Facts) -> Request:
    """Of what was asked for several tasks at once only those that are ticked are decided."""
    if not one.each:
        return one
    if not tasks:
        raise BadDecision(facts.say("Please choose at least one of the tasks."))
    return narrowed(one, {int(key) for key in tasks})


def _refusal(one: Request, reason: str) -> Effect:
    if one.kind == "objection":
        return DecideObjection(one.id, accepted=False, answer=reason)
    if one.kind == "reopening":
        return DecideReopening(one.id, accepted=False, answer=reason)
    return DecideExtension(one.ids, None, reason)


def _reason(reason: str, facts: Facts) -> str:
    if SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        return reason
    raise BadDecision(
        facts.say("Not to agree, please write the reason: whoever asked reads it as it stands.")
    )


def _day(one: Request, until: date | None, facts: Facts) -> date:
    if until is not None and may_grant(one, until, facts):
        return until
    raise BadDecision(
        facts.say(
            "Please choose a day after {due}, by {last}, that has not passed.",
            due=day(one.due_days[-1]),
            last=day(last_day(one)),
        )
    )


def _assigned(
    plan: Plan, one: Request, typed: Mapping[str, str], facts: Facts
) -> tuple[Reassign, ...]:
    """To the agency that was named; nobody was: the task waits to be assigned."""
    name = typed["agency"]
    if not name or not one.code:
        return ()
    named = agencies_typed(name, facts.planning.known(plan.id or 0))
    if len(named.agency_ids) == 1 and not named.doubts:
        return (Reassign(one.id, named.agency_ids[0]),)
    text = shortened(name, 60)
    raise BadDecision(
        facts.say(
            '"{text}" is not one agency that is known; please write its whole name, or leave it '
            "empty to assign the task later.",
            text=text,
        )
    )
