"""A person's calendar: the days of what they owe and of what will be asked, by a secret address."""

import asyncio
from datetime import UTC, datetime, time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.conversation.notifications.letter import say_to
from bot.conversation.wanted_files import CALENDARS
from bot.runtime.dependencies import Runtime
from bot.web.links.reporting_days import reporting_days
from storage.people.signing_in.calendar_feeds import person_of_feed

MEDIA_TYPE = "text/calendar; charset=utf-8"


def routes(runtime: Runtime) -> list[Route]:
    async def hand_over(request: Request) -> Response:
        return await asyncio.to_thread(_calendar, runtime, request.path_params["token"])

    return [Route(f"{CALENDARS}/{{token}}.ics", hand_over, methods=["GET"])]


def _calendar(runtime: Runtime, token: str) -> Response:
    from bot.web.links.ics import ics  # its library is loaded when the first one looks

    now, zone = runtime.now(), runtime.calendar.zone
    with runtime.database.read() as session:
        person = person_of_feed(session, token)
        if person is None:
            return PlainTextResponse("Not Found", 404)
        say = say_to(person)
        days = reporting_days(session, person, now, runtime.calendar, runtime.public_url, say)
        midnight = datetime.combine(runtime.calendar.today(now), time(), zone).astimezone(UTC)
        content = ics(days, say("Days of reporting – Đầu Mối"), midnight, zone)
    return Response(content, media_type=MEDIA_TYPE)
