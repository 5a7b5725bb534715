"""Closing a round with a look at what is still missing, and opening it again for a reason."""

from bot.dialogs.effects import CloseRound, ReopenRound
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import RoundFacts
from bot.dialogs.planner.agency_wording import report_count
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of
from bot.language import wording
from bot.language.wording import day, shortened
from locales import Translator, mark

PAGE = 6
NAMED = 12  # agencies
FEWEST = 3  # letters of a reason
LABEL = 30


def round_name(one: RoundFacts, say: Translator) -> str:
    of_what = one.sums_up, one.of_items
    return wording.round_name(one.title, one.year, one.due_on, *of_what, say)


def _rounds(which: str, slots: Slots, facts: Facts) -> list[RoundFacts]:
    """`which`: "open" or "closed"."""
    found = facts.planning.rounds(slots["plan"])
    return [one for one in found if (one.closed_on is None) == (which == "open")]


def _start_closing(slots: Slots, facts: Facts) -> Next | End:
    return _first("open", "close", slots, facts)


def _start_reopening(slots: Slots, facts: Facts) -> Next | End:
    """`why` of the slots, if given: the reason, as it was written behind the command."""
    first = _first("closed", "reason", slots, facts)
    if not slots.get("why") or not isinstance(first, Next) or first.step != "reason":
        return first
    said = _take_reason(first.slots, Answer(slots["why"]), facts)
    return first if isinstance(said, Retry) else said


def _first(which: str, step: str, slots: Slots, facts: Facts) -> Next | End:
    found, plan = _rounds(which, slots, facts), {"plan": slots["plan"]}
    if not found:
        title = plan_of(slots, facts).title
        if which == "open":
            return End(facts.say("{plan}: no reporting round is open.", plan=title))
        return End(facts.say("{plan}: no reporting round is closed.", plan=title))
    if len(found) == 1:
        return Next(step, {**plan, "round": found[0].id})
    return Next("which", {**plan, "page": 0})


def _ask_which(which: str, slots: Slots, facts: Facts) -> Prompt:
    found, say = _rounds(which, slots, facts), facts.say
    choices = [
        Choice(f"r{one.id}", shortened(round_name(one, say), LABEL), _line(one, say))
        for one in page(found, slots, PAGE)
    ]
    text = say("Which round is to be closed?")
    if which == "closed":
        text = say("Which round is to be opened again?")
    return Prompt(text, (*choices, *more(found, PAGE, facts)))


def _line(one: RoundFacts, say: Translator) -> str:
    due = say("due {day}", day=day(one.due_on))
    if one.closed_on is not None:
        return f"{round_name(one, say)}, {due}, " + say("closed on {day}", day=day(one.closed_on))
    missing = sum(count for _, count in one.missing)
    return f"{round_name(one, say)}, {due}, {one.expected - missing}/{one.expected}"


