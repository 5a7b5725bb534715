"""Offices within a commune or another office: every one of them has its own "Phòng Kinh tế"."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import words

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in words("belongs_to", default=""):
        op.add_column("agency", column)
    with op.batch_alter_table("agency") as agency:
        agency.drop_constraint("uq_agency_province_name", type_="unique")
        agency.create_unique_constraint(
            "uq_agency_province_belongs_to_name", ["province", "belongs_to", "name"]
        )
