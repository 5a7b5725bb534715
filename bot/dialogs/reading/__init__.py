"""What was answered, read in the chat: one task, one agency, difficulties, indicators, by years."""

from bot.dialogs.engine import Dialog
from bot.dialogs.reading.compared import COMPARED
from bot.dialogs.reading.furthest_behind import BEHIND
from bot.dialogs.reading.gathered import DIFFICULTIES, INDICATORS, PROPOSALS
from bot.dialogs.reading.one_agency import READ_AGENCY
from bot.dialogs.reading.one_answer import READ_ANSWER
from bot.dialogs.reading.one_task import READ_OR_REPORT, READ_TASK

READING: tuple[Dialog, ...] = (
    *(READ_TASK, READ_OR_REPORT, READ_ANSWER, READ_AGENCY),
    *(DIFFICULTIES, PROPOSALS, INDICATORS, COMPARED, BEHIND),
)
