"""What a planner is asked of new work: its words, its day, its agencies; steps of two dialogs."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_names import Doubt, agencies_typed
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.review.typed_days import typed_day
from bot.dialogs.requests.reasons import no_words
from bot.language.wording import day, shortened, weekday_and_day
from scheduler.rounds.ad_hoc import LONGEST
from storage.names import fold

LONGEST_TITLE = 200  # letters: it stands in every reminder
MOST_NAMED, FIRST_NAMED = 20, 6  # agencies: where there are more, the first ones and their number
OFFERED_DAYS = (3, 5, 10)  # working days from today

_ALL = re.compile(r"(?:tat ca|toan bo)(?: (?:cac|so|ban|nganh|co quan|don vi|xa|phuong))*|all")

Question = Callable[[Slots, Facts], str]
Following = Callable[[Slots], str]  # the step behind, by what is known already


def behind(step: str) -> Following:
    """Whoever changes one thing at the last look comes back to it."""
    return lambda slots: "confirm" if "agencies" in slots else step


def title_step(question: Question, following: Following) -> Step:
    """Fills the slot `title`."""

    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        return _taken_title(slots, answer, facts, following)

    return Step(
        lambda slots, facts: Prompt(question(slots, facts)),
        take,
        free_text=True,
        takes_questions=True,
    )


def day_step(following: Following) -> Step:
    """Fills the slot `due`."""

    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        return _taken_day(slots, answer, facts, following)

    return Step(_ask_day, take, free_text=True)


def agency_steps(question: Question, *, everybody: bool) -> dict[str, Step]:
    """Fill the slot `agencies`, with ids; then comes "confirm". `everybody`: all may be chosen."""

    def ask(slots: Slots, facts: Facts) -> Prompt:
        return _ask_who(question(slots, facts), slots, facts, everybody=everybody)

    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        return _take_who(slots, answer, facts, everybody=everybody)

    return {
        "who": Step(ask, take, free_text=True),
        "which": Step(_ask_which, _take_which),
    }


def names_of(agency_ids: Iterable[int], slots: Slots, facts: Facts) -> str:
    names = called(slots, facts)
    found = [names[key] for key in agency_ids if key in names]
    if len(found) <= MOST_NAMED:
        return "; ".join(found)
    first = "; ".join(found[:FIRST_NAMED])
    return facts.say("{n} agencies: {names}; …", n=len(found), names=first)


def called(slots: Slots, facts: Facts) -> dict[int, str]:
    """By id: what the agencies that are known are called now."""
    return {one.id: one.now_called for one in facts.planning.known(slots["plan"])}


def not_due(due_on: date, facts: Facts) -> str:
    """Why that day cannot be the last one; empty where it can."""
    say = facts.say
    if due_on < facts.today:
        return say("{day} has passed; please name a day from today on.", day=day(due_on))
    if due_on > facts.today + LONGEST:
        return say("That day is more than a year away; please look at the year.")
    return ""


def day_off(due_on: date, facts: Facts) -> str:
    """Said where the day itself is no working day."""
    asked = facts.calendar.working_day_on_or_before(due_on)
    if asked == due_on:
        return ""
    day_asked = weekday_and_day(asked, facts.say)
    return " " + facts.say("(no working day; agencies are asked to report by {day})", day=day_asked)


def _taken_title(
    slots: Slots, answer: Answer, facts: Facts, following: Following
) -> Next | Retry | End:
    title = " ".join(answer.text.split())
    if hint := no_words(title, facts):
        return Retry(hint)
    if len(title) > LONGEST_TITLE:
        seen = facts.say(
            "That has {n} letters; at most {most} fit into a reminder.",
            n=len(title),
            most=LONGEST_TITLE,
        )
        return Retry(seen)
    return Next(following(slots), {**slots, "title": title})


def _ask_day(slots: Slots, facts: Facts) -> Prompt:
    offered = [facts.working_days[n - 1] for n in OFFERED_DAYS if n <= len(facts.working_days)]
    choices = tuple(
        Choice(on.strftime("d%Y%m%d"), weekday_and_day(on, facts.say)) for on in offered
    )
    question = facts.say("Until when? Choose, or type a day such as 25/11 or thứ 6 tuần sau.")
    return Prompt(question, choices)


def _taken_day(
    slots: Slots, answer: Answer, facts: Facts, following: Following
) -> Next | Retry | End:
    say, chosen = facts.say, answer.choice or ""
    tapped = [on for on in facts.working_days if on.strftime("d%Y%m%d") == chosen]
    due_on = tapped[0] if tapped else typed_day(answer.text, facts)
    if due_on is None:
        return Retry(say('"{text}" was not read as one day.', text=shortened(answer.text, 60)))
    problem = not_due(due_on, facts)
    if problem:
        return Retry(problem)
    return Next(following(slots), {**slots, "due": due_on.isoformat()})


def _ask_who(question: str, slots: Slots, facts: Facts, *, everybody: bool) -> Prompt:
    say, all_ = facts.say, facts.planning.everybody(slots["plan"]) if everybody else ()
    if slots.get("agencies"):
        so_far = say("So far: {names}.", names=names_of(slots["agencies"], slots, facts))
        question = f"{so_far}\n{question}"
    if not all_:
        return Prompt(question)
    return Prompt(question, (Choice("all", say("All of the plan ({n})", n=len(all_))),))


def _take_who(slots: Slots, answer: Answer, facts: Facts, *, everybody: bool) -> Next | Retry | End:
    if answer.choice == "all" or (everybody and _ALL.fullmatch(fold(answer.text))):
        return Next("confirm", {**slots, "agencies": list(facts.planning.everybody(slots["plan"]))})
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
    names = called(slots, facts)
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
