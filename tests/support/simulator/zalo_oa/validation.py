"""What the service refuses in a message or a template."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.phones import Button, Buttons
from tests.support.simulator.zalo_oa.envelope import Refused

LONGEST_TEXT = 2000
MOST_BUTTONS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000
LONGEST_TRACKING_ID = 48


@dataclass(frozen=True)
class Template:
    """An approved template: its id, and how long each of its parameters may be."""

    id: str = "100001"
    parameters: Mapping[str, int] = field(default_factory=dict)  # empty: any


def checked_text(body: Mapping[str, Any]) -> str:
    text = _part(body, "message").get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused(-201, "text is empty")
    if len(unicodedata.normalize("NFC", text)) > LONGEST_TEXT:
        raise Refused(-210, "text is over 2000 characters")
    return text


def checked_buttons(body: Mapping[str, Any]) -> Buttons:
    attachment = _part(body, "message").get("attachment")
    if attachment is None:
        return ()
    if not isinstance(attachment, dict) or attachment.get("type") != "template":
        raise Refused(-201, "only templates with buttons are simulated")
    buttons = _part(attachment, "payload").get("buttons")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST_BUTTONS:
        raise Refused(-201, "1 to 5 buttons")
    return tuple((_checked_button(button),) for button in buttons)


def _checked_button(button: Mapping[str, Any]) -> Button:
    title, payload = str(button.get("title", "")), button.get("payload")
    if button.get("type") != "oa.query.show" or not isinstance(payload, str):
        raise Refused(-201, "only oa.query.show is simulated")
    if not 1 <= len(title) <= LONGEST_TITLE or not 1 <= len(payload) <= LONGEST_PAYLOAD:
        raise Refused(-210, "a button is too long")
    return Button(title, payload)


def checked_template(body: Mapping[str, Any], template: Template) -> str:
    """The filled template as the phone shows it."""
    if str(body.get("template_id", "")) != template.id:
        raise Refused(-109, "template id is invalid")
    data = body.get("template_data")
    if not isinstance(data, dict) or not data:
        raise Refused(-111, "template data is empty")
    for name, longest in template.parameters.items():
        if not data.get(name):
            raise Refused(-1122, f"{name} is missing")
        if len(str(data[name])) > longest:
            raise Refused(-1121, f"{name} is too long")
    if template.parameters and set(data) - set(template.parameters):
        raise Refused(-112, "template data is not defined")
    return "\n".join(f"{name}: {value}" for name, value in data.items())


def checked_tracking_id(body: Mapping[str, Any]) -> str:
    tracking_id = str(body.get("tracking_id", ""))
    if not 1 <= len(tracking_id) <= LONGEST_TRACKING_ID:
        raise Refused(-1122, "tracking_id is missing or too long")
    if str(body.get("sending_mode", "1")) not in ("1", "3"):
        raise Refused(-161, "sending mode is invalid")
    return tracking_id


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}
