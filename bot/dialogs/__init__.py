"""The dialogs' table of contents."""

from bot.dialogs.digest import DIGEST
from bot.dialogs.engine import Dialog, Engine
from bot.dialogs.help import HELP
from bot.dialogs.leading import LEADING
from bot.dialogs.link import LINK
from bot.dialogs.owed import OWED
from bot.dialogs.planning import PLANNING
from bot.dialogs.report import REPORT
from bot.dialogs.summary import SUMMARY

ALL: tuple[Dialog, ...] = (LINK, HELP, OWED, DIGEST, REPORT, SUMMARY, LEADING, *PLANNING)
ENGINE = Engine({dialog.name: dialog for dialog in ALL})
