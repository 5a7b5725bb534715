"""Where messages are few: everything after the status in one message, echoed and confirmed."""

from typing import Any

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.labelled_answers import Parts, parts_of
from bot.dialogs.report.answers.no_content import no_content
from bot.dialogs.report.answers.prefill import answered_before
from bot.dialogs.report.questions import (
    FIGURES,
    NAMES,
    TEXTS,
    fields_of,
    is_general,
    is_required,
    lacking,
    questions_of,
)
from bot.dialogs.report.raised_before import is_to_be_asked, raised_words, with_word
from bot.dialogs.report.step import StepResult, about, back_choice, joined, status_of, step_of
from bot.dialogs.report.steps.document import document_slots
from bot.dialogs.report.steps.figures import (
    in_status,
    introduced,
    without_figure,
    without_its_number,
)
from bot.dialogs.report.steps.texts import may_go_on, says_nothing, with_nothing
from bot.dialogs.tasks.measures import history_line, read_asked, target_line, value_question
from bot.language.numbers.percentages import read_percent
from bot.language.obstacles.settled import read_settled
from bot.language.wording import shortened
from bot.language.words.phrases import is_as_last_year, is_same, is_skip
from locales import Translator

SHOWN = 120  # letters of each old answer
NO_DOCUMENT = {"document_number": "", "document_on": ""}


def how_to_answer(say: Translator) -> list[str]:
    labels = ", ".join(f'"{say(NAMES[name])}: …"' for name in (*TEXTS, "document"))
    return [
        say(
            'One message is enough, such as "2 60%, opened 12 classes" or "4 no funds". What else '
            "there is stands below it, a line each: {labels}",
            labels=labels,
        )
    ]


def after_status(slots: Slots, below: str, facts: Facts, task: Duty) -> Next:
    """`below`: what stood under the status in the same message."""
    slots = {**slots, "path": [*slots.get("path", ()), "status"]}
    if below:
        return _taken(slots, below, facts, task)
    return Next("rest" if lacking(slots, task, status_of(slots, task)) else "confirm", slots)


def take_all(slots: Slots, text: str, facts: Facts, task: Duty) -> Next:
    """To the echo of what the message says, or back for what could not be read in it."""
    asked = _asked(slots, task)
    known = (*fields_of(task), *(("unsettled",) if "raised" in slots else ()))
    parts = parts_of(text, asked, known, looks(facts, task))
    filled, unread, doubt = _read(parts, facts, task)
    before = {} if slots.get("rest_of") else _kept(slots, asked, facts, task)
    slots = {**slots, **before, **filled, "rest": "", "rest_of": unread}
    missing = lacking(slots, task, status_of(slots, task))
    if unread or missing:
        said = facts.say("A few words are needed here.") if missing and not unread else doubt
        said = said or facts.say('"{text}" could not be read.', text=_words(parts, unread))
        return Next(
            "rest", {**slots, "rest_of": list(dict.fromkeys((*unread, *missing)))}, said=said
        )
    return _finished({**slots, "rest_of": []}, said=doubt)


def _taken(slots: Slots, text: str, facts: Facts, task: Duty) -> Next:
    whole = joined(slots.get("rest", ""), text)
    if may_go_on(text, facts):
        return Next("more", {**slots, "at": "rest", "rest": whole})
    return take_all(slots, whole, facts, task)


def _finished(slots: Slots, said: str = "") -> Next:
    return Next("confirm", {**slots, "path": [*slots.get("path", ()), "rest"]}, said=said)


def _asked(slots: Slots, task: Duty) -> tuple[str, ...]:
    if slots.get("rest_of"):
        return tuple(slots["rest_of"])
    names = list(questions_of(task, status_of(slots, task)))
    if is_to_be_asked(slots):
        at = names.index("difficulties") if "difficulties" in names else len(names)
        names.insert(at, "unsettled")
    return tuple(names)


def _read(parts: Parts, facts: Facts, task: Duty) -> tuple[dict[str, Any], list[str], str]:
    """The slots that were read, the names of what was not, and what is in doubt, in words."""
    filled: dict[str, Any] = {}
    unread, doubt = [], ""
    for name, words in parts.words.items():
        if name == "percent":
            filled[name] = read_percent(words) if words else None
            unread += [name] if words and filled[name] is None else []
        elif name == "document":
            read = document_slots(words, facts) if words else NO_DOCUMENT
            filled |= read or {}
            unread += [name] if read is None else []
        elif name == "unsettled":
            said = read_settled(words)
            filled |= with_word({}, said, facts.say) if said else {}
            unread += [name] if said is None and words else []
        elif name == "value" and words:
            filled[name], doubt = _value(words, facts, task)
        else:
            hint = no_content(name, words, facts)
            filled[name] = "" if hint else words
            unread += [name] if hint else []
            doubt = hint or doubt
    return filled, unread, doubt


