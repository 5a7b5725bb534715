"""A rehearsed season in words: what would go wrong, and under each what to do about it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.language.people_wording import CALL_REASONS
from bot.language.wording import day
from locales import Translator
from scheduler.preview.rehearsal import Rehearsal
from storage.models import Plan

NAMED = 10  # of a list of names


def rehearsal_text(plan: Plan, found: Rehearsal, price: int, say: Translator) -> str:
    """`price`: of a template, in đồng."""
    head = say(
        "Rehearsal of {year}: {plan}\nNothing is sent and nothing is stored. Played: nobody "
        "answers before the day asked for, then everybody does, one task at a time.",
        year=found.year,
        plan=plan.title,
    )
    season = say(
        "{reports} reports of {agencies} agencies; {digests} reminders to {people} people.",
        reports=found.reports,
        agencies=found.agencies,
        digests=found.digests,
        people=found.people,
    )
    parts = (_unreached, _places, _quotas, _days, _holidays)
    told = [line for part in parts for line in part(found, say)]
    if not told:
        told = [say("Nothing stands in the way of this season.")]
    return "\n".join((head, season, *told, _cost(found, price, say)))


def _unreached(found: Rehearsal, say: Translator) -> Iterator[str]:
    if not found.unreached:
        return
    reasons = Counter(say(CALL_REASONS[reason]) for _, reason in found.unreached)
    yield say(
        "- Nobody can be reached for {n} agencies ({why}): {names}.",
        n=len(found.unreached),
        why="; ".join(f"{words}: {count}" for words, count in reasons.items()),
        names=_few([name for name, _ in found.unreached], say),
    )
    yield say(
        "  To do: name focal persons (daumoi people load), invite them (daumoi invite --all)."
    )


def _places(found: Rehearsal, say: Translator) -> Iterator[str]:
    if not found.without_place:
        return
    yield say(
        "- No Zalo bot has a place for {n} people: {names}.",
        n=len(found.without_place),
        names=_few_people(found.without_place, say),
    )
    yield say("  To do: create bots (daumoi doctor says how many), or lead them to the form.")


def _quotas(found: Rehearsal, say: Translator) -> Iterator[str]:
    for one in found.quotas:
        yield say(
            "- {bot} has used up its month on {day}: {messages} messages of {allowed}.",
            bot=one.bot,
            day=day(one.on),
            messages=one.messages,
            allowed=one.allowed,
        )
    if found.quotas:
        yield say(
            "  To do: spread people over more bots before that month, or ask for one-line replies."
        )


def _days(found: Rehearsal, say: Translator) -> Iterator[str]:
    for one in found.moved:
        yield say(
            "- The last day {due} is no working day; everything asks to be done by {asked}.",
            due=day(one.due_on),
            asked=day(one.ask_until_on),
        )


def _holidays(found: Rehearsal, say: Translator) -> Iterator[str]:
    if found.awaits:
        yield say(
            "- The official days off of {year} are not known yet ({names}). To do: write them "
            "into data/holidays.csv after the yearly notice, and rehearse again.",
            year=found.year,
            names=", ".join(found.awaits),
        )


def _cost(found: Rehearsal, price: int, say: Translator) -> str:
    return say(
        "Templates of an Official Account at {price} đ before tax: {templates} reminders that "
        "nothing else brings, {cost} đ; all {all}: {whole} đ.",
        price=_thousands(price),
        templates=found.templates,
        cost=_thousands(found.templates * price),
        all=found.all_templates,
        whole=_thousands(found.all_templates * price),
    )


def _few(names: Sequence[str], say: Translator) -> str:
    shown = "; ".join(names[:NAMED])
    if len(names) <= NAMED:
        return shown
    return say("{names} and {n} more", names=shown, n=len(names) - NAMED)


def _few_people(names: Sequence[str], say: Translator) -> str:
    if len(names) <= NAMED:
        return "; ".join(names)
    shown = "; ".join(names[:NAMED])
    return say("{names} and {n} more people", names=shown, n=len(names) - NAMED)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
