"""What was said to somebody and what became of it, in words."""

from locales import Translator, mark
from storage.rounds.reminder_proofs import DeliveryStatus, Saying
from storage.rounds.roles_on import HeardAs

MOST_NAMED = 5
OUTCOMES = {
    DeliveryStatus.ACCEPTED: mark("sent"),
    DeliveryStatus.UNKNOWN: mark("sent; whether it arrived is not known"),
    DeliveryStatus.FAILED: mark("refused by the channel"),
    DeliveryStatus.DROPPED: mark("not sent"),
    DeliveryStatus.WAITING: mark("waits to be sent"),
}
HEARD_AS = {
    HeardAs.FOCAL: mark("focal person"),
    HeardAs.STAND_IN: mark("stand-in"),
    HeardAs.LEADER: mark("leader"),
}
WHY_NOT = (  # as the delivery notes it
    mark("it was answered"),
    mark("nothing is owed any more"),
    mark("the chat is no longer this person's"),
    mark("the consent was withdrawn"),
    mark("on leave"),
    mark("no longer a focal person"),
    mark("a digest went out today"),
    mark("the message was erased"),
)


def fate(one: Saying, say: Translator) -> str:
    """ "đã gửi", "không gửi: đã trả lời"."""
    words = say(OUTCOMES[one.outcome])
    reason = say(one.reason) if one.reason in WHY_NOT else one.reason
    told = f"{words}: {reason}" if reason and one.outcome is not DeliveryStatus.ACCEPTED else words
    again = say("said anew later")
    return f"{told}; {again}" if one.voided else told


def rungs(one: Saying, say: Translator) -> str:
    """ "7 ngày trước hạn"; of several the last one, which the others were folded into."""
    days = max(one.rungs)
    if days < 0:
        return say.plural("{count} day before it is due", "{count} days before it is due", -days)
    if days > 0:
        return say.plural("{count} day after it was due", "{count} days after it was due", days)
    return say("on the day itself")


def about(one: Saying, say: Translator) -> str:
    """ "1.1, 1.2"; where there are more, how many."""
    if len(one.items) > MOST_NAMED:
        return say.plural("{count} report", "{count} reports", len(one.items))
    return ", ".join(code or say("General report") for code in one.items)
