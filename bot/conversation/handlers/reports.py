"""What an agency says of its tasks: reports, and the day it will report on."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import PromiseReport, SubmitReport, WithdrawReport
from storage.models import Report
from storage.reports import answers, snoozes, submission


def submit(context: EffectContext, effect: SubmitReport) -> None:
    facts, person = context.facts, context.facts.person
    if person is None or not person.is_focal or not facts.known_by_id(effect.expectation_id):
        raise NotAllowed("only the agency's focal person may report on its task")
    report = Report(
        person_id=person.id, submitted_at=context.now, sent_at=context.said_at, **vars(effect)
    )
    submission.submit(context.session, report)


def withdraw(context: EffectContext, effect: WithdrawReport) -> None:
    facts, person = context.facts, context.facts.person
    if person is None or not person.is_focal or not facts.known_by_id(effect.expectation_id):
        raise NotAllowed("only the agency's focal person may withdraw its report")
    counting = answers.counting_report(context.session, effect.expectation_id)
    if counting is None or counting[0].id != effect.report_id:
        raise NotAllowed("another report counts by now")
    if counting[1] is not None and counting[1].accepted:
        raise NotAllowed("the report was accepted")
    submission.withdraw(context.session, effect.expectation_id, person.id, context.now)


def promise(context: EffectContext, effect: PromiseReport) -> None:
    facts, person = context.facts, context.facts.person
    theirs = {one.expectation_id for one in facts.owed}
    if person is None or not person.is_focal or not set(effect.expectation_ids) <= theirs:
        raise NotAllowed("only the agency's focal person may say when it will report")
    if effect.until_on not in facts.working_days:
        raise NotAllowed("the day is no coming working day")
    snoozes.snooze(
        context.session,
        effect.expectation_ids,
        person.id,
        facts.today,
        effect.until_on,
        context.now,
    )
