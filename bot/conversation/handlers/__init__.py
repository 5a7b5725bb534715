"""Carries out the effects of a turn, inside its transaction; each right is checked here again."""

from collections.abc import Callable
from typing import Any

from bot.conversation.handlers import (
    attachments,
    handover,
    leave,
    linking,
    obstacles,
    own_data,
    planner,
    province_leader,
    reports,
    requests,
)
from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs import effects
from bot.dialogs.effects import Effect

__all__ = ["CARRIED_OUT_BY", "EffectContext", "NotAllowed", "handle"]

# Each kind of effect has a function that takes it and raises NotAllowed where the right is missing
CARRIED_OUT_BY: dict[type[Effect], Callable[[EffectContext, Any], None]] = {
    effects.CountWrongCode: linking.count_wrong_code,
    effects.Link: linking.link,
    effects.SubmitReport: reports.submit,
    effects.KeepFile: attachments.keep,
    effects.JoinFiles: attachments.join,
    effects.PromiseReport: reports.promise,
    effects.WithdrawReport: reports.withdraw,
    effects.AskExtension: requests.ask_extension,
    effects.ObjectToTask: requests.object_to_task,
    effects.AskReopening: requests.ask_reopening,
    effects.AnnounceLeave: leave.announce,
    effects.EndLeave: leave.end,
    effects.HandOver: handover.hand_over,
    effects.TakeBackHandover: handover.take_back,
    effects.TakeOver: handover.take_over,
    effects.CorrectData: own_data.correct,
    effects.WithdrawConsent: own_data.withdraw_consent,
    effects.GiveConsent: own_data.give_consent,
    effects.EndCalendar: own_data.end_calendar,
    effects.EraseMe: own_data.erase,
    effects.ChooseLanguage: own_data.choose_language,
    effects.ReviewReports: planner.review,
    effects.DecideExtension: planner.decide_extension,
    effects.DecideObjection: planner.decide_objection,
    effects.DecideReopening: planner.decide_reopening,
    effects.Reassign: planner.reassign,
    effects.CloseRound: planner.close_round,
    effects.ReopenRound: planner.reopen_round,
    effects.OpenAdHoc: planner.open_ad_hoc,
    effects.GiveTask: planner.give_task,
    effects.InvitePerson: planner.invite,
    effects.SendNudge: planner.send_nudge,
    effects.AskNudge: province_leader.ask_nudge,
    effects.SettleObstacle: obstacles.settle,
    effects.SayAlso: planner.say_also,
}


def handle(context: EffectContext, effect: Effect) -> None:
    CARRIED_OUT_BY[type(effect)](context, effect)
