"""What was typed to read something: "9.4", "xem 9.4", "sở công thương", "khó khăn 2025".

It begins a dialog that only looks. Whatever may be an answer, or a report, is left to others.
"""

from collections.abc import Sequence
from typing import Any

from bot.conversation.routing.open_questions import (
    accepts_text,
    awaits_number,
    choices_of,
    state_of,
)
from bot.conversation.routing.replies import Reply, is_being_filled, reply_beside
from bot.conversation.routing.router import Route
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, Turn, after
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import KnownAgency
from bot.dialogs.planner.agency_names import agencies_meant, begins_like_one
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.task_numbers import SHOWN_IN
from bot.dialogs.tasks.task_search import find
from bot.language.replies.inquiries import Inquiry, read_inquiry
from storage.models import Outbox
from storage.names import fold

_NEXT_PAGE = frozenset({"xem them", "tiep", "tiep theo", "them", "trang sau", "con nua", "next"})


def route_reading(
    text: str, asked: Outbox | None, questions: list[Outbox], facts: Facts
) -> Reply | None:
    """None where nothing is to be read, or where it may be meant for the question `asked`."""
    person = facts.person
    if person is None or not (person.reads_plans or person.is_focal or person.is_leader):
        return None
    on = _next_page(text, asked, facts)
    if on is not None:
        return on
    inquiry = read_inquiry(text, facts.today)
    if inquiry is None or _is_for_the_question(asked, inquiry):
        return None
    turn = _turn(text, inquiry, facts)
    if turn is None:
        return None
    if asked is None or not is_being_filled(asked, facts):
        return Reply(turn)
    if any(choice.line for choice in turn.prompt.choices):  # its numbers are those of the list
        return Reply(after(drafts_kept(facts), turn))
    return reply_beside(questions, facts, turn.prompt.text)


def route_code_of_a_list(route: Route, questions: list[Outbox], facts: Facts) -> Reply | None:
    """A code that stands in a list to report from, typed by one who may want to read it."""
    person, listed = facts.person, route.question
    if person is None or listed is None or not route.text or route.text.isdecimal():
        return None  # tapped, or the number of the list
    if state_of(listed).dialog not in SHOWN_IN or (person.is_focal and not person.reads_plans):
        return None
    inquiry = read_inquiry(route.text, facts.today)
    if inquiry is None or inquiry.kind != "task":
        return None
    return route_reading(route.text, None, questions, facts)


def read_beside(text: str, facts: Facts) -> str:
    """A task that is not one's own to report on, though there is an answer that may be read."""
    inquiry = read_inquiry(text, facts.today)
    if inquiry is None or inquiry.kind != "task" or not _readable(inquiry, facts):
        return ""
    return ENGINE.begin("read_task", facts, **_slots(inquiry)).prompt.text


def route_agency_nearly_named(text: str, facts: Facts) -> Reply | None:
    """ "sở công thuơng chậm": nothing else is meant, and it begins like the name of an agency."""
    inquiry = read_inquiry(text, facts.today)
    if facts.person is None or not facts.person.reads_plans or inquiry is None:
        return None
    turn = _of_agency(inquiry, facts, nearly=True) if inquiry.kind == "agency" else None
    return Reply(turn) if turn else None


def _next_page(text: str, asked: Outbox | None, facts: Facts) -> Reply | None:
    if asked is None or accepts_text(asked) or fold(text) not in _NEXT_PAGE:
        return None
    if not any(one["key"] == "more" for one in choices_of(asked)):
        return None
    return Reply(ENGINE.resume(state_of(asked), Answer(text, "more"), facts), asked)


def _is_for_the_question(asked: Outbox | None, inquiry: Inquiry) -> bool:
    """A bare code or word may answer it; where a question may be the answer, so may all else."""
    if asked is None:
        return False
    takes_it = accepts_text(asked) or awaits_number(asked)
    return takes_it and (not inquiry.is_said or ENGINE.step_of(state_of(asked)).takes_questions)


def _turn(text: str, inquiry: Inquiry, facts: Facts) -> Turn | None:
    reads_plans = facts.person is not None and facts.person.reads_plans
    if inquiry.kind == "task":
        return _of_task(text, inquiry, facts)
    if inquiry.kind == "agency":
        return _of_agency(inquiry, facts, nearly=inquiry.is_said and reads_plans)
    if inquiry.kind == "missing" and not reads_plans:
        return None  # "chưa nộp" is what an agency says of itself
    return ENGINE.begin(inquiry.kind, facts, **_slots(inquiry)) if facts.reading.plans else None


def _slots(inquiry: Inquiry) -> dict[str, Any]:
    named: dict[str, Any] = {"code": inquiry.code, "typed": inquiry.name, "year": inquiry.year}
    return {name: value for name, value in named.items() if value}


# --- A task ---------------------------------------------------------------------------------------


def _of_task(text: str, inquiry: Inquiry, facts: Facts) -> Turn | None:
    """A bare code is that of a report wherever the person owes one; of a planner it is asked."""
    person = facts.person
    reads_plans = person is not None and person.reads_plans
    own = find(text, facts).fits if person is not None and person.is_focal else ()
    if inquiry.code.isdecimal() and (own or not reads_plans):
        return None  # the number of a list
    if own and not inquiry.is_said:
        if not reads_plans or inquiry.is_report or len(own) > 1 or inquiry.year:
            return None
        key = own[0].expectation_id
        return ENGINE.begin("read_or_report", facts, code=inquiry.code, expectation_id=key)
    if not inquiry.is_said and not reads_plans and person is not None and person.is_focal:
        return None  # told so, and read beside it
    return ENGINE.begin("read_task", facts, **_slots(inquiry))


def _readable(inquiry: Inquiry, facts: Facts) -> bool:
    """Whether any answer to it may be read, in that year or the newest round."""
    reading = facts.reading
    return any(
        reading.of_item(key, item.code, inquiry.year) is not None
        for key, item in reading.items(inquiry.code).items()
    )


# --- An agency ------------------------------------------------------------------------------------


def _of_agency(inquiry: Inquiry, facts: Facts, *, nearly: bool) -> Turn | None:
    """An agency of a plan that may be read is called so; `nearly`: or the name is like one."""
    if not _may_be_a_name(inquiry, facts):
        return None
    for plan in facts.reading.plans:
        known: Sequence[KnownAgency] = facts.reading.agencies(plan.id or 0)
        found = agencies_meant(inquiry.name, known)
        is_like_one = nearly and begins_like_one(inquiry.name, known)
        is_near = is_like_one and (inquiry.is_said or bool(found.agency_ids))
        if found.is_known or is_near:
            return ENGINE.begin("read_agency", facts, **_slots(inquiry))
    return None


def _may_be_a_name(inquiry: Inquiry, facts: Facts) -> bool:
    """Agencies are not looked up for every line somebody reports with."""
    person, first = facts.person, fold(inquiry.name).split(" ")[0]
    if person is None or not first or first[0].isdecimal():
        return False
    own = {fold(agency).split(" ")[0] for agency in person.agencies}
    reads_alone = person.reads_plans and not person.is_focal
    return person.is_planner or reads_alone or inquiry.is_said or first in own
