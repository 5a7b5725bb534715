"""Answers in lines: a page of them, each to be chosen and read whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.dialogs.engine import Answer as Said
from bot.dialogs.engine import Choice, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import more, next_page, page
from bot.dialogs.tasks.wording import report_name
from bot.documents.contents import answer_wording as wording
from bot.language.wording import day, shortened
from locales import Translator
from storage.models import Plan, Round
from storage.reports.answered.reader import Answer

PAGE = 6  # lines: with a head and "more" no message has more than ten
TITLE = 45  # letters
Ways = Sequence[tuple[Choice, Next]]  # a choice, with what it does


@dataclass(frozen=True)
class Listing:
    """`lines`: what is said of each answer, in order. `ways`: other choices."""

    head: str
    lines: Sequence[tuple[Answer, str]]
    ways: Ways = ()


def nowhere(slots: Slots, facts: Facts) -> Ways:
    return ()


def list_step(
    dialog: str,
    listing: Callable[[Slots, Facts], Listing],
    step: str = "list",
    size: int = PAGE,
    elsewhere: Callable[[Slots, Facts], Ways] = nowhere,
) -> Step:
    """The step of that name in that dialog; its slots name the page. `size`: lines of a page;
    `elsewhere`: choices that need no answer to be read, and lead where others are."""

    def ask(slots: Slots, facts: Facts) -> Prompt:
        found = listing(slots, facts)
        lines = _lines(page(found.lines, slots, size), found, facts.say)
        ways = [way for way, _ in (*found.ways, *elsewhere(slots, facts))]
        return Prompt(found.head, (*lines, *more(found.lines, size, facts), *ways))

    def take(slots: Slots, answer: Said, facts: Facts) -> Next | Retry:
        chosen = answer.choice or ""
        if leads := _way(chosen, elsewhere(slots, facts)):
            return leads
        found = listing(slots, facts)
        if chosen == "more":
            return Next(step, next_page(found.lines, slots, size))
        back = {"dialog": dialog, "slots": dict(slots)}
        leads = _way(chosen, found.ways) or _to_read(chosen, found, back)
        return leads or Retry(facts.say("Please choose one of the answers."))

    return Step(ask, take)


def _lines(shown: Iterable[tuple[Answer, str]], found: Listing, say: Translator) -> list[Choice]:
    labels = _labels((one for one, _ in found.lines), say)
    return [Choice(_key(one), labels[one.expectation.id], line) for one, line in shown]


def _way(chosen: str, ways: Ways) -> Next | None:
    return next((leads for way, leads in ways if way.key == chosen), None)


def _to_read(chosen: str, found: Listing, back: Slots) -> Next | None:
    if chosen not in {_key(one) for one, _ in found.lines}:
        return None
    return Next(dialog="read_answer", slots={"expectation": int(chosen[1:]), "back": back})


def _key(one: Answer) -> str:
    return f"e{one.expectation.id}"


def _labels(answers: Iterable[Answer], say: Translator) -> dict[int | None, str]:
    """The code; with its agency where several answer for the same."""
    known = list(answers)
    times = Counter(one.code for one in known)
    return {one.expectation.id: _label(one, times[one.code] > 1, say) for one in known}


def _label(one: Answer, is_shared: bool, say: Translator) -> str:
    name = task_code(one, say)
    return agency_label(f"{name} {one.now_called}") if is_shared else name


def task_code(one: Answer, say: Translator) -> str:
    return one.code or report_name(False, say)


def task_words(one: Answer, say: Translator) -> str:
    """ "9.4 Hỗ trợ các doanh nghiệp tiếp cận…" """
    title = shortened(one.item.title, TITLE) if one.item else ""
    return f"{task_code(one, say)} {title}".strip()


def state_words(one: Answer, say: Translator) -> str:
    """How far it is, in a few words: the value of an indicator, else status and percentage."""
    report = one.report
    if report is None:
        return wording.standing(one, say)
    words = report.value or wording.state(report, say)
    if one.verdict != "returned":
        return words
    return f"{words} ({say('Returned').lower()})"


def round_words(round_: Round, say: Translator) -> str:
    """ "báo cáo năm 2026"; of a round that no yearly rule opens: its day, or what it is called."""
    if round_.of_items:
        return say("due {day}", day=day(round_.due_on))
    if round_.rule_id is None:
        return shortened(round_.title, TITLE)
    return say("report of {year}", year=round_.year)


def of_plan(plan: Plan, facts: Facts) -> str:
    """Which plan it is of, where the person may read several: behind a head."""
    return f" – {plan.decision}" if len(facts.reading.plans) > 1 else ""


def readable_plans(slots: Slots, facts: Facts) -> Sequence[Plan]:
    """For `about_plan`."""
    return facts.reading.plans
