"""The dialogs' table of contents."""

from bot.dialogs.account.calendar import CALENDAR
from bot.dialogs.account.contact import CONTACT
from bot.dialogs.account.fewer_reminders import FEWER_REMINDERS
from bot.dialogs.account.form_link import FORM_END, FORM_LINK, FORM_WORD
from bot.dialogs.account.handover import HANDOVER
from bot.dialogs.account.help import HELP
from bot.dialogs.account.language import LANGUAGE
from bot.dialogs.account.leave import BACK, LEAVE
from bot.dialogs.account.link import LINK
from bot.dialogs.account.own_data import MYDATA
from bot.dialogs.account.pages import OPEN_PAGES, SIGN_OUT
from bot.dialogs.digest.dialog import DIGEST
from bot.dialogs.engine import Dialog, Engine
from bot.dialogs.planner import PLANNING
from bot.dialogs.planner.overview.leader import LEADING
from bot.dialogs.planner.overview.province_leader import ASK_NUDGE, CALL_NAMED
from bot.dialogs.planner.overview.summary import SUMMARY
from bot.dialogs.reading import READING
from bot.dialogs.report import REPORT
from bot.dialogs.report.correction import CORRECT, WITHDRAW
from bot.dialogs.report.late_file import ATTACH
from bot.dialogs.report.use_again import OFFER, USE_AGAIN
from bot.dialogs.requests.extension import EXTENSION
from bot.dialogs.requests.objection import OBJECTION
from bot.dialogs.requests.promise import PROMISE
from bot.dialogs.requests.reopening import REOPENING
from bot.dialogs.tasks.as_last_year import AS_LAST_YEAR
from bot.dialogs.tasks.drafts import DRAFTS
from bot.dialogs.tasks.lines.dialog import LINES
from bot.dialogs.tasks.own_report import OWN_REPORT
from bot.dialogs.tasks.task_list import OWED

ALL: tuple[Dialog, ...] = (
    *(LINK, HELP, OWED, DIGEST, REPORT, ATTACH, SUMMARY, CORRECT, WITHDRAW, LINES, DRAFTS),
    *(AS_LAST_YEAR, USE_AGAIN, OFFER, OWN_REPORT, CONTACT, FEWER_REMINDERS, CALENDAR),
    *(FORM_LINK, FORM_WORD, FORM_END),
    *(PROMISE, EXTENSION, OBJECTION, REOPENING, LEAVE, BACK, HANDOVER, MYDATA, LANGUAGE),
    *(OPEN_PAGES, SIGN_OUT),
    *(LEADING, CALL_NAMED, ASK_NUDGE, *PLANNING, *READING),
)
ENGINE = Engine({dialog.name: dialog for dialog in ALL})
