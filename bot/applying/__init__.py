"""Carries out the effects of a turn, inside its transaction; each right is checked here again."""

from collections.abc import Callable
from typing import Any

from bot import effects
from bot.applying import asking, filing, handing, leaving, linking, own_data, planning, reporting
from bot.applying.change import Change, NotAllowed
from bot.effects import Effect

__all__ = ["CARRIED_OUT_BY", "Change", "NotAllowed", "apply"]

# Each kind of effect has a function that takes it and raises NotAllowed where the right is missing
CARRIED_OUT_BY: dict[type[Effect], Callable[[Change, Any], None]] = {
    effects.CountWrongCode: linking.count_wrong_code,
    effects.Link: linking.link,
    effects.SubmitReport: reporting.submit,
    effects.KeepFile: filing.keep,
    effects.JoinFiles: filing.join,
    effects.PromiseReport: reporting.promise,
    effects.WithdrawReport: reporting.withdraw,
    effects.AskExtension: asking.ask_extension,
    effects.ObjectToTask: asking.object_to_task,
    effects.AnnounceLeave: leaving.announce,
    effects.EndLeave: leaving.end,
    effects.HandOver: handing.hand_over,
    effects.TakeBackHandover: handing.take_back,
    effects.TakeOver: handing.take_over,
    effects.CorrectData: own_data.correct,
    effects.WithdrawConsent: own_data.withdraw_consent,
    effects.GiveConsent: own_data.give_consent,
    effects.EraseMe: own_data.erase,
    effects.ChooseLanguage: own_data.choose_language,
    effects.ReviewReports: planning.review,
    effects.DecideExtension: planning.decide_extension,
    effects.DecideObjection: planning.decide_objection,
    effects.OpenAdHoc: planning.open_ad_hoc,
    effects.InvitePerson: planning.invite,
    effects.SendNudge: planning.send_nudge,
    effects.SayAlso: planning.say_also,
}


def apply(change: Change, effect: Effect) -> None:
    CARRIED_OUT_BY[type(effect)](change, effect)
