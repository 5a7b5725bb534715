"""What comes next in a reply on many tasks: what is unclear, what is missing, then the echo."""

from dataclasses import replace

from bot.dialogs.engine import Answer, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.lines.parsed_reply import Lines
from bot.dialogs.tasks.lines.reading import read_lines, removed_by
from bot.dialogs.tasks.lines.wording import not_understood
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.dialogs.tasks.wording import task_name


def next_of(lines: Lines, facts: Facts, said: str = "") -> Next | End:
    """What is missing is asked first; then everything is echoed."""
    lines, locked = _without_locked(lines, facts)
    said = "\n\n".join(filter(None, (said, locked)))
    numbers = numbers_of(facts)
    printed = {numbers[one] for one in lines.by_number if one in numbers}
    kept = {
        "numbers": [[number, one] for one, number in numbers.items()],
        "printed": sorted(printed | set(facts.numbers_printed())),
    }
    if lines.unsure:
        return Next("status", {**lines.to_slots(), **kept}, said=said)
    if lines.doubtful:
        return Next("values", {**lines.to_slots(), **kept}, said=said)
    if not lines.said:
        named = not_understood(lines, facts)
        return End("\n\n".join((*filter(None, (said, *named)), facts.say("Nothing was stored."))))
    places = {one.expectation_id: at for at, one in enumerate((*facts.owed, *facts.reported))}
    said_in_order = sorted(
        lines.said,
        key=lambda one: (
            numbers.get(one.expectation_id, len(places)),
            places.get(one.expectation_id, 0),
        ),
    )
    lines = replace(lines, said=tuple(said_in_order))
    lacking = next((one.lacks for one in lines.said if one.lacks), "confirm")
    return Next(lacking, {**lines.to_slots(), **kept}, said=said)


def corrected(slots: Slots, answer: Answer, facts: Facts) -> Next | End | None:
    """The reply with what was typed now put in or left out; None where it says neither."""
    lines, removed = Lines.of(slots), removed_by(answer.text, facts)
    if removed:
        return next_of(lines.without(removed), facts)
    more = read_lines(answer.text, facts)
    if more.says_anything:
        return next_of(lines.with_more(more), facts)
    return None


def _without_locked(lines: Lines, facts: Facts) -> tuple[Lines, str]:
    """What is accepted is left out, and that it is."""
    known = (facts.known_by_id(one.expectation_id) for one in lines.said)
    locked = [task for task in known if task and task.is_locked]
    if not locked:
        return lines, ""
    names = ", ".join(task_name(task, facts.say) for task in locked)
    words = facts.say(
        "Accepted by the planning department already, so left out: {tasks}. To change it, type "
        '"sua {task}".',
        tasks=names,
        task=locked[0].code,
    )
    return lines.without([task.expectation_id for task in locked]), words
