"""Why an answer cannot be changed, in words; and where that is known before anything is typed."""

from bot.dialogs.engine import End, Next
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import tidy
from locales import mark
from storage.reports.gate import Barrier

FIRST_WORDS = 4  # "sửa báo cáo 9.4", "9.4 xong"

_WORDS: dict[str, str] = {
    Barrier.NOT_YET: mark("This round is not open yet; nothing was stored."),
    Barrier.OVER: mark("The next round is open already; nothing was stored. Please ask {whom}."),
    Barrier.CLOSED: mark(
        "This reporting round is closed, so nothing can be stored in it any more. If something is "
        "to be added, please ask {whom}."
    ),
    Barrier.ENDED: mark("This is no longer asked of your agency; nothing was stored."),
    Barrier.NOT_YOURS: mark(
        "You do not answer for this agency at present; nothing was stored. Please ask {whom}."
    ),
    Barrier.ACCEPTED: mark(
        "The planning department has accepted this report; nothing was stored. To change it, type "
        '"sua" and the number of the task: you will be asked for the reason.'
    ),
    Barrier.REPORTED: mark("This is reported already; nothing was stored."),
    Barrier.NOT_REPORTED: mark("This is not reported any more; nothing was stored."),
    Barrier.NOT_ACCEPTED: mark(
        "This report is not accepted, so it can be corrected at once; nothing was stored."
    ),
    Barrier.CHANGED: mark("Meanwhile somebody else changed this report; nothing was stored."),
}


def barrier_words(barrier: Barrier, plan_id: int, facts: Facts) -> str:
    """A sentence, with whom to ask where somebody can help."""
    return facts.say(_WORDS[barrier], whom=whom_to_ask(plan_id, facts))


def whom_to_ask(plan_id: int, facts: Facts) -> str:
    """The planners of the plan, with the phones that are known."""
    named = [f"{name} ({phone})" if phone else name for name, phone in facts.planners(plan_id)]
    return ", ".join(named) or facts.say("the planning department")


def no_entry(expectation_id: int, facts: Facts) -> Next | End | None:
    """Where a report on it leads instead: it is accepted, or its round is closed."""
    task = facts.known_by_id(expectation_id)
    if task is not None:
        asked = {"expectation_id": expectation_id}
        return Next(dialog="reopening", slots=asked) if task.is_locked else None
    closed = next((o for o in facts.closed_now() if o.expectation_id == expectation_id), None)
    return End(closed_words(closed, facts)) if closed else None


def closed_words(task: Duty, facts: Facts) -> str:
    return barrier_words(Barrier.CLOSED, task.plan_id, facts)


def closed_task_typed(text: str, facts: Facts) -> Duty | None:
    """A task of a closed round that is meant: by its code among the first words; or, where nothing
    else is asked for, by any reference to a task."""
    closed = facts.closed_now()
    if not closed:
        return None
    said = tidy(text)
    first = {word.strip(".,:;").lower() for word in said.split()[:FIRST_WORDS]}
    named = next((one for one in closed if one.code and one.code.lower() in first), None)
    is_all_closed = not facts.owed and not facts.reported and refs_at(said) is not None
    return named or (closed[0] if is_all_closed else None)
