"""Plays a coming season on the real roster: whom it would not reach, and what it would use up.

Nothing is written. It is the worst case of the forecast: nobody answers before the day asked for,
and then everybody does, one task at a time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.preview.forecast import Forecast, Foretold
from scheduler.preview.reminders import owed_between
from storage.models import Agency, Plan
from storage.people.reachability import UnreachableReason, obstacles, persons_reached
from storage.rounds.expectations import OpenExpectation

AN_ANSWER = 4  # messages in and out at most: request, echo, yes, receipt
OFFICIAL_ACCOUNT = "zalo-oa"


@dataclass(frozen=True)
class Bot:
    """With a limit. `free`: places; `a_month`: messages it may carry; `used`: in this month."""

    name: str
    free: int
    a_month: int
    used: int = 0


@dataclass(frozen=True)
class QuotaEnd:
    """The day on which the bot has used up its month; `messages`: what that month would need."""

    bot: str
    on: date
    messages: int
    allowed: int


@dataclass(frozen=True)
class MovedDay:
    """A legal last day that is no working day, and the day asked for in its stead."""

    due_on: date
    ask_until_on: date


@dataclass(frozen=True)
class Rehearsal:
    """`reports` and `digests` are of the plan; `unreached`: agencies with the reason.

    `without_place`: people not linked yet for whom no bot has room. `templates`: digests that only
    an Official Account's template would bring; `all_templates`: if it brought every one.
    `awaits`: holidays of the year whose official days are not known yet.
    """

    year: int
    reports: int
    agencies: int
    people: int
    digests: int
    unreached: tuple[tuple[str, UnreachableReason], ...]
    quotas: tuple[QuotaEnd, ...]
    without_place: tuple[str, ...]
    templates: int
    all_templates: int
    moved: tuple[MovedDay, ...]
    awaits: tuple[str, ...]


def rehearse(
    session: Session,
    plan: Plan,
    year: int,
    bots: Sequence[Bot],
    now: datetime,
    calendar: Calendar,
    beside: str = "",
) -> Rehearsal:
    """What is left of that year, or a year to come. Digests of all plans use the bots up.

    `beside`: a channel without limits that takes whom no bot has a place for.
    """
    today = calendar.today(now)
    start, end = max(date(year, 1, 1), today), date(year, 12, 31)
    owed = owed_between(session, today, end, today)
    ours = [o for o in owed if o.plan_id == plan.id and start <= o.due_on <= end]
    played = Forecast(session, owed, now, calendar).until(end)
    digests = [one for one in played if start <= calendar.today(one.send_at) <= end]
    keys = {one.expectation_id for one in ours}
    our_digests = [one for one in digests if keys & one.digest.rungs.keys()]
    theirs = [one.digest.person.id or 0 for one in our_digests]
    channels, without = channels_of(digests, _unlinked(session, digests), bots, beside)
    return Rehearsal(
        year=year,
        reports=len(ours),
        agencies=len({one.agency_id for one in ours}),
        people=len({*theirs}),
        digests=len(our_digests),
        unreached=_unreached(session, ours, max(start, today)),
        quotas=tuple(quota_ends(bots, _messages(digests, owed, channels, calendar), today)),
        without_place=tuple(without),
        templates=sum(channels.get(who, "") in ("", OFFICIAL_ACCOUNT) for who in theirs),
        all_templates=len(our_digests),
        moved=tuple(moved_days({one.due_on for one in ours}, calendar)),
        awaits=tuple(calendar.awaits(year)),
    )


def channels_of(
    digests: Iterable[Foretold],
    unlinked: Mapping[int, str],
    bots: Sequence[Bot],
    beside: str = "",
) -> tuple[dict[int, str], list[str]]:
    """By person the channel that would carry their digests; and who finds no place on a bot.

    `unlinked`: by person the name; each is put on the bot with the most places left, as
    invitations are.
    """
    free = {one.name: one.free for one in bots}
    found = {one.digest.person.id or 0: one.digest.account for one in digests}
    channels = {who: account.channel for who, account in found.items() if account is not None}
    without = []
    for who, name in unlinked.items():
        best = max(free, key=lambda bot: free[bot], default="")
        if best and free[best]:
            free[best] -= 1
            channels[who] = best
        elif beside:
            channels[who] = beside
        else:
            without.append(name)
    return channels, without


def quota_ends(
    bots: Iterable[Bot], messages: Mapping[tuple[str, date], int], today: date
) -> Iterator[QuotaEnd]:
    """The first day of each bot and month on which it has no message left. `messages`: by bot and
    day."""
    for bot in bots:
        theirs = sorted((day, count) for (name, day), count in messages.items() if name == bot.name)
        used: Counter[tuple[int, int]] = Counter({(today.year, today.month): bot.used})
        ended: dict[tuple[int, int], date] = {}
        for day, count in theirs:
            month = (day.year, day.month)
            used[month] += count
            if used[month] > bot.a_month:
                ended.setdefault(month, day)
        for month, day in ended.items():
            yield QuotaEnd(bot.name, day, used[month], bot.a_month)


def moved_days(due_days: Iterable[date], calendar: Calendar) -> Iterator[MovedDay]:
    for day in sorted(due_days):
        asked = calendar.working_day_on_or_before(day)
        if asked != day:
            yield MovedDay(day, asked)


def _unlinked(session: Session, digests: Iterable[Foretold]) -> dict[int, str]:
    people = {one.digest.person.id or 0: one.digest.person.full_name for one in digests}
    reached = persons_reached(session, people)
    return {
        who: name for who, name in people.items() if reached[who] == UnreachableReason.NOT_LINKED
    }


def _messages(
    digests: Iterable[Foretold],
    owed: Iterable[OpenExpectation],
    channels: Mapping[int, str],
    calendar: Calendar,
) -> Counter[tuple[str, date]]:
    """A digest is one message, an answer four on the day asked for, by whoever was told first."""
    asked = {one.expectation_id: one for one in owed}
    messages: Counter[tuple[str, date]] = Counter()
    answered: set[int] = set()
    for one in digests:
        bot = channels.get(one.digest.person.id or 0, "")
        messages[bot, calendar.today(one.send_at)] += 1
        for key in one.digest.rungs.keys() - answered:
            answered.add(key)
            messages[bot, calendar.working_day_on_or_before(asked[key].due_on)] += AN_ANSWER
    return messages


def _unreached(
    session: Session, ours: Iterable[OpenExpectation], on: date
) -> tuple[tuple[str, UnreachableReason], ...]:
    why = obstacles(session, {one.agency_id for one in ours}, on)
    return tuple(sorted((session.get_one(Agency, key).name, reason) for key, reason in why.items()))
