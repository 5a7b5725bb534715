"""A real plan loaded a week after its due day: one honest digest, not eleven stale reminders."""

from datetime import date, datetime

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.importing.folder.reader import read_folder
from storage.models import Person, Plan, Reminder, Round, Tier
from storage.people.roster import load_roster, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from storage.rounds.summary import summarise
from tests.support.paths import DATA
from tests.support.worlds.world import ZONE, World
from tests.support.year.two_plans import PEOPLE

LOADED_AT = datetime(2026, 11, 21, 9, tzinfo=ZONE)  # a Saturday; 24/11 is a day off too
DAYS = [date(2026, 11, day) for day in range(23, 31)]


class BenTre(World):
    """The plan and its sample people; everybody can be reached."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.clock.instant = LOADED_AT

    def _settles(self, session: Session) -> None:
        load_plan(session, read_folder(DATA / "ben-tre"), LOADED_AT)
        load_roster(session, read_roster(DATA / PEOPLE["ben-tre"]), LOADED_AT, LOADED_AT.date())


@pytest.fixture
def late(database: Database) -> BenTre:
    world = BenTre(database)
    with database.read() as session:
        codes = session.exec(select(Person.code).order_by(col(Person.id))).all()
    for code in codes:
        world.links(code)
    return world


def test_one_honest_digest_on_the_next_working_morning(late: BenTre) -> None:
    assert late.ticks() == []  # it is a Saturday
    heard = {}
    for day in DAYS:
        late.clock.jump_to(day)
        heard[day] = [message.address for message in late.ticks() if message.choices]
    assert len(heard[DAYS[0]]) == len(set(heard[DAYS[0]])) > 10
    assert "syt" in heard[DAYS[0]]
    assert [day for day in DAYS[1:] if "syt" in heard[day]] == []
    [digest] = late.heard_by("syt")
    assert "quá hạn 6 ngày làm việc" in digest.text
    assert "Đây là lần nhắc đầu tiên qua hệ thống này." in digest.text


def test_the_second_tier_round_is_open_until_its_own_day(late: BenTre) -> None:
    late.ticks()
    with late.database.read() as session:
        rounds = session.exec(select(Round).order_by(col(Round.due_on))).all()
    assert [(one.tier, one.due_on, one.year) for one in rounds] == [
        (Tier.AGENCIES, date(2026, 11, 14), 2026),
        (Tier.COORDINATOR, date(2026, 11, 30), 2026),
    ]
    late.clock.jump_to(DAYS[0])
    late.ticks()
    told = "\n".join(message.text for message in late.heard_by("skhdt"))
    assert "Thời hạn: thứ Hai, ngày 30/11/2026 (còn 4 ngày làm việc)." in told


def test_nobody_is_called_late_before_anybody_was_told(late: BenTre) -> None:
    """No leader hears and no agency is reproached on the morning of the first reminder."""
    late.ticks()
    late.clock.jump_to(DAYS[0])
    late.ticks()
    assert late.heard_by("sct-lanhdao") == []
    assert "đã nhắc, chưa báo cáo đủ" not in "".join(one.text for one in late.heard_by("skhdt"))
    with late.database.read() as session:
        assert len(session.exec(select(Reminder)).all()) > 100
        round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
        plan = session.get_one(Plan, round_.plan_id)
        found = summarise(session, plan, round_, late.clock.now(), ZONE)
    owing = {one.now_called for one in found.by_agency if one.count.missing}
    assert set(found.never_reminded) == owing
    assert len(owing) > 10


def test_leaders_hear_when_their_people_have_known_for_some_days(late: BenTre) -> None:
    late.ticks()
    heard = {}
    for day in [*DAYS, date(2026, 12, 1), date(2026, 12, 2)]:
        late.clock.jump_to(day)
        late.ticks()
        heard[day] = len(late.heard_by("sct-lanhdao"))
    assert list(heard.values())[-3:] == [0, 1, 1]
    [told] = late.heard_by("sct-lanhdao")
    assert "đã quá hạn; cán bộ đầu mối của đơn vị đã được nhắc nhưng chưa báo cáo" in told.text
