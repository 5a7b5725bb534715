"""All that a document of a round is made of, read once: figures, answers, items, calls, names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.documents.contents.obstacles import Raised, obstacles_of
from scheduler.calendar import Calendar
from scheduler.reminders.call_list import CallListEntry, call_list
from storage.models import Agency, Item, ItemKind, Plan, Round, Tier
from storage.plans.agencies import agencies_view
from storage.plans.amendments.history import items_as_of
from storage.reports.answered.earlier_rounds import ByYear, values_by_year
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer, answers_of_round
from storage.reports.answers import stood_at
from storage.reports.obstacles.raised import told_by
from storage.rounds.schedule import live_rules
from storage.rounds.summary import Summary, summarise


@dataclass(frozen=True)
class Dossier:
    """A round as it stood at an instant. Of a summary alone the rest is empty.

    `items` in the decision's order. `values`: by indicator and year, what each agency said. `calls`
    is None for an instant in the past: nobody knows whom a telephone would have reached. `renamed`:
    every agency that is called otherwise by then, and how; empty: it ended, and none took all of it
    over. `sources` and `template`: how a draft is wanted.
    """

    summary: Summary
    answers: Sequence[Answer] = ()
    obstacles: Sequence[Raised] = ()
    items: Sequence[Item] = ()
    values: Mapping[int, ByYear] = field(default_factory=dict)
    calls: Sequence[CallListEntry] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    issuer: str = ""  # the agency that sums up, as it is called by then
    addressee: str = ""  # whom it reports to
    sources: bool = False
    template: Path | None = None
    is_own: bool = False  # an agency's own report: it speaks of nobody else
    at_a_glance: bool = False  # of the chart: the agencies furthest behind alone

    @property
    def plan(self) -> Plan:
        return self.summary.plan

    @property
    def round(self) -> Round:
        return self.summary.round

    @property
    def as_of(self) -> datetime:
        """In the province's zone."""
        return self.summary.as_of

    @property
    def province(self) -> str:
        """Of the agency that sums up: provinces have merged since the decision."""
        _, of, merged = self.issuer.partition(" tỉnh ")
        _, of_city, city = self.issuer.partition(" thành phố ")
        return (merged if of else city if of_city else "") or self.plan.province

    @property
    def answered(self) -> list[Answer]:
        return [one for one in self.answers if one.report is not None]


def figures_of(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    calendar: Calendar,
    *,
    indicators: bool = False,
) -> Dossier:
    """For a format that needs no more than the figures, of `indicators` too where it wants them."""
    figures = Dossier(summarise(session, plan, round_, as_of, calendar.zone))
    if not indicators:
        return figures
    kind = ItemKind.INDICATOR
    return replace(
        figures,
        answers=answers_of_round(session, plan, round_, as_of, calendar.zone, kind=kind),
        items=[one for one in items_as_of(session, plan, as_of) if one.kind == kind],
        values=values_by_year(session, round_, stood_at(as_of)),
    )


def dossier_of(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    calendar: Calendar,
    *,
    now: datetime,
    agencies: Sequence[Agency] = (),
) -> Dossier:
    """The whole of it, as of an instant; or no more than what was asked of these agencies, as their
    own report to whoever sums up."""
    today = as_of.astimezone(calendar.zone).date()
    if agencies:
        return _own(session, plan, round_, as_of, calendar.zone, agencies)
    is_today = today == calendar.today(now)
    answers = answers_of_round(session, plan, round_, as_of, calendar.zone)
    return Dossier(
        summary=summarise(session, plan, round_, as_of, calendar.zone),
        answers=answers,
        obstacles=obstacles_of(session, plan, told_by(answers), as_of, calendar.zone),
        items=items_as_of(session, plan, as_of),
        values=values_by_year(session, round_, stood_at(as_of)),
        calls=call_list(session, plan, today, calendar) if is_today else None,
        **_names(session, plan, today),
        addressee=_addressee(session, plan),
    )


def _own(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    agencies: Sequence[Agency],
) -> Dossier:
    ids = {one.id or 0 for one in agencies}
    answers = answers_of_round(session, plan, round_, as_of, zone, agency_ids=ids)
    names = _names(session, plan, as_of.astimezone(zone).date())
    return Dossier(
        summary=summarise(session, plan, round_, as_of, zone, agency_ids=ids),
        answers=answers,
        items=_asked(items_as_of(session, plan, as_of), answers),
        values=_said_by(values_by_year(session, round_, stood_at(as_of)), ids),
        renamed=names["renamed"],
        issuer="; ".join(one.name for one in agencies),
        addressee=names["issuer"],
        is_own=True,
    )


def _asked(items: Iterable[Item], answers: Iterable[Answer]) -> list[Item]:
    """What was asked, and the headings it stands under."""
    codes = {one.code for one in answers if one.code}
    return [
        item
        for item in items
        if item.code in codes
        or (item.kind == ItemKind.HEADING and any(is_under(code, item.code) for code in codes))
    ]


def _said_by(values: Mapping[int, ByYear], agency_ids: Collection[int]) -> Mapping[int, ByYear]:
    return {
        item: {
            year: [one for one in said if one.agency_id in agency_ids]
            for year, said in by_year.items()
        }
        for item, by_year in values.items()
    }


def _names(session: Session, plan: Plan, today: date) -> dict[str, Any]:
    """Who issues the report, and every name that the reorganisation has outdated."""
    known = agencies_view(session, plan, today)
    named = {one["name"]: one["now_called"] for one in known}
    gone = {one["name"] for one in known if (one["valid_until"] or "9999") < today.isoformat()}
    renamed = {name: "" if now == name else now for name, now in named.items() if name in gone}
    renamed |= {name: now for name, now in named.items() if now != name}
    return {"renamed": renamed, "issuer": named.get(plan.coordinator, plan.coordinator)}


def _addressee(session: Session, plan: Plan) -> str:
    rules = (rule for rule, _ in live_rules(session, plan.id) if rule.tier == Tier.COORDINATOR)
    return next((rule.to for rule in rules), "")