def _value(words: str, facts: Facts, task: Duty) -> tuple[str, str]:
    value, say = read_asked(words, task, facts), facts.say
    if value is None:
        return words, say(
            'No single value could be read in "{text}". Is it to be kept as it is written?',
            text=words,
        )
    return value[0], value_question(value[0], task, facts) if value[1] else ""


def _words(parts: Parts, names: list[str]) -> str:
    return "; ".join(parts.words[name] for name in names)


def _kept(slots: Slots, asked: tuple[str, ...], facts: Facts, task: Duty) -> dict[str, Any]:
    """In a correction, what is not written anew stays."""
    if not facts.stored(task.expectation_id):
        return {}
    return _all_before(slots, asked, facts, task)


def _all_before(slots: Slots, asked: tuple[str, ...], facts: Facts, task: Duty) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name in asked:
        before = answered_before(name, slots, facts, task)
        if before is not None and (not before.year or name in TEXTS):
            kept |= before.slots
    return kept


def looks(facts: Facts, task: Duty) -> dict[str, Any]:
    return {
        "percent": lambda line: read_percent(line) is not None,
        "value": lambda line: read_asked(line, task, facts) is not None,
        "document": lambda line: document_slots(line, facts) is not None,
        "unsettled": lambda line: (said := read_settled(line)) is not None and said.is_whole,
    }


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say, asked = facts.say, _asked(slots, task)
    how = say("please answer in one message, a line each; a dot skips one:")
    lines = [about(task, how, say)]
    if "value" in asked:
        lines = [
            *(_known(task, facts) if slots.get("path") else introduced(task, facts)),
            *lines,
        ]
    for name in asked:
        lines.append(f"- {say(NAMES[name])}: {_hint(name, say)}".rstrip(": "))
        before = answered_before(name, slots, facts, task)
        if name == "unsettled":
            lines.append(f"  ({raised_words(slots, say)})")
        if before is not None:
            lines.append(f"  ({_told(before.words, before.year, say)})")
    choices = _choices(slots, asked, facts, task)
    return Prompt("\n".join(lines), choices, numbered=not set(asked) & set(FIGURES))


def _known(task: Duty, facts: Facts) -> list[str]:
    return [*target_line(task, facts.say), *history_line(task, facts)]


def _hint(name: str, say: Translator) -> str:
    if name == "result":
        return say("figures, products")
    if name == "difficulties":
        return say("and their cause")
    if name == "unsettled":
        return say("settled, or not settled")
    if name == "document":
        return say("number and date, such as 123/BC-SCT ngày 05/11/2026")
    return say("such as 60%") if name == "percent" else ""


def _told(words: str, year: int, say: Translator) -> str:
    words = shortened(words, SHOWN)
    if year:
        return say('Reported for {year}: "{words}"', year=year, words=words)
    return say('Written so far: "{words}"', words=words)


def _choices(slots: Slots, asked: tuple[str, ...], facts: Facts, task: Duty) -> tuple[Choice, ...]:
    say, choices = facts.say, []
    if _all_before(slots, asked, facts, task):
        old = [answered_before(name, slots, facts, task) for name in asked]
        has_stored = any(before is not None and not before.year for before in old)
        choices.append(
            Choice("keep", say("Keep it as it is") if has_stored else say("As last year"))
        )
    if is_general(task) and not task.sums_up:
        choices.append(Choice("nothing", say("Nothing to report")))
    elif task.is_indicator and "value" in asked:
        choices.append(Choice("no_figure", say("No figure yet")))
    elif not any(is_required(task, status_of(slots, task), name) for name in asked):
        choices.append(Choice("skip", say("Skip all")))
    return (*choices, back_choice(say))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    asked = _asked(slots, task)
    if is_general(task) and not task.sums_up and says_nothing(answer):
        return _finished(with_nothing(slots, task))
    is_kept = answer.choice is None and (is_same(answer.text) or is_as_last_year(answer.text))
    if answer.choice == "keep" or is_kept:
        kept = _all_before(slots, asked, facts, task)
        if not kept:
            return Retry(facts.say("No earlier answer is known here; please write a few words."))
        return _finished({**slots, **kept, "rest_of": []})
    if answer.choice == "no_figure":
        return without_figure("rest", slots)
    if answer.choice == "skip" or (is_skip(answer.text) and not slots.get("rest_of")):
        return _skipped(slots, asked, facts, task)
    if "value" not in asked:
        return _taken(slots, answer.text, facts, task)
    text = without_its_number(answer.text, facts, task)
    return in_status("rest", slots, text, facts, task) or _taken(slots, text, facts, task)


def _skipped(slots: Slots, asked: tuple[str, ...], facts: Facts, task: Duty) -> StepResult:
    status = status_of(slots, task)
    if any(is_required(task, status, name) for name in asked):
        return Retry(facts.say("A few words are needed here."))
    empty = {name: None if name == "percent" else "" for name in asked} | NO_DOCUMENT
    return _finished({**slots, **empty, "rest_of": []})


REST = step_of("rest", _ask, _take, free_text=True)
