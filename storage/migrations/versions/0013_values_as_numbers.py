"""Values of indicators as numbers with a unit, beside the words they were written in."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import words

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# As the dialogs have written every value they could read: "95,5%", "khoảng 1.200 triệu đồng"
_WRITTEN = re.compile(
    r"(?:khoảng |about |[<>≥≤~] ?)?(?P<number>-?\d{1,3}(?:\.\d{3})*(?:,\d+)?) ?(?P<unit>[^\d,;]*)"
)


def upgrade() -> None:
    for column in words("value_number", nullable=True):
        op.add_column("report", column)
    for column in words("value_unit", default=""):
        op.add_column("report", column)
    report = sa.table(
        "report",
        *(sa.column(name) for name in ("id", "value", "value_number", "value_unit")),
    )
    connection = op.get_bind()
    written = connection.execute(
        sa.select(report.c.id, report.c.value).where(report.c.value != "")
    ).all()
    read = [(key, _WRITTEN.fullmatch(value.strip())) for key, value in written]
    rows = [
        {"key": key, "number": _plain(found["number"]), "unit": found["unit"].strip()}
        for key, found in read
        if found
    ]
    if rows:
        change = sa.update(report).where(report.c.id == sa.bindparam("key"))
        change = change.values(value_number=sa.bindparam("number"), value_unit=sa.bindparam("unit"))
        connection.execute(change, rows)


def _plain(number: str) -> str:
    return number.replace(".", "").replace(",", ".")
