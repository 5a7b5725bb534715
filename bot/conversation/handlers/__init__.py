"""Carries out the effects of a turn, inside its transaction; each right is checked here again."""

from collections.abc import Callable
from typing import Any

from bot.conversation.handlers import (
    attachments,
    form,
    obstacles,
    province_leader,
    reports,
    requests,
)
from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.people import handover, leave, linking, own_data, roster
from bot.conversation.handlers.planning import answers, decisions, plans
from bot.dialogs import effects
from bot.dialogs.effects import Effect

__all__ = ["CARRIED_OUT_BY", "EffectContext", "NotAllowed", "handle"]

# Each kind of effect has a function that takes it and raises NotAllowed where the right is missing
CARRIED_OUT_BY: dict[type[Effect], Callable[[EffectContext, Any], None]] = {
    effects.CountWrongCode: linking.count_wrong_code,
    effects.Link: linking.link,
    effects.SubmitReport: reports.submit,
    effects.UseAgain: reports.use_again,
    effects.KeepFile: attachments.keep,
    effects.JoinFiles: attachments.join,
    effects.BringFile: attachments.bring,
    effects.DropDraftFiles: attachments.drop,
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
    effects.AskOwnData: own_data.note_export,
    effects.EndCalendar: own_data.end_calendar,
    effects.EraseMe: own_data.erase,
    effects.SignOutEverywhere: own_data.sign_out_everywhere,
    effects.ChooseLanguage: own_data.choose_language,
    effects.ReviewReports: answers.review,
    effects.DecideExtension: answers.decide_extension,
    effects.DecideObjection: answers.decide_objection,
    effects.DecideReopening: answers.decide_reopening,
    effects.Reassign: answers.reassign,
    effects.GiveToCommunes: decisions.give_to_communes,
    effects.CloseRound: decisions.close_round,
    effects.ReopenRound: decisions.reopen_round,
    effects.GiveLook: decisions.give_look,
    effects.RevokeLook: decisions.revoke_look,
    effects.OpenAdHoc: decisions.open_ad_hoc,
    effects.GiveTask: decisions.give_task,
    effects.NoteLetter: decisions.note_letter,
    effects.InvitePerson: decisions.invite,
    effects.SendNudge: decisions.send_nudge,
    effects.NoteCall: decisions.note_call,
    effects.AskNudge: province_leader.ask_nudge,
    effects.SettleObstacle: obstacles.settle,
    effects.AddPerson: roster.add,
    effects.ChangePerson: roster.change,
    effects.AppointPerson: roster.appoint,
    effects.EndPost: roster.end_post,
    effects.ReplaceFocalPerson: roster.replace,
    effects.NoteLeave: leave.note_leave,
    effects.NoteReturn: leave.note_return,
    effects.ErasePerson: roster.erase,
    effects.SayAlso: decisions.say_also,
    effects.AssignTasks: plans.assign_tasks,
    effects.SettleDoubt: plans.settle_doubt,
    effects.ChooseSettings: plans.choose_settings,
    effects.PairTasks: plans.pair_tasks,
    effects.MakeFormWord: form.give_word,
    effects.EndFormLinks: form.end_links,
    effects.TakeUpDraft: form.take_up,
}


def handle(context: EffectContext, effect: Effect) -> None:
    CARRIED_OUT_BY[type(effect)](context, effect)
