"""What waits for the planning department: reports to review, requests to decide."""

from collections.abc import Iterable

from sqlmodel import Session

from bot.conversation.loaders.files import file_facts
from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.dialogs.facts.planner import Request, SubmittedReport
from storage.messages.attachments import files_of_reports
from storage.models import Attachment, Expectation, Person, Report, Round, Tier
from storage.people.appointments import whom_to_notify
from storage.people.chat_accounts import reachable_accounts
from storage.reports import reviews
from storage.reports.answers import ExpectedReport
from storage.reports.extensions import ExtensionRequest, waiting_extensions
from storage.reports.reviews import EarlierReport


def to_review(at: Snapshot, expected: Iterable[ExpectedReport]) -> tuple[SubmittedReport, ...]:
    """What was reported and not yet reviewed, the oldest first."""
    waiting = [(one.report, one) for one in expected if one.report and one.review is None]
    waiting.sort(key=lambda pair: pair[0].id or 0)
    rows = [one.expectation for _, one in waiting]
    earlier = reviews.earlier_reports(at.session, rows, at.today)
    ids = [row.id or 0 for row in rows]
    returned = reviews.reasons_returned(at.session, ids)
    files = files_of_reports(at.session, ids)
    return tuple(
        _submitted(
            at,
            report,
            one,
            earlier.get(one.expectation.id or 0),
            returned.get(one.expectation.id or 0, ""),
            files.get(one.expectation.id or 0, []),
        )
        for report, one in waiting
    )


def _submitted(
    at: Snapshot,
    report: Report,
    one: ExpectedReport,
    earlier: EarlierReport | None,
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
        was_returned=was_returned,
        earlier=earlier.report if earlier else None,
        earlier_year=earlier.year if earlier else 0,
        told=tuple(who.person.full_name for who in told),
        files=tuple(file_facts(row) for row in files),
    )


def requests(at: Snapshot, plan_id: int) -> tuple[Request, ...]:
    """Later days asked for, and "not our task", the oldest first."""
    from storage.reports.objections import waiting_objections

    found = [_extension(at.session, one) for one in waiting_extensions(at.session, [plan_id])]
    for one in waiting_objections(at.session, [plan_id]):
        objection = one.objection
        expectation = at.session.get_one(Expectation, objection.expectation_id)
        told = whom_to_notify(at.session, objection.person_id, expectation.agency_id, at.today)
        found.append(
            Request(
                key=f"o{objection.id}",
                agency=one.agency,
                code=one.code,
                title=one.title or _asked_once(at.session, expectation),
                asked_by=one.said_by,
                reason=objection.reason,
                asked_at=objection.said_at,
                due_on=expectation.due_on,
                is_expected=expectation.ended_at is None,
                sums_up=_sums_up(at.session, expectation),
                told=tuple(who.person.full_name for who in told),
            )
        )
    return tuple(sorted(found, key=lambda one: one.asked_at))


def _extension(session: Session, one: ExtensionRequest) -> Request:
    asked, by = one.extension, one.extension.asked_by_id
    expectation = session.get_one(Expectation, asked.expectation_id)
    return Request(
        key=f"x{asked.id}",
        agency=one.agency,
        code=one.code,
        title=one.title or _asked_once(session, expectation),
        asked_by=one.asked_by,
        reason=asked.reason,
        asked_at=asked.asked_at,
        due_on=expectation.due_on,
        asked_until=asked.asked_until,
        is_expected=expectation.ended_at is None,
        sums_up=_sums_up(session, expectation),
        told=(one.asked_by,) if by and reachable_accounts(session, [by]) else (),
    )


def _asked_once(session: Session, expectation: Expectation) -> str:
    """What an ad-hoc round asks; empty for the general report of a yearly one."""
    round_ = session.get_one(Round, expectation.round_id)
    return round_.title if round_.rule_id is None and expectation.item_id is None else ""


def _sums_up(session: Session, expectation: Expectation) -> bool:
    return session.get_one(Round, expectation.round_id).tier == Tier.COORDINATOR


def _name(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.full_name if person else ""
