"""What a planner does in the chat: looking, reviewing, deciding, nudging, asking, inviting."""

from bot.dialogs.engine import Dialog
from bot.dialogs.planner.actions.ad_hoc_round import AD_HOC
from bot.dialogs.planner.actions.closing import CLOSING, REOPENING_ROUND
from bot.dialogs.planner.actions.give_task import GIVE_TASK
from bot.dialogs.planner.actions.invite import INVITE
from bot.dialogs.planner.actions.late_letter import LATE_LETTER
from bot.dialogs.planner.actions.nudge import NUDGE
from bot.dialogs.planner.actions.to_communes import TO_COMMUNES
from bot.dialogs.planner.obstacles.dialog import OBSTACLES, OWN_OBSTACLES
from bot.dialogs.planner.overview.call_list import CALLS
from bot.dialogs.planner.overview.communes import COMMUNES
from bot.dialogs.planner.overview.files import FILES
from bot.dialogs.planner.overview.missing import MISSING
from bot.dialogs.planner.overview.pending import WAITING
from bot.dialogs.planner.overview.plans import ALL_PLANS
from bot.dialogs.planner.overview.red_list import RED_LIST
from bot.dialogs.planner.overview.review_state import REVIEW_STATE, or_only_read
from bot.dialogs.planner.review.like_tasks import LIKE_TASKS
from bot.dialogs.planner.review.queue import REVIEW
from bot.dialogs.planner.review.reassigning import REASSIGNING
from bot.dialogs.planner.review.requests import DECIDE
from bot.dialogs.planner.review.return_report import RETURNING
from bot.dialogs.planner.review.typed_decision import ANSWERING

PLANNING: tuple[Dialog, ...] = (
    RED_LIST,
    MISSING,
    CALLS,
    *map(or_only_read, (WAITING, REVIEW, DECIDE)),
    REVIEW_STATE,
    COMMUNES,
    ALL_PLANS,
    *FILES,
    NUDGE,
    RETURNING,
    ANSWERING,
    REASSIGNING,
    AD_HOC,
    GIVE_TASK,
    LIKE_TASKS,
    TO_COMMUNES,
    LATE_LETTER,
    CLOSING,
    REOPENING_ROUND,
    INVITE,
    OBSTACLES,
    OWN_OBSTACLES,
)
