""" "Dừng nhắc": what can be done about reminders, before anything is stopped."""

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts

_LEADS_TO = {"promise": "promise", "leave": "leave", "handover": "handover"}


def _enter(slots: Slots, facts: Facts) -> Next | End:
    return Next("which") if facts.person else Next(dialog="link")


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, person, choices = facts.say, facts.person, []
    if person is not None and person.is_focal and facts.owed:
        choices.append(Choice("promise", say("Name the day of reporting")))
    if person is not None and person.agencies:
        choices.append(Choice("leave", say("Announce days away")))
    if facts.own.offices:
        choices.append(Choice("handover", say("Hand over to somebody else")))
    choices.append(Choice("withdraw", say("Withdraw the consent")))
    choices.append(Choice("leave_it", say("Leave it as it is")))
    question = say("Reminders end by themselves once everything is reported. What is to be done?")
    return Prompt(question, tuple(choices))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "leave_it":
        return End(facts.say("Left as it is."))
    if answer.choice == "withdraw":
        return Next("withdraw", dialog="mydata")
    if answer.choice in _LEADS_TO:
        return Next(dialog=_LEADS_TO[answer.choice])
    return Retry(facts.say("Please choose one of the answers."))


FEWER_REMINDERS = Dialog(
    name="fewer_reminders",
    enter=_enter,
    steps={"which": Step(_ask, _take)},
    words=("dừng nhắc", "ngưng nhắc", "thôi nhắc", "không nhắc nữa", "tắt nhắc", "stop"),
)
