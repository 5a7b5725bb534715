"""Many communes as one line with a count, the silent ones by name, and the two ways of counting."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.language.wording import STATUS_WORDS
from locales import Translator
from storage.plans.known_agencies import COMMUNE
from storage.reports.answered.reader import Answer
from storage.rounds.figures.by_task import TaskCount, tasks_once
from storage.rounds.summary import Communes, Summary

NAMED = 6  # of those that are silent, where there is no room for all
_OFFICE = "UBND "
_ANSWERED = {"received", "carried_over"}


def rolled_up(communes: Communes, say: Translator) -> str:
    """ "UBND cấp xã (118/124 đơn vị đã báo cáo đủ)"."""
    return say(
        "Communes ({complete}/{asked} have reported all)",
        complete=communes.complete,
        asked=len(communes.each),
    )


def silent_of(communes: Communes, say: Translator) -> str:
    return names_shown([one.now_called for one in communes.silent], say, NAMED)


def of_task(task: TaskCount, say: Translator, most: int = NAMED) -> str:
    """ "118/124 xã, phường, đặc khu đã báo cáo; chưa báo cáo: …"; `most`: names, 0 for all."""
    return _counted(task.communes.answered, task.communes.expected, task.silent, say, most)


def of_answers(theirs: Sequence[Answer], say: Translator) -> str:
    """The same of what communes were asked on one task, with every name."""
    silent = sorted(one.now_called for one in theirs if not one.counts_as & _ANSWERED)
    return _counted(len(theirs) - len(silent), len(theirs), silent, say, most=0)


def statuses_of(theirs: Sequence[Answer], say: Translator) -> str:
    """ "đã hoàn thành 60; đang triển khai 58"."""
    said = Counter(one.answer.status for one in theirs if one.answer is not None)
    told = ((say(words), said[code]) for code, words in STATUS_WORDS.items() if code in said)
    return "; ".join(f"{words[:1].lower()}{words[1:]} {count}" for words, count in told)


def parted(answers: Iterable[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Those of offices, and those of communes where there are several of them."""
    offices: list[Answer] = []
    communes: list[Answer] = []
    for one in answers:
        (communes if one.agency.kind == COMMUNE else offices).append(one)
    return (offices, communes) if len(communes) > 1 else ([*offices, *communes], [])


def _counted(answered: int, asked: int, silent: Sequence[str], say: Translator, most: int) -> str:
    told = say("{answered}/{asked} communes have reported", answered=answered, asked=asked)
    if not silent:
        return told
    return say("{told}; not yet: {names}", told=told, names=names_shown(silent, say, most))


def names_shown(offices: Sequence[str], say: Translator, most: int) -> str:
    """Without "UBND" before each; how many more there are where not all are named."""
    names = [name.removeprefix(_OFFICE) for name in offices]
    if not most or len(names) <= most:
        return ", ".join(names)
    shown = ", ".join(names[:most])
    return say("{names} and {n} more", names=shown, n=len(names) - most)


def names_rolled(names: Sequence[str], summary: Summary, say: Translator) -> list[str]:
    """Names of agencies of the summary, the communes among them as one with a count."""
    known = {
        name for one in summary.by_agency if one.is_commune for name in (one.agency, one.now_called)
    }
    communes = [name for name in names if name in known]
    if len(communes) < 2:
        return list(names)
    shown, count = names_shown(communes, say, NAMED), len(communes)
    told = say.plural("{count} commune ({names})", "{count} communes ({names})", count, names=shown)
    return [*(name for name in names if name not in known), told]


def both_views(summary: Summary, say: Translator) -> list[str]:
    """What the plan's view counts, what the units', and why they differ; nothing where no commune
    is asked."""
    if not summary.by_task:
        return []
    once = tasks_once(summary.by_task)
    return [
        say(
            "By task, each counted once: {asked} tasks; {complete} reported by all who are asked, "
            "{begun} by some, {untouched} by nobody yet.",
            asked=once.asked,
            complete=once.complete,
            begun=once.begun,
            untouched=once.untouched,
        ),
        say(
            "By unit, each counted for itself: {received} of {expected} contents received. A task "
            "that many communes are asked counts once in the first line and once for each of them "
            "in the second.",
            received=summary.total.received,
            expected=summary.total.expected,
        ),
    ]
