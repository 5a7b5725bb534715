"""One page to check what is half filled, and one press that sends it: by the chat's own effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import Effect
from bot.dialogs.report.answers.written_fields import doubt_in
from bot.dialogs.report.draft import draft_of
from bot.dialogs.report.files import file_lines
from bot.dialogs.report.raised_before import settled_words
from bot.dialogs.report.steps.confirm import is_overtaken, receipt, storing, told_lines
from bot.dialogs.tasks.wording import repeated_line, task_line
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.form.like_answers import offered_now
from bot.web.pages.form.rows import Row, begun_rows, place_of
from bot.web.pages.form.visits import HOME, FormVisit, acted, shown
from bot.web.pages.visits import NotFound
from storage.messages.drafts import end_draft

TITLE = 300  # letters


@dataclass(frozen=True)
class Checked:
    """What would be stored of one task; `doubt`: asked back; `overtaken`: what was reported
    meanwhile by somebody else, which this would follow."""

    row: Row
    line: str
    told: Sequence[str]
    doubt: str = ""
    overtaken: Sequence[str] = ()
    place: str = ""  # in the list, where it can be put right


def routes(runtime: Runtime) -> list[Route]:
    at = f"{HOME}/check"
    return [
        Route(at, shown(runtime, _check), methods=["GET"]),
        Route(at, acted(runtime, _send), methods=["POST"]),
    ]


def _check(visit: FormVisit, said: str = "", status: int = 200) -> Response:
    checked = [_checked(visit, row) for row in begun_rows(visit)]
    return visit.page(
        "form/check.html",
        status,
        said=said,
        ready=[one for one in checked if not one.row.amiss],
        amiss=[one for one in checked if one.row.amiss],
        chosen=visit.form.all("task"),
        sure=visit.form.all("sure"),
    )


def _checked(visit: FormVisit, row: Row) -> Checked:
    facts, task, say = visit.facts, row.task, visit.say
    line = task_line(task, say, TITLE)
    place = place_of(visit, task)
    if row.amiss:
        return Checked(row, line, list(row.amiss.values()), place=place)
    told = [*told_lines(row.slots, facts, task), *file_lines(facts, task)]
    told += filter(None, [settled_words(row.slots, say)])
    told += repeated_line(draft_of(row.slots, task), task, facts)
    overtaken: Sequence[str] = ()
    if is_overtaken(row.slots, facts, task):
        overtaken = [say("Meanwhile this task's report was changed by somebody else.")]
    return Checked(row, line, told, doubt_in(row.slots, task, facts), overtaken, place)


def _send(visit: FormVisit) -> Response:
    """What was chosen and is still as it was shown; the rest stays a draft."""
    say, rows = visit.say, {str(one.id): one for one in begun_rows(visit)}
    numbers = visit.form.all("task")
    if any(one not in rows for one in numbers):
        _raise_for_strangers(visit, numbers)
        return _check(
            visit, say("Nothing was sent: meanwhile something changed."), HTTPStatus.CONFLICT
        )
    chosen = [rows[one] for one in numbers]
    if not chosen:
        return _check(visit, say("Please choose at least one task."), HTTPStatus.BAD_REQUEST)
    if any(visit.form.first(f"{one.id}.was") != one.was for one in chosen):
        words = say("Nothing was sent: meanwhile something changed. Please check it once more.")
        return _check(visit, words, HTTPStatus.CONFLICT)
    if any(one.amiss or _is_unsure(visit, one) for one in chosen):
        words = say("Nothing was sent: please answer what is asked below first.")
        return _check(visit, words, HTTPStatus.BAD_REQUEST)
    return _sent(visit, chosen)


def _raise_for_strangers(visit: FormVisit, numbers: Sequence[str]) -> None:
    """What is theirs and no draft any more was sent in another window."""
    for one in numbers:
        if not (one.isascii() and one.isdigit()):
            raise NotFound
        visit.duty(int(one))


def _is_unsure(visit: FormVisit, row: Row) -> bool:
    """A doubtful value, or a report of somebody else that this one follows, needs a yes."""
    needs = doubt_in(row.slots, row.task, visit.facts) or is_overtaken(
        row.slots, visit.facts, row.task
    )
    return bool(needs) and str(row.id) not in visit.form.all("sure")


def _sent(visit: FormVisit, chosen: Sequence[Row]) -> Response:
    """All at once; where one cannot be stored any more, the others are."""
    effects = {row.id: storing(row.slots, visit.facts, row.task) for row in chosen}
    stored = set(effects) if _all_stored(visit, effects) else _one_by_one(visit, effects)
    done = [row for row in chosen if row.id in stored]
    for row in done:
        end_draft(visit.session, visit.person.id or 0, row.id, visit.now)
    return visit.page(
        "form/sent.html",
        HTTPStatus.OK if len(done) == len(chosen) else HTTPStatus.CONFLICT,
        receipts=[receipt(row.slots, row.task, visit.say) for row in done],
        refused=[row.name for row in chosen if row.id not in stored],
        offers=offered_now(visit),
        chosen=[],
    )


def _all_stored(visit: FormVisit, effects: Mapping[int, tuple[Effect, ...]]) -> bool:
    return carried_out(visit, *(effect for group in effects.values() for effect in group))


def _one_by_one(visit: FormVisit, effects: Mapping[int, tuple[Effect, ...]]) -> set[int]:
    return {key for key, group in effects.items() if carried_out(visit, *group)}
