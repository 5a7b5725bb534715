"""Requests to decide: later days and "not our task", one at a time, the oldest first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dialogs.effects import DecideExtension, DecideObjection, DecideReopening
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import Request
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.dialogs.tasks.wording import report_name
from bot.language.wording import day, several_tasks, shortened, weekday_and_day
from locales import Translator, mark
from storage.reports.requests.extensions import LONGEST

Decision = DecideExtension | DecideObjection | DecideReopening

_KINDS = {
    "extension": mark("A later day is asked for"),
    "objection": mark('"Not our task"'),
    "reopening": mark("To reopen an accepted report is asked for"),
}


def _start(slots: Slots, facts: Facts) -> Next | End:
    """`past`: what was decided or left for later in this sitting."""
    waiting = _waiting(slots, facts)
    past, plan = list(slots.get("past", ())), slots["plan"]
    found = next((one for one in waiting if one.key not in past), None)
    if found is not None:
        apart = {"apart": slots["apart"]} if slots.get("apart") else {}
        return Next("request", {"plan": plan, "request": found.key, "past": past, **apart})
    left = [one for one in waiting if one.key not in slots.get("done", ())]
    if left and past:
        return End(
            facts.say.plural(
                'That was the last one. {count} request was left for later: type "quyet dinh".',
                'That was the last one. {count} requests were left for later: type "quyet dinh".',
                len(left),
            )
        )
    title = plan_of(slots, facts).title
    return End(facts.say("{plan}: no request waits for a decision.", plan=title))


def _waiting(slots: Slots, facts: Facts) -> list[Request]:
    """The tasks of requests that are decided one by one (`apart`: their ids) stand for them."""
    apart = set(slots.get("apart", ()))
    return [
        part
        for one in facts.planning.requests(slots["plan"])
        for part in (one.each if apart.intersection(one.ids) and one.each else (one,))
    ]


def request_of(slots: Slots, facts: Facts) -> Request | None:
    """The request in question, while it still waits."""
    return next((one for one in _waiting(slots, facts) if one.key == slots["request"]), None)


def on_to_next(slots: Slots, said: str, *effects: Decision) -> Next:
    done = [*slots.get("done", ()), *((slots["request"],) if effects else ())]
    past = [*slots["past"], slots["request"]]
    behind = {"plan": slots["plan"], "past": past, "done": done, "apart": slots.get("apart", [])}
    return Next(dialog="decide", slots=behind, said=said, effects=effects)


def gone(facts: Facts) -> str:
    return facts.say("This request was decided meanwhile.")


def about(one: Request, say: Translator) -> str:
    """Who asks, and for which task, or tasks."""
    if one.each:
        return f"{one.agency}: {what_of_several(one.each, say)}"
    what = f"{one.code} {shortened(one.title, 120)}".strip() or report_name(one.sums_up, say)
    return f"{one.agency}: {what}"


def what_of_several(each: Sequence[Request], say: Translator) -> str:
    """ "5 nhiệm vụ: 1.1, 1.2, 1.3, 1.4 và báo cáo chung"."""
    codes = (one.code or one.title or report_name(one.sums_up, say) for one in each)
    return several_tasks(list(codes), say)


def told(one: Request, say: Translator) -> str:
    """Who hears of the decision."""
    if one.told:
        return say("It will be sent to {names}.", names=", ".join(one.told))
    return say("Nobody of the agency can be reached here: please telephone as well.")


def granted(slots: Slots, one: Request, until: date, facts: Facts) -> Next:
    """The decision, and the next request."""
    say = facts.say
    said = say(
        "Decided: {about} is now due on {day}.",
        about=about(one, say)
        if one.each
        else f"{one.agency}, {one.code or report_name(one.sums_up, say)}",
        day=weekday_and_day(until, say),
    )
    return on_to_next(slots, f"{said} {told(one, say)}", DecideExtension(one.ids, until))


def may_grant(one: Request, until: date, facts: Facts) -> bool:
    is_expected = all(part.is_expected for part in one.parts)
    is_later = one.due_days[-1] < until <= last_day(one)
    return is_expected and is_later and facts.today <= until


def last_day(one: Request) -> date:
    """The latest that may be granted."""
    return one.due_days[0] + LONGEST


# --- One request ----------------------------------------------------------------------------------


def _ask(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return Prompt(gone(facts), (Choice("skip", say("Next request")),))
    lines = [f"{say(_KINDS[one.kind])} – {about(one, say)}"]
    if one.asked_until:
        lines.append(
            say(
                "Due on {due}; asked for: {until}.",
                due="; ".join(weekday_and_day(due_on, say) for due_on in one.due_days),
                until=weekday_and_day(one.asked_until, say),
            )
        )
    lines.append(say("Reason: {reason}", reason=one.reason))
    asked_on = day(one.asked_at.astimezone(facts.zone).date())
    lines.append(say("{name}, {day}", name=one.asked_by or one.agency, day=asked_on))
    if not one.is_expected:
        lines.append(say("This report is no longer expected."))
    return Prompt("\n".join(lines), _choices(one, facts))


def _choices(one: Request, facts: Facts) -> tuple[Choice, ...]:
    say, until = facts.say, one.asked_until
    choices = []
    if one.kind == "objection":
        choices.append(Choice("agree", say("Agree: not to be reported")))
    elif one.kind == "reopening":
        choices.append(Choice("agree", say("Agree: reopen it")))
    elif until is not None:
        if may_grant(one, until, facts):
            choices.append(Choice("grant", say("Grant until {day}", day=day(until))))
        if one.is_expected:
            choices.append(Choice("other", say("Grant another day")))
    choices.append(Choice("refuse", say("Do not agree")))
    if one.each:
        choices.append(Choice("apart", say("Decide on each task alone")))
    return (*choices, Choice("skip", say("Leave for later")))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, chosen = request_of(slots, facts), answer.choice
    if chosen not in ("agree", "grant", "other", "refuse", "apart", "skip"):
        return Retry(facts.say("Please choose one of the answers."))
    if one is None or chosen == "skip":
        return on_to_next(slots, gone(facts) if one is None and chosen != "skip" else "")
    if chosen == "apart":
        return Next(dialog="decide", slots={**slots, "apart": [*slots.get("apart", ()), *one.ids]})
    if chosen in ("other", "refuse"):
        typed = {"how": chosen, "words": answer.words}
        return Next(dialog="answering", slots={**slots, **typed})
    if chosen == "agree":
        return Next("agree" if one.kind == "objection" else "reopen", slots)
    if one.asked_until is None or not may_grant(one, one.asked_until, facts):
        return Retry(facts.say("That day cannot be granted any more; please choose another."))
    return granted(slots, one, one.asked_until, facts)


# --- Agreeing that it is not their task -----------------------------------------------------------


def _ask_agree(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return Prompt(gone(facts), (Choice("no", say("Next request")),))
    if one.code:
        question = say(
            "{about}\nThe agency will not be asked for it any more; you can assign it to another "
            "agency at once, or it waits until somebody does. Agree?",
            about=about(one, say),
        )
    else:
        question = say(
            "{about}\nIt is not asked of the agency any more. Agree?", about=about(one, say)
        )
    return Prompt(question, (Choice("yes", say("Agree")), Choice("no", say("Go back"))))


def _take_agree(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "no":
        return Next("request", slots)
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    said = say("Decided: {about} is not to be reported.", about=about(one, say))
    following = on_to_next(
        slots, f"{said} {told(one, say)}", DecideObjection(one.id, accepted=True)
    )
    if not one.code:
        return following
    task = {"objection": one.id, "task": f"{one.code} {shortened(one.title, 120)}".strip()}
    behind = {**following.slots, **task, "helping": [list(pair) for pair in one.helping]}
    return replace(following, dialog="reassigning", slots=behind)


# --- Reopening an accepted report -----------------------------------------------------------------


def _ask_reopen(slots: Slots, facts: Facts) -> Prompt:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return Prompt(gone(facts), (Choice("no", say("Next request")),))
    question = say(
        "{about}\nThe agency may then send another report; until it comes, the accepted one "
        "counts. Reopen it?",
        about=about(one, say),
    )
    return Prompt(question, (Choice("yes", say("Reopen")), Choice("no", say("Go back"))))


def _take_reopen(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, say = request_of(slots, facts), facts.say
    if one is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "no":
        return Next("request", slots)
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    said = say("Reopened: {about}.", about=about(one, say))
    return on_to_next(slots, f"{said} {told(one, say)}", DecideReopening(one.id, accepted=True))


DECIDE = about_plan(
    "decide",
    _start,
    {
        "request": Step(_ask, _take, with_words=("other", "refuse"), decides=True),
        "agree": Step(_ask_agree, _take_agree),
        "reopen": Step(_ask_reopen, _take_reopen),
    },
    words=("chờ quyết định", "quyết định", "decisions"),
)
