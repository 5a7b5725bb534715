"""A plan whose tasks have last days of their own, as a decision prints them; nobody's real one."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.importing.folder.model import (
    AgencyEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    RuleEntry,
)
from storage.models import (
    Agency,
    Appointment,
    Person,
    Plan,
    Post,
    Report,
    Right,
    RightKind,
    Round,
    Status,
)
from storage.plans.loading.folder_to_rows import load_plan
from storage.reports.answers import ExpectedReport, expected_of
from storage.reports.submission import submit
from storage.rounds.expectations import owed_expectations
from storage.rounds.summary import Count, summarise
from tests.support.worlds.province import CALENDAR, at
from tests.support.worlds.world import ZONE, World

LOADED_AT = datetime(2026, 1, 15, 9, tzinfo=ZONE)
AGENCIES = ("Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Sở Xây dựng")
# Its reports of three quarters and of the year; those of its coordinator
REPORTS = ((3, 5), (6, 5), (9, 5), (11, 25))


def task(
    code: str, title: str, lead: str, timeframe: str, due_on: date, every: str = ""
) -> ItemEntry:
    return ItemEntry(
        code=code,
        parent=code.rpartition(".")[0],
        kind="task",
        title=title,
        title_raw=title,
        timeframe_raw=timeframe,
        start_year=2026,
        end_year=None if every else due_on.year,
        recurrence="yearly" if every == "year" else "",
        due_on=due_on,
        due_every=every,
        lead_raw=lead,
        leads=(lead,),
    )


def heading(code: str, title: str) -> ItemEntry:
    return ItemEntry(code=code, parent="", kind="heading", title=title, title_raw=title)


TASKS = (
    task(
        "I.1", "Ban hành Kế hoạch tuyên truyền", "Sở Nội vụ", "Trước 28/02/2026", date(2026, 2, 27)
    ),
    task("I.2", "Hội nghị phân tích PAR INDEX", "Sở Nội vụ", "Quý II/2026", date(2026, 6, 30)),
    task(
        "II.3",
        "Rà soát văn bản sau sắp xếp",
        "Sở Tư pháp",
        "Hoàn thành trước ngày 30/6/2026",
        date(2026, 6, 29),
    ),
    task(
        "II.4", "Báo cáo sơ kết 01 năm mô hình 02 cấp", "Sở Nội vụ", "15/7/2026", date(2026, 7, 15)
    ),
    task(
        "III.1",
        "Hoàn thành 100% nhiệm vụ",
        "Sở Y tế",
        "Tháng 12 hằng năm",
        date(2026, 12, 31),
        "year",
    ),
    task(
        "III.2",
        "Giải ngân vốn đầu tư công trên 95%",
        "Sở Xây dựng",
        "Trước ngày 31/01/2027",
        date(2027, 1, 30),
    ),
)


def own_days_folder(
    *tasks: ItemEntry, reports: tuple[tuple[int, int], ...] = REPORTS
) -> PlanFolder:
    """With these tasks, or with its six."""
    rules = [_rule("agencies", month, day) for month, day in reports]
    head = PlanHead(
        code="cchc",
        decision="25/KH-UBND",
        issued_on=date(2026, 1, 15),
        title="Kế hoạch cải cách hành chính năm 2026",
        province="Mẫu",
        period="2026",
        coordinator="Sở Nội vụ",
        rules=(*rules, _rule("coordinator", 12, 10)),
    )
    return PlanFolder(
        head,
        items=(
            heading("I", "Chỉ đạo, điều hành"),
            heading("II", "Cải cách thể chế"),
            heading("III", "Nâng cao chỉ số"),
            *(tasks or TASKS),
        ),
        agencies=tuple(AgencyEntry(name, "department") for name in AGENCIES),
    )


def _rule(tier: str, month: int, day: int) -> RuleEntry:
    return RuleEntry(
        tier=tier,
        quote=f"trước ngày {day:02}/{month}",
        month=month,
        day=day,
        strict=True,
        who="Các sở",
        to="Sở Nội vụ",
        from_year=2026,
        until_year=2026,
    )


def with_day(folder: PlanFolder, code: str, **changed: Any) -> PlanFolder:
    """The folder corrected in one task."""
    items = (replace(one, **changed) if one.code == code else one for one in folder.items)
    return replace(folder, items=tuple(items))


def load_own_days(
    session: Session, folder: PlanFolder | None = None, now: datetime = LOADED_AT
) -> Plan:
    load_plan(session, folder or own_days_folder(), now)
    return session.exec(select(Plan).where(Plan.code == "cchc")).one()


class OwnDaysWorld(World):
    """snv answers for Sở Nội vụ and plans, stp for Sở Tư pháp, syt for Sở Y tế."""

    folder: PlanFolder | None = None  # the usual one

    def _settles(self, session: Session) -> None:
        load_own_days(session, self.folder)
        for code, name, agency in (
            ("snv", "Lê Văn Mẫu Cường", "Sở Nội vụ"),
            ("stp", "Nguyễn Văn Mẫu An", "Sở Tư pháp"),
            ("syt", "Trần Thị Mẫu Bình", "Sở Y tế"),
        ):
            person = Person(code=code, full_name=name)
            session.add(person)
            session.flush()
            found = session.exec(select(Agency).where(Agency.name == agency)).one()
            since = LOADED_AT.date()
            session.add(
                Appointment(
                    person_id=person.id or 0,
                    agency_id=found.id or 0,
                    post=Post.FOCAL,
                    starts_on=since,
                )
            )
            if code == "snv":
                session.add(Right(person_id=person.id or 0, kind=RightKind.PLANNER))


# --- What the jobs made of it, for tests without anybody to talk to -------------------------------


def plan_of(session: Session) -> Plan:
    return session.exec(select(Plan).where(Plan.code == "cchc")).one()


def opened(database: Database, day: date, folder: PlanFolder | None = None) -> None:
    """The folder is loaded, if there is one, and the jobs open what is to be opened on that day."""
    with database.write() as session:
        if folder is not None:
            load_own_days(session, folder, at(day))
        open_rounds(session, at(day), CALENDAR)


def expected(session: Session, agency: str, day: date) -> list[ExpectedReport]:
    key = session.exec(select(Agency.id).where(Agency.name == agency)).one() or 0
    return expected_of(session, [key], day)


def one_of(session: Session, agency: str, code: str, day: date, *, own: bool) -> ExpectedReport:
    (found,) = (
        one
        for one in expected(session, agency, day)
        if one.item and one.item.code == code and one.round.of_items == own
    )
    return found


def owed(session: Session, day: date) -> set[int]:
    return {one.expectation_id for one in owed_expectations(session, day, day)}


def answer(
    session: Session, one: ExpectedReport, day: date, status: Status = Status.COMPLETED
) -> Report:
    report = Report(expectation_id=one.expectation.id or 0, status=status, submitted_at=at(day, 9))
    return submit(session, report, day)


def figures(session: Session, round_: Round, day: date, hour: int = 23) -> Count:
    total = summarise(session, plan_of(session), round_, at(day, hour), ZONE).total
    assert total.received + total.missing + total.pending + total.carried_over == total.expected
    return total
