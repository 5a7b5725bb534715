"""Everything that is kept about a person, as a file for programs and as one to be read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.language.visible import visible
from locales import Translator, mark, translator

Everything = Mapping[str, Sequence[Mapping[str, Any]]]
# The kinds that people ask about; the others are named as the tables are
KINDS: Mapping[str, str] = {
    "person": mark("Who you are"),
    "roster_line": mark("What the roster says of you"),
    "appointment": mark("Your posts"),
    "person_right": mark("What you may do"),
    "absence": mark("Your days of leave"),
    "chataccount": mark("Your linked chats"),
    "consent": mark("Your consents"),
    "invitation": mark("Invitations sent to you"),
    "handover": mark("Handovers of your post"),
    "inbox": mark("Messages you sent"),
    "outbox": mark("Messages sent to you"),
    "report": mark("Replies you sent for your agency"),
    "attachment": mark("Files you sent"),
    "extension": mark("Later days you asked for"),
    "objection": mark("Tasks you said are not yours"),
    "reopening": mark("Answers you asked to reopen"),
    "review": mark("Replies you decided on"),
    "reminder": mark("Reminders of yours"),
    "auditentry": mark("What the log of changes has of your doing"),
}


def own_data_json(everything: Everything) -> bytes:
    return json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()


def own_data_text(everything: Everything, language: str) -> bytes:
    """With a mark at its beginning by which every editor knows its letters."""
    return "\n".join(_lines(everything, translator(language))).encode("utf-8-sig")


def _lines(everything: Everything, say: Translator) -> Iterator[str]:
    for name, rows in everything.items():
        yield f"{say(KINDS[name]) if name in KINDS else name} ({len(rows)})"
        for row in rows:
            told = "; ".join(f"{column}: {_cell(value)}" for column, value in row.items())
            yield f"- {visible(told)}"
        yield ""


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(str(value).split())
