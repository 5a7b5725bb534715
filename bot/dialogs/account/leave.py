"""Leave: from when until when, who stands in; and being back before its end."""

import re
from datetime import date

from bot.dialogs.effects import AnnounceLeave, EndLeave
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.person import Colleague, LeaveFacts
from bot.language.dates.parser import read_day
from bot.language.dates.ranges import FURTHEST, read_period
from bot.language.wording import shortened, weekday_and_day
from locales import Translator, mark
from storage.names import fold

COLLEAGUES = 6  # with "nobody" no message has more than eight choices
LABEL = 30  # letters
_ADDRESS = re.compile(r"^(?:dong chi|dc|anh|chi|em|co|chu|ong|ba) (?=\w)")
NOBODY = ("khong co", "khong co ai", "khong", "nobody", "no")


def span(first: date, last: date, facts: Facts) -> str:
    """ "thứ Hai, 02/11/2026" or "từ thứ Hai, 02/11/2026 đến hết thứ Ba, 10/11/2026"."""
    if first == last:
        return weekday_and_day(first, facts.say)
    return facts.say(
        "from {first} to {last}",
        first=weekday_and_day(first, facts.say),
        last=weekday_and_day(last, facts.say),
    )


# --- Announcing -----------------------------------------------------------------------------------


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`typed` of the slots, if given: the days, as they were written; `whom`: who stands in."""
    if facts.person is None:
        return Next(dialog="link")
    if "typed" in slots:
        outcome = _take_days({}, Answer(slots["typed"]), facts)
        if isinstance(outcome, Next) and outcome.step == "stand_in" and slots.get("whom"):
            found = named(slots["whom"], _there(outcome.slots, facts))
            if len(found) == 1:
                return Next("confirm", {**outcome.slots, "stand_in": found[0].id})
        return Next("days", said=outcome.hint) if isinstance(outcome, Retry) else outcome
    if not facts.own.leaves:
        return Next("days")
    return Next("days", said="\n".join(_noted(one, facts) for one in facts.own.leaves))


def _noted(leave: LeaveFacts, facts: Facts) -> str:
    days = span(leave.starts_on, leave.ends_on, facts)
    if not leave.stand_in:
        return facts.say("Noted already: you are away {days}.", days=days)
    return facts.say(
        "Noted already: you are away {days}, {name} stands in.", days=days, name=leave.stand_in
    )


def _ask_days(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    if not facts.own.leaves:
        question = say(
            "From which day until which day are you away? Such as: từ 2/11 đến 10/11, mai, tuần "
            "sau."
        )
        return Prompt(question)
    question = say(
        "Other days? Please type them, such as: từ 2/11 đến 10/11. If you are back or will not be "
        'away, type "da di lam lai".'
    )
    return Prompt(question, (Choice("back", say("Back at work")), Choice("keep", say("As it is"))))


def _take_days(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "back":
        return Next(dialog="back")
    if answer.choice == "keep":
        return End(say("Left as it is."))
    period = read_period(answer.text, facts.today)
    if period is None:
        return Retry(
            say(
                '"{text}" was not read as days from today on. They may be typed as: từ 2/11 đến '
                "10/11, mai, tuần sau.",
                text=answer.text,
            )
        )
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return Next("stand_in", days) if period.is_whole else Next("last", days)


def _ask_last(slots: Slots, facts: Facts) -> Prompt:
    first = weekday_and_day(date.fromisoformat(slots["first"]), facts.say)
    question = facts.say("Away from {first}: until which day, the last one away?", first=first)
    return Prompt(question, (Choice("one", facts.say("Only that day")),))


def _take_last(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    first = date.fromisoformat(slots["first"])
    if answer.choice == "one":
        return Next("stand_in", slots)
    found = (read_day(answer.text, seen_from) for seen_from in (facts.today, first))
    last = next((day.on for day in found if day and first <= day.on <= first + FURTHEST), None)
    if last is None:
        return Retry(
            facts.say(
                '"{text}" was not read as a day after {first}.',
                text=answer.text,
                first=weekday_and_day(first, facts.say),
            )
        )
    return Next("stand_in", {**slots, "last": last.isoformat()})


def _days(slots: Slots) -> tuple[date, date]:
    return date.fromisoformat(slots["first"]), date.fromisoformat(slots["last"])


def _there(slots: Slots, facts: Facts) -> list[Colleague]:
    """Who is not away on one of those days."""
    return [one for one in facts.own.colleagues if not one.is_away(*_days(slots))]


def _ask_stand_in(slots: Slots, facts: Facts) -> Prompt:
    say, there = facts.say, _there(slots, facts)
    away = say("Away: {days}.", days=span(*_days(slots), facts))
    if there:
        question = say("Who answers for the reports then? Choose, or type the name.")
    else:
        question = say("Nobody else of your agency is known here who could stand in.")
    choices = [
        Choice(f"p{one.id}", shortened(one.full_name, LABEL), _line(one, facts))
        for one in there[:COLLEAGUES]
    ]
    return Prompt(f"{away}\n{question}", (*choices, Choice("nobody", say("Nobody"))))


def _line(one: Colleague, facts: Facts) -> str:
    """Who is no plain colleague is called so before anybody chooses."""
    leader = facts.say("leader of the agency") if one.is_leader else ""
    is_what = one.elsewhere or leader
    return f"{one.full_name} ({is_what})" if is_what else ""


def _take_stand_in(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    there, typed = _there(slots, facts), fold(answer.text)
    if answer.choice == "nobody" or (answer.choice is None and typed in NOBODY):
        return Next("confirm", {**slots, "stand_in": 0})
    found = [one for one in there if answer.choice == f"p{one.id}"] or named(answer.text, there)
    if len(found) == 1:
        return Next("confirm", {**slots, "stand_in": found[0].id})
    if found:
        return Retry(facts.say("Several people are called so; please type the full name."))
    return Retry(
        facts.say(
            '"{text}" is nobody of your agency known here who is there on those days. Somebody new '
            "has to be put on the roster by the planning department.",
            text=answer.text,
        )
    )


def named(text: str, people: list[Colleague]) -> list[Colleague]:
    """Who is called so: by full name, else by its last words; "anh Tùng" is Tùng."""
    typed = _ADDRESS.sub("", fold(text))
    if not typed:
        return []
    exact = [one for one in people if fold(one.full_name) == typed]
    return exact or [one for one in people if f" {fold(one.full_name)}".endswith(f" {typed}")]


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    lines = [
        say("Please check before it is stored:"),
        say("Away: {days}.", days=span(*_days(slots), facts)),
        *_about_stand_in(_stand_in(slots, facts), say),
    ]
    choices = (
        Choice("yes", say("Correct, store it")),
        Choice("again", say("Other days")),
        Choice("cancel", say("Cancel")),
    )
    return Prompt("\n".join(lines), choices)


def _about_stand_in(one: Colleague | None, say: Translator) -> list[str]:
    """Who stands in, and what should be looked at before that is stored."""
    if one is None:
        return [say("Nobody stands in: the planning department calls the office if need be.")]
    name, lines = one.full_name, []
    if one.elsewhere:
        lines.append(
            say(
                "{name} is of another agency, {agency}. Is that right?",
                name=name,
                agency=one.elsewhere,
            )
        )
    if one.is_leader:
        lines.append(
            say("{name} is a leader of the agency. Is the leader to get the reminders?", name=name)
        )
    if not one.is_reachable:
        lines.append(say("{name} is not linked here yet, so please tell them yourself.", name=name))
    return [say("{name} stands in and gets the reminders.", name=name), *lines]


def _stand_in(slots: Slots, facts: Facts) -> Colleague | None:
    return next((one for one in _there(slots, facts) if one.id == slots["stand_in"]), None)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, stand_in = facts.say, _stand_in(slots, facts)
    if answer.choice == "again":
        return Next("days")
    if answer.choice == "cancel":
        return End(say("Nothing was stored."))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    first, last = _days(slots)
    if last < facts.today:
        return Next("days", said=say("Those days have passed."))
    if slots["stand_in"] and stand_in is None:
        return Next("stand_in", slots, said=say("That colleague is no longer there on those days."))
    text = say(
        "Noted. There will be no reminders for you {days}. When you are back earlier, type "
        '"da di lam lai".',
        days=span(first, last, facts),
    )
    if stand_in is not None and stand_in.is_reachable:
        text += " " + say("{name} will be told in office hours.", name=stand_in.full_name)
    return End(text, (AnnounceLeave(first, last, stand_in.id if stand_in else None),))


LEAVE = Dialog(
    name="leave",
    enter=_enter,
    steps={
        "days": Step(_ask_days, _take_days, free_text=True),
        "last": Step(_ask_last, _take_last, free_text=True),
        "stand_in": Step(_ask_stand_in, _take_stand_in, free_text=True, numbers_choose=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=("nghỉ phép", "xin nghỉ phép", "vắng mặt", "báo vắng", "nghỉ", "đi công tác", "leave"),
    draft=mark("the leave"),
)


# --- Back -----------------------------------------------------------------------------------------


def _enter_back(slots: Slots, facts: Facts) -> Next | End:
    """What has begun ends; where nothing has, what was announced is taken back."""
    say = facts.say
    if facts.person is None:
        return Next(dialog="link")
    if not facts.own.leaves:
        return End(say("No leave is noted for you; reminders come as usual."))
    begun = [one for one in facts.own.leaves if one.starts_on <= facts.today]
    if begun:
        text = say("Welcome back. From now on reminders come to you again.")
        rest = [one for one in facts.own.leaves if one not in begun]
        text = "\n".join((text, *(_noted(one, facts) for one in rest)))
        return End(text, (EndLeave(facts.today),))
    taken_back = "; ".join(span(one.starts_on, one.ends_on, facts) for one in facts.own.leaves)
    return End(say("The leave is taken back: {days}.", days=taken_back), (EndLeave(date.max),))


BACK = Dialog(
    name="back",
    enter=_enter_back,
    words=("đã đi làm lại", "đi làm lại", "đã đi làm", "hết phép", "hết nghỉ phép", "back"),
)
