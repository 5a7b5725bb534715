"""What waits for the planning department, as somebody sees it who only reads: how much, whose."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan, may_change, plan_of, to_be_read
from bot.language.wording import day

SHOWN = 8  # agencies


def or_only_read(dialog: Dialog) -> Dialog:
    """The planner's dialog; whoever leads the province and plans nothing sees what waits in it."""

    def enter(slots: Slots, facts: Facts) -> Next | End:
        planning = facts.planning
        if planning.led and not planning.plans:
            return Next(dialog="review_state")
        return dialog.enter(slots, facts)

    return replace(dialog, enter=enter)


def _start(slots: Slots, facts: Facts) -> Next | End:
    if may_change(slots, facts):
        return Next(dialog="review", slots=slots)
    return End("\n".join(_lines(slots, facts)))


def _lines(slots: Slots, facts: Facts) -> Iterator[str]:
    say, plan = facts.say, plan_of(slots, facts)
    reports = facts.planning.to_review(slots["plan"])
    requests = len(facts.planning.requests(slots["plan"]))
    yield say(
        "{plan}: {reports} reports wait to be reviewed, {requests} requests to be decided.",
        plan=plan.title,
        reports=len(reports),
        requests=requests,
    )
    waiting: dict[str, list[datetime]] = {}
    for one in reports:
        waiting.setdefault(one.task.agency, []).append(one.first_at)
    longest = sorted(waiting.items(), key=lambda one: min(one[1]))
    for agency, since in longest[:SHOWN]:
        first = min(since).astimezone(facts.zone).date()
        name = agency_label(agency)
        yield say("- {agency}: {n}, since {day}", agency=name, n=len(since), day=day(first))
    left = len(longest) - SHOWN
    if left > 0:
        yield say.plural("- and {count} more agency", "- and {count} more agencies", left)
    who = (f"{name} ({phone})" if phone else name for name, phone in facts.planners(slots["plan"]))
    if told := "; ".join(who):
        yield say("They are for the planning department to review: {names}.", names=told)


REVIEW_STATE = about_plan(
    "review_state", _start, {}, words=("chờ duyệt", "awaiting review"), plans_of=to_be_read
)
