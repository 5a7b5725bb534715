"""One thing out of every answer of a round: difficulties, proposals, values of indicators."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogs.engine import Choice, Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_names import agencies_meant
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan
from bot.dialogs.reading.answer_list import (
    Listing,
    Ways,
    list_step,
    nowhere,
    of_plan,
    readable_plans,
    round_words,
    state_words,
    task_code,
)
from bot.language.wording import shortened
from locales import mark
from storage.models import ItemKind
from storage.reports.answered.indicators import target_for, targets_of
from storage.reports.answered.reader import Answer

SHORT = 60  # letters of what an agency said


@dataclass(frozen=True)
class Gathering:
    """`takes`: of which answers; `words`: what is shown of each."""

    name: str
    title: str  # to be translated
    takes: Callable[[Answer], bool]
    words: Callable[[Answer, Facts], str]
    of_obstacles: bool = False  # what is waited for is put together elsewhere


def _gather(what: Gathering) -> Dialog:
    def start(slots: Slots, facts: Facts) -> Next | End:
        if slots.get("typed") and "agency" not in slots:
            found = agencies_meant(slots["typed"], facts.reading.agencies(slots["plan"]))
            if not found.is_sure:
                return Next(dialog="read_agency", slots=slots)
            slots = {**slots, "agency": found.agency_ids[0]}
        found_any = listing(slots, facts)
        if not found_any.lines:
            return End(found_any.head)
        return Next("list", {"page": 0, **slots})

    def listing(slots: Slots, facts: Facts) -> Listing:
        return _listing(what, slots, facts)

    step = list_step(what.name, listing, elsewhere=_obstacles if what.of_obstacles else nowhere)
    return about_plan(what.name, start, {"list": step}, plans_of=readable_plans)


def _obstacles(slots: Slots, facts: Facts) -> Ways:
    """What these words wait for, put together by who must act: there one can be settled."""
    is_whole = slots["plan"] in facts.reading.whole
    to = Next(dialog="obstacles", slots={"plan": slots["plan"]})
    label = facts.say("Obstacles put together")
    return ((Choice("obstacles", label), to if is_whole else Next(dialog="own_obstacles")),)


def _listing(what: Gathering, slots: Slots, facts: Facts) -> Listing:
    say = facts.say
    asked = (slots["plan"], slots.get("year", 0), slots.get("agency", 0))
    read = facts.reading.of_round(*asked)
    if read is None:
        return Listing(say("{title}: there is no such reporting round.", title=say(what.title)), [])
    title = f"{say(what.title)}, {round_words(read.round, say)}"
    title += of_plan(read.answers[0].plan, facts)
    found = [one for one in read.answers if what.takes(one)]
    if not found:
        return Listing(say("{title}: none so far.", title=title), [])
    agencies = len({one.now_called for one in found})
    head = say(
        "{title}: {n} answers of {agencies} agencies.", title=title, n=len(found), agencies=agencies
    )
    return Listing(head, [(one, what.words(one, facts)) for one in found])


def _quoted(text: str, one: Answer, facts: Facts) -> str:
    """ "9.4 (Sở Công Thương): Kinh phí cấp chậm"."""
    who = f"{task_code(one, facts.say)} ({agency_label(one.now_called)})"
    return f"{who}: {shortened(' '.join(text.split()), SHORT)}"


def _difficulty(one: Answer, facts: Facts) -> str:
    return _quoted(one.report.difficulties if one.report else "", one, facts)


def _proposal(one: Answer, facts: Facts) -> str:
    return _quoted(one.report.proposals if one.report else "", one, facts)


def _value(one: Answer, facts: Facts) -> str:
    """ "CT.13 Tỷ lệ chất thải…: 94,2% (mục tiêu năm 2030: 98,5)"."""
    target = target_for(targets_of(one.item.details), one.round.year) if one.item else None
    title = shortened(one.item.title, SHORT // 2) if one.item else ""
    told = f"{one.code} {title}: {state_words(one, facts.say)}"
    if target is None:
        return told
    return told + " " + facts.say("(target {year}: {words})", year=target.year, words=target.words)


DIFFICULTIES = _gather(
    Gathering(
        "difficulties",
        mark("Difficulties"),
        lambda one: one.report is not None and bool(one.report.difficulties),
        _difficulty,
        of_obstacles=True,
    )
)
PROPOSALS = _gather(
    Gathering(
        "proposals",
        mark("Proposals"),
        lambda one: one.report is not None and bool(one.report.proposals),
        _proposal,
        of_obstacles=True,
    )
)
INDICATORS = _gather(
    Gathering(
        "indicators",
        mark("Indicators"),
        lambda one: one.item is not None and one.item.kind == ItemKind.INDICATOR,
        _value,
    )
)
