"""The dialogs' table of contents."""

from bot.dialogs.attach import ATTACH
from bot.dialogs.correct import CORRECT, WITHDRAW
from bot.dialogs.digest import DIGEST
from bot.dialogs.engine import Dialog, Engine
from bot.dialogs.extension import EXTENSION
from bot.dialogs.handover import HANDOVER
from bot.dialogs.help import HELP
from bot.dialogs.language import LANGUAGE
from bot.dialogs.leading import LEADING
from bot.dialogs.leave import BACK, LEAVE
from bot.dialogs.lines import LINES
from bot.dialogs.link import LINK
from bot.dialogs.mydata import MYDATA
from bot.dialogs.objection import OBJECTION
from bot.dialogs.owed import OWED
from bot.dialogs.planning import PLANNING
from bot.dialogs.promise import PROMISE
from bot.dialogs.report import REPORT
from bot.dialogs.summary import SUMMARY

ALL: tuple[Dialog, ...] = (
    *(LINK, HELP, OWED, DIGEST, REPORT, ATTACH, SUMMARY, CORRECT, WITHDRAW, LINES),
    *(PROMISE, EXTENSION, OBJECTION, LEAVE, BACK, HANDOVER, MYDATA, LANGUAGE),
    *(LEADING, *PLANNING),
)
ENGINE = Engine({dialog.name: dialog for dialog in ALL})
