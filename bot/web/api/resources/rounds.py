"""The rounds of a plan: those of a year, opened and still to come."""

from bot.web.api.parameters import FORMAT, YEAR
from bot.web.api.resource import Call, Found, Resource
from bot.web.api.schemas import DAY, TEXT, WHOLE, Schema, many, maybe, of, told
from scheduler.rounds.opening import planned_rounds

_ROUND: dict[str, Schema] = {
    "id": told(maybe(WHOLE), "Null until it is opened."),
    "title": TEXT,
    "year": told(WHOLE, "The year that is reported on."),
    "part": told(WHOLE, "Its month, quarter or half, where there are several."),
    "tier": TEXT,
    "opens_on": DAY,
    "due_on": told(DAY, "The legal last day."),
    "remind_until_on": told(DAY, "The day asked for: the last working day not after it."),
    "covers_from": DAY,
    "covers_until": DAY,
    "cut_off_on": DAY,
    "legal_text": TEXT,
    "expected": told(WHOLE, "How many reports are expected."),
    "closed_on": told(maybe(DAY), "Nothing is taken any more since then."),
}
_YEARS = range(2000, 2101)


def _rounds(call: Call) -> Found:
    today = call.calendar.today(call.now)
    year = call.whole("year", _YEARS, today.year)
    day = today if year == today.year else today.replace(year=year, month=1, day=1)
    lines = planned_rounds(call.session, call.plan, day, call.calendar)
    # What was not opened in a year that is over never will be
    rows = [{"closed_on": None, **one} for one in lines if one["id"] or year >= today.year]
    return Found({"plan": call.plan.code, "year": year, "rounds": rows}, lambda: rows)


ROUNDS = Resource(
    path="/plans/{plan}/rounds",
    name="rounds",
    about="The rounds of a plan that are due in a year, opened or still to come.",
    parameters=(YEAR, FORMAT),
    schema=of(plan=TEXT, year=WHOLE, rounds=many(of(**_ROUND))),
    columns=tuple(_ROUND),
    read=_rounds,
)
