"""Posts, and why somebody cannot be reached or is to be called, in words."""

from datetime import tzinfo

from locales import Translator, mark
from scheduler.reminders.call_list import UNANSWERED
from storage.models import Post
from storage.people.reachability import LINKED, UnreachableReason
from storage.rounds.nudges import NotedCall

# A button of the form, which the printed card names
AGREES = mark("Yes, that is me, and I agree")
POSTS: dict[str, str] = {
    Post.FOCAL: mark("focal person"),
    Post.STAND_IN: mark("stand-in"),
    Post.LEADER: mark("leader"),
}
_OF_ONE: dict[str, str] = {
    UnreachableReason.NOT_LINKED: mark("not linked yet"),
    UnreachableReason.NO_CONSENT: mark("has not agreed to be reminded"),
    UnreachableReason.STOPPED: mark("has closed the chat"),
}
REACHED: dict[str, str] = {LINKED: mark("can be reached"), **_OF_ONE}
CALL_REASONS: dict[str, str] = {
    UnreachableReason.NOBODY: mark("no focal person"),
    **_OF_ONE,
    UnreachableReason.ON_LEAVE: mark("on leave, nobody stands in"),
    UNANSWERED: mark("reminded, still missing"),
}


def called_words(one: NotedCall, zone: tzinfo, say: Translator) -> str:
    """ "Trần Thị Mẫu đã gọi lúc 09:10 12/11/2026: hẹn mai gửi"."""
    told = say(
        "{name} telephoned at {at}",
        name=one.by or say("somebody"),
        at=f"{one.at.astimezone(zone):%H:%M %d/%m/%Y}",
    )
    return f"{told}: {one.note}" if one.note else told
