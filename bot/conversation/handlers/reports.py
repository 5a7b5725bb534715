"""What an agency says of its tasks: reports, and the day it will report on."""

from bot.conversation.handlers.context import Change, NotAllowed
from bot.dialogs.effects import PromiseReport, SubmitReport, WithdrawReport
from storage.models import Report
from storage.reports import answers, snoozes, submission


def submit(change: Change, effect: SubmitReport) -> None:
    facts, person = change.facts, change.facts.person
    if person is None or not person.is_focal or not facts.known_by_id(effect.expectation_id):
        raise NotAllowed("only the agency's focal person may report on its task")
    report = Report(person_id=person.id, submitted_at=change.now, **vars(effect))
    submission.submit(change.session, report)


def withdraw(change: Change, effect: WithdrawReport) -> None:
    facts, person = change.facts, change.facts.person
    if person is None or not person.is_focal or not facts.known_by_id(effect.expectation_id):
        raise NotAllowed("only the agency's focal person may withdraw its report")
    counting = answers.counting_report(change.session, effect.expectation_id)
    if counting is None or counting[0].id != effect.report_id:
        raise NotAllowed("another report counts by now")
    if counting[1] is not None and counting[1].accepted:
        raise NotAllowed("the report was accepted")
    submission.withdraw(change.session, effect.expectation_id, person.id, change.now)


def promise(change: Change, effect: PromiseReport) -> None:
    facts, person = change.facts, change.facts.person
    theirs = {one.expectation_id for one in facts.owed}
    if person is None or not person.is_focal or not set(effect.expectation_ids) <= theirs:
        raise NotAllowed("only the agency's focal person may say when it will report")
    if effect.until_on not in facts.working_days:
        raise NotAllowed("the day is no coming working day")
    snoozes.snooze(
        change.session,
        effect.expectation_ids,
        person.id,
        facts.today,
        effect.until_on,
        change.now,
    )
