"""How a report begins: what was said before, and the status by tap or in words."""

from bot.dialogs.barriers import no_entry
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, HalfFilled
from bot.dialogs.report.answers.prefill import told_before
from bot.dialogs.report.phrases import is_as_last_year, is_same
from bot.dialogs.report.questions import TEXTS, is_general, questions_of, step_after
from bot.dialogs.report.step import StepResult, going_on, step_of, still_open
from bot.dialogs.report.steps import all_in_one
from bot.dialogs.report.steps.figures import target_line
from bot.dialogs.tasks.wording import figures_lines, task_line
from bot.language.replies.statuses import read_status
from bot.language.wording import STATUS_WORDS, agency_name


def enter(slots: Slots, facts: Facts) -> Next | End:
    """`slots`: the expectation, and perhaps what was `told` of it already ("9.4 xong")."""
    if facts.person is None:
        return Next(dialog="link")
    if "expectation_id" not in slots:
        return _newest_draft(facts)
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of your agency can report on its tasks."))
    own = {"expectation_id": slots["expectation_id"]}
    elsewhere = no_entry(int(own["expectation_id"]), facts)
    if elsewhere is not None:
        return elsewhere
    half = _half_filled(int(own["expectation_id"]), facts)
    if half is not None and not slots.get("anew"):
        return Next(half.step, half.slots)
    return _begun(own, slots.get("told", ""), facts)


def _begun(slots: Slots, brought: str, facts: Facts) -> Next | End:
    task = facts.known_by_id(int(slots["expectation_id"]))
    if task is None:
        return Next(dialog="owed", said=facts.say("This task is no longer asked of your agency."))
    stored = facts.stored(task.expectation_id)
    slots = {**slots, "report_id": stored.id if stored else 0}
    if is_general(task):
        lines = [*figures_lines([task], facts.say), *told_before(facts, task)]
        if lines or task.is_ad_hoc:
            lines = [task_line(task, facts.say, 600), *lines]
        said = "\n".join(filter(None, (*lines, still_open(slots, facts))))
        return Next("rest" if facts.is_scarce else step_after("", task, ""), slots, said=said)
    outcome = _take(slots, Answer(brought), facts, task) if brought else None
    return outcome if isinstance(outcome, (Next, End)) else _asked(slots, facts)


def _asked(slots: Slots, facts: Facts) -> Next:
    return Next("status", slots, said=still_open(slots, facts))


def _newest_draft(facts: Facts) -> Next:
    if not facts.half_filled:
        return Next(dialog="owed", said=facts.say("No report is half filled."))
    half = facts.half_filled[0]
    return Next(half.step, half.slots)


def _half_filled(expectation_id: int, facts: Facts) -> HalfFilled | None:
    return next((one for one in facts.half_filled if one.expectation_id == expectation_id), None)


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say = facts.say
    lines = [task_line(task, say, 600)]
    if task.printed != task.agency:
        named = agency_name(task.printed, task.agency, say)
        lines.append(say("Lead in the plan: {agency}", agency=named))
    lines += [*target_line(task, say), *figures_lines([task], say), *told_before(facts, task)]
    lines.append(say("How does it stand?"))
    if facts.is_scarce:
        lines += all_in_one.how_to_answer(say)
    choices = tuple(Choice(code, say(words)) for code, words in STATUS_WORDS.items())
    return Prompt("\n".join(lines), choices)


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    first, _, below = answer.text.partition("\n")
    said = _read(first if facts.is_scarce else answer.text, answer.choice, facts, task)
    if said is None:
        hint = facts.say("Sorry, that was not understood.")
        return Retry(f"{hint} {facts.say('Please choose one of the answers.')}")
    status = str(said["status"])
    percent = f", {said['percent']}%" if said["percent"] is not None else ""
    chosen = facts.say("Status") + ": " + facts.say(STATUS_WORDS[status]) + percent
    slots = {**slots, **_prefilled(said, task)}
    if facts.is_scarce:
        return all_in_one.after_status(slots, below.strip(), facts, task)
    if "percent" in slots and said["percent"] is not None:
        path = [*slots.get("path", ()), "status"]
        return going_on("percent", {**slots, "path": path}, task, said=chosen)
    return going_on("status", slots, task, said=chosen)


def _read(text: str, choice: str | None, facts: Facts, task: Duty) -> dict[str, object] | None:
    """The status, and the percentage and the words that came with it."""
    if choice in STATUS_WORDS:
        return {"status": choice, "percent": None, "note": ""}
    stored, earlier = facts.stored(task.expectation_id), facts.earlier(task.expectation_id)
    same = stored if is_same(text) else earlier if is_as_last_year(text) else None
    if same is not None:
        return {"status": same.status, "percent": None, "note": ""}
    said = read_status(text)
    return (
        {"status": said.status.value, "percent": said.percent, "note": said.note} if said else None
    )


def _prefilled(said: dict[str, object], task: Duty) -> dict[str, object]:
    """What was said beside the status is offered where it belongs."""
    status = str(said["status"])
    asked = questions_of(task, status)
    filled: dict[str, object] = {"status": status}
    if said["percent"] is not None and "percent" in asked:
        filled["percent"] = said["percent"]
    first = next((name for name in asked if name in TEXTS), None)
    if said["note"] and first:
        filled[first] = said["note"]
    return filled


STATUS = step_of("status", _ask, _take, some_text=True, is_multiline=True)
