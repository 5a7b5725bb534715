"""A report written into the fields of a form: read as the chat reads it, and what is amiss in it.

The slots are those of the dialog of reports, so that a draft goes on in the chat and back. What
could not be read stays as it was typed, in the slot `typed`, until it is put right.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogs.engine import Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.draft import slots_of
from bot.dialogs.report.questions import TEXTS, is_general, lacking, questions_of
from bot.dialogs.report.raised_before import raised_slots, with_word
from bot.dialogs.report.step import status_of
from bot.dialogs.tasks.measures import is_measurable, read_asked, value_question
from bot.language.dates.fields import day_in, day_shown
from bot.language.document_numbers import read_document
from bot.language.numbers.percentages import percent_words, read_percent
from bot.language.obstacles.settled import Settled
from bot.language.wording import STATUS_WORDS, day
from storage.models import UNBEGUN, Status

LONGEST = 4000  # letters of a text: about what one message carries
LONGEST_FIGURE = 200
YES, NO = "yes", "no"

Fields = Mapping[str, str]


def field_names(task: Duty) -> tuple[str, ...]:
    """What the form asks of it, in order."""
    figure = () if is_general(task) else ("status", "value" if task.is_indicator else "percent")
    return (*figure, *TEXTS, "document", "document_on", "settled", "nothing")


def fields_of_slots(slots: Slots, task: Duty) -> dict[str, str]:
    """As they stand in the form."""
    typed = slots.get("typed", {})
    settled = slots.get("settled")
    shown = {
        "status": slots.get("status") or "",
        "percent": percent_words(slots.get("percent")),
        "value": slots.get("value") or "",
        **{name: slots.get(name) or "" for name in TEXTS},
        "document": slots.get("document_number") or "",
        "document_on": day_shown(slots.get("document_on") or ""),
        "settled": "" if settled is None else YES if settled else NO,
        "nothing": YES if slots.get("nothing") else "",
    }
    return {name: typed.get(name) or shown[name] for name in field_names(task)}


def begun_slots(task: Duty, facts: Facts) -> dict[str, Any]:
    """Where nothing is half filled: what is stored, or nothing yet."""
    stored = facts.stored(task.expectation_id)
    return {
        "expectation_id": task.expectation_id,
        "report_id": stored.id if stored else 0,
        **(slots_of(stored) if stored else {}),
        **raised_slots(task.expectation_id, facts),
    }


def slots_of_fields(fields: Fields, before: Slots, task: Duty, facts: Facts) -> dict[str, Any]:
    """The draft as it was before, with what the fields say now."""
    text = {name: _tidy(fields.get(name, "")) for name in field_names(task)}
    slots: dict[str, Any] = {**before, **{name: text[name] for name in TEXTS}, "typed": {}}
    slots.pop("status", None)
    if text.get("status") in STATUS_WORDS:
        slots["status"] = text["status"]
    if "percent" in text:
        slots["percent"] = read_percent(text["percent"]) if text["percent"] else None
        _keep_unread(slots, "percent", text, slots["percent"] is None)
    if "value" in text:
        read = read_asked(text["value"], task, facts) if text["value"] else None
        slots["value"] = read[0] if read else text["value"]
    _read_document(slots, text, facts)
    slots["nothing"] = text["nothing"] == YES
    slots.pop("settled", None)
    if "raised" in slots and text["settled"] in (YES, NO):
        slots = with_word(slots, Settled(text["settled"] == YES, "", False, True), facts.say)
    return {**slots, "path": list(before.get("path", ())) or [field_names(task)[0]]}


def mistakes_in(slots: Slots, task: Duty, facts: Facts) -> dict[str, str]:
    """By field what is to be put right before it can be sent, in words."""
    say, found = facts.say, dict[str, str]()
    typed = slots.get("typed", {})
    if "percent" in typed:
        found["percent"] = say('"{text}" is no percentage from 0 to 100.', text=typed["percent"])
    if "document" in typed or "document_on" in typed:
        found["document"] = _about_document(typed, slots, facts)
    for name in TEXTS:
        if len(slots.get(name) or "") > LONGEST:
            found[name] = say("Please write at most {count} letters here.", count=LONGEST)
    found |= _general(slots, facts) if is_general(task) else _of_state(slots, task, facts)
    return found


def doubt_in(slots: Slots, task: Duty, facts: Facts) -> str:
    """A value that is asked back before it is stored, in words; empty where none is."""
    value = slots.get("value")
    if not task.is_indicator or not value:
        return ""
    read = read_asked(value, task, facts)
    if read is None and is_measurable(task):
        return facts.say(
            'No single value could be read in "{text}". Is it to be kept as it is written?',
            text=value,
        )
    return value_question(value, task, facts) if read and read[1] else ""


def step_in_chat(slots: Slots, task: Duty) -> str:
    """The question at which the chat goes on with the draft."""
    typed = slots.get("typed", {})
    if is_general(task):
        is_told = slots.get("nothing") or any(slots.get(name) for name in TEXTS)
        first = "" if is_told else questions_of(task, "")[0]
    elif "status" in slots or (task.is_indicator and slots.get("value")):
        first = next(iter(lacking(slots, task, status_of(slots, task))), "")
    else:
        first = "value" if task.is_indicator else "status"
    unread = next((name for name in ("percent", "document") if name in typed), "")
    return first or unread or "confirm"


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _keep_unread(slots: dict[str, Any], name: str, text: Fields, is_unread: bool) -> None:
    if is_unread and text[name]:
        slots["typed"][name] = text[name][:LONGEST_FIGURE]


def _read_document(slots: dict[str, Any], text: Fields, facts: Facts) -> None:
    """A number, with its day behind it or in the field beside it."""
    read = read_document(text["document"], facts.today) if text["document"] else None
    on = day_in(text["document_on"]) or (read.on if read else None)
    slots["document_number"] = read.number if read else ""
    slots["document_on"] = on.isoformat() if on and read else ""
    is_late = on is not None and on > facts.today
    _keep_unread(slots, "document", text, read is None)
    is_odd_day = is_late or read is None or day_in(text["document_on"]) is None
    _keep_unread(slots, "document_on", text, is_odd_day)
    if is_late:
        slots["document_on"] = ""
        slots["typed"].setdefault("document_on", day_shown(on) if on else "")


def _about_document(typed: Fields, slots: Slots, facts: Facts) -> str:
    say, on = facts.say, day_in(typed.get("document_on", ""))
    if "document" in typed:
        return say('"{text}" was not read as a document number.', text=typed["document"])
    if on is not None and on > facts.today:
        return say(
            "The document is dated {day}, which is still to come. Please check its date.",
            day=day(on),
        )
    if not slots.get("document_number"):
        return say("Please write the number of the document as well.")
    return say("Please check the day of the document.")


def _general(slots: Slots, facts: Facts) -> dict[str, str]:
    if slots.get("nothing") or any(slots.get(name) for name in (*TEXTS, "document_number")):
        return {}
    words = facts.say('Please write a few words, or tick "Nothing to report".')
    return {"difficulties": words}


def _of_state(slots: Slots, task: Duty, facts: Facts) -> dict[str, str]:
    say, status = facts.say, slots.get("status") or ""
    if not status and not (task.is_indicator and slots.get("value")):
        if task.is_indicator:
            return {"status": say("Please write the value, or choose how it stands.")}
        return {"status": say("Please choose how it stands.")}
    missing = lacking(slots, task, status_of(slots, task))
    found = dict.fromkeys(missing, say("A few words are needed here."))
    return found | _of_percent(slots.get("percent"), status, facts)


def _of_percent(percent: float | None, status: str, facts: Facts) -> dict[str, str]:
    """The chat takes a share that its status denies for none; here both are seen, so it is said."""
    say = facts.say
    if percent is None:
        return {}
    if status == Status.COMPLETED and percent != 100:
        words = say("What is completed is 100%. Please change the share or the status.")
    elif status != Status.COMPLETED and percent == 100:
        words = say('What is done in full is "completed". Please change the share or the status.')
    elif status in UNBEGUN and percent > 0:
        words = say("What has not begun has no share done. Please change the share or the status.")
    else:
        return {}
    return {"percent": words}
