"""Alembic's entry: runs the migrations on the connection that `storage.migrations` hands over."""

from alembic import context
from sqlmodel import SQLModel

import storage.models  # noqa: F401  the tables register themselves

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    user_module_prefix="models.",
)
with context.begin_transaction():
    context.run_migrations()
