"""Help: what can be typed, by what the person may do."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts import Facts
from bot.wording import person_line
from locales import Translator


def _enter(slots: Slots, facts: Facts) -> Next | End:
    say, person = facts.say, facts.person
    if person is None:
        return Next(dialog="link")
    lines = [
        say(
            "You are {person}. You can type:", person=person_line(person.full_name, person.agencies)
        )
    ]
    if person.is_focal or person.is_leader:
        lines.append(say("- nhiem vu: what your agency has to report"))
    if person.is_focal:
        lines.append(say("- bao cao: report on a task (or its code, such as 9.4)"))
    if person.is_planner:
        lines.append(say("- tong hop: the summary of the reporting round"))
        lines += _for_planners(say)
    if person.is_leader:
        lines.append(say("- tinh hinh: how your agency's reports stand"))
    lines.append(say("- huy: leave a question that is open"))
    lines.append(say("- tro giup: this list"))
    lines.append(
        say(
            "A reply here is preliminary information; the signed document is the report. Please "
            "do not send anything that is a state secret."
        )
    )
    return End("\n".join(lines))


def _for_planners(say: Translator) -> list[str]:
    return [
        say("- danh sach do, chua bao cao, goi dien: who is late, not heard of, to be called"),
        say("- don doc: remind those who owe something; you see first who hears it"),
        say("- cho xu ly (xet duyet, quyet dinh): reports and requests that wait for you"),
        say("- dot xuat: ask agencies for a report besides the yearly one"),
        say("- moi: a code for somebody who is not linked yet"),
    ]


HELP = Dialog(
    name="help",
    enter=_enter,
    words=("tro giup", "giup", "help", "huong dan", "menu", "?"),
)
