"""A round of a province of 124 communes: a task of theirs, one shared, one of an office alone."""

from datetime import date, datetime

from sqlmodel import Session, select

from scheduler.rounds.opening import open_rounds
from storage.importing.folder.model import (
    AgencyEntry,
    GroupEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    RuleEntry,
)
from storage.importing.places.communes import SINCE, communes_of
from storage.models import Agency, Expectation, Item, Plan, Report, Round, Status
from storage.plans.loading.folder_to_rows import load_plan
from tests.support.worlds.province import CALENDAR, ZONE

PHRASE = "UBND các xã, phường"
OFFICE = "Sở Công Thương"
OPENED = datetime(2026, 10, 20, 9, tzinfo=ZONE)
OFFICES = tuple(one.office for one in communes_of("Vĩnh Long"))
SILENT = OFFICES[:6]  # on the first task
ANSWERED_SECOND = OFFICES[60:]


def folder() -> PlanFolder:
    rule = RuleEntry(
        *("agencies", "trước ngày 15 tháng 11 hằng năm", 11, 15, True, "các đơn vị", OFFICE),
        from_year=2026,
        until_year=2030,
    )
    head = PlanHead(
        code="cac-xa",
        decision="1/QĐ-UBND",
        issued_on=date(2026, 1, 5),
        title="Kế hoạch mẫu",
        province="Vĩnh Long",
        period="2026 - 2030",
        coordinator=OFFICE,
        rules=(rule,),
    )
    leads = {"1": (PHRASE,), "2": (PHRASE, OFFICE), "3": (OFFICE,)}
    items = tuple(
        ItemEntry(code, "", "task", f"Nhiệm vụ {code}", "", lead_raw="; ".join(who), leads=who)
        for code, who in leads.items()
    )
    communes = (AgencyEntry(one, "commune", valid_from=SINCE) for one in OFFICES)
    agencies = (AgencyEntry(OFFICE, "department"), *communes)
    return PlanFolder(head, items, agencies=agencies, groups=(GroupEntry(PHRASE, OFFICES),))


def communes_round(session: Session) -> tuple[Plan, Round]:
    """118 communes have answered the first task, 64 and the office the second; nobody the third."""
    plan = load_plan(session, folder(), OPENED).plan
    opened = open_rounds(session, OPENED, CALENDAR)
    [round_] = [one for one in opened if one.plan_id == plan.id]
    query = (
        select(Expectation.id, Item.code, Agency.name)
        .join(Item, Expectation.item_id == Item.id)  # type: ignore[arg-type]
        .join(Agency, Expectation.agency_id == Agency.id)  # type: ignore[arg-type]
        .where(Expectation.round_id == round_.id)
    )
    answered = {"1": set(OFFICES) - set(SILENT), "2": {*ANSWERED_SECOND, OFFICE}, "3": set()}
    for key, code, agency in session.exec(query).all():
        if agency in answered[code]:
            report = Report(expectation_id=key or 0, status=Status.IN_PROGRESS, submitted_at=OPENED)
            session.add(report)
    session.flush()
    return plan, round_
