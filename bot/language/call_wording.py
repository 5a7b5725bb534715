"""Why an agency is on the call list, in words."""

from locales import mark
from scheduler.reminders.call_list import UNANSWERED
from storage.people.reachability import UnreachableReason

CALL_REASONS: dict[str, str] = {
    UnreachableReason.NOBODY: mark("no focal person"),
    UnreachableReason.NOT_LINKED: mark("not linked yet"),
    UnreachableReason.NO_CONSENT: mark("has not agreed to be reminded"),
    UnreachableReason.STOPPED: mark("has closed the chat"),
    UnreachableReason.ON_LEAVE: mark("on leave, nobody stands in"),
    UNANSWERED: mark("reminded, no answer"),
}
