"""One department for all plans of provinces that merged: each former one's goes on as today's."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import insert
from sqlmodel import Session, col, select

from storage.importing.places.communes import SINCE
from storage.importing.places.provinces import ProvinceEntry, province_today, provinces
from storage.models import Agency, Plan, Succession
from storage.plans.known_agencies import provinces_beside

MERGED = "NQ 202/2025/QH15 (12/6/2025): hợp nhất tỉnh từ 01/7/2025"  # the source of such a step
_KIND = "department"  # other offices merged each in its own way: their folders say how


def join_departments(session: Session, plan: Plan) -> None:
    """Where plans of several of these provinces name a department that nothing is known to have
    happened to, or today's is there already, it goes on as "Sở … tỉnh Vĩnh Long"."""
    today = next((one for one in provinces() if one.name == province_today(plan.province)), None)
    if today is None or len(today.former) < 2:
        return
    rows = session.exec(
        select(Agency).where(
            col(Agency.province).in_(provinces_beside(plan.province)),
            Agency.kind == _KIND,
            Agency.belongs_to == "",
        )
    ).all()
    gone = set(session.exec(select(Succession.from_id).where(col(Succession.ended_at).is_(None))))
    open_ = [one for one in rows if one.valid_until is None and one.id not in gone]
    known = {one.name: one for one in rows if one.province == today.name}
    steps = list(_steps(session, plan, _alike(open_), known, today))
    if steps:
        session.connection().execute(insert(Succession), steps)


def _alike(departments: Iterable[Agency]) -> dict[str, list[Agency]]:
    found: dict[str, list[Agency]] = {}
    for one in departments:
        found.setdefault(one.name, []).append(one)
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
        if name.endswith(today.name) or (full not in known and len(theirs) < 2):
            continue  # it is today's itself, or nobody else's: there is nothing to join
        to = known.get(full) or _founded(session, theirs, full, today)
        for one in theirs:
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
