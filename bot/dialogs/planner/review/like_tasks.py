"""Tasks that ask nearly the same of one agency: proposed in pairs, confirmed or undone by a yes."""

from collections.abc import Sequence

from bot.dialogs.effects import PairTasks
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.plan_choice import more, next_page, page
from bot.language.wording import decision_words, shortened
from locales import Translator
from storage.reports.shared_answers.pairs import PairedTask, PairView

PAGE, NAMED = 6, 4
TITLE = 60


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    refused = _refused(facts)
    if refused is not None:
        return refused
    if not facts.planning.like_tasks():
        return End(facts.say("No tasks of your plans ask nearly the same of one agency."))
    return Next("list", {"page": 0, "confirmed": not _proposed(facts)})


def _refused(facts: Facts) -> End | None:
    if facts.planning.plans:
        return None
    return End(facts.say("This is for the planning department."))


def _proposed(facts: Facts) -> list[PairView]:
    return [one for one in facts.planning.like_tasks() if one.is_same is None]


def _confirmed(facts: Facts) -> list[PairView]:
    return [one for one in facts.planning.like_tasks() if one.is_same]


def _pairs(slots: Slots, facts: Facts) -> list[PairView]:
    return _confirmed(facts) if slots.get("confirmed") else _proposed(facts)


# --- The list -------------------------------------------------------------------------------------


def _ask_list(slots: Slots, facts: Facts) -> Prompt:
    say, pairs = facts.say, _pairs(slots, facts)
    choices = [
        Choice(_key(one), f"{one.one.code} – {one.other.code}", _line(one, say))
        for one in page(pairs, slots, PAGE)
    ]
    choices += more(pairs, PAGE, facts)
    confirmed, proposed = len(_confirmed(facts)), len(_proposed(facts))
    if slots.get("confirmed"):
        head = say.plural(
            "{count} pair of tasks is confirmed to ask the same. Choose it to undo it.",
            "{count} pairs of tasks are confirmed to ask the same. Choose one to undo it.",
            len(pairs),
        )
        others = Choice("proposed", say("Pairs proposed ({n})", n=proposed)), proposed
    else:
        head = say.plural(
            "{count} pair of tasks may ask the same of one agency. Choose it to decide.",
            "{count} pairs of tasks may ask the same of one agency. Choose one to decide.",
            len(pairs),
        )
        others = Choice("confirmed", say("Pairs confirmed ({n})", n=confirmed)), confirmed
    choices += others[:1] if others[1] else ()
    return Prompt(" ".join(filter(None, (head, _saved(facts)))), tuple(choices))


def _saved(facts: Facts) -> str:
    count = sum(one.both.used_again for one in facts.planning.standings())
    return saved_words(count, facts.say)


def saved_words(count: int, say: Translator) -> str:
    """How many questions nobody had to answer twice; empty where there were none."""
    if not count:
        return ""
    return say.plural(
        "{count} question was answered by an answer used again.",
        "{count} questions were answered by answers used again.",
        count,
    )


def _key(one: PairView) -> str:
    return f"p{one.key[0]}-{one.key[1]}"


def _line(one: PairView, say: Translator) -> str:
    return say(
        "{one}; {other}: {agencies}",
        one=_task(one.one, TITLE),
        other=_task(one.other, TITLE),
        agencies=_agencies(one.agencies),
    )


def _task(task: PairedTask, length: int) -> str:
    return f"{task.code} {shortened(task.title, length)} ({task.plan.decision})"


def _agencies(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" … ({len(names)})" if len(names) > NAMED else "")


def _take_list(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if (refused := _refused(facts)) is not None:
        return refused
    pairs = _pairs(slots, facts)
    if answer.choice == "more":
        return Next("list", next_page(pairs, slots, PAGE))
    if answer.choice in ("confirmed", "proposed"):
        return Next("list", {"page": 0, "confirmed": answer.choice == "confirmed"})
    chosen = next((one for one in pairs if _key(one) == answer.choice), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return Next("pair", {**slots, "pair": list(chosen.key)})


# --- One pair -------------------------------------------------------------------------------------


def _chosen(slots: Slots, facts: Facts) -> PairView | None:
    pairs = facts.planning.like_tasks()
    return next((one for one in pairs if list(one.key) == list(slots["pair"])), None)


def _ask_pair(slots: Slots, facts: Facts) -> Prompt:
    say, one = facts.say, _chosen(slots, facts)
    back = Choice("list", say("Back"))
    if one is None:
        return Prompt(say("This pair was decided on meanwhile."), (back,))
    lines = [*(_whole(task, say) for task in (one.one, one.other))]
    lines.append(say("Both are asked of: {agencies}", agencies=_agencies(one.agencies)))
    if one.is_same:
        lines.append(say("Confirmed: an answer to one is offered for the other."))
        return Prompt("\n".join(lines), (Choice("no", say("Undo this pair")), back))
    lines.append(
        say(
            "Do both ask the same? Then an agency that has answered one is offered its answer for "
            "the other; it is stored only on its yes."
        )
    )
    yes, no = Choice("yes", say("They ask the same")), Choice("no", say("They are different"))
    return Prompt("\n".join(lines), (yes, no, back))


def _whole(task: PairedTask, say: Translator) -> str:
    plan = task.plan
    decision = decision_words(plan.decision, plan.issued_on, plan.province, plan.issuer, say)
    return f"- {task.code} {task.title} ({decision})"


def _take_pair(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, one = facts.say, _chosen(slots, facts)
    if (refused := _refused(facts)) is not None:
        return refused
    if answer.choice == "list":
        return Next("list", {"page": 0, "confirmed": bool(slots.get("confirmed"))})
    if answer.choice not in ("yes", "no") or (one and one.is_same and answer.choice == "yes"):
        return Retry(say("Please choose one of the answers."))
    if one is None:
        return Next("pair", slots, said=say("This pair was decided on meanwhile."))
    is_same = answer.choice == "yes"
    names = {"one": one.one.code, "other": one.other.code}
    if is_same:
        said = say("Stored: {one} and {other} ask the same.", **names)
    elif one.is_same:
        said = say("Undone: answers to {one} and {other} are no longer shared.", **names)
    else:
        said = say("Stored: {one} and {other} are different and not proposed again.", **names)
    return End(said, (PairTasks(*one.key, is_same),), then=LIKE_TASKS.name)


LIKE_TASKS = Dialog(
    "like_tasks",
    _enter,
    {"list": Step(_ask_list, _take_list), "pair": Step(_ask_pair, _take_pair, decides=True)},
    words=("nhiệm vụ trùng", "việc trùng", "nội dung trùng", "like tasks"),
)
