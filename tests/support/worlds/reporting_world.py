"""A world to report in: indicators, an agency that only coordinates, and what last year said."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.models import (
    Agency,
    Appointment,
    Assignment,
    Expectation,
    Item,
    Person,
    Plan,
    Post,
    Report,
    Review,
    Role,
    Round,
    Rule,
    Status,
    Succession,
    Tier,
)
from tests.support.worlds.world import ISSUED, ZONE, World, make_people, make_plan

INDICATORS = (
    ("CT.13", "Tỷ lệ chất thải rắn sinh hoạt đô thị được thu gom, xử lý", "%", "95,5", "98,5"),
    ("CT.15", "Thực hiện kiểm kê khí nhà kính theo quy định", "", "02 năm/lần", "02 năm/lần"),
    ("CT.20", "Vốn đầu tư phát triển năng lượng tái tạo", "triệu đồng", "800", "1.500"),
)
LAST_YEAR = datetime(2025, 11, 10, 9, tzinfo=ZONE)


class ReportingWorld(World):
    """Sở Công Thương has indicators and took 1.2 over; Sở Nội vụ only coordinates (snv)."""

    def _settles(self, session: Session) -> None:
        plan = make_plan(session)
        make_people(session)
        trade = _agency(session, "Sở Công Thương")
        for place, indicator in enumerate(INDICATORS, 100):
            _make_indicator(session, plan, trade, place, *indicator)
        _make_coordinating(session)
        _make_last_year(session, plan, trade)

    def returns(self, code: str, reason: str) -> None:
        """The planning department returns the newest report on an item."""
        with self.database.write() as session:
            report = session.exec(
                select(Report)
                .join(Expectation, col(Expectation.id) == Report.expectation_id)
                .join(Item, col(Item.id) == Expectation.item_id)
                .where(Item.code == code, col(Report.withdrawn_at).is_(None))
                .order_by(col(Report.id).desc())
            ).first()
            assert report is not None
            session.add(
                Review(
                    report_id=report.id or 0,
                    accepted=False,
                    reason=reason,
                    reviewed_at=self.clock.now(),
                )
            )

    def adds_indicator(self, session: Session, plan: Plan, code: str, title: str) -> None:
        """One more, of Sở Công Thương; a share of 95 % and later 98 %."""
        trade = _agency(session, "Sở Công Thương")
        place = int(code.rpartition(".")[2])
        _make_indicator(session, plan, trade, place, code, title, "%", "95", "98")

    def reports(self) -> list[Report]:
        """Those of this year, in order."""
        with self.database.read() as session:
            query = select(Report).where(col(Report.submitted_at) > LAST_YEAR)
            return list(session.exec(query.order_by(col(Report.id))))


def _agency(session: Session, name: str) -> Agency:
    return session.exec(select(Agency).where(Agency.name == name)).one()


def _make_indicator(
    session: Session,
    plan: Plan,
    agency: Agency,
    place: int,
    code: str,
    title: str,
    unit: str,
    *targets: str,
) -> None:
    details: dict[str, Any] = {
        "unit": unit,
        "target_2025_raw": targets[0],
        "target_2030_raw": targets[1],
    }
    for year, raw in zip((2025, 2030), targets, strict=True):
        plain = raw.replace(".", "").replace(",", ".")
        details[f"target_{year}"] = float(plain) if plain.replace(".", "").isdigit() else None
    item = Item(
        plan_id=plan.id or 0,
        code=code,
        kind="indicator",
        position=place,
        title=title,
        title_raw=title,
        details=details,
    )
    session.add(item)
    session.flush()
    _assign(session, item, agency, Role.LEAD)


def _assign(session: Session, item: Item, agency: Agency, role: Role) -> None:
    session.add(
        Assignment(
            item_id=item.id or 0,
            printed_id=agency.id or 0,
            agency_id=agency.id or 0,
            role=role,
            phrase=agency.name,
            valid_from=ISSUED,
        )
    )


def _make_coordinating(session: Session) -> None:
    agency = Agency(province="Mẫu", name="Sở Nội vụ", kind="department")
    person = Person(code="snv", full_name="Hồ Thị Mẫu Giang")
    session.add_all((agency, person))
    session.flush()
    session.add(
        Appointment(
            person_id=person.id or 0, agency_id=agency.id or 0, post=Post.FOCAL, starts_on=ISSUED
        )
    )
    item = session.exec(select(Item).where(Item.code == "1.1")).one()
    _assign(session, item, agency, Role.COORDINATING)


def _make_last_year(session: Session, plan: Plan, trade: Agency) -> None:
    """1.1 was reported by the agency itself, 1.2 by one it took over from, 1.3 by another one."""
    rule = session.exec(select(Rule).where(Rule.tier == Tier.AGENCIES)).one()
    round_ = Round(
        plan_id=plan.id or 0,
        rule_id=rule.id,
        tier=Tier.AGENCIES,
        title="Đợt báo cáo năm 2025",
        year=2025,
        opens_on=date(2025, 10, 1),
        due_on=date(2025, 11, 14),
        covers_from=date(2025, 1, 1),
        covers_until=date(2025, 12, 31),
        cut_off_on=date(2025, 10, 31),
        legal_text="trước ngày 15 tháng 11 hàng năm",
        opened_at=LAST_YEAR,
    )
    former = Agency(
        province="Mẫu", name="Ban Năng lượng", kind="department", valid_until=date(2026, 2, 28)
    )
    session.add_all((round_, former))
    session.flush()
    session.add(
        Succession(
            plan_id=plan.id or 0,
            from_id=former.id or 0,
            to_id=trade.id,
            on=date(2026, 3, 1),
            confirmed=True,
        )
    )
    health = _agency(session, "Sở Y tế")
    for code, agency, told in (
        ("1.1", trade, IN_PROGRESS),
        ("1.2", former, {"status": Status.BLOCKED, "difficulties": "Chưa có quy hoạch lưới điện"}),
        ("1.3", health, {"status": Status.ONGOING, "result": "Kết quả của Sở Y tế"}),
        ("CT.13", trade, {"status": Status.IN_PROGRESS, "value": "94,2%"}),
    ):
        _report(session, round_, code, agency, told)


IN_PROGRESS: dict[str, Any] = {
    "status": Status.IN_PROGRESS,
    "percent": 40,
    "result": "Tổ chức 5 lớp tập huấn cho 210 cán bộ",
    "difficulties": "Kinh phí cấp chậm",
}


def _report(
    session: Session, round_: Round, code: str, agency: Agency, told: dict[str, Any]
) -> None:
    item = session.exec(select(Item).where(Item.code == code)).one()
    expectation = Expectation(
        round_id=round_.id or 0,
        agency_id=agency.id or 0,
        item_id=item.id,
        due_on=round_.due_on,
        created_at=LAST_YEAR,
    )
    session.add(expectation)
    session.flush()
    session.add(Report(expectation_id=expectation.id or 0, submitted_at=LAST_YEAR, **told))
