"""What somebody says has become of an obstacle."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.notifications.decisions import notify_settled
from bot.dialogs.effects import SettleObstacle
from storage.models import Expectation, Report
from storage.people.appointments import posts_of
from storage.reports.gate import Barred
from storage.reports.obstacles.words import say_what_became


def settle(context: EffectContext, effect: SettleObstacle) -> None:
    """A planner of the plan, or somebody of the agency; the gate looks at it. Whoever raised it
    hears of it where a planner says so."""
    session, facts, now = context.session, context.facts, context.now
    if facts.person is None:
        raise NotAllowed("nobody is known here")
    report = session.get(Report, effect.report_id)
    if report is None or not effect.word.strip() or not effect.about.strip():
        raise NotAllowed("no report, no obstacle, or no word on it")
    args = (report.id or 0, effect.about, effect.word, facts.person.id, facts.today, now)
    try:
        row = say_what_became(session, *args, is_settled=effect.is_settled)
    except Barred as error:
        raise NotAllowed(str(error)) from error
    expectation = session.get_one(Expectation, report.expectation_id)
    theirs = {agency.id for _, agency in posts_of(session, facts.person.id, facts.today)}
    if row.is_settled and expectation.agency_id not in theirs:
        notify_settled(session, report, row, now, facts.calendar)
