"""Handing the post of focal person over: to whom, and a code for them to link with."""

import re

from bot.dialogs.account.leave import named
from bot.dialogs.effects import HandOver, TakeBackHandover
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.person import Colleague
from bot.language.wording import shortened, where_to_open
from bot.language.words.small_talk import is_mere_talk
from locales import mark
from storage.people.handovers import VALID_FOR

COLLEAGUES = 6
LABEL = 30  # letters
_NAME = re.compile(r"[^\W\d_]+(?:[ '.-]+[^\W\d_]+)+\.?")
_LEADING_IN = re.compile(
    r"^(?:(?:bàn giao|ban giao|giao|chuyển|chuyen) )?(?:lại |lai )?(?:cho )?"
    r"(?:(?:anh|chị|chi|em|đ/c|đồng chí|dong chi|ông|bà) )?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\d[\d .()-]{6,18}\d")


def read_name(text: str) -> str:
    """A full name of two words or more; empty when it is none."""
    name = _LEADING_IN.sub("", " ".join(text.split()))
    is_name = _NAME.fullmatch(name) and len(name) <= 80 and not is_mere_talk(name)
    return name if is_name else ""


def read_phone(text: str) -> str:
    """A phone number of 8 to 14 digits; empty when it is none."""
    phone = " ".join(text.split())
    return phone if _PHONE.fullmatch(phone) and 8 <= sum(map(str.isdigit, phone)) <= 14 else ""


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`whom` of the slots, if given: the name of who is to follow, as it was written."""
    if facts.person is None:
        return Next(dialog="link")
    if not facts.own.offices:
        return End(facts.say("Only the focal person of an agency can hand over."))
    if facts.own.handovers:
        return Next("open", {"handover": facts.own.handovers[0].id})
    if len(facts.own.offices) > 1:
        return Next("agency")
    agency = {"agency": facts.own.offices[0][0]}
    whom = slots.get("whom", "")
    found = named(whom, list(facts.own.colleagues))
    if len(found) == 1:
        return Next("confirm", {**agency, "to": found[0].id})
    name = "" if found else read_name(whom)
    return Next("phone", {**agency, "name": name}) if name else Next("to", agency)


# --- One that is open -----------------------------------------------------------------------------


def _ask_open(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    found = [one for one in facts.own.handovers if one.id == slots["handover"]]
    choices = (
        Choice("keep", say("As it is")),
        Choice("anew", say("A new code")),
        Choice("back", say("Take it back")),
    )
    if not found:
        return Prompt(say("The handover is no longer open."), choices[:1])
    until = found[0].valid_until.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")
    text = say(
        "You are handing over {agency} to {name}. The post moves when {name} has linked with the "
        "code, until {until}.",
        agency=found[0].agency,
        name=found[0].to_name,
        until=until,
    )
    return Prompt(text, choices)


def _take_open(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "keep":
        return End(say("Left as it is."))
    found = [one for one in facts.own.handovers if one.id == slots["handover"]]
    if not found:
        return End(say("The handover is no longer open."))
    if answer.choice == "anew":
        first = found[0]
        effect = HandOver(first.agency_id, facts.new_code(), to_id=first.to_id)
        return End(_pass_on(effect, first.to_name, facts), (effect,))
    if answer.choice == "back":
        text = say("The handover is taken back; its code no longer works. You stay focal person.")
        return End(text, (TakeBackHandover(slots["handover"]),))
    return Retry(say("Please choose one of the answers."))


# --- A new one ------------------------------------------------------------------------------------


def _ask_agency(slots: Slots, facts: Facts) -> Prompt:
    choices = [
        Choice(f"a{key}", shortened(name, LABEL), name) for key, name in facts.own.offices[:8]
    ]
    return Prompt(facts.say("For which agency?"), tuple(choices))


def _take_agency(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    for key, _ in facts.own.offices:
        if answer.choice == f"a{key}":
            return Next("to", {"agency": key})
    return Retry(facts.say("Please choose one of the answers."))


def _agency(slots: Slots, facts: Facts) -> str:
    return dict(facts.own.offices).get(slots["agency"], "")


def _ask_to(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    text = say(
        "Handing over the post of focal person of {agency}. To whom? Type the full name.",
        agency=_agency(slots, facts),
    )
    if facts.own.colleagues:
        text = say(
            "Handing over the post of focal person of {agency}. To whom? Choose, or type the full "
            "name.",
            agency=_agency(slots, facts),
        )
    return Prompt(
        text,
        tuple(
            Choice(f"p{one.id}", shortened(one.full_name, LABEL))
            for one in facts.own.colleagues[:COLLEAGUES]
        ),
    )


def _take_to(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if not _agency(slots, facts):
        return _gone(facts)
    people = list(facts.own.colleagues)
    found = [one for one in people if answer.choice == f"p{one.id}"] or named(answer.text, people)
    if len(found) == 1:
        return Next("confirm", {**slots, "to": found[0].id})
    if found:
        return Retry(facts.say("Several people are called so; please type the full name."))
    name = read_name(answer.text)
    if not name:
        return Retry(
            facts.say(
                '"{text}" was not read as a full name, such as Nguyễn Văn Mẫu.', text=answer.text
            )
        )
    return Next("phone", {**slots, "name": name})


def _gone(facts: Facts) -> End:
    return End(facts.say("You are no longer focal person of that agency; nothing was changed."))


def _ask_phone(slots: Slots, facts: Facts) -> Prompt:
    say = facts.say
    question = say("Office phone of {name}? Such as 0000 000 001.", name=slots["name"])
    return Prompt(question, (Choice("skip", say("Skip")),))


def _take_phone(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "skip":
        return Next("confirm", {**slots, "phone": ""})
    phone = read_phone(answer.text)
    if not phone:
        return Retry(facts.say('"{text}" was not read as a phone number.', text=answer.text))
    return Next("confirm", {**slots, "phone": phone})


def _to(slots: Slots, facts: Facts) -> Colleague | None:
    return next((one for one in facts.own.colleagues if one.id == slots.get("to")), None)


def _name(slots: Slots, facts: Facts) -> str:
    found = _to(slots, facts)
    return found.full_name if found else slots.get("name", "")


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, phone = facts.say, slots.get("phone", "")
    lines = [
        say("Please check:"),
        say("Focal person of {agency}", agency=_agency(slots, facts)),
        say("To: {name}", name=f"{_name(slots, facts)}, {phone}" if phone else _name(slots, facts)),
        say(
            "The post moves when that person has linked with the code; until then you stay focal "
            "person. Reports, promises and what is still owed stay with the agency."
        ),
    ]
    return Prompt(
        "\n".join(lines),
        (
            Choice("yes", say("Correct, make the code")),
            Choice("again", say("Somebody else")),
            Choice("cancel", say("Cancel")),
        ),
    )


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "cancel":
        return End(say("Nothing was stored."))
    if not _agency(slots, facts):
        return _gone(facts)
    if answer.choice == "again" or not _name(slots, facts):
        return Next("to", {"agency": slots["agency"]})
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    effect = _effect(slots, facts.new_code(), facts)
    return End(_pass_on(effect, _name(slots, facts), facts), (effect,))


def _pass_on(effect: HandOver, name: str, facts: Facts) -> str:
    say, code = facts.say, effect.code
    until = (facts.now + VALID_FOR).astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")
    what_to_do = say(
        "Please pass it on, to that person only. It is valid once, until {until}; {name} types it "
        'here. You will be told when the post has moved; to take it back, type "ban giao".',
        name=name,
        until=until,
    )
    where = where_to_open(facts.ways_in(code, effect.to_id), say)
    return "\n".join((say("Code for {name}: {code}", name=name, code=code), *where, what_to_do))


def _effect(slots: Slots, code: str, facts: Facts) -> HandOver:
    found = _to(slots, facts)
    if found is not None:
        return HandOver(slots["agency"], code, to_id=found.id)
    return HandOver(slots["agency"], code, full_name=slots["name"], phone=slots.get("phone", ""))


HANDOVER = Dialog(
    name="handover",
    enter=_enter,
    steps={
        "open": Step(_ask_open, _take_open),
        "agency": Step(_ask_agency, _take_agency),
        "to": Step(_ask_to, _take_to, free_text=True, numbers_choose=True),
        "phone": Step(_ask_phone, _take_phone, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=("bàn giao", "bàn giao đầu mối", "chuyển công tác", "handover"),
    draft=mark("the handover"),
)
