"""The Monday message in words: three lines a plan, a chart, the three agencies furthest behind."""

from collections.abc import Iterator

from bot.dialogs.facts.chat import Facts
from bot.documents.formats import Format
from bot.documents.wanted_file import WantedFile
from bot.language.wording import shortened
from locales import Translator
from scheduler.reminders.province_briefs import Behind, Brief, PlanBrief

MOST_PLANS = 4  # those that are due first
TITLE = 120  # letters


def brief_chart(brief: Brief, facts: Facts) -> WantedFile:
    """Of the plan that is due first."""
    first, language = brief.plans[0], facts.say.language
    ids = first.plan.id or 0, first.round.id or 0
    return WantedFile(*ids, Format.PNG, facts.now, language, at_a_glance=True)


def brief_paragraphs(brief: Brief, facts: Facts) -> list[str]:
    say = facts.say
    told = [_plan(one, say) for one in brief.plans[:MOST_PLANS]]
    left = len(brief.plans) - MOST_PLANS
    if left > 0:
        told.append(
            say.plural(
                'and {count} more plan; type "tong hop".',
                'and {count} more plans; type "tong hop".',
                left,
            )
        )
    chart = f"{brief_chart(brief, facts).called(say)} ({brief.plans[0].plan.decision})."
    lines = [say("Furthest behind:"), *_behind(brief, say)]
    how = say(
        'Type "goi 2" for whom to call at the second one, "nhac" to have the planning department '
        "nudge them."
    )
    return [*told, chart, "\n".join(lines), how]


def _plan(one: PlanBrief, say: Translator) -> str:
    return "\n".join(
        (
            shortened(one.plan.title, TITLE),
            say("- Received: {n} of {expected}", n=one.received, expected=one.expected),
            _change(one, say),
            f"- {_days_left(one, say)}",
        )
    )


def _change(one: PlanBrief, say: Translator) -> str:
    if not one.change:
        return say("- Since a week before: no change")
    return say("- Since a week before: {change}", change=f"{one.change:+d}")


def _days_left(one: PlanBrief, say: Translator) -> str:
    due = f"{one.round.due_on:%d/%m/%Y}"
    if one.days_left < 0:
        return say.plural(
            "The due day {due} has passed: {count} working day",
            "The due day {due} has passed: {count} working days",
            -one.days_left,
            due=due,
        )
    return say.plural(
        "Until the due day {due}: {count} working day",
        "Until the due day {due}: {count} working days",
        one.days_left,
        due=due,
    )


def _behind(brief: Brief, say: Translator) -> Iterator[str]:
    for number, one in enumerate(brief.behind, 1):
        yield f"{number}) {_owes(one, say)}; {_who(one, say)}"


def _who(one: Behind, say: Translator) -> str:
    """ "đầu mối: Trần Thị Mẫu Bình (0000 000 002)"."""
    named = [f"{name} ({phone})" if phone else name for name, phone in one.people]
    who = say("focal person: {names}", names=", ".join(named)) if named else say("no focal person")
    office = say("office phone {phone}", phone=one.phone) if one.phone else ""
    return "; ".join(filter(None, (who, office)))


def _owes(one: Behind, say: Translator) -> str:
    """ "Sở Y tế: còn 3/4, quá hạn"."""
    owed = say(
        "{agency}: {n} of {all} not reported", agency=one.agency, n=one.owed, all=one.expected
    )
    late = say("overdue")
    return f"{owed}, {late}" if one.is_late else owed