def _take_which(which: str, step: str, slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    chosen = answer.choice or ""
    if chosen == "more":
        return Next("which", next_page(_rounds(which, slots, facts), slots, PAGE))
    if chosen.startswith("r"):
        return Next(step, {"plan": slots["plan"], "round": int(chosen[1:])})
    return Retry(facts.say("Please choose one of the answers."))


def _round(which: str, slots: Slots, facts: Facts) -> RoundFacts | None:
    found = _rounds(which, slots, facts)
    return next((one for one in found if one.id == slots["round"]), None)


def _gone(facts: Facts) -> str:
    return facts.say("This round was closed or opened meanwhile.")


# --- Closing --------------------------------------------------------------------------------------


def _ask_close(slots: Slots, facts: Facts) -> Prompt:
    one, say = _round("open", slots, facts), facts.say
    no = Choice("no", say("Do not close it"))
    if one is None:
        return Prompt(_gone(facts), (no,))
    question = say("Close it? After that nothing is taken in it any more, until it is reopened.")
    text = "\n".join((_line(one, say) + ".", *_left(one, say), question))
    return Prompt(text, (Choice("yes", say("Close the round")), no))


def _left(one: RoundFacts, say: Translator) -> list[str]:
    """What is still missing."""
    told = []
    if one.missing:
        told.append(say("Still missing ({n}):", n=sum(count for _, count in one.missing)))
        told += [f"- {_owes(name, count, say)}" for name, count in one.missing[:NAMED]]
    else:
        told.append(say("Nothing is missing."))
    left = len(one.missing) - NAMED
    if left > 0:
        told.append(say.plural("and {count} more agency", "and {count} more agencies", left))
    if one.unreviewed:
        told.append(say("Not reviewed yet: {n}.", n=report_count(one.unreviewed, say)))
    if one.requests:
        told.append(say("Requests that wait for a decision: {n}.", n=one.requests))
    return told


def _owes(name: str, count: int, say: Translator) -> str:
    return f"{name}: {report_count(count, say)}"


def _take_close(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, say = _round("open", slots, facts), facts.say
    if answer.choice == "no":
        return End(say("The round stays open."))
    if one is None:
        return End(_gone(facts))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    said = say(
        'Closed: {round}. Nobody is reminded of it any more. To open it again, type "mo lai dot".',
        round=round_name(one, say),
    )
    return End(_with_missing(said, one, say), (CloseRound(slots["plan"], one.id),))


def _with_missing(said: str, one: RoundFacts, say: Translator) -> str:
    """How many are missing, and that whoever owes them hears of it."""
    count = sum(missing for _, missing in one.missing)
    if not count:
        return f"{said} " + say("Nothing is missing.")
    told = say.plural(
        "{count} report is missing; the focal person of its agency is told in office hours.",
        "{count} reports are missing; the focal persons of their agencies are told in office "
        "hours.",
        count,
    )
    return f"{said} {told}"


# --- Opening again --------------------------------------------------------------------------------


def _ask_reason(slots: Slots, facts: Facts) -> Prompt:
    one, say = _round("closed", slots, facts), facts.say
    back = Choice("no", say("Leave it closed"))
    if one is None:
        return Prompt(_gone(facts), (back,))
    question = say("Why is it to be opened again? The reason is kept.")
    return Prompt("\n".join((_line(one, say) + ".", question)), (back,))


def _take_reason(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "no":
        return End(facts.say("The round stays closed."))
    if _round("closed", slots, facts) is None:
        return End(_gone(facts))
    reason = " ".join(answer.text.split())
    if sum(letter.isalpha() for letter in reason) < FEWEST:
        return Retry(facts.say("A few words are needed here."))
    return Next("confirm", {**slots, "reason": reason})


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    one, say = _round("closed", slots, facts), facts.say
    no = Choice("no", say("Leave it closed"))
    if one is None:
        return Prompt(_gone(facts), (no,))
    lines = (
        say("Open again: {round}?", round=round_name(one, say)),
        say("Reason: {reason}", reason=slots["reason"]),
    )
    choices = (Choice("yes", say("Open it again")), Choice("again", say("Write the reason again")))
    return Prompt("\n".join(lines), (*choices, no))


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one, say = _round("closed", slots, facts), facts.say
    if answer.choice == "no":
        return End(say("The round stays closed."))
    if one is None:
        return End(_gone(facts))
    if answer.choice == "again":
        return Next("reason", {"plan": slots["plan"], "round": slots["round"]})
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    said = say("Opened again: {round}. Reports are taken in it.", round=round_name(one, say))
    return End(
        _with_missing(said, one, say), (ReopenRound(slots["plan"], one.id, slots["reason"]),)
    )


def _which_step(which: str, step: str) -> Step:
    def ask(slots: Slots, facts: Facts) -> Prompt:
        return _ask_which(which, slots, facts)

    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        return _take_which(which, step, slots, answer, facts)

    return Step(ask, take)


CLOSING = about_plan(
    "closing",
    _start_closing,
    {"which": _which_step("open", "close"), "close": Step(_ask_close, _take_close)},
    words=("đóng đợt", "đóng đợt báo cáo", "kết thúc đợt", "close round"),
)
REOPENING_ROUND = about_plan(
    "reopening_round",
    _start_reopening,
    {
        "which": _which_step("closed", "reason"),
        "reason": Step(_ask_reason, _take_reason, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=("mở lại đợt", "mở lại đợt báo cáo", "reopen round"),
    draft=mark("the closing of a round"),
)
