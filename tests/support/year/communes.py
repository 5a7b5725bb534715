"""Two plans of former provinces that ask the same communes nearly the same: a small Vĩnh Long."""

from dataclasses import replace
from datetime import date
from functools import cache

from sqlmodel import Session, SQLModel, col, select

from storage.database import open_database
from storage.importing.folder.model import AgencyEntry, ItemEntry, PlanFolder, PlanHead, RuleEntry
from storage.importing.places.communes import SINCE
from storage.models import Item
from storage.people.roster.reading import RosterRow
from storage.plans.loading.folder_to_rows import load_plan
from storage.reports.answers import expected_of
from storage.reports.gate import Barred
from storage.reports.shared_answers.pairs import decide, pair_of
from storage.reports.shared_answers.use_again import like_questions, use_again
from tests.support.year.simulation import Province
from tests.support.year.two_plans import LOADED_AT, TwoPlans

COMMUNES = tuple(f"UBND xã {name}" for name in ("Ba Tri", "Châu Thành", "Giồng Trôm", "Mỏ Cày"))
OFFICE = "Sở Công Thương"
PLANNERS = {"ben-tre-xa": "kh-bt", "tra-vinh-xa": "kh-tv"}
PROVINCES = {"ben-tre-xa": "Bến Tre", "tra-vinh-xa": "Trà Vinh"}
TITLES = ("Thu gom rác thải", "Trồng cây xanh", "Tuyên truyền tiết kiệm điện")
_RULE = RuleEntry(
    *("agencies", "trước ngày 15 tháng 11 hằng năm", 11, 15, True, "các đơn vị", OFFICE),
    from_year=2025,
    until_year=2030,
)


@cache
def communes_plans() -> TwoPlans:
    """Each of four communes leads three tasks of both plans; those of one title are pairs."""
    database = open_database("sqlite://")
    SQLModel.metadata.create_all(database.engine)
    folders = {code: _folder(code, place) for place, code in enumerate(PROVINCES, start=1)}
    with database.write() as session:
        for folder in folders.values():
            load_plan(session, folder, LOADED_AT)
        for number in range(1, len(TITLES) + 1):
            one, other = (_item(session, f"{place}.{number}") for place in (1, 2))
            day = max(LOADED_AT.date(), SINCE)
            decide(session, pair_of(one, other), True, None, day, LOADED_AT)
    return TwoPlans(database, open_database("sqlite://"), folders, _people(), PLANNERS)


def _item(session: Session, code: str) -> int:
    return session.exec(select(Item.id).where(col(Item.code) == code)).one() or 0


def _folder(code: str, place: int) -> PlanFolder:
    head = PlanHead(
        code=code,
        decision=f"{place}/QĐ-UBND",
        issued_on=date(2025, 1, 2),
        title=f"Kế hoạch số {place}",
        province=PROVINCES[code],
        period="2025 - 2030",
        coordinator=OFFICE,
        rules=(_RULE, replace(_RULE, quote="trước ngày 20 tháng 12 hằng năm", month=12, day=20)),
    )
    items = tuple(
        ItemEntry(f"{place}.{n}", "", "task", title, title, end_year=2030, leads=COMMUNES)
        for n, title in enumerate(TITLES, start=1)
    )
    communes = (AgencyEntry(name, "commune", valid_from=SINCE) for name in COMMUNES)
    return PlanFolder(head, items, agencies=(AgencyEntry(OFFICE, "department"), *communes))


def _people() -> dict[str, list[RosterRow]]:
    """A planner of each plan first, who is always there."""
    office = f"focal@ben-tre-xa:{OFFICE}"
    first = [_person(1, "kh-bt", office, right="planner@ben-tre-xa")]
    first += [
        _person(n, f"xa-{n}", f"focal@ben-tre-xa:{name}")
        for n, name in enumerate(COMMUNES, start=2)
    ]
    other = _person(9, "kh-tv", f"leader@ben-tre-xa:{COMMUNES[0]}", right="planner@tra-vinh-xa")
    return {"ben-tre-xa": first, "tra-vinh-xa": [other]}


def _person(line: int, code: str, post: str, right: str = "") -> RosterRow:
    rights = (right,) if right else ()
    return RosterRow(line, code, f"Nguyễn Văn Mẫu {line}", "anh", (post,), rights, "vi", "")


def an_answer_is_used_again(province: Province, session: Session) -> str:
    """Where there is one: by whoever answers for the commune."""
    who = province.one_of(province.owing(session))
    if who is None:
        return ""
    expected = expected_of(session, {who.agency.id or 0}, province.today)
    like = like_questions(session, expected)
    owed = {one.expectation.id for one in expected if one.answer is None}
    for one in expected:
        for other in sorted(like.get(one.expectation.id or 0, ())):
            if one.report is None or other not in owed:
                continue
            given = (other, one.report.id or 0, who.person.id or 0, province.today, province.now)
            try:
                use_again(session, *given)
            except Barred as error:
                return f"refused: {error}"
            return f"expectation {other} as {one.expectation.id}"
    return ""
