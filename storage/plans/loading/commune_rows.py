"""The communes of a plan's province → rows of agencies, whether or not the plan names them."""

from sqlalchemy import insert
from sqlmodel import Session, select

from storage.importing.places.communes import SINCE, Commune, communes_of
from storage.importing.places.provinces import province_today
from storage.models import Agency, Plan
from storage.plans.known_agencies import COMMUNE


def load_communes(session: Session, plan: Plan) -> None:
    """Those of the province of today, once for all plans: people may be appointed to them, and
    work given to them, before a plan does."""
    communes = communes_of(province_today(plan.province)) if plan.province else ()
    if not communes:
        return
    at_home = select(Agency).where(Agency.province == communes[0].province, Agency.belongs_to == "")
    present = {one.name: one for one in session.exec(at_home)}
    new = [_values(one) for one in communes if one.office not in present]
    if new:
        session.connection().execute(insert(Agency), new)
    for one in communes:
        row = present.get(one.office)
        if row is not None and row.kind != COMMUNE:
            row.kind, row.valid_from = COMMUNE, SINCE


def _values(commune: Commune) -> dict[str, object]:
    return {
        "province": commune.province,
        "belongs_to": "",
        "name": commune.office,
        "kind": COMMUNE,
        "aliases": list(commune.spellings),
        "valid_from": SINCE,
        "valid_until": None,
        "office_phone": "",
    }
