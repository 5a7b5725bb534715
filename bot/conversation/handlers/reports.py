"""What an agency says of its tasks: reports, and the day it will report on."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import PromiseReport, SubmitReport, UseAgain, WithdrawReport
from bot.dialogs.tasks.measures import reached
from storage.messages.drafts import forget_row
from storage.models import Report
from storage.reports import snoozes, submission
from storage.reports.gate import Barred


def submit(context: EffectContext, effect: SubmitReport) -> None:
    report = Report(
        person_id=_focal_person(context),
        submitted_at=context.now,
        sent_at=context.said_at,
        **vars(effect),
    )
    task = context.facts.known_by_id(effect.expectation_id)
    if task is not None:
        value = reached(effect.value, task)
        report.value_number, report.value_unit = value.number, value.unit
    try:
        submission.submit(context.session, report, context.facts.today)
    except Barred as error:
        raise NotAllowed(str(error)) from error
    forget_row(context.session, report.person_id or 0, effect.expectation_id)


def use_again(context: EffectContext, effect: UseAgain) -> None:
    from storage.reports.shared_answers.use_again import use_again as store

    person_id, today, now = _focal_person(context), context.facts.today, context.now
    try:
        store(
            context.session,
            effect.expectation_id,
            effect.report_id,
            person_id,
            today,
            now,
            context.said_at,
        )
    except Barred as error:
        raise NotAllowed(str(error)) from error
    forget_row(context.session, person_id, effect.expectation_id)


def withdraw(context: EffectContext, effect: WithdrawReport) -> None:
    person_id, today, now = _focal_person(context), context.facts.today, context.now
    try:
        submission.withdraw(
            context.session, effect.expectation_id, effect.report_id, person_id, today, now
        )
    except Barred as error:
        raise NotAllowed(str(error)) from error


def promise(context: EffectContext, effect: PromiseReport) -> None:
    person_id, facts = _focal_person(context), context.facts
    if effect.until_on not in facts.working_days:
        raise NotAllowed("the day is no coming working day")
    ids, until, today = effect.expectation_ids, effect.until_on, facts.today
    try:
        snoozes.snooze(context.session, ids, person_id, today, until, context.now)
    except Barred as error:
        raise NotAllowed(str(error)) from error


def _focal_person(context: EffectContext) -> int:
    """Who speaks; whether it is their agency's answer, the gate looks at."""
    person = context.facts.person
    if person is None or not person.is_focal:
        raise NotAllowed("only the agency's focal person may answer for it")
    return person.id
