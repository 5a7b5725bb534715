"""An agency in words: what it owes, by how many working days, who answers and on which phone."""

from collections.abc import Sequence
from datetime import date

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import days_left
from bot.language.wording import day, shortened
from locales import Translator

BUTTON = 30  # letters


def agency_label(name: str) -> str:
    """Short enough for a button."""
    return shortened(name.replace("Ủy ban nhân dân", "UBND"), BUTTON)


def report_count(count: int, say: Translator) -> str:
    return say.plural("{count} report", "{count} reports", count)


def overdue_line(agency: AgencyFacts, owed: Sequence[Duty], facts: Facts) -> str:
    """ "Sở Y tế: 3 báo cáo, quá hạn 4 ngày làm việc; đầu mối: …" """
    say = facts.say
    latest = min(owed, key=lambda one: one.working_days_left)
    parts = [f"{agency.name}: {report_count(len(owed), say)}, {days_left(latest, say)}"]
    promised = [one.promised_on for one in owed if one.promised_on]
    if promised:
        parts.append(promise(max(promised), say))
    return "; ".join((*parts, contacts(agency, say)))


def promise(promised_on: date, say: Translator) -> str:
    """The day the agency named, which is still to come."""
    return say("promised for {day}", day=day(promised_on))


def contacts(agency: AgencyFacts, say: Translator) -> str:
    """Who answers there, with the phones that are known."""
    if agency.people:
        named = [f"{name} ({phone})" if phone else name for name, phone in agency.people]
        told = [say("focal person: {names}", names=", ".join(named))]
    else:
        told = [say("no focal person")]
    if agency.phone:
        told.append(say("office phone {phone}", phone=agency.phone))
    return "; ".join(told)


def heading(title: str, facts: Facts, plan_title: str) -> str:
    """What the list is of, and of which moment."""
    at = facts.now.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")
    return facts.say("{title}\n{plan}, as of {at}.", title=title, plan=plan_title, at=at)
