"""A link that goes with a message is written as a file is; a column for one kind of it goes."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """What waits to be sent keeps its link."""
    outbox = sa.table(
        "outbox",
        *(sa.column(name) for name in ("id", "signs_in", "sent_at")),
        sa.column("wanted_file", sa.JSON(none_as_null=True)),
    )
    wanted, connection = outbox.c.wanted_file, op.get_bind()
    is_asked = sa.or_(outbox.c.signs_in.is_(sa.true()), wanted.is_not(None))
    waiting = sa.select(outbox.c.id, outbox.c.signs_in, wanted)
    for key, signs_in, before in connection.execute(
        waiting.where(outbox.c.sent_at.is_(None), is_asked)
    ).all():
        link = _link(signs_in, before or {})
        if link:
            one = sa.update(outbox).where(outbox.c.id == key)
            connection.execute(one.values(wanted_file=link))
    op.drop_column("outbox", "signs_in")


def _link(signs_in: bool, before: Mapping[str, Any]) -> dict[str, str | None] | None:
    """None where it is a file."""
    if signs_in:
        return {"link": "sign-in", "until": None}
    if "form_until" in before:
        return {"link": "form", "until": before["form_until"]}
    return {"link": "calendar", "until": None} if "calendar" in before else None
