"""Where the words beside a status belong: result, difficulties, proposals."""

import re

from bot.language.replies.layouts.labels import fields_named
from bot.language.replies.statuses import beside_status, gives_a_cause, read_status
from bot.language.words.phrases import is_none, is_skip
from storage.models import Status

# What a note is beside a status (else the result): as the report dialog asks it, in
# bot/dialogs/report/questions.py
FIELDS = {
    Status.BLOCKED.value: "difficulties",
    Status.AWAITING_GUIDANCE.value: "difficulties",
    Status.NOT_STARTED.value: "difficulties",
    Status.PROPOSE_CHANGE.value: "proposals",
}
_PROPOSES = re.compile(
    r"\s*[,;.]\s*(?=(?:đề nghị|de nghi|kiến nghị|kien nghi|đề xuất|de xuat)\s)", re.IGNORECASE
)


def fields_in(status: str, note: str) -> dict[str, str]:
    """By field the words of a note: under their labels ("khó khăn: …"), or where its status puts
    them; what is proposed behind a trouble is a proposal."""
    words = beside_status(note)
    before, named = fields_named(words)
    before = before.strip(" ,;.-–")
    said = read_status(before) if named and before else None
    fields = {name: one for name, one in named.items() if not (is_none(one) or is_skip(one))}
    if before and not (said and not said.note):
        fields = _together(_unlabelled(status, before), fields)
    return fields


def _unlabelled(status: str, words: str) -> dict[str, str]:
    is_cause = status == Status.IN_PROGRESS and gives_a_cause(words)
    name = "difficulties" if is_cause else FIELDS.get(status, "result")
    parts = _PROPOSES.split(words, maxsplit=1)
    if name != "difficulties" or len(parts) < 2 or not parts[0]:
        return {name: words}
    return {name: parts[0], "proposals": parts[1]}


def _together(first: dict[str, str], then: dict[str, str]) -> dict[str, str]:
    return {
        name: ". ".join(filter(None, (first.get(name), then.get(name))))
        for name in dict.fromkeys((*first, *then))
    }
