"""The red list: agencies with overdue reports; those never reminded in time stand apart."""

from collections.abc import Sequence

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.planner.agency_wording import agency_label, heading, overdue_line, report_count
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of

PAGE = 5  # with "more", "apart" and "nudge" no message has more than eight choices

Line = tuple[AgencyFacts, tuple[Duty, ...]]


def _start(slots: Slots, facts: Facts) -> Next | End:
    late, untold = _lines("late", slots, facts), _lines("untold", slots, facts)
    if not late and not untold:
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: no report is overdue at present.", plan=title))
    return Next("late" if late else "untold", {"plan": slots["plan"], "page": 0})


def _lines(which: str, slots: Slots, facts: Facts) -> list[Line]:
    """Most reports first, then the longest overdue."""
    found = [
        (agency, agency.late if which == "late" else agency.overdue_untold)
        for agency in facts.planning.agencies(slots["plan"])
    ]
    return sorted(
        ((agency, owed) for agency, owed in found if owed),
        key=lambda line: (-len(line[1]), min(one.working_days_left for one in line[1])),
    )


def _ask_late(slots: Slots, facts: Facts) -> Prompt:
    lines, untold = _lines("late", slots, facts), _lines("untold", slots, facts)
    say = facts.say
    text = heading(say("Red list"), facts, plan_of(slots, facts).title)
    text += "\n" + _total(lines, facts)
    apart: tuple[Choice, ...] = ()
    if untold:
        text += "\n" + say.plural(
            "Apart from these, {count} agency is overdue that was not reminded before the due day.",
            "Apart from these, {count} agencies are overdue that were not reminded before the due "
            "day.",
            len(untold),
        )
        apart = (Choice("apart", say("Not reminded in time")),)
    choices = (*_choices(lines, slots, facts), *more(lines, PAGE, facts), *apart)
    return Prompt(text, (*choices, Choice("nudge", say("Nudge them"))))


def _ask_untold(slots: Slots, facts: Facts) -> Prompt:
    lines, say = _lines("untold", slots, facts), facts.say
    title = say("Overdue, but not reminded before the due day: not to be called late")
    text = heading(title, facts, plan_of(slots, facts).title) + "\n" + _total(lines, facts)
    choices = (*_choices(lines, slots, facts), *more(lines, PAGE, facts))
    return Prompt(text, (*choices, Choice("calls", say("Call list"))))


def _total(lines: Sequence[Line], facts: Facts) -> str:
    reports = report_count(sum(len(owed) for _, owed in lines), facts.say)
    return facts.say.plural(
        "{count} agency, {reports}; choose one to see its tasks.",
        "{count} agencies, {reports}; choose one to see its tasks.",
        len(lines),
        reports=reports,
    )


def _choices(lines: Sequence[Line], slots: Slots, facts: Facts) -> list[Choice]:
    return [
        Choice(f"a{agency.id}", agency_label(agency.name), overdue_line(agency, owed, facts))
        for agency, owed in page(lines, slots, PAGE)
    ]


def _take(slots: Slots, answer: Answer, facts: Facts, which: str) -> Next | Retry | End:
    chosen, plan = answer.choice or "", {"plan": slots["plan"]}
    if chosen == "more":
        return Next(which, next_page(_lines(which, slots, facts), slots, PAGE))
    if chosen == "apart":
        return Next("untold", {**plan, "page": 0})
    if chosen in ("nudge", "calls"):
        return Next(dialog=chosen, slots=plan)
    if chosen.startswith("a"):
        return Next(dialog="missing", slots={**plan, "agency": int(chosen[1:])})
    return Retry(facts.say("Please choose one of the answers."))


RED_LIST = about_plan(
    "red_list",
    _start,
    {
        "late": Step(_ask_late, lambda slots, answer, facts: _take(slots, answer, facts, "late")),
        "untold": Step(
            _ask_untold, lambda slots, answer, facts: _take(slots, answer, facts, "untold")
        ),
    },
    words=("danh sách đỏ", "quá hạn", "red list"),
)
