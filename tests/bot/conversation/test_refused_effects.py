"""What even the right person may not do: keys of others' things, and facts that are older."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from bot.dialogs import effects
from bot.dialogs.effects import Effect
from storage.database import Database
from storage.models import (
    ChatAccount,
    Extension,
    Handover,
    Invitation,
    Person,
    Report,
    Review,
    Right,
    RightKind,
)
from storage.people.own_data import withdraw_consent
from storage.people.roster.editing import PersonFields
from tests.support.worlds.effects_world import (
    COLLEAGUE,
    FOCAL,
    GUEST,
    LEADER,
    OTHER_AGENCY,
    PLANNER,
    PROVINCE,
    STRANGER,
    EffectsWorld,
    carry_out,
)

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
DAY = date(2026, 11, 4)
LATER = date(2026, 11, 30)
EARLIER = date(2026, 9, 1)
HEALTH, INDUSTRY = "Sở Y tế", "Sở Công Thương"
SOMEBODY = PersonFields("Đỗ Thị Mẫu Yến", "chị", "", "", "vi")
NOBODY = PersonFields(" . ", "chị", "", "", "vi")

# Who has the right in general, and what they have no right to in particular
BEYOND: dict[str, tuple[str, Callable[[EffectsWorld], Effect]]] = {
    "erase who has rights": (
        PLANNER,
        lambda w: effects.ErasePerson(w.plan["mau"], w.person[PLANNER]),
    ),
    "change somebody without a name": (
        PLANNER,
        lambda w: effects.ChangePerson(w.plan["mau"], w.person[FOCAL], NOBODY),
    ),
    "change somebody who is not": (
        PLANNER,
        lambda w: effects.ChangePerson(w.plan["mau"], 4711, SOMEBODY),
    ),
    "add somebody to an agency that is not": (
        PLANNER,
        lambda w: effects.AddPerson(w.plan["mau"], 4711, "focal", SOMEBODY),
    ),
    "add somebody to a post that is not": (
        PLANNER,
        lambda w: effects.AddPerson(w.plan["mau"], w.agency[HEALTH], "chairman", SOMEBODY),
    ),
    "give a post that is held already": (
        PLANNER,
        lambda w: effects.AppointPerson(
            w.plan["mau"], w.person[OTHER_AGENCY], w.agency[HEALTH], "focal"
        ),
    ),
    "end a post that is not held": (
        PLANNER,
        lambda w: effects.EndPost(w.plan["mau"], w.person[FOCAL], w.agency[HEALTH], "focal"),
    ),
    "replace by somebody of another agency": (
        PLANNER,
        lambda w: effects.ReplaceFocalPerson(
            w.plan["mau"], w.agency[INDUSTRY], w.person[FOCAL], w.person[OTHER_AGENCY]
        ),
    ),
    "replace by nobody": (
        PLANNER,
        lambda w: effects.ReplaceFocalPerson(w.plan["mau"], w.agency[INDUSTRY], w.person[FOCAL]),
    ),
    "let somebody of another agency stand in for somebody": (
        PLANNER,
        lambda w: effects.NoteLeave(
            w.plan["mau"], w.person[FOCAL], DAY, DAY, w.person[OTHER_AGENCY]
        ),
    ),
    "note that somebody is back who is not away": (
        PLANNER,
        lambda w: effects.NoteReturn(w.plan["mau"], w.person[OTHER_AGENCY]),
    ),
    "give a look without saying to whom": (
        PLANNER,
        lambda w: effects.GiveLook(w.plan["mau"], w.round or 0, "token", "", 7),
    ),
    "give a look for longer than there is a choice": (
        PLANNER,
        lambda w: effects.GiveLook(w.plan["mau"], w.round or 0, "token", "Ông Mẫu", 365),
    ),
    "give a look at a round in the name of another plan": (
        PLANNER,
        lambda w: effects.GiveLook(w.plan["khac"], w.round or 0, "token", "Ông Mẫu", 7),
    ),
    "end a look in the name of another round": (
        PLANNER,
        lambda w: effects.RevokeLook(w.plan["mau"], w.closed_round or 0, w.look),
    ),
    "report on a task of another agency": (
        FOCAL,
        lambda w: effects.SubmitReport(w.expectation["1.3"], "completed"),
    ),
    "withdraw a report that is not the one shown": (
        FOCAL,
        lambda w: effects.WithdrawReport(w.expectation["1.2"], w.report + 1),
    ),
    "keep a file that came in another chat": (
        FOCAL,
        lambda w: effects.KeepFile(
            w.expectation["1.2"], w.inbox_of[OTHER_AGENCY], "ref", "a.pdf", "pdf", 10
        ),
    ),
    "keep a file with a report that does not count": (
        FOCAL,
        lambda w: effects.KeepFile(
            w.expectation["1.2"], w.inbox_of[FOCAL], "ref", "a.pdf", "pdf", 10, report_id=99
        ),
    ),
    "join files to what was not reported": (
        FOCAL,
        lambda w: effects.JoinFiles(w.expectation["1.1"]),
    ),
    "promise another agency's report beside the own": (
        FOCAL,
        lambda w: effects.PromiseReport((w.expectation["1.1"], w.expectation["1.3"]), DAY),
    ),
    "promise a report for a day off": (
        FOCAL,
        lambda w: effects.PromiseReport((w.expectation["1.1"],), date(2026, 11, 24)),
    ),
    "ask a later day for another agency beside the own": (
        FOCAL,
        lambda w: effects.AskExtension((w.expectation["1.4"], w.expectation["1.3"]), LATER, "Chậm"),
    ),
    "ask a later day for what is reported": (
        FOCAL,
        lambda w: effects.AskExtension((w.expectation["1.2"],), LATER, "Chậm"),
    ),
    "name a stand-in of another agency": (
        FOCAL,
        lambda w: effects.AnnounceLeave(DAY, DAY, w.person[OTHER_AGENCY]),
    ),
    "hand over to somebody of another agency": (
        FOCAL,
        lambda w: effects.HandOver(
            w.agency["Sở Công Thương"], "ABCD-YYYY", to_id=w.person[OTHER_AGENCY]
        ),
    ),
    "hand over the post of another agency": (
        FOCAL,
        lambda w: effects.HandOver(w.agency[HEALTH], "ABCD-YYYY", to_id=w.person[LEADER]),
    ),
    "take over with an invitation that brings no post": (
        STRANGER,
        lambda w: effects.TakeOver(w.guests_invitation),
    ),
    "correct the mobile number, which the roster gives": (
        FOCAL,
        lambda w: effects.CorrectData("mobile", "84000000001"),
    ),
    "choose a language nobody speaks": (FOCAL, lambda _: effects.ChooseLanguage("xx")),
    "return a report without a reason": (
        PLANNER,
        lambda w: effects.ReviewReports(w.plan["mau"], (w.report,), False),
    ),
    "ask agencies of another province": (
        PLANNER,
        lambda w: effects.OpenAdHoc(
            w.plan["mau"], "Báo cáo nhanh", LATER, (w.agency[HEALTH], w.agency["Sở Xây dựng"])
        ),
    ),
    "give a task to an agency of another province": (
        PLANNER,
        lambda w: effects.GiveTask(
            *(w.plan["mau"], "Việc mới", "1/UBND-TH", EARLIER, LATER),
            (w.agency[HEALTH], w.agency["Sở Xây dựng"]),
        ),
    ),
    "give a task whose last day has passed": (
        PLANNER,
        lambda w: effects.GiveTask(
            *(w.plan["mau"], "Việc mới", "1/UBND-TH", EARLIER, EARLIER), (w.agency[HEALTH],)
        ),
    ),
    "invite somebody of no agency of the plan": (
        PLANNER,
        lambda w: effects.InvitePerson(w.plan["mau"], w.person[GUEST], "ABCD-ZZZZ"),
    ),
    "have nobody nudged": (PROVINCE, lambda w: effects.AskNudge(w.plan["mau"], ())),
    "have an agency nudged that is not there": (
        PROVINCE,
        lambda w: effects.AskNudge(w.plan["mau"], (w.agency[HEALTH], 10_000)),
    ),
    "use an answer again for a task that no pair joins to it": (
        FOCAL,
        lambda w: effects.UseAgain(w.expectation["1.4"], w.report),
    ),
    "use an answer again for another agency's task": (
        FOCAL,
        lambda w: effects.UseAgain(w.expectation["1.3"], w.report),
    ),
    "use an answer again where there is one": (
        FOCAL,
        lambda w: effects.UseAgain(w.expectation["1.2"], w.report),
    ),
    "use an answer again that is none": (
        FOCAL,
        lambda w: effects.UseAgain(w.expectation["1.1"], w.report + 1000),
    ),
    "pair tasks of two agencies": (
        PLANNER,
        lambda w: effects.PairTasks(w.item["1.1"], w.item["1.3"], True),
    ),
    "pair a task with itself": (
        PLANNER,
        lambda w: effects.PairTasks(w.item["1.1"], w.item["1.1"], True),
    ),
    "pair what is paired": (
        PLANNER,
        lambda w: effects.PairTasks(w.item["1.1"], w.item["1.2"], True),
    ),
    "pair with a task that is none": (
        PLANNER,
        lambda w: effects.PairTasks(w.item["1.1"], 4711, True),
    ),
    "settle an obstacle without a word": (
        PLANNER,
        lambda w: effects.SettleObstacle(w.report, "Thiếu kinh phí", " "),
    ),
    "settle what no report has raised": (
        PLANNER,
        lambda w: effects.SettleObstacle(w.report + 1000, "Thiếu kinh phí", "Đã cấp"),
    ),
    "nudge somebody who does not answer for the agency": (
        PLANNER,
        lambda w: effects.SendNudge(
            w.plan["mau"],
            (
                (w.agency[HEALTH], w.person[OTHER_AGENCY]),
                (w.agency[HEALTH], w.person[LEADER]),
            ),
        ),
    ),
}


@pytest.mark.parametrize("what", BEYOND)
def test_the_right_to_some_is_no_right_to_all(what: str, database: Database) -> None:
    world, (who, make) = EffectsWorld(database), BEYOND[what]
    with database.write() as session:
        assert not carry_out(session, world.context(session, who), make(world))


@pytest.mark.parametrize("minutes", [0, 1])
def test_only_what_was_asked_for_at_once_is_decided_at_once(
    minutes: int, database: Database
) -> None:
    world = EffectsWorld(database)
    with database.write() as session:
        first = session.get_one(Extension, world.extension)
        taken = {first.expectation_id, world.expectation["1.2"]}  # that one is answered
        other = next(key for key in world.expectation.values() if key not in taken)
        second = Extension(
            **first.model_dump(exclude={"id", "expectation_id", "asked_at"}),
            expectation_id=other,
            asked_at=first.asked_at + timedelta(minutes=minutes),
        )
        session.add(second)
        session.flush()
        both = effects.DecideExtension((world.extension, second.id or 0), LATER)
        decided = carry_out(session, world.context(session, PLANNER), both)
        assert decided is (minutes == 0)
        assert (second.granted_until == LATER) is decided


# --- What has changed since the facts were loaded -------------------------------------------------


def reviewed(session: Session, report_id: int, world: EffectsWorld, *, accepted: bool) -> None:
    session.add(Review(report_id=report_id, accepted=accepted, reviewed_at=world.clock.now()))
    session.flush()


@pytest.mark.parametrize("accepted", [True, False])
def test_what_was_accepted_meanwhile_is_not_withdrawn_and_what_was_returned_is(
    accepted: bool, database: Database
) -> None:
    world = EffectsWorld(database)
    task = world.expectation["1.2"]
    with database.write() as session:
        context = world.context(session, FOCAL)
        stored = context.facts.stored(task)
        assert stored is not None
        assert not stored.is_accepted
        reviewed(session, world.report, world, accepted=accepted)
        withdrawal = effects.WithdrawReport(task, world.report)
        assert carry_out(session, context, withdrawal) is not accepted
        assert (session.get_one(Report, world.report).withdrawn_at is None) is accepted


def test_the_newest_review_decides_whether_a_report_may_be_withdrawn(database: Database) -> None:
    world = EffectsWorld(database)
    withdrawal = effects.WithdrawReport(world.expectation["1.2"], world.report)
    with database.write() as session:
        context = world.context(session, FOCAL)
        reviewed(session, world.report, world, accepted=False)
        reviewed(session, world.report, world, accepted=True)
        assert not carry_out(session, context, withdrawal)
        reviewed(session, world.report, world, accepted=False)
        assert carry_out(session, context, withdrawal)


def test_a_file_is_not_kept_with_what_a_colleague_has_reported_meanwhile(
    database: Database,
) -> None:
    world = EffectsWorld(database)
    task = world.expectation["1.2"]
    with database.write() as session:
        context = world.context(session, FOCAL)
        newer = Report(
            expectation_id=task,
            person_id=world.person[COLLEAGUE],
            status="completed",
            submitted_at=world.clock.now(),
        )
        session.add(newer)
        session.flush()
        assert not carry_out(session, context, effects.JoinFiles(task))
        for report_id in (world.report, newer.id):
            photo = (world.inbox_of[FOCAL], "ref", "", "image/jpeg", 10)
            kept = effects.KeepFile(task, *photo, report_id=report_id)
            assert not carry_out(session, context, kept)


def test_a_post_that_has_moved_is_neither_taken_back_nor_taken_over_again(
    database: Database,
) -> None:
    world = EffectsWorld(database)
    with database.write() as session:
        giver, follows = (world.context(session, who) for who in (FOCAL, COLLEAGUE))
        assert [one.id for one in giver.facts.own.handovers] == [world.handover]
        take_over = effects.TakeOver(world.successors_invitation)
        assert carry_out(session, follows, take_over)
        assert session.get_one(Handover, world.handover).done_at is not None
        assert not carry_out(session, giver, effects.TakeBackHandover(world.handover))
        assert not carry_out(session, follows, take_over)


def test_without_consent_nobody_takes_over(database: Database) -> None:
    world = EffectsWorld(database)
    with database.write() as session:
        context = world.context(session, COLLEAGUE)
        colleague = session.get_one(Person, world.person[COLLEAGUE])
        withdraw_consent(session, colleague, world.clock.now())
        assert not carry_out(session, context, effects.TakeOver(world.successors_invitation))


@pytest.mark.parametrize("became", ["used", "expired", "taken back"])
def test_a_code_that_is_no_longer_open_links_nobody(became: str, database: Database) -> None:
    world = EffectsWorld(database)
    now = world.clock.now()
    with database.write() as session:
        context = world.context(session, STRANGER)
        invitation = session.get_one(Invitation, world.guests_invitation)
        if became == "used":
            invitation.used_at = now - timedelta(minutes=1)
        else:
            invitation.expires_at = now - timedelta(days=became == "expired")
        session.flush()
        assert not carry_out(session, context, effects.Link(invitation.id or 0, "test", "Đồng ý"))
        assert session.get_one(ChatAccount, context.account.id).person_id is None


def test_whoever_has_rights_is_changed_by_nobody_else(database: Database) -> None:
    world = EffectsWorld(database)
    change = effects.ChangePerson(world.plan["mau"], world.person[OTHER_AGENCY], SOMEBODY)
    with database.write() as session:
        context = world.context(session, PLANNER)
        right = Right(person_id=world.person[OTHER_AGENCY], kind=RightKind.ADMINISTRATOR)
        session.add(right)
        session.flush()
        assert not carry_out(session, context, change)
        session.delete(right)
        session.flush()
        assert carry_out(session, context, change)
