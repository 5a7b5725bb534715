"""Templates to HTML: everything escaped, days and instants as people there write them."""

from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.language.wording import agency_name, day, status_words, weekday_and_day

WEB = Path(__file__).resolve().parents[1]
TEMPLATES, STATIC = WEB / "templates", WEB / "static"
COOKIE = "daumoi"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day}
    made.globals |= {
        "agency_name": agency_name,
        "status_words": status_words,
        "weekday_and_day": weekday_and_day,
    }
    return made


def html(template: str, zone: tzinfo, status: int = 200, **values: Any) -> Response:
    def moment(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%H:%M %d/%m/%Y}" if at else ""

    text = _templates().get_template(template).render(moment=moment, **values)
    return HTMLResponse(text, status)
