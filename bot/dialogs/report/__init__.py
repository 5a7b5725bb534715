"""Reporting one task: status, the questions that this status needs, a confirmation.

How long an answer may be, and where it ends:
- one message is one answer;
- what was typed before the next question was shown goes on with the answer before it;
- an answer that nearly fills a message may go on in the next one, and the person is asked whether
  that was all;
- what cannot answer the question at hand is offered as an addition to an answer given before.
So no part of a text is lost, however a phone cuts it.
"""

from bot.dialogs.engine import Dialog
from bot.dialogs.report.questions import TEXTS
from bot.dialogs.report.step import left
from bot.dialogs.report.steps import (
    additions,
    all_in_one,
    confirm,
    continuation,
    document,
    field,
    figures,
    status,
    texts,
    unsettled,
)
from locales import mark

REPORT = Dialog(
    name="report",
    enter=status.enter,
    steps={
        "status": status.STATUS,
        "percent": figures.PERCENT,
        "value": figures.VALUE,
        "check": figures.CHECK,
        **{name: texts.step_for(name) for name in TEXTS},
        "unsettled": unsettled.UNSETTLED,
        "document": document.DOCUMENT,
        "more": continuation.MORE,
        "addition": additions.ADDITION,
        "rest": all_in_one.REST,
        "confirm": confirm.CONFIRM,
        "drop": confirm.DROP,
        "field": field.FIELD,
    },
    draft=mark("the report"),
    left=left,
)
