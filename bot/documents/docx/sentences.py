"""What agencies said as connected sentences, on request with the source behind each of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.documents.contents import answer_wording as wording
from bot.documents.contents.dossier import Dossier
from bot.documents.docx.blocks import Block, Look, Paragraph, Run
from bot.language.wording import day
from locales import Translator
from storage.reports.answered.reader import Answer

# The end of a sentence: no abbreviation such as "TP." or "ThS.", no number such as "1."
_END = re.compile(r"(?:(?<=[a-zà-ỹ]{2}[.!?])|(?<=[\d)%][\d)%][.!?]))\s+(?=[^\W\d_])")


@dataclass(frozen=True)
class Teller:
    """How things are told: in which words, and whether sources are."""

    say: Translator
    zone: tzinfo | None
    sources: bool
    is_own: bool = False  # an agency's own report names it once, at its beginning

    @classmethod
    def of(cls, dossier: Dossier, say: Translator) -> "Teller":
        return cls(say, dossier.as_of.tzinfo, dossier.sources, dossier.is_own)

    def told(self, text: str, by: Sequence[Answer]) -> Iterator[Run]:
        """Every sentence, with the bracket behind it: who said it, on what, when."""
        sentences = _END.split(text.strip()) if self.sources else [text.strip()]
        for number, sentence in enumerate(filter(None, sentences)):
            yield Run(f" {sentence}" if number else sentence)
            if self.sources and by:
                yield Run("".join(f" {self.source(one)}" for one in by), Look.SOURCE)

    def source(self, one: Answer) -> str:
        """ "[9.4 – Sở Công Thương – 10/11/2026]"."""
        at = one.answer.said_at.astimezone(self.zone).date() if one.answer else one.due_on
        code = one.code or self.say("General report")
        return f"[{code} – {one.printed} – {day(at)}]"

    def figures(self, text: str, as_of: str) -> Paragraph:
        """A sentence that the program has counted itself."""
        runs = [Run(text)]
        if self.sources:
            runs.append(Run(self.say(" [counted as of {as_of}]", as_of=as_of), Look.SOURCE))
        return Paragraph(runs)

    def names(self, answers: Iterable[Answer]) -> str:
        return "; ".join(dict.fromkeys(wording.who(one, self.say) for one in answers))

    def gap(self, answers: Sequence[Answer]) -> Paragraph:
        """Who was asked and has said nothing stays to be seen."""
        words = self.say("[No report yet: {names}]", names=self.names(answers))
        if self.is_own:
            words = self.say("[No report yet]")
        return Paragraph((Run(words, Look.GAP),))


def answer_paragraphs(theirs: Sequence[Answer], teller: Teller) -> Iterator[Block]:
    """Of one item: who said what; those who said the same in no words of their own together."""
    for ones in _alike([one for one in theirs if one.answer]):
        yield from _paragraphs_of(ones, teller)
    silent = [one for one in theirs if one.answer is None]
    if silent:
        yield teller.gap(silent)


def _alike(answers: Iterable[Answer]) -> list[list[Answer]]:
    found: dict[object, list[Answer]] = {}
    for one in answers:
        report = one.answer
        assert report is not None
        own = one.expectation.id if report.result.strip() or report.value else None
        over = report.said_at.date() if one.is_carried_over else None
        key = (own, report.status, report.percent, over, one.verdict == "returned")
        found.setdefault(key, []).append(one)
    return list(found.values())


def _paragraphs_of(ones: Sequence[Answer], teller: Teller) -> Iterator[Block]:
    report, say = ones[0].answer, teller.say
    assert report is not None
    state = _lowered(wording.state_of(ones[0], teller.zone, say))
    if report.value:
        state += say("; value {value}", value=report.value)
    first, *more = _behind_share(report.result.strip(), report.percent).split("\n")
    if first.startswith(("-", "+", "•")):  # a list, not a sentence to go on with
        first, more = "", [first, *more]
    runs = [] if teller.is_own else [Run(f"{teller.names(ones)}: ", Look.BOLD)]
    told = f"{_sentence(state) if teller.is_own else f'{state}.'} {_sentence(first)}"
    runs += teller.told(told.strip(), ones)
    if ones[0].verdict == "returned":
        runs.append(Run(say(" [Returned, to be completed]"), Look.GAP))
    yield Paragraph(runs)
    for line in filter(str.strip, more):
        yield Paragraph(list(teller.told(_sentence(line), ones)))


def _behind_share(result: str, percent: float | None) -> str:
    """ "Đã mở 12 lớp" of "60% đã mở 12 lớp": that it is 60% stands before it already.
    What is no "đã" may be a figure of its own: "60% hộ dân có nước sạch"."""
    share = re.escape(f"{percent or 0:g}").replace(r"\.", "[.,]")
    rest = re.sub(rf"^{share} ?%[,;:]? (?=(?:đã|da) )", "", result)
    return result if rest == result else rest[:1].upper() + rest[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    """With a capital and an end, where it has none; "pH" and what begins with no word stay."""
    clean = text.strip()
    if clean.split(" ", 1)[0].islower():
        clean = clean[:1].upper() + clean[1:]
    return clean if not clean or clean[-1] in '.!?;:…,)]”"' else f"{clean}."
