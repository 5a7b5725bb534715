"""The methods of the Bot API that the bot uses, each carried out on the phones."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.simulator.phones import Conversation, Message, SentFile
from bot.simulator.state.store import State
from bot.simulator.telegram.envelope import Refused
from bot.simulator.telegram.payloads import BOT_USER, Shape, chat_id, message_shape
from bot.simulator.telegram.request_parsing import Parameters, Upload
from bot.simulator.telegram.updates import Updates
from bot.simulator.telegram.validation import checked_buttons, checked_caption, checked_text
from bot.simulator.telegram.webhook import WebhookDelivery, checked_webhook

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes; a bot is given no larger file
Method = Callable[[Parameters], Awaitable[object]]


class Methods:
    """Each takes the decoded parameters and gives the result, or raises Refused."""

    def __init__(
        self,
        state: State,
        now: Callable[[], datetime],
        updates: Updates,
        delivery: WebhookDelivery,
    ) -> None:
        self._state = state
        self._now = now
        self._updates = updates
        self._delivery = delivery
        self._by_chat = {
            chat_id(c.phone): c
            for c in state.conversations.values()
            if c.phone.channel == "telegram"
        }

    def table(self) -> Mapping[str, Method]:
        """By name in small letters: Telegram does not look at their case."""
        return {
            "getme": self._get_me,
            "getupdates": self._get_updates,
            "sendmessage": self._send_message,
            "senddocument": self._send_document,
            "sendphoto": self._send_photo,
            "getfile": self._get_file,
            "editmessagereplymarkup": self._edit_message_reply_markup,
            "answercallbackquery": self._answer_callback_query,
            "sendchataction": self._send_chat_action,
            "setmycommands": self._set_my_commands,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
        }

    async def _get_me(self, _parameters: Parameters) -> Shape:
        return BOT_USER | {"can_join_groups": False, "can_read_all_group_messages": False}

    async def _get_updates(self, parameters: Parameters) -> list[Shape]:
        if not self._updates.webhook:
            self._updates.allow(parameters.get("allowed_updates"))
            self._updates.confirm(int(parameters.get("offset", 0)))
        limit = min(max(int(parameters.get("limit", 100)), 1), 100)
        return await self._updates.poll(limit, float(parameters.get("timeout", 0)))

    async def _send_message(self, parameters: Parameters) -> Shape:
        conversation = self._open_chat(parameters)
        text, buttons = checked_text(parameters), checked_buttons(parameters)
        message = self._state.write(conversation, "bot", text, self._now(), buttons)
        return message_shape(conversation, message)

    async def _send_document(self, parameters: Parameters) -> Shape:
        return self._send_file(parameters, "document")

    async def _send_photo(self, parameters: Parameters) -> Shape:
        return self._send_file(parameters, "photo")

    def _send_file(self, parameters: Parameters, field: str) -> Shape:
        conversation = self._open_chat(parameters)
        text, buttons = checked_caption(parameters), checked_buttons(parameters)
        file = self._stored(_upload(parameters, field), is_photo=field == "photo")
        message = self._state.write(conversation, "bot", text, self._now(), buttons, file)
        return message_shape(conversation, message)

    async def _get_file(self, parameters: Parameters) -> Shape:
        file_id = str(parameters.get("file_id", ""))
        content = self._state.files.get(file_id)
        if content is None:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(content) > LARGEST_DOWNLOAD:
            raise Refused(400, "Bad Request: file is too big")
        known = {"file_id": file_id, "file_unique_id": file_id[:16], "file_size": len(content)}
        return known | {"file_path": f"documents/{file_id}"}

    def _stored(self, upload: Upload, is_photo: bool) -> SentFile:
        file_id = self._state.files.put(upload.content)
        return SentFile(file_id, upload.name, len(upload.content), upload.media_type, is_photo)

    async def _edit_message_reply_markup(self, parameters: Parameters) -> Shape:
        conversation = self._chat(parameters)
        message = self._own_message(conversation, parameters)
        buttons = checked_buttons(parameters)
        if buttons == message.buttons:
            raise Refused(400, NOT_MODIFIED)
        with self._state.changing():
            conversation.set_buttons(message.id, buttons)
        edited = conversation.message(message.id) or message
        return message_shape(conversation, edited)

    async def _answer_callback_query(self, parameters: Parameters) -> bool:
        query = str(parameters.get("callback_query_id", ""))
        if not query.isdecimal() or not 0 < int(query) <= self._updates.last_query:
            raise Refused(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        return True

    async def _send_chat_action(self, parameters: Parameters) -> bool:
        self._open_chat(parameters)
        return True

    async def _set_my_commands(self, _parameters: Parameters) -> bool:
        return True

    async def _set_webhook(self, parameters: Parameters) -> bool:
        webhook = checked_webhook(parameters)
        self._updates.allow(parameters.get("allowed_updates"))
        self._updates.set_webhook(webhook, _is_true(parameters, "drop_pending_updates"))
        return True

    async def _delete_webhook(self, parameters: Parameters) -> bool:
        self._updates.set_webhook({}, _is_true(parameters, "drop_pending_updates"))
        return True

    async def _get_webhook_info(self, _parameters: Parameters) -> Shape:
        info: Shape = {
            "url": self._updates.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.waiting),
        }
        if self._delivery.last_error:
            info["last_error_message"] = self._delivery.last_error
            info["last_error_date"] = int(self._now().timestamp())
        return info

    def _open_chat(self, parameters: Parameters) -> Conversation:
        conversation = self._chat(parameters)
        if conversation.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return conversation

    def _chat(self, parameters: Parameters) -> Conversation:
        conversation = self._by_chat.get(parameters.get("chat_id", 0))
        if conversation is None:
            raise Refused(400, "Bad Request: chat not found")
        return conversation

    def _own_message(self, conversation: Conversation, parameters: Parameters) -> Message:
        message = conversation.message(parameters.get("message_id", 0))
        if message is None:
            raise Refused(400, "Bad Request: message to edit not found")
        if message.sender != "bot":
            raise Refused(400, "Bad Request: message can't be edited")
        return message


def _upload(parameters: Parameters, field: str) -> Upload:
    """The file itself, or the part that "attach://…" names."""
    value = parameters.get(field)
    if isinstance(value, str) and value.startswith("attach://"):
        value = parameters.get(value.removeprefix("attach://"))
    if not isinstance(value, Upload):
        raise Refused(400, f"Bad Request: there is no {field} in the request")
    return value


def _is_true(parameters: Parameters, name: str) -> bool:
    return str(parameters.get(name, "")).lower() in ("true", "1")
