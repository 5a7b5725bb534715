"""A call from key to answer: who asks, how often, for what; JSON or CSV; changed since or not."""

import json
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from bot.runtime.dependencies import Runtime
from bot.web.api.csv_table import csv_table
from bot.web.api.parameters import FORMAT, Refused, asked, bad
from bot.web.api.rate_limit import RateLimit
from bot.web.api.resource import Call, Found, Resource
from locales import DEFAULT_LANGUAGE, Translator, translator
from storage.plans.api_keys import OpenedBy, note_use, opened_by

ALWAYS = {"cache-control": "private, no-cache", "vary": "Authorization"}
JSON, CSV, PROBLEM = "application/json", "text/csv; charset=utf-8", "application/problem+json"


def answered(runtime: Runtime, limit: RateLimit, resource: Resource, request: Request) -> Response:
    """The answer to a call, or why there is none."""
    say = language_of(request)
    try:
        return _answered(runtime, limit, resource, request, say)
    except Refused as refused:
        return problem(refused)


def _answered(
    runtime: Runtime, limit: RateLimit, resource: Resource, request: Request, say: Translator
) -> Response:
    now = runtime.now()
    with runtime.database.read() as session:
        opened = _admitted(opened_by(session, _key_of(request)), say)
        if wait := limit.wait(opened.key.id or 0, now):
            raise _too_often(wait, say)
        wanted = asked(request.query_params.multi_items(), resource.parameters, say)
        form = _form_of(wanted, say)
        code = request.path_params.get("plan", "")
        call = Call(session, opened, runtime.calendar, now, say, code, wanted)
        found = resource.read(call)
        text = _text(found, form, resource)
    _note_use(runtime, opened)
    return _unless_known(request, found, form, text)


def language_of(request: Request) -> Translator:
    """Vietnamese, unless English is asked for first."""
    wanted = request.headers.get("accept-language", "")
    return translator("en" if wanted.lower().startswith("en") else DEFAULT_LANGUAGE)


def problem(refused: Refused) -> Response:
    """As RFC 9457 has it."""
    status = refused.status
    told = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": refused.detail,
    }
    text = json.dumps(told, ensure_ascii=False)
    return Response(text, status, refused.headers | ALWAYS, media_type=PROBLEM)


def _key_of(request: Request) -> str:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _admitted(opened: OpenedBy | None, say: Translator) -> OpenedBy:
    if opened is None:
        words = say(
            "A key is needed that holds, in the header Authorization: Bearer KEY; the "
            "administrator makes one with: daumoi api-key add"
        )
        raise Refused(HTTPStatus.UNAUTHORIZED, words, www_authenticate="Bearer")
    return opened


def _too_often(seconds: int, say: Translator) -> Refused:
    words = say("Too many calls; please ask again in {seconds} seconds.", seconds=seconds)
    return Refused(HTTPStatus.TOO_MANY_REQUESTS, words, retry_after=str(seconds))


def _form_of(wanted: Mapping[str, str], say: Translator) -> str:
    form = wanted.get(FORMAT.name) or "json"
    if form not in FORMAT.schema["enum"]:
        raise bad(say("format is '{text}', but it must be json or csv.", text=form))
    return form


def _text(found: Found, form: str, resource: Resource) -> str:
    if form == "csv":
        return csv_table(resource.columns, found.rows())
    return _written(found.body)


def _written(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _note_use(runtime: Runtime, opened: OpenedBy) -> None:
    today = runtime.calendar.today(runtime.now())
    if opened.key.last_used_on is None or opened.key.last_used_on < today:
        with runtime.database.write() as session:
            note_use(session, opened.key.id or 0, today)


def _unless_known(request: Request, found: Found, form: str, text: str) -> Response:
    """The instant of asking alone is no change: the tag is weak, and leaves it out."""
    lasting = {name: value for name, value in found.body.items() if name != "as_of"}
    tag = f'W/"{sha256(f"{form} {_written(lasting)}".encode()).hexdigest()[:32]}"'
    headers = {**ALWAYS, "etag": tag, **_next_page(request, found.body)}
    if tag in _tags(request.headers.get("if-none-match", "")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(text, headers=headers, media_type=CSV if form == "csv" else JSON)


def _tags(header: str) -> set[str]:
    """Compared as weak ones, which is what If-None-Match asks for."""
    return {f"W/{one.strip().removeprefix('W/')}" for one in header.split(",")}


def _next_page(request: Request, body: Mapping[str, Any]) -> dict[str, str]:
    """At the same instant: what comes in meanwhile moves no row from one page to another."""
    if body.get("page", 0) >= body.get("pages", 0):
        return {}
    same = {**request.query_params, "as_of": body["as_of"], "page": body["page"] + 1}
    return {"link": f'<{request.url.path}?{urlencode(same)}>; rel="next"'}
