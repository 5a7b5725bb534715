"""The dialogs' table of contents."""

from bot.dialogs.correct import CORRECT, WITHDRAW
from bot.dialogs.digest import DIGEST
from bot.dialogs.engine import Dialog, Engine
from bot.dialogs.help import HELP
from bot.dialogs.lines import LINES
from bot.dialogs.link import LINK
from bot.dialogs.owed import OWED
from bot.dialogs.report import REPORT
from bot.dialogs.summary import SUMMARY

ALL: tuple[Dialog, ...] = (LINK, HELP, OWED, DIGEST, REPORT, SUMMARY, CORRECT, WITHDRAW, LINES)
ENGINE = Engine({dialog.name: dialog for dialog in ALL})
