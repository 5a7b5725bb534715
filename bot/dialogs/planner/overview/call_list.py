"""The call list: whom only a telephone reaches, all of it, page by page."""

from datetime import tzinfo

from bot.dialogs.engine import Answer, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_wording import heading, report_count
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of, to_be_read
from bot.language.people_wording import CALL_REASONS, called_words
from bot.language.wording import day
from locales import Translator
from scheduler.reminders.call_list import CallListEntry

PAGE = 8


def _start(slots: Slots, facts: Facts) -> Next | End:
    calls = facts.planning.calls(slots["plan"])
    if not calls:
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: nobody needs to be telephoned at present.", plan=title))
    slots = {"plan": slots["plan"], "page": 0}
    return Next("list", slots) if len(calls) > PAGE else End(_text(slots, facts))


def _text(slots: Slots, facts: Facts) -> str:
    calls, say = facts.planning.calls(slots["plan"]), facts.say
    head = heading(say("Call list"), facts, plan_of(slots, facts).title)
    total = say.plural("{count} agency", "{count} agencies", len(calls))
    lines = [f"- {_line(call, facts.zone, say)}" for call in page(calls, slots, PAGE)]
    return "\n".join((head, f"{total}:", *lines))


def _line(call: CallListEntry, zone: tzinfo, say: Translator) -> str:
    due = say("due {day}", day=day(call.due_on))
    parts = [say(CALL_REASONS[call.reason]), f"{report_count(call.owed, say)}, {due}"]
    if call.returned:
        parts.append(say("of these returned to be completed: {n}", n=call.returned))
    parts += [", ".join(call.people)] if call.people else []
    parts += [", ".join(call.phones) if call.phones else say("no phone number is known")]
    parts += [called_words(call.called, zone, say)] if call.called else []
    return f"{call.agency}: {'; '.join(parts)}"


def _ask(slots: Slots, facts: Facts) -> Prompt:
    calls = facts.planning.calls(slots["plan"])
    return Prompt(_text(slots, facts), more(calls, PAGE, facts))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice != "more":
        return Retry(facts.say("Please choose one of the answers."))
    following = next_page(facts.planning.calls(slots["plan"]), slots, PAGE)
    is_last = (following["page"] + 1) * PAGE >= len(facts.planning.calls(slots["plan"]))
    return End(_text(following, facts)) if is_last else Next("list", following)


CALLS = about_plan(
    "calls",
    _start,
    {"list": Step(_ask, _take)},
    words=("gọi điện", "danh sách gọi điện", "calls"),
    plans_of=to_be_read,
)
