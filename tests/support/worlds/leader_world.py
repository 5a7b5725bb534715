"""The small world with a leader of the province, who reads every plan of it and writes nothing."""

from sqlmodel import Session, select

from storage.models import Agency, Person, Right, RightKind
from tests.support.worlds.world import World

LEADER = "pct"


class LeaderWorld(World):
    """pct leads the province; Sở Y tế has an office phone."""

    def _settles(self, session: Session) -> None:
        super()._settles(session)
        add_leader(session, LEADER)
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        health.office_phone = "0000 000 123"


def adds_province_leader(world: World, code: str) -> None:
    with world.database.write() as session:
        add_leader(session, code)


def add_leader(session: Session, code: str) -> None:
    person = Person(code=code, full_name="Vũ Thị Mẫu Hoa", address="đồng chí")
    session.add(person)
    session.flush()
    session.add(Right(person_id=person.id or 0, kind=RightKind.PROVINCE_LEADER))
