"""The digest: what is owed, what a leader has to know, a planner's morning list; once a day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bot.dialogs.digest.brief_section import brief_chart, brief_paragraphs
from bot.dialogs.digest.changes import since_the_last
from bot.dialogs.digest.leader_section import missed_of, missed_paragraphs
from bot.dialogs.digest.planner_section import morning_list, short_figures, trouble_line
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.reply_example import example_line
from bot.dialogs.tasks.task_list import take_task
from bot.dialogs.tasks.task_numbers import task_choices
from bot.dialogs.tasks.wording import (
    by_due_day,
    by_duty,
    decision_words,
    due_line,
    state_of_task,
    task_line,
)
from bot.language.wording import document_name
from locales import Translator

PARTS = ("brief", "owed", "missed", "lists", "troubles")
ONCE = 200  # letters of what is told in full
TITLE = 50  # letters: with three of them the usual digest stays below 600
MOST_SHOWN = 3  # tasks: it is read between two meetings
MOST_IN_A_LETTER = 60  # from which nobody can ask for the whole list


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """With the chart that only a message to a leader of the province brings along."""
    told = facts.brief if "brief" in slots.get("parts", ()) else None
    file = brief_chart(told, facts) if told else None
    return Next("digest", {"parts": ["owed"], **slots}, file=file)


def _ask(slots: Slots, facts: Facts) -> Prompt:
    """In the order of an official letter: basis, matter, deadline, request, closing."""
    say, parts = facts.say, slots.get("parts", ["owed"])
    news = slots.get("news", ())
    told = [
        paragraph for part in PARTS if part in parts for paragraph in _PARTS[part](slots, facts)
    ]
    if not told and {"brief", "lists", "troubles"} & set(parts):
        return Prompt(say("Please choose one of the answers."), _choices(parts, facts))
    if not facts.person or not (told or news):
        return Prompt(say("There is nothing to report at present."))
    text = "\n\n".join((_greeting(slots, facts), *news, *told, say("Yours respectfully.")))
    return Prompt(text, _choices(parts, facts))


def _choices(parts: Sequence[str], facts: Facts) -> tuple[Choice, ...]:
    say, choices = facts.say, list[Choice]()
    if "owed" in parts:
        choices += task_choices(nearest(facts), facts)
        choices.append(Choice("report", say("Report now")))
        choices.append(Choice("later", say("Received, will report later")))
    if "lists" in parts or "brief" in parts:
        choices.append(Choice("summary", say("Summary")))
    if "brief" in parts:
        choices.append(Choice("ask_nudge", say("Have them nudged")))
    return tuple(choices) or (Choice("seen", say("Received")),)


def _greeting(slots: Slots, facts: Facts) -> str:
    person = facts.person
    if person is None:
        return ""
    owed = facts.owed if "owed" in slots.get("parts", ["owed"]) else missed_of(slots, facts)
    agencies = tuple(dict.fromkeys(one.agency for one in owed)) or person.agencies
    if not agencies:
        say = facts.say
        return say("Dear {address} {name}.", address=person.address, name=person.given_name)
    return facts.say(
        "Dear {address} {name} ({agency}).",
        address=person.address,
        name=person.given_name,
        agency="; ".join(agencies),
    )


# --- What is owed ---------------------------------------------------------------------------------


def _owed(slots: Slots, facts: Facts) -> list[str]:
    """The day, how many, the nearest of them, how to answer; the whole list is one word away."""
    if not facts.owed or facts.person is None:
        return []
    say, told, number = facts.say, [], 1
    asked, shown = _asked_for(facts), _ids(nearest(facts))
    cited, due, promised = set[str](), list[str](), len(facts.owed) - len(asked)
    for section in by_duty(asked):
        basis, before = _basis(section, _cited(section[0], cited, say), facts), due
        due = _due_lines(section, say)
        lines = [basis, *due]
        if due == before:  # plans of one due day do not repeat it
            lines = [" ".join((basis, say("It is due on the same day.")))]
        for one in section:
            if one.expectation_id in shown:
                lines.append(_task(one, number, facts))
                number += 1
        told.append("\n".join(lines))
    if promised:
        told.append(
            say.plural(
                "{count} other task: your agency has named a day for it.",
                "{count} other tasks: your agency has named a day for them.",
                promised,
            )
        )
    told += [*since_the_last(facts), *([] if facts.is_one_way else [_how(facts)])]
    if facts.is_first_digest and any(one.working_days_left < 0 for one in facts.owed):
        told.append(say("This is the first reminder that is sent to you here."))
    return told


def _task(one: Duty, number: int, facts: Facts) -> str:
    """Of what is asked for once, and to whom a letter goes, nothing else is written down."""
    title = ONCE if one.is_ad_hoc or facts.is_one_way else TITLE
    mark = "-" if facts.is_one_way else f"{number})"
    return f"{mark} {task_line(one, facts.say, title)}{state_of_task(one, facts)}"


def nearest(facts: Facts) -> tuple[Duty, ...]:
    """Those shown, in the list's order: what was returned, then what is due first; a task that is
    asked for in a report and on its own day, once."""
    by_need = sorted(_asked_for(facts), key=lambda one: (not one.is_returned, one.due_on))
    most = MOST_IN_A_LETTER if facts.is_one_way else MOST_SHOWN
    shown = _ids(_each_task_once(by_need)[:most])
    in_order = chain.from_iterable(by_duty(facts.owed))
    return tuple(one for one in in_order if one.expectation_id in shown)


def _ids(duties: Iterable[Duty]) -> set[int]:
    return {one.expectation_id for one in duties}


def _asked_for(facts: Facts) -> Sequence[Duty]:
    """Without what the agency has named a day for, where only returned reports are left."""
    awake = [one for one in facts.owed if not facts.is_quiet(one)]
    only_returned = awake and all(one.is_returned for one in awake)
    return awake if only_returned else facts.owed


def _each_task_once(duties: Sequence[Duty]) -> list[Duty]:
    """Of those asked for in a report and on their own day, what comes first."""
    twice, seen = {one.task for one in duties if one.is_own_day}, set[object]()
    found = []
    for one in duties:
        if one.task not in twice or one.task not in seen:
            found.append(one)
        seen.add(one.task)
    return found


def _due_lines(section: Sequence[Duty], say: Translator) -> list[str]:
    """The nearest day, and that others come later."""
    days = by_due_day(section)
    first = min(days, key=lambda group: group[0].due_on)
    lines = [due_line(first[0], say)]
    later = len(section) - len(first)
    if later:
        lines.append(say.plural("{count} is due later.", "{count} are due later.", later))
    return lines


def _how(facts: Facts) -> str:
    say, shown = facts.say, nearest(facts)
    if any(not one.code for one in shown):  # a report on the whole has no status
        return say('Please choose below, or type "nhiem vu" for the whole list.')
    return say(
        'Please answer in one line, such as "{line}", or type "nhiem vu" for the whole list.',
        line=example_line(shown, say),
    )


def _cited(one: Duty, cited: set[str], say: Translator) -> str:
    """The decision in full once; `cited`: those that were."""
    words = decision_words(one, say)
    if words in cited:
        is_decision = "QĐ" in one.decision
        return say("the decision named above") if is_decision else document_name(one.decision, say)
    cited.add(words)
    return words


def _basis(section: Sequence[Duty], decision: str, facts: Facts) -> str:
    """Which decision asks for it, and how many tasks of how many are still open."""
    first, say = section[0], facts.say
    if first.is_returned:
        return say(
            "Under {decision}, the planning department has returned these reports to be completed:",
            decision=decision,
        )
    if first.is_ad_hoc:
        return say(
            "For {decision}, the planning department asks for a report besides the yearly one.",
            decision=decision,
        )
    if first.sums_up:
        return say(
            "Under {decision}, the consolidated report of {year} is to be sent up.",
            decision=decision,
            year=first.year,
        )
    said = [*facts.reported, *(replace(o, is_returned=False) for o in facts.owed if o.is_returned)]
    reported = [one for one in said if len(by_duty([first, one])) == 1]
    return say(
        "Under {decision}, {open} of {all} tasks of {year} are still to be reported.",
        decision=decision,
        year=first.year,
        open=len(section),
        all=len(section) + len(reported),
    )


# --- What others have to know ---------------------------------------------------------------------


def _lists(slots: Slots, facts: Facts) -> list[str]:
    """The figures alone where the question is asked again: the rest is of the morning."""
    figures = {summary.plan.id: summary for summary in facts.planning.summaries}
    if not facts.lists:
        return [short_figures(one, facts.say) for one in facts.planning.summaries]
    called = frozenset(slots.get("called", ()))
    asked = {one.plan_id for one in facts.owed if one.sums_up} if "owed" in _said(slots) else set()
    return [
        morning_list(
            one,
            figures.get(one.plan.id),
            facts.say,
            called=called,
            says_own_day=one.plan.id not in asked,
        )
        for one in facts.lists
    ]


def _said(slots: Slots) -> Sequence[str]:
    parts: Sequence[str] = slots.get("parts", ["owed"])
    return parts


def _troubles(slots: Slots, facts: Facts) -> list[str]:
    if not facts.troubles:
        return []
    say = facts.say
    lines = [f"- {trouble_line(one, say)}" for one in facts.troubles]
    return ["\n".join((say("For the administrator to put right:"), *lines))]


def _brief(slots: Slots, facts: Facts) -> list[str]:
    return brief_paragraphs(facts.brief, facts) if facts.brief else []


_PARTS = {
    "brief": _brief,
    "owed": _owed,
    "missed": missed_paragraphs,
    "lists": _lists,
    "troubles": _troubles,
}


# --- Answers --------------------------------------------------------------------------------------


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if (answer.choice or "").startswith("e"):
        return take_task(answer, facts)
    match answer.choice:
        case "report":
            return Next(dialog="owed")
        case "later":
            return Next(dialog="promise")
        case "summary" | "ask_nudge":
            return Next(dialog=answer.choice)
        case "seen":
            return End(facts.say("Thank you."))
    return Retry(facts.say("Please choose one of the answers."))


DIGEST = Dialog(
    name="digest",
    enter=_enter,
    steps={"digest": Step(_ask, _take)},
)
