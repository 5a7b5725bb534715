"""Templates to HTML: everything escaped, days and instants as people there write them."""

from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.language import wording
from bot.language.dates.fields import day_shown
from bot.language.wording import channel_name, day, weekday_and_day
from locales import Translator
from storage.models import Round, Tier

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
    made.filters |= {
        "day": day,
        "day_shown": day_shown,
        "shortened": wording.shortened,
        "tel": dialled,
        "weekday_day": weekday_and_day,
    }
    made.globals |= {
        "channel_name": channel_name,
        "figure_words": wording.FIGURE_WORDS,
        "round_name": round_name,
        "weekday_and_day": weekday_and_day,
    }
    return made


def dialled(phone: str) -> str:
    """What a telephone can dial of a number as people write it."""
    return "".join(one for one in phone if one.isascii() and (one.isdigit() or one == "+"))


def round_name(round_: Round, say: Translator) -> str:
    title = "" if round_.rule_id or round_.of_items else round_.title
    of_what = round_.tier == Tier.COORDINATOR, round_.of_items
    return wording.round_name(title, round_.year, round_.due_on, *of_what, say)


def html(
    template: str, zone: tzinfo, say: Translator, status: int = 200, **values: Any
) -> Response:
    """`plural` stands beside `say`: what collects the words finds no method in a template."""

    def moment(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%H:%M %d/%m/%Y}" if at else ""

    words = {"say": say, "plural": say.plural, "moment": moment}
    text = _templates().get_template(template).render(**words, **values)
    return HTMLResponse(text, status)
