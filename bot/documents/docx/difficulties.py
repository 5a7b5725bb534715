"""Sections of the report: difficulties and proposals, and what is waited for from above."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.documents.contents.dossier import Dossier
from bot.documents.contents.obstacles import clustered
from bot.documents.docx.blocks import Block, Look, Paragraph, Run, Table, paragraph
from bot.documents.docx.sentences import Teller
from bot.documents.text.obstacles import in_a_line, state_words
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from storage.models import Report
from storage.names import fold
from storage.reports.answered.reader import Answer

_BULLET = re.compile(r"^\s*[-+•]\s+")  # "-5%" begins with no bullet
_SIGNED = re.compile(r"[-+<>≤≥]\s?\d+")  # "> 95%" is not what "< 95%" says


def gathered(
    dossier: Dossier, teller: Teller, told: Callable[[Report], str], none: str
) -> Iterator[Block]:
    """What several agencies say in the same words comes once, with all of them behind it; what
    most of them say comes first."""
    groups: dict[tuple[str, ...], list[Answer]] = {}
    for one in dossier.answered:
        words = told(one.report) if one.report else ""
        if words.strip():
            groups.setdefault((fold(words), *_SIGNED.findall(words)), []).append(one)
    if not groups:
        yield paragraph(none)
    for ones in sorted(groups.values(), key=lambda ones: -len(ones)):
        first = ones[0].report
        lines = told(first).strip().split("\n") if first else []
        for number, line in enumerate(lines):
            runs = [Run(f"- {_BULLET.sub('', line).strip(' .;')}")]
            if number == len(lines) - 1:
                runs.append(Run(f" ({_attributed(ones, is_own=dossier.is_own)})."))
                if teller.sources:
                    runs.append(Run("".join(f" {teller.source(one)}" for one in ones), Look.SOURCE))
            yield Paragraph(runs)


def _attributed(ones: Sequence[Answer], *, is_own: bool) -> str:
    """ "Sở Công Thương: 9.4, 9.5; Sở Y tế: 3.1"; of one's own report the codes alone."""
    if is_own and all(one.code for one in ones):
        return ", ".join(one.code for one in ones)
    codes: dict[str, list[str]] = {}
    for one in ones:
        codes.setdefault(one.now_called, []).append(one.code)
    return "; ".join(
        f"{name}: {', '.join(filter(None, theirs))}" if any(theirs) else name
        for name, theirs in codes.items()
    )


def waited_for(dossier: Dossier, teller: Teller) -> Iterator[Block]:
    """The obstacles put together: what, from whom, by whom, and whether they are settled."""
    say = teller.say
    columns = [
        (say("Obstacle"), 58),
        (say("Kind"), 24),
        (say("Who must act"), 28),
        (say("Agencies"), 30),
        (say("State"), 20),
    ]
    rows = [
        [
            in_a_line(one.matter.words),
            say(KIND_WORDS[one.matter.kind]),
            actor_words(one.matter.actor, say),
            "; ".join(one.agencies),
            "; ".join(dict.fromkeys(state_words(o, teller.zone, say) for o in one.members)),
        ]
        for one in clustered(dossier.obstacles)
    ]
    if rows:
        yield Table(columns, rows)
