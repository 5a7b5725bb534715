"""The four ways to send, each carried out on the phones if the windows and rules let it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.simulator.phones import Conversation
from bot.simulator.state.store import State
from tests.support.simulator.zalo_oa.envelope import Refused, Shape
from tests.support.simulator.zalo_oa.interactions import Interactions
from tests.support.simulator.zalo_oa.payloads import message_id, mobile, user_id
from tests.support.simulator.zalo_oa.validation import (
    Template,
    checked_buttons,
    checked_template,
    checked_text,
    checked_tracking_id,
)

FREE_FOR = timedelta(hours=48)
CLOSED_AFTER = timedelta(days=7)
BY_UID_FOR = timedelta(days=365)
OPENS, CLOSES = 6, 22  # hours in which a phone number gets templates


@dataclass
class Rules:
    """What kind of account it is; may be changed while it runs."""

    is_government: bool = False  # only the older address works
    template: Template = field(default_factory=Template)
    by_uid: bool = True  # whether the template can go by user id


class Methods:
    """Each takes the decoded body and gives `data`, or raises Refused."""

    def __init__(
        self,
        state: State,
        now: Callable[[], datetime],
        interactions: Interactions,
        rules: Rules,
    ) -> None:
        self._state = state
        self._now = now
        self._interactions = interactions
        self._rules = rules

    def table(self) -> Mapping[str, Callable[[Mapping[str, Any]], Shape]]:
        return {"cs": self._v3, "v2": self._v2, "uid": self._by_uid, "phone": self._by_phone}

    def _v3(self, body: Mapping[str, Any]) -> Shape:
        if self._rules.is_government:
            raise Refused(-235, "This API does not support this type of OA")
        return self._consult(body)

    def _v2(self, body: Mapping[str, Any]) -> Shape:
        if not self._rules.is_government:
            raise Refused(-240, "MessageV2 API has been shut down; please use V3")
        return self._consult(body)

    def _consult(self, body: Mapping[str, Any]) -> Shape:
        recipient = body.get("recipient")
        wanted = recipient.get("user_id") if isinstance(recipient, dict) else None
        conversation = self._follower(str(wanted))
        text, buttons = checked_text(body), checked_buttons(body)
        silence = self._interactions.silence(conversation.phone)
        if silence is None:
            raise Refused(-232, "The user has not interacted with the OA")
        if silence > CLOSED_AFTER:
            raise Refused(-230, "The user has not interacted with the OA in the past 7 days")
        message = self._state.write(conversation, "bot", text, self._now(), buttons)
        quota: Shape = {"quota": {"quota_type": "reply"}} if silence <= FREE_FOR else {}
        return {
            "message_id": message_id(message),
            "user_id": user_id(conversation.phone),
            "sent_time": _milliseconds(self._now()),
            **quota,
        }

    def _by_uid(self, body: Mapping[str, Any]) -> Shape:
        conversation = self._follower(str(body.get("user_id")))
        text = checked_template(body, self._rules.template)
        if not self._rules.by_uid:
            raise Refused(-249, "This template cannot be sent by UID")
        silence = self._interactions.silence(conversation.phone)
        if silence is None or silence > BY_UID_FOR:
            raise Refused(-232, "The user has not interacted with the OA")
        message = self._state.write(conversation, "bot", text, self._now())
        return {"message_id": message_id(message), "user_id": user_id(conversation.phone)}

    def _by_phone(self, body: Mapping[str, Any]) -> Shape:
        found = [c for c in self._phones() if mobile(c.phone) == body.get("phone")]
        if not found:
            raise Refused(-118, "Zalo account not existed")
        if found[0].blocked:
            raise Refused(-119, "Account cannot receive this message")
        tracking_id = checked_tracking_id(body)
        text = checked_template(body, self._rules.template)
        if not OPENS <= self._interactions.local_hour() < CLOSES:
            raise Refused(-133, "Not allowed to send at night")
        message = self._state.write(found[0], "bot", text, self._now())
        return {
            "msg_id": message_id(message),
            "sent_time": _milliseconds(self._now()),
            "tracking_id": tracking_id,
            "quota": {"dailyQuota": "500", "remainingQuota": "499"},
        }

    def _follower(self, wanted: str) -> Conversation:
        found = [c for c in self._phones() if user_id(c.phone) == wanted]
        if not found:
            raise Refused(-201, "user_id is invalid")
        if found[0].blocked:
            raise Refused(-213, "User has not followed OA")
        return found[0]

    def _phones(self) -> list[Conversation]:
        everybody = self._state.conversations.values()
        return [c for c in everybody if c.phone.channel == "zalo-oa"]


def _milliseconds(instant: datetime) -> str:
    return str(int(instant.timestamp() * 1000))
