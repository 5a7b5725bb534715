"""Effects: each is carried out for whoever has the right to it, and for nobody else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

import pytest

from bot.channels.media_types import PDF
from bot.conversation.handlers import CARRIED_OUT_BY
from bot.dialogs import effects
from bot.dialogs.effects import Effect
from storage.database import Database
from storage.models import Status
from storage.people.roster.editing import PersonFields
from storage.plans.loading.settled import key_of
from tests.support.databases import emptied, every_row, kept
from tests.support.worlds.effects_world import (
    BUILT,
    COLLEAGUE,
    DISTRICT,
    DOUBT,
    FOCAL,
    LEADER,
    OTHER_AGENCY,
    OTHER_PLANNER,
    OUTSIDERS,
    PLANNER,
    PROVINCE,
    STRANGER,
    EffectsWorld,
    carry_out,
)

LATER = date(2026, 11, 30)
SOMEBODY = PersonFields("Đỗ Thị Mẫu Yến", "chị", "", "", "vi")


@dataclass(frozen=True)
class Case:
    """`tries`: what somebody might have done, given the world and who they are; the first is
    what `by` may do. `why_not_all`: why others than `refused` may do it too."""

    by: str
    tries: Callable[[EffectsWorld, str], Iterable[Effect]]
    refused: tuple[str, ...] = OUTSIDERS
    why_not_all: str = ""


def one(make: Callable[[EffectsWorld], Effect]) -> Callable[[EffectsWorld, str], Iterable[Effect]]:
    """The same effect, whoever it is."""
    return lambda world, _: [make(world)]


def of_plan(
    make: Callable[[EffectsWorld, int], Effect],
) -> Callable[[EffectsWorld, str], Iterable[Effect]]:
    """The other planner also tries it in the name of the plan that is theirs."""

    def tries(world: EffectsWorld, who: str) -> Iterable[Effect]:
        yield make(world, world.plan["mau"])
        if who == OTHER_PLANNER:
            yield make(world, world.plan["khac"])

    return tries


def keep_file(world: EffectsWorld, who: str) -> Iterable[Effect]:
    task, own = world.expectation["1.2"], world.inbox_of[who]
    for inbox_id in (own, world.inbox_of[FOCAL]):
        for report in (None, world.report):
            yield effects.KeepFile(task, inbox_id, "ref", "a.pdf", "pdf", 10, report_id=report)


def announce_leave(world: EffectsWorld, who: str) -> Iterable[Effect]:
    """Everybody names somebody who is not of their agency; the focal person a colleague."""
    others = {FOCAL: LEADER, LEADER: OTHER_AGENCY}
    stand_in = world.person[others.get(who, FOCAL)]
    yield effects.AnnounceLeave(date(2026, 11, 4), date(2026, 11, 5), stand_in)


def end_links(world: EffectsWorld, who: str) -> Iterable[Effect]:
    """Those of somebody else; who they are, end their own."""
    yield effects.EndFormLinks(None if who == FOCAL else world.person[FOCAL])


def correct_data(_: EffectsWorld, who: str) -> Iterable[Effect]:
    """Whoever is linked may correct some of their data, but none that says who they are."""
    if who in (FOCAL, STRANGER):
        yield effects.CorrectData("full_name", "Nguyễn Văn Mẫu Bảo")
    if who != FOCAL:
        yield from (effects.CorrectData(field, "x") for field in ("code", "mobile", "erased_at"))


THEIR_OWN = "whoever is linked does it to themselves, and to nobody else"
CASES: dict[type[Effect], Case] = {
    effects.CountWrongCode: Case(
        STRANGER,
        one(lambda _: effects.CountWrongCode()),
        refused=(),
        why_not_all="whoever types a wrong code is counted; nobody gains by it",
    ),
    effects.Link: Case(
        STRANGER,
        one(lambda world: effects.Link(world.guests_invitation, "test", "Đồng ý")),
        refused=(OTHER_AGENCY, OTHER_PLANNER, LEADER),
        why_not_all="the code is the right: a chat that is nobody's has just proved to hold it",
    ),
    effects.SubmitReport: Case(
        FOCAL, one(lambda world: effects.SubmitReport(world.expectation["1.1"], Status.COMPLETED))
    ),
    effects.KeepFile: Case(FOCAL, keep_file),
    effects.JoinFiles: Case(FOCAL, one(lambda world: effects.JoinFiles(world.expectation["1.2"]))),
    effects.BringFile: Case(
        FOCAL,
        one(lambda world: effects.BringFile(world.expectation["1.1"], "a.pdf", PDF, b"%PDF-1.7")),
    ),
    effects.DropDraftFiles: Case(
        FOCAL, one(lambda world: effects.DropDraftFiles(world.expectation["1.2"]))
    ),
    effects.PromiseReport: Case(
        FOCAL,
        one(lambda world: effects.PromiseReport((world.expectation["1.1"],), date(2026, 11, 4))),
    ),
    effects.WithdrawReport: Case(
        FOCAL, one(lambda world: effects.WithdrawReport(world.expectation["1.2"], world.report))
    ),
    effects.AskExtension: Case(
        FOCAL, one(lambda world: effects.AskExtension((world.expectation["1.4"],), LATER, "Chậm"))
    ),
    effects.ObjectToTask: Case(
        FOCAL, one(lambda world: effects.ObjectToTask(world.expectation["1.1"], "Của đơn vị khác"))
    ),
    effects.AskReopening: Case(
        FOCAL, one(lambda world: effects.AskReopening(world.accepted, "Sai số liệu"))
    ),
    effects.AnnounceLeave: Case(FOCAL, announce_leave),
    effects.EndLeave: Case(
        FOCAL,
        one(lambda _: effects.EndLeave(date.max)),
        refused=(STRANGER,),
        why_not_all=THEIR_OWN,
    ),
    effects.HandOver: Case(
        FOCAL,
        one(
            lambda world: effects.HandOver(
                world.agency["Sở Công Thương"], "ABCD-YYYY", full_name="Lý Thị Mẫu Loan"
            )
        ),
    ),
    effects.TakeBackHandover: Case(
        FOCAL, one(lambda world: effects.TakeBackHandover(world.handover))
    ),
    effects.TakeOver: Case(
        COLLEAGUE, one(lambda world: effects.TakeOver(world.successors_invitation))
    ),
    effects.CorrectData: Case(FOCAL, correct_data),
    effects.WithdrawConsent: Case(
        FOCAL,
        one(lambda _: effects.WithdrawConsent()),
        refused=(STRANGER,),
        why_not_all=THEIR_OWN,
    ),
    effects.GiveConsent: Case(
        FOCAL,
        one(lambda _: effects.GiveConsent("test", "Đồng ý")),
        refused=(STRANGER,),
        why_not_all=THEIR_OWN,
    ),
    effects.AskOwnData: Case(
        FOCAL, one(lambda _: effects.AskOwnData()), refused=(STRANGER,), why_not_all=THEIR_OWN
    ),
    effects.EndCalendar: Case(
        FOCAL, one(lambda _: effects.EndCalendar()), refused=(STRANGER,), why_not_all=THEIR_OWN
    ),
    effects.EraseMe: Case(
        FOCAL, one(lambda _: effects.EraseMe()), refused=(STRANGER,), why_not_all=THEIR_OWN
    ),
    effects.SignOutEverywhere: Case(
        PLANNER,
        one(lambda _: effects.SignOutEverywhere()),
        refused=(STRANGER,),
        why_not_all=THEIR_OWN,
    ),
    effects.ChooseLanguage: Case(
        FOCAL,
        one(lambda _: effects.ChooseLanguage("en")),
        refused=(STRANGER,),
        why_not_all=THEIR_OWN,
    ),
    effects.ReviewReports: Case(
        PLANNER,
        of_plan(lambda world, plan: effects.ReviewReports(plan, (world.report,), True)),
    ),
    effects.DecideExtension: Case(
        PLANNER, one(lambda world: effects.DecideExtension((world.extension,), LATER))
    ),
    effects.DecideObjection: Case(
        PLANNER, one(lambda world: effects.DecideObjection(world.objection, True))
    ),
    effects.DecideReopening: Case(
        PLANNER, one(lambda world: effects.DecideReopening(world.reopening, True))
    ),
    effects.Reassign: Case(
        PLANNER, one(lambda world: effects.Reassign(world.agreed, world.agency["Sở Y tế"]))
    ),
    effects.AssignTasks: Case(
        PLANNER,
        of_plan(
            lambda world, plan: effects.AssignTasks(
                plan,
                ((world.item["1.2"], world.agency["Sở Công Thương"], "lead"),),
                world.agency["Sở Y tế"],
                LATER,
                "45/UBND-TH",
            )
        ),
    ),
    effects.SettleDoubt: Case(
        PLANNER, of_plan(lambda _, plan: effects.SettleDoubt(plan, key_of(DOUBT)))
    ),
    effects.ChooseSettings: Case(
        PLANNER, one(lambda world: effects.ChooseSettings(world.plan["mau"], (-7, 0), (), 5))
    ),
    effects.CloseRound: Case(
        PLANNER, of_plan(lambda world, plan: effects.CloseRound(plan, world.round or 0))
    ),
    effects.ReopenRound: Case(
        PLANNER,
        of_plan(lambda world, plan: effects.ReopenRound(plan, world.closed_round or 0, "Bổ sung")),
    ),
    effects.GiveLook: Case(
        PLANNER,
        of_plan(lambda w, plan: effects.GiveLook(plan, w.round or 0, "token", "Ông Mẫu", 7)),
    ),
    effects.RevokeLook: Case(
        PLANNER, of_plan(lambda w, plan: effects.RevokeLook(plan, w.round or 0, w.look))
    ),
    effects.OpenAdHoc: Case(
        PLANNER,
        of_plan(
            lambda world, plan: effects.OpenAdHoc(
                plan, "Báo cáo nhanh", LATER, (world.agency["Sở Y tế"],)
            )
        ),
    ),
    effects.GiveTask: Case(
        PLANNER,
        of_plan(
            lambda world, plan: effects.GiveTask(
                *(plan, "Việc mới", "1/UBND-TH", date(2026, 9, 1), LATER),
                (world.agency["Sở Y tế"],),
            )
        ),
    ),
    effects.GiveToCommunes: Case(
        PLANNER, one(lambda world: effects.GiveToCommunes(world.plan["huyen"], DISTRICT))
    ),
    effects.InvitePerson: Case(
        PLANNER,
        of_plan(lambda world, plan: effects.InvitePerson(plan, world.person[FOCAL], "ABCD-ZZZZ")),
    ),
    effects.SendNudge: Case(
        PLANNER,
        of_plan(
            lambda world, plan: effects.SendNudge(
                plan, ((world.agency["Sở Y tế"], world.person[OTHER_AGENCY]),)
            )
        ),
    ),
    effects.NoteCall: Case(
        PLANNER,
        of_plan(lambda world, plan: effects.NoteCall(plan, world.agency["Sở Y tế"], "Hẹn mai gửi")),
    ),
    effects.AskNudge: Case(
        PROVINCE,
        one(lambda world: effects.AskNudge(world.plan["mau"], (world.agency["Sở Y tế"],))),
        refused=(FOCAL, PLANNER, STRANGER, OTHER_AGENCY, OTHER_PLANNER, LEADER),
        why_not_all="a leader of the province asks, and nobody else has whom to ask",
    ),
    effects.NoteLetter: Case(
        PLANNER,
        of_plan(
            lambda world, plan: effects.NoteLetter(
                plan, world.round or 0, "9/STC", date(2026, 10, 20), (world.agency["Sở Y tế"],)
            )
        ),
    ),
    effects.UseAgain: Case(
        FOCAL, one(lambda world: effects.UseAgain(world.expectation["1.1"], world.report))
    ),
    effects.PairTasks: Case(
        PLANNER, one(lambda world: effects.PairTasks(world.item["1.1"], world.item["1.4"], True))
    ),
    effects.SettleObstacle: Case(
        FOCAL,
        one(lambda world: effects.SettleObstacle(world.report, "Thiếu kinh phí", "Đã cấp")),
        refused=(STRANGER, OTHER_AGENCY, OTHER_PLANNER, PROVINCE),
        why_not_all="the plan's planners may, too, and the leader of the agency",
    ),
    effects.AddPerson: Case(
        PLANNER,
        of_plan(lambda w, plan: effects.AddPerson(plan, w.agency["Sở Y tế"], "focal", SOMEBODY)),
    ),
    effects.ChangePerson: Case(
        PLANNER, of_plan(lambda w, plan: effects.ChangePerson(plan, w.person[FOCAL], SOMEBODY))
    ),
    effects.AppointPerson: Case(
        PLANNER,
        of_plan(
            lambda w, plan: effects.AppointPerson(
                plan, w.person[FOCAL], w.agency["Sở Y tế"], "stand_in"
            )
        ),
    ),
    effects.EndPost: Case(
        PLANNER,
        of_plan(
            lambda w, plan: effects.EndPost(
                plan, w.person[FOCAL], w.agency["Sở Công Thương"], "focal"
            )
        ),
    ),
    effects.ReplaceFocalPerson: Case(
        PLANNER,
        of_plan(
            lambda w, plan: effects.ReplaceFocalPerson(
                plan, w.agency["Sở Công Thương"], w.person[FOCAL], fields=SOMEBODY
            )
        ),
    ),
    effects.NoteLeave: Case(
        PLANNER,
        of_plan(
            lambda w, plan: effects.NoteLeave(
                plan, w.person[FOCAL], date(2026, 11, 4), date(2026, 11, 5), w.person[COLLEAGUE]
            )
        ),
    ),
    effects.NoteReturn: Case(
        PLANNER, of_plan(lambda w, plan: effects.NoteReturn(plan, w.person[FOCAL]))
    ),
    effects.ErasePerson: Case(
        PLANNER, of_plan(lambda w, plan: effects.ErasePerson(plan, w.person[FOCAL]))
    ),
    effects.MakeFormWord: Case(
        FOCAL,
        one(lambda _: effects.MakeFormWord("ABCD-ZZZZ")),
        refused=(STRANGER, OTHER_PLANNER, LEADER, PROVINCE),
        why_not_all=THEIR_OWN,
    ),
    effects.EndFormLinks: Case(FOCAL, end_links),
    effects.TakeUpDraft: Case(
        FOCAL,
        one(lambda world: effects.TakeUpDraft(world.expectation["1.1"])),
        refused=(),
        why_not_all=THEIR_OWN,
    ),
    effects.SayAlso: Case(
        STRANGER,
        one(lambda _: effects.SayAlso("Kính gửi")),
        refused=(),
        why_not_all="it is said in the chat that asked, and nowhere else",
    ),
}


# What these change is no change of rights, plan, day, ladder, report, review or reassignment
NOT_AUDITED: dict[type[Effect], str] = {
    effects.CountWrongCode: "counted at the chat; five close it for an hour",
    effects.KeepFile: "a draft's: what becomes of a report is audited with it",
    effects.BringFile: "a draft's, too",
    effects.DropDraftFiles: "a draft's, too",
    effects.TakeUpDraft: "the same draft, in another place",
    effects.SayAlso: "it only says something",
}


def test_every_effect_is_carried_out_and_has_its_case() -> None:
    assert set(get_args(Effect)) == set(CARRIED_OUT_BY) == set(CASES)


def test_where_not_everybody_is_refused_the_case_says_why() -> None:
    for case in CASES.values():
        assert (case.refused == OUTSIDERS) != bool(case.why_not_all)


def test_the_world_is_put_back_as_it_was_built(database: Database) -> None:
    EffectsWorld(database)
    EffectsWorld(emptied(database))
    assert kept(database) == BUILT[database].rows


@pytest.mark.parametrize("kind", CARRIED_OUT_BY, ids=lambda kind: kind.__name__)
def test_without_the_right_to_it_an_effect_changes_nothing(
    kind: type[Effect], database: Database
) -> None:
    """Whoever has the right to it is tried last: it was refused for the want of that right."""
    world, case = EffectsWorld(database), CASES[kind]
    with database.write() as session:
        let_through = [
            (who, effect)
            for who in case.refused
            for effect in case.tries(world, who)
            if carry_out(session, world.context(session, who), effect)
        ]
        assert let_through == []
        before = every_row(session)
        allowed = next(iter(case.tries(world, case.by)))
        assert carry_out(session, world.context(session, case.by), allowed)
        after = every_row(session)
        assert after != before
        is_audited = len(after["auditentry"]) > len(before["auditentry"])
        assert is_audited != (kind in NOT_AUDITED)
