"""What waits for the planning department: reports to review, requests to decide."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.conversation.loaders.files import file_facts
from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.dialogs.facts.planner import Request, SubmittedReport, together
from storage.messages.attachments import files_of_reports
from storage.models import Attachment, Expectation, Person, Report, Round, Tier
from storage.people.appointments import whom_to_notify
from storage.people.chat_accounts import reachable_accounts
from storage.plans.agencies import coordinating_on
from storage.reports import reviews
from storage.reports.answered.earlier_rounds import EarlierAnswer, answers_before
from storage.reports.answers import ExpectedReport, due_on_of
from storage.reports.requests.extensions import ExtensionRequest, waiting_extensions
from storage.reports.shared_answers.pairs import origins_of

if TYPE_CHECKING:
    from storage.reports.requests.objections import WaitingObjection
    from storage.reports.requests.reopenings import WaitingReopening


def to_review(at: Snapshot, expected: Iterable[ExpectedReport]) -> tuple[SubmittedReport, ...]:
    """What was reported and not yet reviewed, the oldest first."""
    waiting = [(one.report, one) for one in expected if one.report and one.review is None]
    waiting.sort(key=lambda pair: pair[0].id or 0)
    rows = [one.expectation for _, one in waiting]
    earlier = _earlier(at, [one for _, one in waiting])
    ids = [row.id or 0 for row in rows]
    returned = reviews.reasons_returned(at.session, ids)
    files = files_of_reports(at.session, ids)
    origins = origins_of(at.session, (report for report, _ in waiting))
    return tuple(
        replace(
            _submitted(
                at,
                report,
                one,
                earlier.get(one.expectation.id or 0),
                returned.get(one.expectation.id or 0, ""),
                files.get(one.expectation.id or 0, []),
            ),
            used_from=origins.get(report.id or 0),
        )
        for report, one in waiting
    )


def _earlier(at: Snapshot, asked: Iterable[ExpectedReport]) -> dict[int, EarlierAnswer]:
    """By expectation: what was last said on it in an earlier round."""
    of_round: dict[int | None, list[ExpectedReport]] = {}
    for one in asked:
        of_round.setdefault(one.round.id, []).append(one)
    found: dict[int, EarlierAnswer] = {}
    for theirs in of_round.values():
        expectations = [one.expectation for one in theirs]
        found |= answers_before(at.session, theirs[0].round, expectations, at.today)
    return found


def _submitted(
    at: Snapshot,
    report: Report,
    one: ExpectedReport,
    earlier: EarlierAnswer | None,
    was_returned: str,
    files: list[Attachment],
) -> SubmittedReport:
    agency_id = one.agency.id or 0
    told = whom_to_notify(at.session, report.person_id, agency_id, at.today)
    return SubmittedReport(
        report=report,
        task=at.as_owed(one),
        agency_id=agency_id,
        by=_name(at.session, report.person_id),
        first_at=one.first_received_at or report.said_at,
        is_late=one.is_late(at.calendar.zone),
        is_correction=one.corrected_at is not None,
        is_closed=one.round.closed_at is not None,
        was_returned=was_returned,
        earlier=earlier.report if earlier else None,
        earlier_year=earlier.year if earlier else 0,
        told=tuple(who.person.full_name for who in told),
        files=tuple(file_facts(row) for row in files),
    )


def requests(at: Snapshot, plan_id: int) -> tuple[Request, ...]:
    """Later days and reopenings asked for, and "not our task", the oldest first; what was asked
    for several tasks at once is one."""
    from storage.reports.requests.objections import waiting_objections
    from storage.reports.requests.reopenings import waiting_reopenings

    found = [
        *(_extension(at, one) for one in waiting_extensions(at.session, [plan_id])),
        *(_objection(at, one) for one in waiting_objections(at.session, [plan_id])),
        *(_reopening(at, one) for one in waiting_reopenings(at.session, [plan_id])),
    ]
    return tuple(together(sorted(found, key=lambda one: one.asked_at)))


def _objection(at: Snapshot, one: "WaitingObjection") -> Request:
    said = one.objection
    expectation = at.session.get_one(Expectation, said.expectation_id)
    return replace(
        _request(at, one, expectation, said.person_id),
        key=f"o{said.id}",
        asked_by=one.said_by,
        reason=said.reason,
        asked_at=said.said_at,
        helping=_helping(at.session, expectation, at.today),
    )


def _reopening(at: Snapshot, one: "WaitingReopening") -> Request:
    asked = one.reopening
    expectation = at.session.get_one(Expectation, asked.expectation_id)
    return replace(
        _request(at, one, expectation, None),
        key=f"r{asked.id}",
        asked_by=one.asked_by,
        reason=asked.reason,
        asked_at=asked.asked_at,
    )


def _extension(at: Snapshot, one: ExtensionRequest) -> Request:
    asked, by = one.extension, one.extension.asked_by_id
    expectation = at.session.get_one(Expectation, asked.expectation_id)
    return replace(
        _request(at, one, expectation, by),
        key=f"x{asked.id}",
        asked_by=one.asked_by,
        reason=asked.reason,
        asked_at=asked.asked_at,
        asked_until=asked.asked_until,
        told=(one.asked_by,) if by and reachable_accounts(at.session, [by]) else (),
    )


def _request(
    at: Snapshot,
    one: "ExtensionRequest | WaitingObjection | WaitingReopening",
    expectation: Expectation,
    asked_by_id: int | None,
) -> Request:
    """What is the same of all: what it is about, and who hears of the decision."""
    told = whom_to_notify(at.session, asked_by_id, expectation.agency_id, at.today)
    return Request(
        key="",
        agency=one.agency,
        code=one.code,
        title=one.title or _asked_once(at.session, expectation),
        asked_by="",
        reason="",
        asked_at=at.now,
        due_on=due_on_of(at.session, expectation),
        is_expected=expectation.ended_at is None,
        sums_up=_sums_up(at.session, expectation),
        told=tuple(who.person.full_name for who in told),
        of=(expectation.agency_id, expectation.item_id),
    )


def _helping(session: Session, expectation: Expectation, on: date) -> tuple[tuple[int, str], ...]:
    """The agencies that coordinate on the task: one of them may be the right one."""
    if expectation.item_id is None:
        return ()
    found = coordinating_on(session, expectation.item_id, on)
    return tuple((one.id or 0, one.name) for one in found if one.id != expectation.agency_id)


def _asked_once(session: Session, expectation: Expectation) -> str:
    """What an ad-hoc round asks; empty for the general report of a yearly one."""
    round_ = session.get_one(Round, expectation.round_id)
    return round_.title if round_.rule_id is None and expectation.item_id is None else ""


def _sums_up(session: Session, expectation: Expectation) -> bool:
    return session.get_one(Round, expectation.round_id).tier == Tier.COORDINATOR


def _name(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.full_name if person else ""
