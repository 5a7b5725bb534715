"""One office for all plans of provinces that merged: each former one's goes on as today's."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import insert
from sqlmodel import Session, col, select

from storage import lazy
from storage.importing.folder.model import Doubt
from storage.importing.places.communes import SINCE
from storage.importing.places.provinces import ProvinceEntry, province_today, provinces
from storage.models import Agency, Plan, Succession
from storage.names import fold
from storage.plans.known_agencies import provinces_beside

MERGED = "NQ 202/2025/QH15 (12/6/2025): hợp nhất tỉnh từ 01/7/2025"  # the source of such a step
_DEPARTMENT = "department"
# Of which every province has one by law; other offices merged each in its own way, if at all
_ONE_EACH = frozenset(
    map(
        fold,
        (
            *("Công an", "Bộ Chỉ huy Quân sự", "Văn phòng Ủy ban nhân dân", "Thanh tra"),
            *("Ủy ban Mặt trận Tổ quốc Việt Nam", "Hội Nông dân", "Hội Liên hiệp Phụ nữ"),
            *("Hội Cựu chiến binh", "Liên đoàn Lao động"),
        ),
    )
)
_UNCLEAR = str(lazy("several former provinces had one of this name: whether they merged is open"))
_OTHERS = ("association", "board", "central", "front", "office", "press", "unit")


def join_offices(session: Session, plan: Plan) -> None:
    """Where plans of several of these provinces name an office that nothing is known to have
    happened to, or today's is there already, it goes on as "Sở … tỉnh Vĩnh Long"."""
    today = _merged(plan)
    if today is None:
        return
    rows, open_ = _offices(session, plan)
    certain = [one for one in open_ if _is_certain(one, today)]
    known = {one.name: one for one in rows if one.province == today.name}
    steps = list(_steps(session, plan, _alike(certain, today), known, today))
    if steps:
        session.connection().execute(insert(Succession), steps)


def unclear_offices(session: Session, plan: Plan) -> list[Doubt]:
    """Of the plan's province: those that plans of several former provinces name alike, and of which
    nobody has said whether they are one today."""
    today = _merged(plan)
    if today is None:
        return []
    _, open_ = _offices(session, plan)
    unclear = [one for one in open_ if one.kind in _OTHERS and not _is_certain(one, today)]
    return [
        Doubt(
            file="agencies.csv",
            code="",
            field="name",
            seen=one.name,
            reason=_UNCLEAR,
        )
        for theirs in _alike(unclear, today).values()
        if len({one.province for one in theirs}) > 1
        for one in theirs
        if one.province == plan.province
    ]


def _merged(plan: Plan) -> ProvinceEntry | None:
    """Today's province, where it was made of several."""
    today = next((one for one in provinces() if one.name == province_today(plan.province)), None)
    return today if today is not None and len(today.former) > 1 else None


def _offices(session: Session, plan: Plan) -> tuple[Sequence[Agency], list[Agency]]:
    """All of these provinces, and those to which nothing is known to have happened."""
    rows = session.exec(
        select(Agency).where(
            col(Agency.province).in_(provinces_beside(plan.province)),
            col(Agency.kind).in_((_DEPARTMENT, *_OTHERS)),
            Agency.belongs_to == "",
        )
    ).all()
    gone = set(session.exec(select(Succession.from_id).where(col(Succession.ended_at).is_(None))))
    return rows, [one for one in rows if one.valid_until is None and one.id not in gone]


def _is_certain(one: Agency, today: ProvinceEntry) -> bool:
    return one.kind == _DEPARTMENT or fold(_plain(one.name, today)) in _ONE_EACH


def _plain(name: str, today: ProvinceEntry) -> str:
    """ "Công an" of "Công an tỉnh" and of "Công an tỉnh Bến Tre"."""
    for former in today.former:
        name = name.removesuffix(f" {former}")
    return name.removesuffix(" tỉnh").removesuffix(" thành phố")


def _alike(offices: Iterable[Agency], today: ProvinceEntry) -> dict[str, list[Agency]]:
    found: dict[str, list[Agency]] = {}
    for one in offices:
        found.setdefault(_plain(one.name, today), []).append(one)
    return found


def _steps(
    session: Session,
    plan: Plan,
    alike: dict[str, list[Agency]],
    known: dict[str, Agency],
    today: ProvinceEntry,
) -> Iterator[dict[str, object]]:
    """`known`: the province of today's, by name."""
    for name, theirs in alike.items():
        full = f"{name} {today.kind} {today.name}"
        former = [one for one in theirs if one.name != full]
        if not former or (full not in known and len(former) < 2):
            continue  # it is today's itself, or nobody else's: there is nothing to join
        to = known.get(full) or _founded(session, former, full, today)
        for one in former:
            yield {
                "plan_id": plan.id,
                "from_id": one.id,
                "to_id": to.id,
                "on": SINCE,
                "scope": "",
                "source": MERGED,
                "confirmed": True,
                "ended_at": None,
            }


def _founded(session: Session, former: Sequence[Agency], name: str, today: ProvinceEntry) -> Agency:
    aliases = [name.replace(f" {today.kind} ", " ")]
    found = Agency(
        province=today.name, name=name, kind=former[0].kind, aliases=aliases, valid_from=SINCE
    )
    session.add(found)
    session.flush()
    return found
