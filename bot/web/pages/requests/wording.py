"""The words for requests and for what became of them."""

from bot.language.wording import day
from locales import Translator, mark
from storage.reports.requests.past_requests import PastRequest

KINDS = {
    "extension": mark("A later day"),
    "objection": mark('"Not our task"'),
    "reopening": mark("Reopening of an accepted report"),
    "handover": mark("Handover"),
}


def outcome(one: PastRequest, say: Translator) -> str:
    """What became of it, in a few words."""
    if one.decided_at is None:
        return say("waits")
    if one.kind == "handover":
        return say("taken over") if one.accepted else say("not taken over")
    if one.granted:
        return say("granted until {day}", day=day(one.granted))
    return say("agreed") if one.accepted else say("not agreed")
