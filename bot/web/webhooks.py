"""The webhooks: each channel that is told takes its calls at a path of its own."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.contract import WebhookChannel
from bot.conversation.receiver import storing
from bot.runtime.dependencies import Runtime


def webhooks(runtime: Runtime) -> list[Route]:
    told = [one for one in runtime.channels.values() if isinstance(one, WebhookChannel)]
    return [_webhook(runtime, channel) for channel in told if channel.webhook_path]


def _webhook(runtime: Runtime, channel: WebhookChannel) -> Route:
    async def take(request: Request) -> Response:
        return await channel.handle_webhook(request, storing(runtime))

    return Route(channel.webhook_path, take, methods=["POST"])
