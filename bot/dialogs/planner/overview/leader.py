"""A leader's one screen: what their own agency has overdue, what is due next, who answers."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts
from bot.dialogs.planner.agency_wording import contacts
from bot.dialogs.tasks.wording import overview


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_leader:
        return Next(dialog="summary" if facts.person.reads_plans else "owed")
    return End("\n\n".join((_head(facts), *(_screen(one, facts) for one in facts.led_now()))))


def _head(facts: Facts) -> str:
    at = facts.now.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")
    return facts.say("How reporting stands, as of {at}.", at=at)


def _screen(one: AgencyFacts, facts: Facts) -> str:
    say, expected = facts.say, len(one.owed) + len(one.reported)
    if not expected:
        return say("{agency}: nothing is to be reported at present.", agency=one.name)
    head = say(
        "{agency}: {reported} of {all} reported.",
        agency=one.name,
        reported=len(one.reported),
        all=expected,
    )
    still = tuple(task for task in one.owed if task.working_days_left >= 0)
    parts = [head]
    if one.late:
        parts.append(say("OVERDUE ({n}):", n=len(one.late)) + "\n" + overview(one.late, say))
    if one.overdue_untold:
        apart = say(
            "Overdue, but not reminded before the due day ({n}):", n=len(one.overdue_untold)
        )
        parts.append(apart + "\n" + overview(one.overdue_untold, say))
    if one.incomplete:
        apart = say("Returned, past the day to complete it ({n}):", n=len(one.incomplete))
        parts.append(apart + "\n" + overview(one.incomplete, say))
    if still:
        parts.append(say("Due next ({n}):", n=len(still)) + "\n" + overview(still, say))
    if one.owed:
        who = contacts(one, say)
        parts.append(f"{who[0].upper()}{who[1:]}.")
    return "\n\n".join(parts)


LEADING = Dialog(name="leading", enter=_enter, words=("tình hình", "situation"))
