"""Two plans of one province that ask Sở Công Thương nearly the same, beside what only looks so."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.dialogs.effects import PairTasks
from storage.importing.folder.model import AgencyEntry, ItemEntry, PlanFolder, PlanHead, RuleEntry
from storage.models import Item, Report
from storage.plans.loading.folder_to_rows import load_plan
from storage.reports.shared_answers.pairs import Pair, decide, pair_of
from tests.support.worlds.province import ZONE
from tests.support.worlds.world import START, World, make_people, make_plan

TRADE, HEALTH, COORDINATOR = "Sở Công Thương", "Sở Y tế", "Sở Kế hoạch và Đầu tư"
OTHER = "77/QĐ-UBND"
LOADED = datetime(2026, 9, 1, 9, tzinfo=ZONE)
TASKS = (
    ("4.1", "tuyên truyền về TIẾT KIỆM năng lượng trên địa bàn tỉnh", TRADE),  # as 1.1
    ("4.2", "Xây dựng trạm sạc xe điện", TRADE),
    ("4.3", "Phát triển năng lượng tái tạo", HEALTH),  # as 1.2, which is another agency's
    ("4.4", "Sử dụng hiệu quả năng lượng", TRADE),  # as 1.4
)
_RULE = RuleEntry(
    *("agencies", "trước ngày 15 tháng 11 hằng năm", 11, 15, True, "các đơn vị", COORDINATOR),
    from_year=2026,
    until_year=2030,
)


class LikeTasksWorld(World):
    """The small plan, and a second one that asks for 4.1 as the first does for 1.1."""

    def _settles(self, session: Session) -> None:
        load_both(session)

    def pairs(self, one: str, other: str, *, is_same: bool = True) -> Pair:
        """It was decided on already."""
        with self.database.write() as session:
            pair = pair_of(self.item(session, one), self.item(session, other))
            decide(session, pair, is_same, None, START.date(), START)
        return pair

    def item(self, session: Session, code: str) -> int:
        return session.exec(select(Item.id).where(Item.code == code)).one() or 0

    def effect(self, one: str, other: str, *, is_same: bool = True) -> PairTasks:
        with self.database.read() as session:
            return PairTasks(self.item(session, one), self.item(session, other), is_same)

    def stored(self) -> list[Report]:
        with self.database.read() as session:
            return list(session.exec(select(Report).order_by(col(Report.id))))


def load_both(session: Session) -> None:
    make_plan(session)
    make_people(session)
    load_plan(session, _folder(), LOADED)


def _folder() -> PlanFolder:
    head = PlanHead(
        code="hieu-qua",
        decision=OTHER,
        issued_on=date(2026, 3, 2),
        title="Kế hoạch sử dụng năng lượng tiết kiệm và hiệu quả",
        province="Mẫu",
        period="2026 - 2030",
        coordinator=COORDINATOR,
        rules=(_RULE,),
    )
    items = tuple(
        ItemEntry(code=code, parent="", kind="task", title=title, title_raw=title, leads=(lead,))
        for code, title, lead in TASKS
    )
    agencies = tuple(AgencyEntry(name, "department") for name in (TRADE, HEALTH, COORDINATOR))
    return PlanFolder(head, items, agencies=agencies)
