"""The methods of the platform, each carried out for one bot on the phones that talk to it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.simulator.phones import Conversation, SentFile
from bot.simulator.state.store import State
from bot.simulator.telegram.request_parsing import Parameters
from bot.simulator.zalo_bot.account import Account
from bot.simulator.zalo_bot.envelope import Refused
from bot.simulator.zalo_bot.payloads import Shape, bot_shape, chat_id, message_id, milliseconds
from bot.simulator.zalo_bot.photos import fetched_photo
from bot.simulator.zalo_bot.webhook import checked_webhook

LONGEST_TEXT = 2000  # UTF-16 units
LONGEST_POLL = 60.0  # seconds
Method = Callable[[Parameters], Awaitable[object]]


def month_of(at: datetime) -> str:
    return f"{at:%Y-%m}"


class Methods:
    """Each takes the parameters and gives the result, or raises Refused."""

    def __init__(self, state: State, now: Callable[[], datetime], account: Account) -> None:
        """`now` in the province's zone: months begin there."""
        self._state = state
        self._now = now
        self._account = account
        self._bot_id = account.bot.id

    def table(self) -> Mapping[str, Method]:
        """Small and capital letters matter. getUpdates has an answer of its own, see server.py."""
        return {
            "getMe": self._get_me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendSticker": self._send_sticker,
            "sendChatAction": self._send_chat_action,
        }

    async def update(self, parameters: Parameters, is_gone: Callable[[], Awaitable[bool]]) -> Shape:
        """The result of getUpdates: one update, given away by this."""
        seconds = float(parameters.get("timeout", 30))
        update = await self._account.poll(min(seconds, LONGEST_POLL), is_gone)
        if update is None:
            raise Refused(408)
        return update

    async def _get_me(self, _parameters: Parameters) -> Shape:
        return bot_shape(self._bot_id)

    async def _set_webhook(self, parameters: Parameters) -> Shape:
        at = milliseconds(self._now())
        self._account.set_webhook(checked_webhook(parameters) | {"updated_at": at})
        return {"url": self._account.webhook["url"], "updated_at": at}

    async def _delete_webhook(self, _parameters: Parameters) -> Shape:
        if not self._account.webhook:
            raise Refused(400, "Bad Request: no webhook is set")
        self._account.set_webhook({})
        return {"url": "", "updated_at": milliseconds(self._now())}

    async def _get_webhook_info(self, _parameters: Parameters) -> Shape:
        if not self._account.webhook:
            raise Refused(404)
        return {name: self._account.webhook[name] for name in ("url", "updated_at")}

    async def _send_message(self, parameters: Parameters) -> Shape:
        if parameters.get("parse_mode") or parameters.get("text_styles"):
            raise Refused(400, "Bad Request: only plain text is simulated")
        text = _checked(parameters.get("text"), "text")
        return self._write(self._chat(parameters), text)

    async def _send_photo(self, parameters: Parameters) -> Shape:
        conversation = self._chat(parameters)
        caption = _checked(parameters["caption"], "caption") if parameters.get("caption") else ""
        name, content, media_type = await fetched_photo(str(parameters.get("photo", "")))
        file_id = self._state.files.put(content)
        file = SentFile(file_id, name, len(content), media_type, is_photo=True)
        return self._write(conversation, caption, file)

    async def _send_sticker(self, parameters: Parameters) -> Shape:
        sticker = _checked(parameters.get("sticker"), "sticker")
        return self._write(self._chat(parameters), f"[sticker {sticker}]")

    async def _send_chat_action(self, parameters: Parameters) -> bool:
        self._chat(parameters)
        if parameters.get("action") != "typing":
            raise Refused(400, "Bad Request: action is invalid")
        return True

    def _write(self, conversation: Conversation, text: str, file: SentFile | None = None) -> Shape:
        """Put it on the phone, if the month's messages are not used up."""
        month = month_of(self._now())
        if self._account.is_spent(month):
            raise Refused(429)
        with self._state.changing():
            self._account.count(month)
            message = self._state.write(conversation, "bot", text, self._now(), file=file)
        number = message_id(self._bot_id, message)
        return {"message_id": number, "date": milliseconds(message.at)}

    def _chat(self, parameters: Parameters) -> Conversation:
        """Of a person who has written first, and has not blocked the bot since."""
        wanted = str(parameters.get("chat_id", ""))
        for phone_id in self._account.users:
            conversation = self._state.conversations.get(phone_id)
            if conversation and chat_id(self._bot_id, conversation.phone) == wanted:
                if conversation.blocked:
                    raise Refused(400, "Bad Request: bot was blocked by the user")
                return conversation
        raise Refused(400, "Bad Request: chat not found")


def _checked(value: object, name: str) -> str:
    text = value if isinstance(value, str) else ""
    if not text.strip():
        raise Refused(400, f"Bad Request: {name} must not be empty")
    if len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_TEXT:
        raise Refused(400, f"Bad Request: {name} is longer than {LONGEST_TEXT} characters")
    return text
