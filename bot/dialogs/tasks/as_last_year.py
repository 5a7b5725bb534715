"""As last year, for all tasks at once: a page to check, and stored on a yes.

Words are taken over; figures and documents are new every year and are not.
"""

from collections.abc import Sequence

from bot.dialogs.effects import SubmitReport
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, ReportFacts
from bot.dialogs.tasks.like_answers import offer_after
from bot.dialogs.tasks.wording import decision_words, left_words, task_name
from bot.language.wording import STATUS_WORDS, shortened
from storage.models import Status

TITLE, WORDS = 40, 60  # letters of each
AROUND = 500  # letters of a message besides its tasks

Line = tuple[Duty, ReportFacts]


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of your agency can report on its tasks."))
    if not _known(facts):
        said = facts.say("Nothing of last year is known for the tasks still to be reported.")
        return Next(dialog="owed", said=said)
    return Next("confirm", {"page": 0})


def _known(facts: Facts) -> list[Line]:
    """Owed, and answered last year in words; an indicator and a finished task are asked anew.

    Each plan's together: one code stands for another task in each of them.
    """
    plans = list(dict.fromkeys(one.plan_id for one in facts.owed))
    in_order = sorted(facts.owed, key=lambda one: plans.index(one.plan_id))
    found = ((one, facts.earlier(one.expectation_id)) for one in in_order if one.code)
    return [
        (one, before)
        for one, before in found
        if before and not one.is_indicator and before.status != Status.COMPLETED
    ]


def _pages(facts: Facts) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    room = facts.message_length - AROUND
    for line in _known(facts):
        before = _lines(pages[-1][-1:], facts)
        with_it = _lines([*pages[-1][-1:], line], facts)
        length = sum(len(words) + 1 for words in with_it[len(before) :])
        if pages[-1] and room < length:
            pages.append([])
            room = facts.message_length - AROUND
        pages[-1].append(line)
        room -= length
    return pages


def _page(slots: Slots, pages: Sequence[Sequence[Line]]) -> int:
    return min(int(slots.get("page", 0)), len(pages) - 1)


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, pages = facts.say, _pages(facts)
    page = _page(slots, pages)
    head = say.plural(
        "Please check before {count} task is stored as last year:",
        "Please check before {count} tasks are stored as last year:",
        len(pages[page]),
    )
    lines = [head, *_lines(pages[page], facts)]
    others = len(facts.owed) - len(_known(facts))
    if others:
        lines.append(
            say.plural(
                "{count} other has to be answered anew: figures, or nothing known of last year.",
                "{count} others have to be answered anew: figures, or nothing known of last year.",
                others,
            )
        )
    choices = [Choice("yes", say("Correct, store it")), Choice("no", say("Drop it"))]
    if page + 1 < len(pages):
        choices.append(Choice("more", say("More tasks")))
    return Prompt("\n".join(lines), tuple(choices))


def _lines(lines: Sequence[Line], facts: Facts) -> list[str]:
    """A task each; where several plans are owed, each plan's below its decision."""
    several = len({one.plan_id for one in facts.owed}) > 1
    told: list[str] = []
    plan = 0
    for line in lines:
        if several and line[0].plan_id != plan:
            told.append(f"{decision_words(line[0], facts.say)}:")
        plan = line[0].plan_id
        told.append(_words(line, facts))
    return told


def _words(line: Line, facts: Facts) -> str:
    """ "- 9.4 Hỗ trợ…: Đang triển khai. Kết quả…" """
    task, before = line
    said = before.result or before.difficulties or before.proposals
    name = f"{task.code} {shortened(task.title, TITLE)}"
    status = facts.say(STATUS_WORDS[before.status])
    return f"- {name}: {status}" + (f". {shortened(said, WORDS)}" if said else "")


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, pages = facts.say, _pages(facts)
    page = _page(slots, pages)
    match answer.choice:
        case "no":
            return End(say("Nothing was stored."))
        case "more":
            return Next("confirm", {"page": page + 1})
        case "yes":
            return _stored(pages[page], facts)
    return Retry(say("Please choose one of the answers."))


def _stored(lines: Sequence[Line], facts: Facts) -> Next | End:
    if not lines:
        return Next(dialog="owed")
    names = ", ".join(task_name(task, facts.say) for task, _ in lines)
    said = facts.say.plural(
        "Stored: {count} task ({tasks}).",
        "Stored: {count} tasks ({tasks}).",
        len(lines),
        tasks=names,
    )
    if len({task.plan_id for task, _ in lines}) > 1:  # their codes say nothing without the plan
        said = facts.say("Stored: {count} tasks.", count=len(lines))
    reports = tuple(_report(line) for line in lines)
    if len(_known(facts)) > len(lines):  # the next page follows at once
        return End(said, reports, then=AS_LAST_YEAR.name)
    left = left_words(facts, {task.expectation_id: said.status for task, said in lines})
    stored = [task.expectation_id for task, _ in lines]
    return End(f"{said} {left}", reports, offer_after(stored, facts))


def _report(line: Line) -> SubmitReport:
    task, before = line
    return SubmitReport(
        task.expectation_id,
        before.status,
        result=before.result,
        difficulties=before.difficulties,
        proposals=before.proposals,
    )


AS_LAST_YEAR = Dialog(
    name="as_last_year",
    enter=_enter,
    steps={"confirm": Step(_ask, _take)},
    words=(
        *("tất cả như năm trước", "tất cả như năm ngoái", "báo cáo như năm trước"),
        *("all as last year",),
    ),
)
