"""What a planner does in the chat: looking, reviewing, deciding, nudging, asking, inviting."""

from bot.dialogs.engine import Dialog
from bot.dialogs.planning.ad_hoc import AD_HOC
from bot.dialogs.planning.answering import ANSWERING
from bot.dialogs.planning.calling import CALLS
from bot.dialogs.planning.deciding import DECIDE
from bot.dialogs.planning.inviting import INVITE
from bot.dialogs.planning.missing import MISSING
from bot.dialogs.planning.nudging import NUDGE
from bot.dialogs.planning.red_list import RED_LIST
from bot.dialogs.planning.returning import RETURNING
from bot.dialogs.planning.review import REVIEW
from bot.dialogs.planning.waiting import WAITING

PLANNING: tuple[Dialog, ...] = (
    RED_LIST,
    MISSING,
    CALLS,
    WAITING,
    NUDGE,
    REVIEW,
    RETURNING,
    DECIDE,
    ANSWERING,
    AD_HOC,
    INVITE,
)
