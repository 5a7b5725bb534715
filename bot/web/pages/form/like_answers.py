"""Answers to like tasks, to be used again: offered once they are sent, and above the tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import UseAgain
from bot.dialogs.facts.chat import Facts
from bot.dialogs.report.draft import lines_of
from bot.dialogs.report.use_again import TITLE, offer_words, stored_words
from bot.dialogs.tasks.like_answers import Offer, usable
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.form.visits import HOME, FormVisit, acted, shown
from bot.web.pages.visits import NotFound
from locales import Translator

AT = f"{HOME}/like"
MOST = 40  # of a page


@dataclass(frozen=True)
class Offered:
    """`id` of the task it may be used for, `of` of the report whose words these are."""

    id: int
    of: int
    line: str
    told: Sequence[str]


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route(AT, shown(runtime, _look), methods=["GET"]),
        Route(AT, acted(runtime, _store), methods=["POST"]),
    ]


def offered(facts: Facts, say: Translator) -> list[Offered]:
    return [_offered(one, say) for one in usable(facts)[:MOST]]


def offered_now(visit: FormVisit) -> list[Offered]:
    """Only in the words that were sent just now, as in the chat: none is brought up each time."""
    found = [one for one in usable(facts_of(visit)) if one.said.stored_at == visit.now]
    return [_offered(one, visit.say) for one in found[:MOST]]


def _offered(one: Offer, say: Translator) -> Offered:
    told = lines_of(one.said, one.task, say)
    return Offered(one.task.expectation_id, one.said.id, offer_words(one, say, 5 * TITLE), told)


def _look(visit: FormVisit, said: str = "", status: int = 200) -> Response:
    return visit.page(
        "form/like.html",
        status,
        said=said,
        offers=offered(visit.facts, visit.say),
        chosen=visit.form.all("task"),
    )


def _store(visit: FormVisit) -> Response:
    """What was chosen, all of it or nothing; a page that is out of date changes nothing."""
    say = visit.say
    known = {str(one.task.expectation_id): one for one in usable(visit.facts)}
    numbers = visit.form.all("task")
    if not numbers:
        return _look(visit, say("Please choose at least one task."), HTTPStatus.BAD_REQUEST)
    chosen = _still_so(visit, numbers, known)
    effects = [UseAgain(one.task.expectation_id, one.said.id) for one in chosen]
    if not effects or not carried_out(visit, *effects):
        words = say("Nothing was sent: meanwhile something changed. Please check it once more.")
        return _look(visit, words, HTTPStatus.CONFLICT)
    receipts = [stored_words([one], say) for one in chosen]
    return visit.page("form/sent.html", receipts=receipts, refused=[], offers=[], chosen=[])


def _still_so(visit: FormVisit, numbers: Sequence[str], known: Mapping[str, Offer]) -> list[Offer]:
    """Those chosen; none where one is not offered any more, or in other words."""
    for one in numbers:
        if not (one.isascii() and one.isdigit()):
            raise NotFound
        visit.duty(int(one))
    found = [known[one] for one in numbers if one in known]
    are_same = all(visit.form.first(f"{o.task.expectation_id}.of") == str(o.said.id) for o in found)
    return found if are_same and len(found) == len(numbers) else []
