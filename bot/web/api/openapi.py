"""The description of it all, made from what the resources declare of themselves."""

import re
from collections.abc import Iterable
from typing import Any

from bot.web.api.parameters import FORMAT, Parameter
from bot.web.api.resource import Resource
from bot.web.api.schemas import TEXT, WHOLE, of

VERSION = "1.0.0"
_ABOUT = """\
Plans, rounds, figures and answers of Đầu Mối, to be read by other systems. Everything comes from \
the readers that the chat, the pages and the documents use. A key is made by the administrator \
(daumoi api-key add) and opens the plans it was made for. Who answered is left out unless the key \
was made for it; what agencies wrote is handed over as they wrote it. Every answer has an ETag: \
sent back as If-None-Match it costs a 304 until something has changed."""
_PROBLEM = of(type=TEXT, title=TEXT, status=WHOLE, detail=TEXT)
_REFUSALS = {
    "400": "A parameter is not known, or cannot be read; the text says which and what is expected.",
    "401": "No key that holds was sent.",
    "404": "There is no such plan or round, or the key does not open it.",
    "429": "Too many calls; Retry-After says when the next is let by.",
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of the answer that is known already.",
    "schema": TEXT,
}


def description(resources: Iterable[Resource], server: str) -> dict[str, Any]:
    """As OpenAPI 3.1. `server`: the address that /api/v1 stands below."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Đầu Mối", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": f"{server}/api/v1"}],
        "security": [{"key": []}],
        "paths": {one.path: {"get": _operation(one)} for one in resources},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": _PROBLEM},
            "responses": {status: _refusal(about) for status, about in _REFUSALS.items()},
        },
    }


def _operation(one: Resource) -> dict[str, Any]:
    return {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [
            *(_in_path(name) for name in re.findall(r"{(\w+)}", one.path)),
            *map(_in_query, one.parameters),
            _IF_NONE_MATCH,
        ],
        "responses": {
            "200": _found(one),
            "304": {"description": "Nothing has changed."},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS},
        },
    }


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


def _in_query(one: Parameter) -> dict[str, Any]:
    return {"name": one.name, "in": "query", "description": one.about, "schema": one.schema}


def _found(one: Resource) -> dict[str, Any]:
    table = {"schema": {**TEXT, "description": f"With a header: {', '.join(one.columns)}."}}
    media = {"application/json": {"schema": one.schema}}
    return {
        "description": one.about,
        "headers": {"ETag": {"schema": TEXT}, "Link": {"schema": TEXT}},
        "content": media | ({"text/csv": table} if FORMAT in one.parameters else {}),
    }


def _refusal(about: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
