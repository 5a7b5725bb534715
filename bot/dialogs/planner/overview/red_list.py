"""The red list: agencies with overdue reports; those never reminded in time stand apart."""

from collections.abc import Callable, Sequence

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.planner.agency_wording import agency_label, heading, overdue_line, report_count
from bot.dialogs.planner.communes_apart import COMMUNES, OFFICES, Apart, apart, named, opened
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of, to_be_read
from bot.dialogs.tasks.wording import days_left

PAGE = 5  # with "more", "apart" and "nudge" no message has more than eight choices

Line = tuple[AgencyFacts, tuple[Duty, ...]]

_WHICH: dict[str, Callable[[AgencyFacts], tuple[Duty, ...]]] = {
    "late": lambda agency: agency.late,
    "untold": lambda agency: agency.overdue_untold,
    "incomplete": lambda agency: agency.incomplete,
}


def _start(slots: Slots, facts: Facts) -> Next | End:
    first = next((which for which in _WHICH if _lines(which, slots, facts)), None)
    if first is None:
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: no report is overdue at present.", plan=title))
    return Next(first, {"plan": slots["plan"], "page": 0})


def _lines(which: str, slots: Slots, facts: Facts) -> list[Line]:
    """Most reports first, then the longest overdue."""
    found = [(agency, _WHICH[which](agency)) for agency in facts.planning.agencies(slots["plan"])]
    return sorted(
        ((agency, owed) for agency, owed in found if owed),
        key=lambda line: (-len(line[1]), min(one.working_days_left for one in line[1])),
    )


def _apart(which: str, slots: Slots, facts: Facts) -> Apart[Line]:
    return apart(_lines(which, slots, facts), lambda line: line[0], slots)


def _size(parts: Apart[Line], slots: Slots, facts: Facts) -> int:
    """Less where what is to be completed, and the communes, take choices of their own."""
    return PAGE - bool(_lines("incomplete", slots, facts)) - parts.takes


def _ask_late(slots: Slots, facts: Facts) -> Prompt:
    lines, untold = _lines("late", slots, facts), _lines("untold", slots, facts)
    say = facts.say
    text = heading(say("Red list"), facts, plan_of(slots, facts).title)
    text += "\n" + _total(lines, facts)
    beside: tuple[Choice, ...] = ()
    if untold:
        text += "\n" + say.plural(
            "Apart from these, {count} agency is overdue that was not reminded before the due day.",
            "Apart from these, {count} agencies are overdue that were not reminded before the due "
            "day.",
            len(untold),
        )
        beside = (Choice("apart", say("Not reminded in time")),)
    incomplete = _lines("incomplete", slots, facts)
    if incomplete:
        count = report_count(sum(len(owed) for _, owed in incomplete), say)
        text += "\n" + say(
            "Returned and past the day to complete it, which is not late: {reports}.", reports=count
        )
        beside += (Choice("incomplete", say("Past the day to complete")),)
    choices = (*_choices("late", slots, facts), *beside)
    return Prompt(text, (*choices, Choice("nudge", say("Nudge them"))))


def _ask_untold(slots: Slots, facts: Facts) -> Prompt:
    lines, say = _lines("untold", slots, facts), facts.say
    title = say("Overdue, but not reminded before the due day: not to be called late")
    text = heading(title, facts, plan_of(slots, facts).title) + "\n" + _total(lines, facts)
    choices = _choices("untold", slots, facts)
    return Prompt(text, (*choices, Choice("calls", say("Call list"))))


def _ask_incomplete(slots: Slots, facts: Facts) -> Prompt:
    lines, say = _lines("incomplete", slots, facts), facts.say
    title = say("Returned and past the day to complete it: not to be called late")
    text = heading(title, facts, plan_of(slots, facts).title) + "\n" + _total(lines, facts)
    choices = _choices("incomplete", slots, facts)
    return Prompt(text, (*choices, Choice("nudge", say("Nudge them"))))


def _total(lines: Sequence[Line], facts: Facts) -> str:
    reports = report_count(sum(len(owed) for _, owed in lines), facts.say)
    return facts.say.plural(
        "{count} agency, {reports}; choose one to see its tasks.",
        "{count} agencies, {reports}; choose one to see its tasks.",
        len(lines),
        reports=reports,
    )


def _choices(which: str, slots: Slots, facts: Facts) -> list[Choice]:
    parts = _apart(which, slots, facts)
    size, communes = _size(parts, slots, facts), _line_of_communes(parts.rolled, facts)
    shown = [
        Choice(f"a{agency.id}", agency_label(agency.name), overdue_line(agency, owed, facts))
        for agency, owed in page(parts.shown, slots, size)
    ]
    return [*shown, *more(parts.shown, size, facts), *parts.choice(communes, facts.say)]


def _line_of_communes(lines: Sequence[Line], facts: Facts) -> str:
    """All of them: how many, what they owe, and the longest overdue."""
    if not lines:
        return ""
    say, owed = facts.say, [one for _, theirs in lines for one in theirs]
    latest = min(owed, key=lambda one: one.working_days_left)
    reports, days = report_count(len(owed), say), days_left(latest, say)
    names = named([agency for agency, _ in lines], say)
    return say.plural(
        "{count} commune: {reports}, {days}; {names}",
        "{count} communes: {reports}, {days}; {names}",
        len(lines),
        reports=reports,
        days=days,
        names=names,
    )


def _take(slots: Slots, answer: Answer, facts: Facts, which: str) -> Next | Retry | End:
    chosen, plan = answer.choice or "", {"plan": slots["plan"]}
    if chosen == "more":
        parts = _apart(which, slots, facts)
        return Next(which, next_page(parts.shown, slots, _size(parts, slots, facts)))
    if chosen in (COMMUNES, OFFICES):
        return Next(which, opened(chosen, slots))
    if chosen in ("apart", "incomplete"):
        return Next("untold" if chosen == "apart" else chosen, {**plan, "page": 0})
    if chosen in ("nudge", "calls"):
        return Next(dialog=chosen, slots=plan)
    if chosen.startswith("a"):
        return Next(dialog="missing", slots={**plan, "agency": int(chosen[1:])})
    return Retry(facts.say("Please choose one of the answers."))


def _step(which: str, ask: Callable[[Slots, Facts], Prompt]) -> Step:
    return Step(ask, lambda slots, answer, facts: _take(slots, answer, facts, which))


RED_LIST = about_plan(
    "red_list",
    _start,
    {
        "late": _step("late", _ask_late),
        "untold": _step("untold", _ask_untold),
        "incomplete": _step("incomplete", _ask_incomplete),
    },
    words=("danh sách đỏ", "quá hạn", "red list"),
    plans_of=to_be_read,
)
