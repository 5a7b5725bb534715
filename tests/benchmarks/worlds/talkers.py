"""Who types in the benchmarks: focal persons of the shipped plans, those with most tasks first."""

from sqlalchemy import Engine, func, select

from storage.models import Post
from tests.benchmarks.worlds.filling import TABLES
from tests.benchmarks.worlds.large_plan import CODE

PEOPLE, CHATS, RIGHTS = (TABLES[name].c for name in ("person", "chataccount", "person_right"))
POSTS, ASKED = (TABLES[name].c for name in ("appointment", "expectation"))


def talkers(engine: Engine, count: int) -> list[str]:
    """Their chats, as Telegram numbers them; no planner among them."""
    query = (
        select(CHATS.address)
        .join(TABLES["person"], PEOPLE.id == CHATS.person_id)
        .join(TABLES["appointment"], POSTS.person_id == PEOPLE.id)
        .join(TABLES["expectation"], ASKED.agency_id == POSTS.agency_id)
        .where(
            POSTS.post == Post.FOCAL,
            PEOPLE.code.not_like(f"{CODE}-%"),
            PEOPLE.id.not_in(select(RIGHTS.person_id)),
        )
        .group_by(CHATS.address)
        .order_by(func.count().desc(), CHATS.address)
        .limit(count)
    )
    with engine.connect() as connection:
        return list(connection.scalars(query))
