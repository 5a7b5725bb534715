"""Another system that reads /api/v1 of a world, by a key of its own."""

import asyncio
from functools import cached_property
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from sqlmodel import col, select
from starlette.applications import Starlette

from bot.runtime.dependencies import Runtime
from bot.web.app import web_app
from storage.models import Plan
from storage.plans.api_keys import make_key

HOST = "https://daumoi.test"
API = "/api/v1"


class Reader:
    """Asks the application itself; what it gets as JSON must be as the description says."""

    def __init__(
        self,
        runtime: Runtime,
        *plans: str,
        names_reporters: bool = False,
        app: Starlette | None = None,
    ) -> None:
        self.runtime = runtime
        self.app = app or web_app(runtime)
        self.key = f"key-{runtime.new_token()}"
        with runtime.database.write() as session:
            opened = session.exec(select(Plan).where(col(Plan.code).in_(plans))).all()
            name = f"Reader {self.key}"
            self.key_id = make_key(
                session,
                *(name, opened, self.key, runtime.now()),
                names_reporters=names_reporters,
            ).id

    def asks(self, path: str, *, key: str | None = None, **headers: str) -> httpx.Response:
        """`path` below /api/v1."""
        sent = {"authorization": f"Bearer {self.key if key is None else key}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._asks(path, sent))

    def reads(self, path: str, **asked: str) -> Any:
        """What a call that is granted gives, held against the description."""
        found = self.asks(f"{path}?{httpx.QueryParams(asked)}" if asked else path)
        assert found.status_code == 200, found.text
        problems = list(Draft202012Validator(self._schema_of(path)).iter_errors(found.json()))
        assert problems == []
        return found.json()

    @cached_property
    def description(self) -> dict[str, Any]:
        found: dict[str, Any] = self.asks("/openapi.json", key="").json()
        return found

    def _schema_of(self, path: str) -> dict[str, Any]:
        parts = path.split("/")
        declared = "/".join([*parts[:2], "{plan}", *parts[3:]] if len(parts) > 2 else parts)
        operation = self.description["paths"][declared]["get"]
        schema: dict[str, Any] = operation["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        return schema

    async def _asks(self, path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            sent = [(name.encode(), value.encode()) for name, value in headers.items()]
            return await client.get(f"{API}{path}", headers=sent)
