"""What has become of a task of the plan, in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.documents.contents import answer_wording
from bot.language.wording import day, document_name
from locales import Translator, mark
from storage.plans.amendments.of_item import Became, ItemEvent

WORDS = {
    Became.ADDED: mark("Added to the plan"),
    Became.CHANGED: mark("Changed"),
    Became.ENDED: mark("Taken out of the plan"),
    Became.BACK: mark("Taken into the plan again"),
    Became.REASSIGNED: mark("Assigned anew"),
    Became.EXTENDED: mark("A later day granted"),
}
FIELDS = {
    "title": mark("the words"),
    "timeframe_raw": mark("the time"),
    "due_on": mark("the day"),
    "lead_raw": mark("led by"),
    "coordinating_raw": mark("coordinated by"),
    "product_raw": mark("the product"),
}


def headline(one: ItemEvent, say: Translator) -> str:
    """ "Sửa theo 45/QĐ-UBND ngày 03/03/2026"."""
    words = say(WORDS[one.what])
    if one.document is None:
        return words
    named = document_name(one.document.document, say)
    document = answer_wording.document(named, one.document.issued_on, say)
    return say("{what} by {document}", what=words, document=document)


def lines(one: ItemEvent, say: Translator) -> Iterator[str]:
    """What was changed, old and new; who answers since."""
    for name, words in FIELDS.items():
        if name in one.fields:
            before, after = one.fields[name]
            yield say(
                "{name}: {before} → {after}",
                name=say(words),
                before=_shown(before),
                after=_shown(after),
            )
    if one.what is Became.REASSIGNED and one.on is not None:
        yield say(
            "{agencies} in place of {printed}, from {day} on",
            agencies="; ".join(one.agencies),
            printed=one.printed,
            day=day(one.on),
        )
    elif one.agencies:
        yield "; ".join(one.agencies)
    if one.by:
        yield say("Decided by {name}", name=one.by)


def _shown(value: Any) -> str:
    return day(value) if isinstance(value, date) else str(value or "—")
