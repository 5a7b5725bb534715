"""A nudge: who would hear it and who would not, and why; then it goes to exactly those shown."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.dialogs.effects import SendNudge
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import NudgeFacts
from bot.dialogs.planner.agency_names import agencies_typed
from bot.dialogs.planner.agency_wording import report_count
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.language.people_wording import CALL_REASONS
from bot.language.wording import day
from locales import Translator, mark

if TYPE_CHECKING:
    from scheduler.reminders.nudges import NudgeLine

REASONS: dict[str, str] = {  # by the codes of scheduler.reminders.nudges
    **CALL_REASONS,
    "nudged": mark("nudged today already"),
    "promised": mark("has named a day that is still to come"),
    "comes_anyway": mark("is reminded anyway before that"),
    "digest_today": mark("is reminded that day already"),
    "nothing_owed": mark("has reported meanwhile"),
    "not_answering": mark("no longer answers, or cannot be reached"),
}

Pair = tuple[int, int]  # (agency_id, person_id)


def _start(slots: Slots, facts: Facts) -> Next | End:
    """`agency`: only that one; `named`: as it was typed."""
    if "named" in slots:
        named = agencies_typed(slots["named"], facts.planning.known(slots["plan"]))
        if len(named.agency_ids) != 1 or named.doubts:
            said = facts.say('"{text}" is not one agency that is known.', text=slots["named"])
            return End(said)
        slots = {"plan": slots["plan"], "agency": named.agency_ids[0]}
    lines = _lines(slots, facts)
    title = plan_of(slots, facts).title
    if not lines:
        return End(facts.say("{plan}: nothing is owed, so there is nobody to nudge.", plan=title))
    pairs = sorted(_pairs(lines))
    if not pairs and not _promised(slots, facts):
        nobody = facts.say("{plan}: nobody can be nudged at present.", plan=title)
        return End("\n".join((nobody, *_left_out(lines, facts.say))))
    kept = {name: slots[name] for name in ("plan", "agency", "insist") if name in slots}
    return Next("confirm", {**kept, "pairs": [list(pair) for pair in pairs]})


def _nudge(slots: Slots, facts: Facts) -> NudgeFacts:
    return facts.planning.nudge(slots["plan"]) or NudgeFacts(facts.now)


def _lines(slots: Slots, facts: Facts) -> "list[NudgeLine]":
    """Of the one agency, if there is one; nobody nudges themselves."""
    own = facts.person.id if facts.person else 0
    found, nudge = [], _nudge(slots, facts)
    for line in nudge.load_insisted() if slots.get("insist") else nudge.lines:
        others = tuple(who for who in line.people if who.person_id != own)
        is_asked = slots.get("agency", line.agency_id) == line.agency_id
        if is_asked and (others or line.reason is not None):
            found.append(replace(line, people=others))
    return found


def _promised(slots: Slots, facts: Facts) -> bool:
    """Whether some are left out only since they have named a day, so that one may insist."""
    return any(line.reason == "promised" for line in _lines(slots, facts))


def _pairs(lines: "Iterable[NudgeLine]") -> set[Pair]:
    return {(line.agency_id, who.person_id) for line in lines for who in line.people}


def _shown(slots: Slots) -> set[Pair]:
    return {(agency_id, person_id) for agency_id, person_id in slots["pairs"]}


def _ask(slots: Slots, facts: Facts) -> Prompt:
    """What is shown stays: only those in the slots, as far as they would still hear it."""
    say, lines = facts.say, _lines(slots, facts)
    hearing = _still(lines, _shown(slots))
    title, no = plan_of(slots, facts).title, Choice("no", say("Do not send"))
    too = (Choice("all", say("Send to those too")),) if _promised(slots, facts) else ()
    if not hearing:
        nobody = say("{plan}: nobody can be nudged at present.", plan=title)
        return Prompt("\n".join((nobody, *_left_out(lines, say))), (*too, no))
    head = say.plural(
        "Nudge for {plan}: {count} agency hears it, at {at}.",
        "Nudge for {plan}: {count} agencies hear it, at {at}.",
        len(hearing),
        plan=title,
        at=_instant(_nudge(slots, facts).send_at, facts),
    )
    told = [f"- {_line(line, people, say)}" for line, people in hearing]
    text = "\n".join((head, *told, *_left_out(lines, say)))
    return Prompt(text, (Choice("yes", say("Send")), *too, no))


def _still(lines: "Iterable[NudgeLine]", pairs: set[Pair]) -> "list[tuple[NudgeLine, list[str]]]":
    """The lines with the names of those among `pairs` who would hear it now."""
    named = [
        (line, [who.name for who in line.people if (line.agency_id, who.person_id) in pairs])
        for line in lines
    ]
    return [(line, names) for line, names in named if names]


def _line(line: "NudgeLine", names: Sequence[str], say: Translator) -> str:
    due = say("due {day}", day=day(line.due_on))
    parts = [f"{line.agency}: {report_count(line.items, say)}, {due}", ", ".join(names)]
    if line.promised_on:
        parts.append(say("has named {day}", day=day(line.promised_on)))
    return "; ".join(parts)


def _left_out(lines: "Iterable[NudgeLine]", say: Translator) -> list[str]:
    """Who would not hear it, by reason."""
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        if line.reason is not None:
            is_told = line.promised_on and line.reason == "promised"
            until = f" ({day(line.promised_on)})" if is_told and line.promised_on else ""
            by_reason.setdefault(line.reason, []).append(f"{line.agency}{until}")
    if not by_reason:
        return []
    told = [f"- {say(REASONS[reason])}: {'; '.join(who)}" for reason, who in by_reason.items()]
    return ["", say("Left out:"), *told]


def _instant(at: datetime, facts: Facts) -> str:
    return at.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say = facts.say
    if answer.choice == "no":
        return End(say("Nobody was nudged."))
    if answer.choice == "all":
        return _start({**slots, "insist": True}, facts)
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    lines, shown = _lines(slots, facts), _shown(slots)
    pairs = tuple(sorted(shown & _pairs(lines)))
    hearing = _still(lines, set(pairs))
    if not pairs:
        return End(say("Nobody was nudged: none of those shown can be nudged any more."))
    said = say.plural(
        "The nudge goes to {count} agency at {at}.",
        "The nudge goes to {count} agencies at {at}.",
        len(hearing),
        at=_instant(_nudge(slots, facts).send_at, facts),
    )
    gone = [line for line in lines if line.reason and any(a == line.agency_id for a, _ in shown)]
    reported = {agency for agency, _ in shown} - {line.agency_id for line in lines}
    if reported:
        said += "\n" + say("Reported meanwhile, so left out: {n}.", n=len(reported))
    effect = SendNudge(slots["plan"], pairs, bool(slots.get("insist")))
    return End("\n".join((said, *_left_out(gone, say))), (effect,))


NUDGE = about_plan("nudge", _start, {"confirm": Step(_ask, _take)}, words=("đôn đốc", "nudge"))
