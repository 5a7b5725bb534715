"""A reply on many tasks as data: what was said of each, and what is still to be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.dialogs.effects import SubmitReport
from bot.dialogs.facts.reports import ReportFacts
from bot.language.replies.layouts.note_fields import fields_in
from storage.models import UNBEGUN, Status

# What has to be said with a status, as in bot/dialogs/report/questions.py
NEEDS = {Status.BLOCKED.value: "difficulties", Status.PROPOSE_CHANGE.value: "proposals"}


@dataclass(frozen=True)
class ParsedReply:
    """What is said of one task. `was`: the status already reported, which this replaces."""

    expectation_id: int
    status: str
    percent: float | None = None
    note: str = ""
    was: str = ""
    value: str = ""  # of an indicator, in words
    by_number: bool = field(default=False, compare=False)  # it was named by its number
    as_before: bool = field(default=False, compare=False)  # "như năm trước": meant so

    @property
    def lacks(self) -> str:
        """What still has to be asked about it: "difficulties", "proposals" or nothing."""
        return "" if self.note else NEEDS.get(self.status, "")


@dataclass(frozen=True)
class Words:
    """What was typed on a task that is certain: kept until it is known what it says."""

    expectation_id: int
    words: str
    by_number: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Became:
    """What somebody says has become of what was raised on a task in the round before."""

    expectation_id: int
    is_settled: bool
    word: str


@dataclass(frozen=True)
class Lines:
    """A reply on many tasks, as far as it was understood."""

    said: tuple[ParsedReply, ...] = ()
    unread: tuple[str, ...] = ()  # as written
    strange: tuple[str, ...] = ()  # numbers and codes that are none of the person's tasks
    twofold: tuple[str, ...] = ()  # those of which two things were said, or that fit two tasks
    unsure: tuple[Words, ...] = ()  # their status is to be asked; the words become the note
    doubtful: tuple[Words, ...] = ()  # values far from the target, or in another unit
    missing: tuple[int, ...] = ()  # what "all" cannot answer: figures, requests, general reports
    became: tuple[Became, ...] = ()  # of what was raised before

    @property
    def is_whole(self) -> bool:
        """Whether all of it was understood."""
        left = (self.unread, self.strange, self.twofold, self.unsure, self.doubtful)
        return not any(left)

    @property
    def says_anything(self) -> bool:
        return any(
            (self.said, self.strange, self.twofold, self.unsure, self.doubtful, self.missing)
        )

    @property
    def by_number(self) -> set[int]:
        """The tasks that were named by their numbers."""
        several: tuple[ParsedReply | Words, ...] = (*self.said, *self.unsure, *self.doubtful)
        return {one.expectation_id for one in several if one.by_number}

    @property
    def tasks(self) -> tuple[int, ...]:
        """Those that something is said of."""
        several: tuple[ParsedReply | Words, ...] = (*self.said, *self.unsure)
        return tuple(one.expectation_id for one in several)

    def to_slots(self) -> dict[str, Any]:
        return {
            "said": [asdict(one) for one in self.said],
            "unread": list(self.unread),
            "strange": list(self.strange),
            "twofold": list(self.twofold),
            "unsure": [asdict(one) for one in self.unsure],
            "doubtful": [asdict(one) for one in self.doubtful],
            "missing": list(self.missing),
            "became": [asdict(one) for one in self.became],
        }

    @staticmethod
    def of(slots: Mapping[str, Any]) -> "Lines":
        """A question of before an upgrade has no words in doubt."""
        return Lines(
            tuple(ParsedReply(**one) for one in slots["said"]),
            tuple(slots["unread"]),
            tuple(slots["strange"]),
            tuple(slots["twofold"]),
            tuple(Words(**one) for one in slots.get("unsure", ())),
            tuple(Words(**one) for one in slots.get("doubtful", ())),
            tuple(slots.get("missing", ())),
            tuple(Became(**one) for one in slots.get("became", ())),
        )

    def with_more(self, more: "Lines") -> "Lines":
        """What was said later of a task holds; what was not understood then is said anew now."""
        newer = {one.expectation_id: one for one in more.said}
        again = {*newer, *(one.expectation_id for one in more.unsure)}
        waiting = tuple(one for one in self.unsure if one.expectation_id not in again)
        still = [one for one in self.said if one.expectation_id not in ids_of(more.unsure)]
        said = tuple(newer.pop(one.expectation_id, one) for one in still)
        said = (*said, *newer.values())
        missing = dict.fromkeys((*self.missing, *more.missing))
        left = tuple(one for one in missing if one not in ids_of(said))
        named = {*again, *ids_of(more.said), *ids_of(more.doubtful)}
        doubtful = [one for one in self.doubtful if one.expectation_id not in named]
        return replace(
            more,
            said=tuple(one for one in said if one.expectation_id not in ids_of(more.doubtful)),
            unsure=(*waiting, *more.unsure),
            doubtful=(*doubtful, *more.doubtful),
            missing=left,
            became=self.became,
        )

    def answered(self, more: "Lines") -> "Lines":
        """With the answer to a question of ours, which takes back nothing of what was typed."""
        return replace(
            self.with_more(more), unread=self.unread, strange=self.strange, twofold=self.twofold
        )

    def only(self, expectation_id: int) -> "Lines":
        """What is said of one task."""
        return Lines(tuple(one for one in self.said if one.expectation_id == expectation_id))

    def without(self, expectation_ids: Iterable[int]) -> "Lines":
        gone = set(expectation_ids)
        return replace(
            self,
            said=tuple(one for one in self.said if one.expectation_id not in gone),
            unsure=tuple(one for one in self.unsure if one.expectation_id not in gone),
            doubtful=tuple(one for one in self.doubtful if one.expectation_id not in gone),
            missing=tuple(one for one in self.missing if one not in gone),
        )


def report_of(
    one: ParsedReply, before: ReportFacts | None, begun: Mapping[str, Any]
) -> SubmitReport:
    """What would be stored: what the line names, and the rest as it was `before`, or as it is in
    the slots of a report that is half filled (`begun`, empty where none is)."""
    report = SubmitReport(one.expectation_id, one.status, _percent(one, before), value=one.value)
    if before is not None:
        report = replace(
            report,
            value=one.value or before.value,
            result=before.result,
            difficulties=before.difficulties,
            proposals=before.proposals,
            document_number=before.document_number,
            document_on=before.document_on,
        )
    words = {
        name: begun[name] for name in ("result", "difficulties", "proposals") if begun.get(name)
    }
    return replace(report, **{**words, **fields_in(one.status, one.note)})


def _percent(one: ParsedReply, before: ReportFacts | None) -> float | None:
    if one.value:
        return None
    if one.status == Status.COMPLETED:
        return 100
    if one.percent is not None or before is None or one.status in UNBEGUN:
        return one.percent
    return None if before.percent == 100 else before.percent


def ids_of(several: Iterable[ParsedReply | Words]) -> set[int]:
    return {one.expectation_id for one in several}
