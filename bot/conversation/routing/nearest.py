"""What was not understood: the two or three commands it may have meant, in place of all of them."""

from collections.abc import Iterable

from bot.dialogs import ALL
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner import PLANNING
from bot.dialogs.tasks.drafts import drafts_kept
from storage.names import fold

MOST = 3
LEAST_ALIKE = 60  # of 100
_EMPTY = frozenset(
    ("bao", "cao", "khong", "co", "cua", "la", "gi", "nao", "em", "anh", "chi", "toi", "cho")
)
_OF_PLANNERS = ("summary", *(dialog.name for dialog in PLANNING))
_OF_FOCALS = (
    "owed",
    "correct",
    "withdraw",
    "as_last_year",
    "promise",
    "extension",
    "objection",
    "own_report",
)
_OF_ALL = (
    "help",
    "leave",
    "handover",
    "mydata",
    "contact",
    "fewer_reminders",
    "calendar",
    "language",
)


def way_on(text: str, facts: Facts) -> str:
    """One line: what is half filled, else what the text may have meant, else how to begin."""
    kept = drafts_kept(facts)
    if kept:
        return kept
    commands = _alike(text, facts) or _first(facts)
    shown = ", ".join(f'"{command}"' for command in commands)
    return facts.say("Did you mean one of these? {commands}", commands=shown)


def answer_elsewhere(text: str, facts: Facts) -> str:
    """To a question: what shows it here, else whom to ask."""
    commands = [] if drafts_kept(facts) else _alike(text, facts)
    person = facts.person
    if commands or person is None or person.is_planner:
        return way_on(text, facts)
    return facts.say('To ask a person, type "gap nguoi phu trach"; for help, "tro giup".')


def _known(facts: Facts) -> list[str]:
    person = facts.person
    names = list(_OF_ALL)
    if person is not None and person.is_planner:
        names = [*_OF_PLANNERS, *names]
    if person is not None and person.is_focal:
        names = [*_OF_FOCALS, *names]
    return names


def _alike(text: str, facts: Facts) -> list[str]:
    from rapidfuzz import fuzz, process

    known = _known(facts)
    words = {word: d.words[0] for d in ALL if d.name in known for word in d.words}
    folded = {fold(word): first for word, first in words.items() if " " in word}
    found = process.extract(
        fold(text),
        _sharing_a_word(text, folded),
        scorer=fuzz.token_set_ratio,
        score_cutoff=LEAST_ALIKE,
    )
    return list(dict.fromkeys(folded[word] for word, _score, _at in found))[:MOST]


def _sharing_a_word(text: str, commands: Iterable[str]) -> list[str]:
    """Letters alone make strange neighbours: "con nua" is not "don doc"."""
    words = set(fold(text).split()) - _EMPTY
    return [command for command in commands if words & set(command.split())]


def _first(facts: Facts) -> list[str]:
    by_name = {dialog.name: dialog.words[0] for dialog in ALL if dialog.words}
    names = [name for name in ("owed", "summary") if name in _known(facts)]
    return [by_name[name] for name in (*names, "help")]
