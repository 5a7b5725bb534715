"""The days of reporting in the person's own calendar: an address to subscribe to, and its end."""

from bot.dialogs.effects import EndCalendar
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.documents.wanted_file import LinkKind, WantedLink


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.agencies:
        return End(facts.say("You answer for no agency, so there are no days of yours to show."))
    return Next("again") if facts.own.calendar_since else _made(facts)


def _made(facts: Facts) -> End:
    return End(
        facts.say(
            "Your days of reporting, to be subscribed to in a calendar on a telephone or computer "
            "(Google, Outlook, Apple): it shows the day asked for and the legal one, and follows "
            "when they change. Whoever has the address can read it; please give it to nobody."
        ),
        file=WantedLink(LinkKind.CALENDAR),
    )


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, since = facts.say, facts.own.calendar_since
    day = f"{since.astimezone(facts.zone):%d/%m/%Y}" if since else ""
    text = say(
        "Your calendar has an address since {day}. It is kept nowhere and cannot be shown again; "
        "a new one can be made, and the old one then ends.",
        day=day,
    )
    return Prompt(
        text,
        (
            Choice("new", say("Make a new one")),
            Choice("end", say("End the calendar")),
            Choice("leave", say("Leave it")),
        ),
    )


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    match answer.choice:
        case "new":
            return _made(facts)
        case "end":
            return End(say("The address of your calendar has ended."), (EndCalendar(),))
        case "leave":
            return End(say("Left as it is."))
    return Retry(say("Please choose one of the answers."))


CALENDAR = Dialog(
    name="calendar",
    enter=_enter,
    steps={"again": Step(_ask, _take)},
    words=("lịch của tôi", "lịch", "gửi lịch", "lịch báo cáo", "calendar"),
)
