"""A reply on many tasks in words: the echo of what was understood, and what was not."""

from bot.dialogs.effects import SubmitReport
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, ReportFacts
from bot.dialogs.tasks.lines.parsed_reply import Lines, ParsedReply, report_of
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.dialogs.tasks.wording import repeated_line, task_name
from bot.language.replies.layouts.note_fields import fields_in
from bot.language.replies.task_refs import ALL, REST
from bot.language.wording import shortened, status_words
from locales import Translator, mark

TITLE = 50  # letters: ten tasks fit into one message
SHORT_TITLE = 36  # where there are more of them
MANY = 10  # tasks
NOTE = 80

_FIELDS = {
    "result": mark("Result"),
    "difficulties": mark("Difficulties"),
    "proposals": mark("Proposals"),
}
_MANY = {ALL: mark("all tasks"), REST: mark("the other tasks")}


def echo_of(one: ParsedReply, facts: Facts, lines: Lines) -> str:
    """ "- 1.2 (số 2) Phát triển…: Đang triển khai, 40% → Đang triển khai, 60%. Kết quả: …" """
    task, say = facts.known_by_id(one.expectation_id), facts.say
    if task is None:
        return ""
    before = facts.stored(one.expectation_id)
    begun = facts.begun(one.expectation_id)
    report = report_of(one, before, begun)
    length = TITLE if len(lines.said) <= MANY else SHORT_TITLE
    title = f" {shortened(task.title, length)}" if task.code else ""
    told = [
        f"- {name_of(task, facts, lines)}{title}: {_changed(_figure(report, say), before, say)}"
    ]
    named = fields_in(one.status, one.note)
    told += [
        f"{say(name)}: {shortened(getattr(report, field), NOTE)}"
        for field, name in _FIELDS.items()
        if field in named or (begun.get(field) and getattr(report, field) == begun[field])
    ]
    if before is not None:
        told += _unchanged(report, before, say)
    if one.note and not one.as_before:
        told += repeated_line(report, task, facts)
    return ". ".join(told)


def _figure(report: SubmitReport | ReportFacts, say: Translator) -> str:
    if report.value:
        return f"{say('Value')} {report.value}"
    percent = None if report.percent in (0, 100) else report.percent
    return status_words(report.status, percent, say)


def _changed(now: str, before: ReportFacts | None, say: Translator) -> str:
    old = _figure(before, say) if before else now
    return now if old == now else f"{old} → {now}"


def _unchanged(report: SubmitReport, before: ReportFacts, say: Translator) -> list[str]:
    """The words that stay as they were stored."""
    fields = {**_FIELDS, "document_number": mark("Document")}
    stays = [
        say(name)
        for field, name in fields.items()
        if getattr(before, field) and getattr(before, field) == getattr(report, field)
    ]
    return [say("Unchanged: {fields}", fields=", ".join(stays))] if stays else []


def not_understood(lines: Lines, facts: Facts) -> list[str]:
    say, told = facts.say, []
    if lines.unread:
        told.append(
            say(
                "Not understood, so not to be stored: {parts}. Please type that part again, such "
                "as: 3 60%, 5 difficulties: no funds.",
                parts="; ".join(f'"{shortened(part, NOTE)}"' for part in lines.unread),
            )
        )
    told += _figures_missing(lines, facts)
    if lines.strange:
        told.append(say("Not among your agency's tasks: {refs}.", refs=", ".join(lines.strange)))
    if lines.twofold:
        told.append(
            say(
                "Not clear which task or status is meant: {refs}. Please type it again.",
                refs=", ".join(say(_MANY.get(ref, ref)) for ref in lines.twofold),
            )
        )
    return told


def _figures_missing(lines: Lines, facts: Facts) -> list[str]:
    """What a value has to be given for, and what else "all" does not answer."""
    say, told = facts.say, []
    tasks = [task for one in lines.missing if (task := facts.known_by_id(one))]
    figures = ", ".join(task.code for task in tasks if task.is_indicator)
    others = ", ".join(task_name(task, say) for task in tasks if not task.is_indicator)
    if figures:
        told.append(say("Figures still missing: {tasks}.", tasks=figures))
    if others:
        told.append(say("Still to be answered by itself: {tasks}.", tasks=others))
    return told


def name_of(task: Duty, facts: Facts, lines: Lines) -> str:
    """ "1.4 (số 3)": the code, and the number where it was printed or typed."""
    number = _number_of(task, facts, lines)
    name = task_name(task, facts.say)
    return facts.say("{task} (no. {number})", task=name, number=number) if number else name


def typed_as(task: Duty, facts: Facts, lines: Lines) -> str:
    """How it can be named again; a general report has a number only."""
    number = _number_of(task, facts, lines)
    return str(number or task.code or numbers_of(facts).get(task.expectation_id, ""))


def _number_of(task: Duty, facts: Facts, lines: Lines) -> int | None:
    number = numbers_of(facts).get(task.expectation_id)
    is_known = task.expectation_id in lines.by_number or number in facts.numbers_printed()
    return number if is_known else None
