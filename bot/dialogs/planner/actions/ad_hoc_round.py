"""An ad-hoc round: what is asked, until when, of whom; then a last look before it is opened."""

from collections.abc import Iterable
from datetime import date

from bot.dialogs.effects import OpenAdHoc
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_names import Doubt, agencies_typed
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.dialogs.planner.review.typed_days import typed_day
from bot.language.wording import day, shortened, weekday_and_day
from locales import mark
from scheduler.rounds.ad_hoc import LONGEST
from storage.names import fold

LONGEST_TITLE = 200  # letters: it stands in every reminder
OFFERED_DAYS = (3, 5, 10)  # working days from today


def _start(slots: Slots, facts: Facts) -> Next | End:
    return Next("title", {"plan": slots["plan"]})


def _cancelled(facts: Facts) -> End:
    return End(facts.say("Nothing was stored."))


# --- What, and until when -------------------------------------------------------------------------


def _ask_title(slots: Slots, facts: Facts) -> Prompt:
    title = plan_of(slots, facts).title
    question = facts.say(
        "An ad-hoc report for {plan}. What is asked, in one sentence? The agencies read it as you "
        "write it.",
        plan=title,
    )
    return Prompt(question)


def _take_title(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    title = " ".join(answer.text.split())
    if not fold(title):
        return Retry(facts.say("Please say in a few words what is meant."))
    if len(title) > LONGEST_TITLE:
        seen = facts.say(
            "That has {n} letters; at most {most} fit into a reminder.",
            n=len(title),
            most=LONGEST_TITLE,
        )
        return Retry(seen)
    following = "confirm" if "agencies" in slots else "due"
    return Next(following, {**slots, "title": title})


def _ask_due(slots: Slots, facts: Facts) -> Prompt:
    offered = [facts.working_days[n - 1] for n in OFFERED_DAYS if n <= len(facts.working_days)]
    choices = tuple(
        Choice(on.strftime("d%Y%m%d"), weekday_and_day(on, facts.say)) for on in offered
    )
    question = facts.say("Until when? Choose, or type a day such as 25/11 or thứ 6 tuần sau.")
    return Prompt(question, choices)


def _take_due(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, chosen = facts.say, answer.choice or ""
    tapped = [on for on in facts.working_days if on.strftime("d%Y%m%d") == chosen]
    due_on = tapped[0] if tapped else typed_day(answer.text, facts)
    if due_on is None:
        return Retry(say('"{text}" was not read as one day.', text=shortened(answer.text, 60)))
    problem = _not_due(due_on, facts)
    if problem:
        return Retry(problem)
    following = "confirm" if "agencies" in slots else "who"
    return Next(following, {**slots, "due": due_on.isoformat()})


def _not_due(due_on: date, facts: Facts) -> str:
    say = facts.say
    if due_on < facts.today:
        return say("{day} has passed; please name a day from today on.", day=day(due_on))
    if due_on > facts.today + LONGEST:
        return say("That day is more than a year away; please look at the year.")
    return ""


# --- Of whom --------------------------------------------------------------------------------------


def _ask_who(slots: Slots, facts: Facts) -> Prompt:
    say, everybody = facts.say, facts.planning.everybody(slots["plan"])
    question = say(
        "Of which agencies? Type their names or abbreviations, parted by semicolons or line by "
        "line, such as: SCT; Sở Y tế."
    )
    if slots.get("agencies"):
        so_far = say("So far: {names}.", names=_names(slots["agencies"], slots, facts))
        question = f"{so_far}\n{question}"
    if not everybody:
        return Prompt(question)
    return Prompt(question, (Choice("all", say("All of the plan ({n})", n=len(everybody))),))


def _take_who(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "all":
        everybody = list(facts.planning.everybody(slots["plan"]))
        return Next("confirm", {**slots, "agencies": everybody})
    named = agencies_typed(answer.text, facts.planning.known(slots["plan"]))
    agencies = _joined(slots.get("agencies", ()), named.agency_ids)
    open_ = [one for one in named.doubts if one.agency_ids]
    hopeless = [_hopeless(one, facts) for one in named.doubts if not one.agency_ids]
    slots = {**slots, "agencies": agencies}
    if open_:
        doubts = [_as_json(one) for one in open_]
        return Next("which", {**slots, "doubts": doubts}, said="\n".join(hopeless))
    if hopeless and agencies:
        return Next("who", slots, said="\n".join(hopeless))
    if hopeless or not agencies:
        return Retry("\n".join(hopeless) or facts.say("Please name at least one agency."))
    return Next("confirm", slots)


def _joined(so_far: Iterable[int], new: Iterable[int]) -> list[int]:
    return list(dict.fromkeys((*so_far, *new)))


def _hopeless(one: Doubt, facts: Facts) -> str:
    name = shortened(one.text, 60)
    if one.ended_on is not None:
        return facts.say(
            '"{text}" ended on {day}; please name who is asked instead.',
            text=name,
            day=day(one.ended_on),
        )
    return facts.say('No agency called "{text}" is known.', text=name)


def _as_json(one: Doubt) -> dict[str, object]:
    return {"text": one.text, "ids": list(one.agency_ids), "known": one.is_known}


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    say, doubt = facts.say, slots["doubts"][0]
    text = shortened(doubt["text"], 60)
    if doubt["known"]:
        question = say('"{text}" may be several agencies. Which one?', text=text)
    else:
        question = say('No agency called "{text}" is known. Is one of these meant?', text=text)
    names = _called(slots, facts)
    offered = [(key, names[key]) for key in doubt["ids"] if key in names]
    choices = [Choice(f"a{key}", agency_label(name), name) for key, name in offered]
    return Prompt(question, (*choices, Choice("none", say("None of these"))))


def _take_which(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen = answer.choice or ""
    if not chosen:
        return Retry(facts.say("Please choose one of the answers."))
    doubts, agencies = slots["doubts"][1:], slots["agencies"]
    if chosen != "none":
        agencies = _joined(agencies, [int(chosen[1:])])
    slots = {**slots, "agencies": agencies, "doubts": doubts}
    if doubts:
        return Next("which", slots)
    return Next("confirm" if agencies else "who", slots)


def _called(slots: Slots, facts: Facts) -> dict[int, str]:
    return {one.id: one.now_called for one in facts.planning.known(slots["plan"])}


def _names(agency_ids: Iterable[int], slots: Slots, facts: Facts) -> str:
    names = _called(slots, facts)
    return "; ".join(names[key] for key in agency_ids if key in names)


# --- The last look --------------------------------------------------------------------------------


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, due_on = facts.say, date.fromisoformat(slots["due"])
    lines = [
        say("Please check before it is sent:"),
        say("Asked: {title}", title=slots["title"]),
        say("Due: {day}", day=weekday_and_day(due_on, say)) + _day_off(due_on, facts),
        say.plural(
            "Of {count} agency: {names}",
            "Of {count} agencies: {names}",
            len(slots["agencies"]),
            names=_names(slots["agencies"], slots, facts),
        ),
    ]
    choices = (
        Choice("yes", say("Correct, send the request")),
        Choice("title", say("Change the wording")),
        Choice("due", say("Change the day")),
        Choice("add", say("Add agencies")),
        Choice("who", say("Choose agencies anew")),
        Choice("cancel", say("Cancel")),
    )
    return Prompt("\n".join(lines), choices)


def _day_off(due_on: date, facts: Facts) -> str:
    """Said where the day itself is no working day."""
    asked = facts.calendar.working_day_on_or_before(due_on)
    if asked == due_on:
        return ""
    day_asked = weekday_and_day(asked, facts.say)
    return " " + facts.say("(no working day; agencies are asked to report by {day})", day=day_asked)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    kept = {name: slots[name] for name in ("plan", "title", "due", "agencies")}
    match answer.choice:
        case "yes":
            return _opened(slots, facts)
        case "title" | "due":
            return Next(answer.choice, kept)
        case "add":
            return Next("who", kept)
        case "who":
            return Next("who", {**kept, "agencies": []})
        case "cancel":
            return _cancelled(facts)
    return Retry(facts.say("Please choose one of the answers."))


def _opened(slots: Slots, facts: Facts) -> Next | Retry | End:
    due_on, say = date.fromisoformat(slots["due"]), facts.say
    problem = _not_due(due_on, facts)
    if problem:
        return Next("due", slots, said=problem)
    names = _called(slots, facts)
    agencies = tuple(key for key in slots["agencies"] if key in names)
    until = weekday_and_day(due_on, say)
    said = say.plural(
        "Opened: {count} agency is asked until {day}. Its focal person hears of it with the next "
        'reminder in office hours; type "chua bao cao" to see who has answered.',
        "Opened: {count} agencies are asked until {day}. Their focal persons hear of it with the "
        'next reminder in office hours; type "chua bao cao" to see who has answered.',
        len(agencies),
        day=until,
    )
    return End(said, (OpenAdHoc(slots["plan"], slots["title"], due_on, agencies),))


AD_HOC = about_plan(
    "ad_hoc",
    _start,
    {
        "title": Step(_ask_title, _take_title, free_text=True, takes_questions=True),
        "due": Step(_ask_due, _take_due, free_text=True),
        "who": Step(_ask_who, _take_who, free_text=True),
        "which": Step(_ask_which, _take_which),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=("đột xuất", "ad hoc"),
    draft=mark("the question to agencies"),
)
