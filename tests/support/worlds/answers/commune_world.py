"""One commune of a merged province: 40 tasks over six plans, all of them answered last year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from scheduler.rounds.opening import open_rounds
from storage.importing.folder.model import (
    AgencyEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    RuleEntry,
)
from storage.importing.places.communes import SINCE
from storage.models import Agency, Appointment, Expectation, Person, Post, Report, Status
from storage.plans.loading.folder_to_rows import load_plan
from tests.support.worlds.province import CALENDAR, ZONE
from tests.support.worlds.world import ISSUED, World, make_people, make_plan

COMMUNE, OFFICE = "UBND xã Ba Tri", "Sở Công Thương"
DISTRICT = "UBND huyện Ba Tri"
LAST_YEAR = datetime(2025, 10, 20, 9, tzinfo=ZONE)
SUBJECTS = (  # province, number, of which day, about what, how many tasks
    ("Bến Tre", "1990/QĐ-UBND", ISSUED, "tăng trưởng xanh", 7),
    ("Trà Vinh", "415/QĐ-UBND", date(2023, 6, 12), "chuyển đổi số", 7),
    ("Vĩnh Long", "1108/QĐ-UBND", date(2023, 8, 3), "giảm nghèo bền vững", 7),
    ("Vĩnh Long", "96/QĐ-UBND", date(2025, 7, 28), "cải cách hành chính", 7),
    ("Vĩnh Long", "131/QĐ-UBND", date(2025, 8, 15), "nông thôn mới", 6),
    ("Vĩnh Long", "205/QĐ-UBND", date(2025, 9, 5), "bảo vệ môi trường", 6),
)
_RULE = RuleEntry(
    *("agencies", "trước ngày 15 tháng 11 hằng năm", 11, 15, True, "các đơn vị", OFFICE),
    from_year=2023,
    until_year=2030,
)


class CommuneWorld(World):
    """xa is the focal person of UBND xã Ba Tri; the small plan of the other worlds is there too.

    The plan of Bến Tre gives an eighth task to a district that has ended since.
    """

    def _settles(self, session: Session) -> None:
        make_plan(session)
        make_people(session)
        for folder in _folders():
            load_plan(session, folder, LAST_YEAR)
        office = session.exec(select(Agency).where(Agency.name == COMMUNE)).one()
        person = Person(code="xa", full_name="Võ Thị Mẫu Hạnh")
        session.add(person)
        session.flush()
        post = Appointment(
            person_id=person.id or 0, agency_id=office.id or 0, post=Post.FOCAL, starts_on=SINCE
        )
        session.add(post)
        open_rounds(session, LAST_YEAR, CALENDAR)
        asked = select(Expectation).where(
            Expectation.agency_id == office.id, col(Expectation.item_id).is_not(None)
        )
        session.add_all(_answered(one) for one in session.exec(asked).all())


def _answered(one: Expectation) -> Report:
    return Report(
        expectation_id=one.id or 0,
        status=Status.ONGOING,
        result="Thực hiện theo kế hoạch",
        submitted_at=LAST_YEAR,
    )


def _folders() -> Iterator[PlanFolder]:
    for place, (province, number, issued_on, subject, count) in enumerate(SUBJECTS, start=1):
        head = PlanHead(
            code=f"ke-hoach-{place}",
            decision=number,
            issued_on=issued_on,
            title=f"Kế hoạch {subject}",
            province=province,
            period="2021 - 2030",
            coordinator=OFFICE,
            rules=(_RULE,),
        )
        items = tuple(
            ItemEntry(
                code=str(task),
                parent="",
                kind="task",
                title=f"Nội dung {task} về {subject}",
                title_raw="",
                start_year=2025,
                end_year=2030,
                leads=(COMMUNE,),
            )
            for task in range(1, count + 1)
        )
        agencies: tuple[AgencyEntry, ...] = (
            AgencyEntry(OFFICE, "department"),
            AgencyEntry(COMMUNE, "commune", valid_from=SINCE),
        )
        if province == "Bến Tre":
            items += (replace(items[0], code="8", title="Thu gom rác thải", leads=(DISTRICT,)),)
            ended = date(2025, 6, 30)
            agencies += (AgencyEntry(DISTRICT, "district", valid_until=ended),)
        yield PlanFolder(head, items, agencies=agencies)
