"""Every plan in a line of text: for the chat and for a terminal."""

from collections.abc import Iterable
from datetime import datetime

from bot.documents.text.round_words import round_words
from bot.language.wording import shortened
from locales import Translator
from storage.rounds.figures.of_plans import PlanStanding

TITLE = 60  # letters


def plans_summary(standings: Iterable[PlanStanding], as_of: datetime, say: Translator) -> str:
    """All of them; `as_of` in the province's zone."""
    lines = [plans_head(as_of, say)]
    lines += [f"- {plan_line(one, say)}" for one in standings]
    return "\n".join(lines)


def plans_head(as_of: datetime, say: Translator) -> str:
    return say("All plans, as of {at}, what is worst first:", at=as_of.strftime("%H:%M %d/%m/%Y"))


def plan_line(one: PlanStanding, say: Translator) -> str:
    """ "Quyết định số 5/QĐ-UBND, …: báo cáo năm 2026, hạn 14/11/2026: đã nhận 3/9, …" """
    named = f"{one.plan.decision} ({shortened(one.plan.title, TITLE)})"
    if one.round is None:
        return say("{plan}: no round yet", plan=named) + _beside(one, say)
    count = one.count
    told = say(
        "{plan}, {round}: received {received}/{expected}, late {late}, missing, overdue {missing}",
        plan=named,
        round=round_words(one.round, say),
        received=count.received,
        expected=count.expected,
        late=count.late,
        missing=count.missing,
    )
    return told + _beside(one, say)


def _beside(one: PlanStanding, say: Translator) -> str:
    if not one.others:
        return ""
    return "; " + say.plural(
        "{count} more round: {received}/{expected}, missing, overdue {missing}",
        "{count} more rounds: {received}/{expected}, missing, overdue {missing}",
        one.others,
        received=one.beside.received,
        expected=one.beside.expected,
        missing=one.beside.missing,
    )
