"""Files that came in: kept with a draft or a stored report, joined to what was drafted."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import BringFile, DropDraftFiles, JoinFiles, KeepFile
from storage.messages import attachments
from storage.messages.inbox import SentFile, note_handled
from storage.models import Attachment, Inbox, Report
from storage.people.chat_accounts import form_account
from storage.reports import answers
from storage.reports.gate import Act, Barred, pass_gate


def keep(context: EffectContext, effect: KeepFile) -> None:
    _check(context, effect.expectation_id, Act.ATTACH if effect.report_id else Act.REPORT)
    message = context.session.get_one(Inbox, effect.inbox_id)
    if message.account_id != context.account.id:
        raise NotAllowed("the file came from another chat")
    report = _report(context, effect.expectation_id) if effect.report_id else None
    if report is not None and report.id != effect.report_id:
        raise NotAllowed("another report counts by now")
    held = _held(context, effect.expectation_id, report)
    if len(held) >= attachments.MOST:
        raise NotAllowed("the report has all the files it may have")
    row = Attachment(
        account_id=context.account.id,
        # Beside those of an older version it stays with them: they count together
        report_id=(held[0].report_id if held else report.id) if report else None,
        channel=context.account.channel,
        received_at=context.now,
        **{name: value for name, value in vars(effect).items() if name != "report_id"},
    )
    if attachments.keep(context.session, row) and report is not None:
        attachments.note_joined(context.session, report, 1, context.now)


def bring(context: EffectContext, effect: BringFile) -> None:
    """From a browser: heard, kept and fetched in one."""
    session, now = context.session, context.now
    _check(context, effect.expectation_id, Act.REPORT)
    if len(_held(context, effect.expectation_id, None)) >= attachments.MOST:
        raise NotAllowed("the report has all the files it may have")
    account = form_account(session, context.account.person_id or 0)
    file = SentFile("", effect.name, effect.media_type, len(effect.content))
    message = note_handled(session, account, file, now)
    row = Attachment(
        account_id=account.id,
        expectation_id=effect.expectation_id,
        inbox_id=message.id or 0,
        channel=account.channel,
        ref="",
        name=str((message.file or {}).get("name", "")),
        media_type=effect.media_type,
        received_at=now,
    )
    session.add(row)
    session.flush()
    attachments.store_content(session, row, effect.content, effect.media_type, now)


def drop(context: EffectContext, effect: DropDraftFiles) -> None:
    _check(context, effect.expectation_id, Act.REPORT)
    for row in _held(context, effect.expectation_id, None):
        attachments.leave(context.session, row, context.now)


def join(context: EffectContext, effect: JoinFiles) -> None:
    _check(context, effect.expectation_id, Act.ATTACH)
    report = _report(context, effect.expectation_id)
    attachments.join_to_report(context.session, context.account, report, context.now)


def _held(context: EffectContext, expectation_id: int, report: Report | None) -> list[Attachment]:
    if report is None:
        return attachments.files_of_draft(context.session, context.account, expectation_id)
    found = attachments.files_of_reports(context.session, [expectation_id])
    return found.get(expectation_id, [])


def _check(context: EffectContext, expectation_id: int, act: Act) -> None:
    person = context.facts.person
    if person is None or not person.is_focal:
        raise NotAllowed("only the agency's focal person may send files for its task")
    try:
        pass_gate(context.session, expectation_id, act, person.id, context.facts.today)
    except Barred as error:
        raise NotAllowed(str(error)) from error


def _report(context: EffectContext, expectation_id: int) -> Report:
    """The report that counts, when it is the person's own."""
    counting = answers.counting_report(context.session, expectation_id)
    person = context.facts.person
    if counting is None or person is None or counting[0].person_id != person.id:
        raise NotAllowed("the report was withdrawn, or is somebody else's by now")
    return counting[0]
