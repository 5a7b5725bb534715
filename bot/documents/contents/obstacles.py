"""The one list of obstacles: what the answers wait for, who raised it, what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property

from sqlmodel import Session

from bot.language.obstacles.clusters import clusters_of
from bot.language.obstacles.lexicon import AWAITED, Kind
from bot.language.obstacles.reading import Names, Obstacle, agency_names, obstacles_in
from storage.models import Plan, Report, Round, Status
from storage.names import fold
from storage.plans.agencies import agencies_view
from storage.reports.obstacles.raised import Told, told_in
from storage.reports.obstacles.words import Word, newest_word_on, words_by_expectation

Words = Mapping[int, Sequence[Word]]  # by expectation, the oldest first


@dataclass(frozen=True)
class Raised:
    """An obstacle as an answer raises it. `key` names it among all; `word`: the newest on it.

    `since`: when it was first raised in these words, perhaps in an earlier round.
    """

    key: str
    matter: Obstacle
    told: Told
    since: datetime
    word: Word | None = None

    @property
    def is_settled(self) -> bool:
        return self.word is not None and self.word.is_settled

    @property
    def agency(self) -> str:
        return self.told.now_called


@dataclass(frozen=True)
class Cluster:
    """Obstacles that wait for the same; the first says it in the fewest words."""

    members: tuple[Raised, ...]

    @property
    def matter(self) -> Obstacle:
        return self.members[0].matter

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.agency for one in self.members))


def obstacle_list(
    session: Session,
    plan: Plan,
    as_of: datetime,
    zone: tzinfo,
    round_: Round | None = None,
    agency_ids: Iterable[int] = (),
) -> list[Raised]:
    """Open and settled, of all rounds until that instant or of one; perhaps of these agencies."""
    told = told_in(session, plan, as_of, zone, round_, frozenset(agency_ids))
    return obstacles_of(session, plan, told, as_of, zone)


def obstacles_of(
    session: Session, plan: Plan, told: Iterable[Told], as_of: datetime, zone: tzinfo
) -> list[Raised]:
    """What these answers raise, the newest round first."""
    words = words_by_expectation(session, as_of, plan_id=plan.id)
    known = agencies_view(session, plan, as_of.astimezone(zone).date())
    names = agency_names([(one["now_called"], [one["name"], *one["aliases"]]) for one in known])
    return raised_in(told, words, names)


def raised_in(told: Iterable[Told], words: Words, names: Names) -> list[Raised]:
    """Each once: a report counts in one place, and what is said again in a newer round is the
    newer one, though it is known since when."""
    by_report = {one.report_id: one for one in told}
    found: dict[tuple[str, str, frozenset[str]], Raised] = {}
    for answer in by_report.values():
        for one in _of_answer(answer, words, names):
            same = (answer.code, one.agency, frozenset(map(fold, one.matter.sentences)))
            newer = found.get(same)
            if newer is None:
                found[same] = one
            elif not one.is_settled:
                found[same] = replace(newer, since=one.since)
    return list(found.values())


def open_ones(raised: Iterable[Raised]) -> list[Raised]:
    return [one for one in raised if not one.is_settled]


def clustered(raised: Iterable[Raised]) -> list[Cluster]:
    """What most agencies wait for comes first."""
    found = [Cluster(tuple(one)) for one in clusters_of(raised, lambda one: one.matter)]
    return sorted(found, key=lambda one: -len(one.agencies))


def matters_of(
    report: Report | Told, names: Names | None = None, own: Sequence[str] = ()
) -> list[Obstacle]:
    """What a report waits for; its status may say so by itself."""
    found = obstacles_in(report.difficulties, report.proposals, names, own)
    is_told = any(one.kind is Kind.GUIDANCE for one in found)
    if report.status == Status.AWAITING_GUIDANCE and not is_told:
        found += obstacles_in(AWAITED)
    return found


def _of_answer(told: Told, words: Words, names: Names) -> Iterator[Raised]:
    for number, matter in enumerate(matters_of(told, names, [told.now_called])):
        word = newest_word_on(matter.sentences, words, told.said_of)
        yield Raised(f"{told.report_id}-{number}", matter, told, told.said_at, word)
