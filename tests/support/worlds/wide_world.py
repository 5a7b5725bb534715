"""The small world with an agency that answers for 22 tasks, as the real plans have them."""

from sqlmodel import Session, col, select

from storage.models import Agency, Assignment, Item, Role
from tests.support.worlds.world import ISSUED, World, make_people, make_plan

MORE_TASKS = (
    "Xây dựng cơ sở dữ liệu năng lượng của tỉnh",
    "Hỗ trợ doanh nghiệp kiểm toán năng lượng",
    "Phát triển cụm công nghiệp xanh",
    "Thu gom, xử lý nước thải tại các cụm công nghiệp",
    "Cấp nước sạch cho khu, cụm công nghiệp",
    "Khuyến khích sản xuất sạch hơn trong công nghiệp",
    "Phát triển điện mặt trời mái nhà",
    "Hiện đại hóa lưới điện thông minh",
    "Thay thế đèn chiếu sáng công cộng tiết kiệm điện",
    "Phát triển logistics xanh",
    "Hỗ trợ thương mại điện tử xanh",
    "Xây dựng chuỗi cung ứng bền vững",
    "Dán nhãn năng lượng cho hàng hóa",
    "Tập huấn tiêu dùng bền vững",
    "Giảm túi nilon khó phân hủy tại chợ, siêu thị",
    "Phát triển nhiên liệu sinh học",
    "Kiểm kê khí nhà kính ngành công thương",
    "Hỗ trợ doanh nghiệp tiếp cận tín dụng xanh",
    "Tái chế chất thải công nghiệp",
)


class WideWorld(World):
    """Sở Công Thương leads 1.1, 1.2, 1.4 and 2.1 to 2.19."""

    def _settles(self, session: Session) -> None:
        plan = make_plan(session)
        make_people(session)
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        theme = session.exec(select(Item).where(col(Item.parent_id).is_(None))).one()
        for number, title in enumerate(MORE_TASKS, start=1):
            item = Item(
                plan_id=plan.id or 0,
                parent_id=theme.id,
                code=f"2.{number}",
                kind="task",
                position=200 + number,
                title=title,
                title_raw=title,
                start_year=2023,
                end_year=2030,
            )
            session.add(item)
            session.flush()
            session.add(
                Assignment(
                    item_id=item.id or 0,
                    printed_id=agency.id or 0,
                    agency_id=agency.id or 0,
                    role=Role.LEAD,
                    phrase=agency.name,
                    valid_from=ISSUED,
                )
            )
