"""A peer's database: SQLite as safe and as quick as the product has it, or PostgreSQL."""

from typing import Any

from sqlalchemy import Engine, create_engine, event


def opened(url: str) -> Engine:
    """SQLite writes its log ahead and keeps each commit."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    return engine
