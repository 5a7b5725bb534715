"""Loads what somebody may read of answers, from the one reader; each part when it is asked for."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache

from sqlmodel import Session

from bot.conversation.loaders.planner.people import known_agencies
from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.dialogs.facts.planner import KnownAgency
from bot.dialogs.facts.reading import Read, ReadingFacts
from storage.models import Expectation, Item, Plan, Round
from storage.plans.planners import plans_of_leader, plans_of_planner
from storage.plans.succession import lineage
from storage.reports.answered.items import (
    codes_beside,
    items_called,
    newest_round_of_item,
    plans_asking,
)
from storage.reports.answered.reader import Answer, answers_of_round
from storage.rounds.schedule import find_round, round_to_sum_up


def load_reading(at: Snapshot, person_id: int, agency_ids: Collection[int]) -> ReadingFacts:
    """`agency_ids`: the agencies, as they are today, whose answers are the person's own matter."""
    reading = _Reading(at, person_id, agency_ids)
    return ReadingFacts(
        plans=tuple(reading.plans.values()),
        whole=frozenset(reading.planned),
        items=cache(reading.items),
        codes_near=cache(reading.codes_near),
        of_item=cache(reading.of_item),
        of_round=cache(reading.of_round),
        answer=reading.answer,
        agencies=cache(reading.agencies),
    )


class _Reading:
    """Whose answers of which plan: `planned` wholly, as every plan of a province the person leads;
    of any other plan those of `own`."""

    def __init__(self, at: Snapshot, person_id: int, agency_ids: Collection[int]) -> None:
        self._at = at
        self._seen: dict[int, Answer] = {}
        planned = [
            *plans_of_planner(at.session, person_id),
            *plans_of_leader(at.session, person_id),
        ]
        self.planned = {plan.id or 0: plan for plan in planned}
        self._own = _with_former(at.session, agency_ids, at.today)
        self.plans = self.planned | plans_asking(at.session, self._own, self.planned)

    def items(self, code: str) -> dict[int, Item]:
        return items_called(self._at.session, self.plans, code)

    def codes_near(self, plan_id: int, code: str) -> tuple[str, ...]:
        if plan_id not in self.planned:
            return ()
        return tuple(codes_beside(self._at.session, self.planned[plan_id], code))

    def of_item(self, plan_id: int, code: str, year: int) -> Read | None:
        """Of the round that is summed up; where that does not ask for it, of the newest that did"""
        plan = self.plans.get(plan_id)
        if plan is None:
            return None
        read = self._read(plan, self._round(plan, year), code=code)
        if read is not None:
            return read
        asked = newest_round_of_item(
            self._at.session, plan, code, year or None, self._right(plan_id)
        )
        return self._read(plan, asked, code=code)

    def of_round(self, plan_id: int, year: int, agency_id: int) -> Read | None:
        plan = self.plans.get(plan_id)
        if plan is None:
            return None
        asked = [agency_id] if agency_id else []
        return self._read(plan, self._round(plan, year), agency_ids=asked)

    def answer(self, expectation_id: int) -> Answer | None:
        if expectation_id not in self._seen:
            self._look_up(expectation_id)
        return self._seen.get(expectation_id)

    def agencies(self, plan_id: int) -> tuple[KnownAgency, ...]:
        plan = self.plans.get(plan_id)
        known = known_agencies(self._at, plan) if plan else ()
        if plan_id in self.planned:
            return known
        return tuple(one for one in known if one.id in self._own)

    # --- Reading ----------------------------------------------------------------------------------

    def _right(self, plan_id: int) -> frozenset[int] | None:
        """Nothing but what these were asked; None: all of it."""
        return None if plan_id in self.planned else self._own

    def _round(self, plan: Plan, year: int) -> Round | None:
        if year:
            return find_round(self._at.session, plan.id or 0, str(year))
        return round_to_sum_up(self._at.session, plan.id or 0, self._at.today.year)

    def _read(
        self,
        plan: Plan,
        round_: Round | None,
        *,
        code: str = "",
        agency_ids: Collection[int] = (),
    ) -> Read | None:
        if round_ is None:
            return None
        at, right = self._at, self._right(plan.id or 0)
        found = answers_of_round(
            at.session,
            plan,
            round_,
            at.now,
            at.calendar.zone,
            code=code,
            agency_ids=agency_ids,
            of_own=right,
        )
        if right is not None:  # who answered is the business of the planning department
            found = [replace(one, reporter="") for one in found]
        self._seen |= {one.expectation.id or 0: one for one in found}
        return Read(round_, tuple(found)) if found else None

    def _look_up(self, expectation_id: int) -> None:
        """With all that was asked of the same item, or of the same agency besides its tasks."""
        session = self._at.session
        expectation = session.get(Expectation, expectation_id)
        round_ = session.get(Round, expectation.round_id) if expectation else None
        plan = self.plans.get(round_.plan_id) if round_ else None
        if expectation is None or plan is None:
            return
        item = session.get(Item, expectation.item_id) if expectation.item_id else None
        code, asked = (item.code, ()) if item else ("", (expectation.agency_id,))
        self._read(plan, round_, code=code, agency_ids=asked)


def _with_former(session: Session, agency_ids: Collection[int], today: date) -> frozenset[int]:
    """With those that they have taken over from."""
    if not agency_ids:
        return frozenset()
    became = lineage(session).successors(today)
    return frozenset(agency_ids) | {old for old, now in became.items() if now in agency_ids}
