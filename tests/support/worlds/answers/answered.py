"""The small world with answers in every kind of words that people may send."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from bot.documents.contents.dossier import Dossier, dossier_of
from storage.database import Database
from storage.models import Expectation, Item, Person, Plan, Report, Review, Round, Tier
from tests.support.worlds.world import CALENDAR, ZONE, World

DUE = datetime(2026, 11, 14, 9, tzinfo=ZONE)
NOW = DUE + timedelta(days=2)
LONG = " ".join(f"từ{number}" for number in range(9000))
# What each task is answered with: result, difficulties, proposals
WORDS = {
    "1.1": (
        'Đã tổ chức “Tuần lễ Xanh” tại 9 địa phương;\n- phát 25.000 tờ rơi "tiết kiệm điện"',
        "=HYPERLINK('x';'y') & <kinh phí> chưa có 😀",
        "+ Đề nghị bố trí 2,5 tỷ đồng\r\n@ và hướng dẫn {{ sớm }} {% nếu %} được",
    ),
    "1.2": (LONG, "-5% so với kế hoạch \u202eNgược\u202c \u200fdấu", ""),
    "1.3": ("một\x00hai\x0bba\x1bbốn\x07năm\ud800sáu\ufffe", "", "bảy\u2028tám"),
}
CLEAN = {"1.3": ("mộthai\nbabốnnămsáu", "", "bảy\ntám")}


class AnsweredWorld(World):
    """1.1 to 1.3 are answered, 1.1 in time and accepted, 1.3 returned; 1.4 is not."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.links("sct")
        self.clock.jump_to(date(2026, 10, 15))
        self.ticks()
        self.clock.jump_to(NOW.date())
        with database.write() as session:
            for number, code in enumerate(WORDS):
                _answer(session, code, DUE + timedelta(days=number))

    def dossier(self) -> Dossier:
        with self.database.read() as session:
            plan = session.exec(select(Plan)).one()
            round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
            return dossier_of(session, plan, round_, NOW, CALENDAR, now=NOW)


def _answer(session: Session, code: str, at: datetime) -> None:
    asked = session.exec(
        select(Expectation).join(Item, col(Item.id) == Expectation.item_id).where(Item.code == code)
    ).one()
    result, difficulties, proposals = (word.replace("\ud800", "") for word in WORDS[code])
    report = Report(
        expectation_id=asked.id or 0,
        person_id=session.exec(select(Person.id)).first(),
        status="in_progress",
        percent=60.5,
        result=result,
        difficulties=difficulties,
        proposals=proposals,
        document_number="12/BC-SCT",
        document_on=at.date(),
        submitted_at=at,
    )
    session.add(report)
    session.flush()
    reason = "" if code == "1.1" else "Thiếu số liệu"
    if code != "1.2":
        session.add(
            Review(report_id=report.id or 0, accepted=not reason, reason=reason, reviewed_at=at)
        )
