"""Which agencies a plan can name: those of its province, then and now, and its issuer's own."""

import re
from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from storage.importing.agencies.starts import is_unit
from storage.importing.folder.model import AgencyEntry
from storage.importing.places.communes import SINCE
from storage.importing.places.provinces import former_provinces, province_today
from storage.models import Agency, Plan

_COMMUNE = re.compile(r"\b(?:xã|phường|đặc khu|thị trấn|thị xã|huyện|quận) .+")
_OF_PROVINCE = re.compile(r"\btỉnh\b|^UBND .* ")
_IN_COMMUNE = re.compile(r"\b(?:xã|phường|đặc khu)\b")
_ABOVE = {"department", "board", "ministry", "national", "district", "commune", "press"}
_OWN_KINDS = {"unknown", "local", "office"}

COMMUNE = "commune"  # the kind of a commune's People's Committee
Home = tuple[str, str]  # province, the commune or office within which it is one


def known_to(plan: Plan) -> ColumnElement[bool]:
    """Of the agencies table. Of the province of today only who is there since the provinces
    merged: an older office of that name is another one."""
    today = province_today(plan.province)
    here = col(Agency.province) == plan.province
    if today != plan.province:
        here = or_(here, and_(col(Agency.province) == today, col(Agency.valid_from) >= SINCE))
    return and_(here, col(Agency.belongs_to).in_({"", within(plan.issuer)}))


def is_known_to(agency: Agency, plan: Plan) -> bool:
    """As `known_to`, of a row at hand."""
    since = agency.valid_from or date.min
    of_today = agency.province == province_today(plan.province) and since >= SINCE
    here = agency.province == plan.province or of_today
    return here and agency.belongs_to in ("", within(plan.issuer))


def agencies_of(session: Session, plan: Plan) -> list[Agency]:
    """One a name, in the order of their ids: the issuer's own office goes before the province's,
    that of the plan's own province before that of today."""
    rows = session.exec(select(Agency).where(known_to(plan))).all()
    ranked = sorted(rows, key=lambda one: (bool(one.belongs_to), one.province == plan.province))
    return sorted({one.name: one for one in ranked}.values(), key=lambda one: one.id or 0)


def agency_ids(session: Session, plan: Plan) -> dict[str, int]:
    """By name, as `agencies_of`."""
    query = select(Agency.name, Agency.id).where(known_to(plan))
    order = (Agency.belongs_to, col(Agency.province) == plan.province)
    return {name: key or 0 for name, key in session.exec(query.order_by(*order))}


def home_of(entry: AgencyEntry, plan: Plan) -> Home:
    """Where the identity of an agency that this plan names lies.

    What began when the provinces merged is one office for the plans of all of them.
    """
    if (entry.valid_from or date.min) >= SINCE:
        return province_today(plan.province), ""
    return plan.province, within(plan.issuer) if _is_own(entry, plan.issuer) else ""


def within(issuer: str) -> str:
    """The commune of an issuer, "xã Xuân Đông" of "Đảng ủy xã Xuân Đông"; else the office itself.

    Every commune has a "Phòng Kinh tế" and every department a "Văn phòng Sở".
    """
    commune = _COMMUNE.search(issuer)
    return commune[0] if commune else issuer


def _is_own(entry: AgencyEntry, issuer: str) -> bool:
    if not issuer or entry.kind in _ABOVE or _OF_PROVINCE.search(entry.name):
        return False
    if not _COMMUNE.search(issuer):
        return entry.kind in _OWN_KINDS and is_unit(entry.name)
    return entry.kind != "central" or bool(_IN_COMMUNE.search(entry.name))


def provinces_beside(province: str) -> set[str]:
    """All whose plans may name the same agencies: a province, and those it has merged with."""
    today = province_today(province)
    return {province, today, *former_provinces(today)}
