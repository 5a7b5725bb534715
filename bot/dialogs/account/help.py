"""Help: what can be typed, by what the person may do and what is open for them."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts, PersonFacts
from bot.language.wording import answered_by_machine, person_line
from locales import Translator


def _enter(slots: Slots, facts: Facts) -> Next | End:
    say, person = facts.say, facts.person
    if person is None:
        return Next(dialog="link")
    who = person_line(person.full_name, person.agencies)
    lines = [
        say("You are {person}. You can type:", person=who),
        *_tasks(person, facts),
        *_people(person, facts),
        say("- du lieu cua toi: see, correct or erase what is kept about you; ngon ngu: language"),
    ]
    if facts.waits_for:
        lines.append(say("- huy: leave the question that still waits for your answer"))
    lines.append(say("All of it may be typed without accents.") + " " + answered_by_machine(say))
    lines.append(
        say(
            "A reply here is preliminary information; the signed document is the report. Please "
            "do not send anything that is a state secret."
        )
    )
    return End("\n".join(lines))


def _tasks(person: PersonFacts, facts: Facts) -> list[str]:
    say, lines = facts.say, []
    if person.is_focal or person.is_leader:
        lines.append(say("- nhiem vu: what your agency has to report"))
    if person.is_focal and (facts.owed or facts.reported):
        lines += [
            say("- bao cao: report on a task (or its code, such as 9.4)"),
            say("- gui link: fill your tasks in on a page"),
            say("- photos, documents: in the middle of a report, as far as this app carries them"),
        ]
    if person.is_focal or person.is_leader:
        lines.append(say("- bao cao cua don vi: your agency's report as a Word or Excel file"))
    if person.is_focal and facts.reported:
        lines.append(say("- sua, rut: look at what was reported, correct or withdraw it"))
    if person.is_focal and facts.owed:
        lines += [
            say("- 1 done, 3 60%: report on several tasks in one line"),
            say("- hen ngay: say on which day you will report; xin lui han: ask for a later day"),
            say("- khong phai nhiem vu: say that a task is not your agency's"),
        ]
    return [*lines, *_of_plans(person, facts), *_of_own_agency(person, facts)]


def _of_plans(person: PersonFacts, facts: Facts) -> list[str]:
    say, lines = facts.say, []
    if person.reads_plans:
        lines += _for_readers(say)
        if len(facts.planning.read) > 1:
            lines.append(say("- tong hop tinh: every plan in a line, what is worst first"))
    if person.is_planner:
        lines += _for_planners(say)
    if person.is_province_leader:
        lines.append(say("- goi 2, nhac: about the Monday message: whom to call, have them nudged"))
    if person.has_pages:
        lines.append(say("- mo trang: a link to sign in to the pages; dang xuat moi noi: end it"))
    if person.is_province_leader and not person.is_planner:
        lines.append(say("- cho duyet: how many reports wait to be reviewed, and whose"))
    return lines


def _of_own_agency(person: PersonFacts, facts: Facts) -> list[str]:
    say, lines = facts.say, []
    if not person.reads_plans and (person.is_leader or (person.is_focal and facts.reported)):
        lines.append(say("- vuong mac cua don vi: what your agency has raised, and its state"))
    if person.is_leader:
        lines.append(say("- tinh hinh: how your agency's reports stand"))
    if (person.is_focal or person.is_leader) and not person.reads_plans:
        lines.append(say("- xem 9.4, kho khan, chi tieu: read what your agency has answered"))
    return lines


def _people(person: PersonFacts, facts: Facts) -> list[str]:
    say, own = facts.say, facts.own
    lines = []
    if any(leave.starts_on <= facts.today for leave in own.leaves):
        lines.append(say("- da di lam lai: you are back from leave"))
    elif person.agencies:
        lines.append(say("- nghi phep: days away, and who stands in"))
    if own.handovers:
        lines.append(say("- ban giao: see or take back the open handover"))
    elif own.offices:
        lines.append(say("- ban giao: hand over to another focal person"))
    if person.agencies:
        lines.append(say("- lich: your days of reporting, for the calendar of your telephone"))
    return lines


def _for_readers(say: Translator) -> list[str]:
    return [
        say("- tong hop: the summary of the reporting round; tong hop 2025: of a year"),
        say("- excel, word, bieu do: the summary as a file; excel 2025: of a year"),
        say("- danh sach do, chua bao cao, goi dien: who is late, not heard of, to be called"),
        say("- 9.4, so cong thuong: read a task's or an agency's answers; 9.4 nam 2025: of a year"),
        say("- kho khan, de xuat, chi tieu, cham nhat, so voi nam ngoai: read over all agencies"),
        say("- vuong mac chung: what the agencies wait for, and that it is settled"),
    ]


def _for_planners(say: Translator) -> list[str]:
    return [
        say("- don doc: remind those who owe something; you see first who hears it"),
        say("- van ban don doc: the number and day of a signed letter to late agencies"),
        say("- cho xu ly (xet duyet, quyet dinh): reports and requests that wait for you"),
        say("- dot xuat: ask agencies for a report besides the yearly one"),
        say("- giao nhiem vu: add a task that a letter gives"),
        say("- giao cho xa: what districts had, to the communes that they became"),
        say("- dong dot, mo lai dot: close a round, or open it again"),
        say("- moi: a code for somebody who is not linked yet"),
    ]


HELP = Dialog(
    name="help",
    enter=_enter,
    words=("trợ giúp", "giúp", "help", "hướng dẫn", "menu", "?"),
)
