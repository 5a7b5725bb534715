"""Reads the parameters of a request: address, JSON, urlencoded form or multipart form."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.simulator.telegram.request_parsing import Parameters, read_multipart


async def read_parameters(request: Request) -> Parameters:
    """As they came: an id stays text, whatever digits it has. Raises ValueError."""
    parameters: Parameters = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        parameters |= json.loads(body or b"{}")
    elif kind.startswith("multipart/form-data"):
        parameters |= read_multipart(body, kind)
    elif kind.startswith("application/x-www-form-urlencoded"):
        parameters |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return parameters
