"""The file that goes with a message: made in a thread of its own, beside everybody's answers."""

import asyncio
import logging
from dataclasses import replace

from bot.channels.contract import Capabilities, OutgoingFile, OutgoingMessage, SendError
from bot.conversation.wanted_files import NotTheirs, make_file
from bot.delivery.claimed import NOT_THEIRS, Claimed
from bot.delivery.outcomes import AWAY
from bot.delivery.settlement import FileFailed
from bot.documents.formats import BadTemplate
from bot.documents.wanted_file import WantedFile
from bot.runtime.dependencies import Runtime
from locales import mark

log = logging.getLogger(__name__)

TOO_LARGE = mark("It is too large for this chat; an administrator can make it: daumoi summary.")
NOT_MADE = mark("It could not be made; the administrator finds the cause in the log.")


async def with_file(
    runtime: Runtime, claimed: Claimed, capabilities: Capabilities
) -> OutgoingMessage | SendError:
    """The message, with its file if one goes with it; or why there is none."""
    largest = capabilities.largest_file
    if claimed.wanted_file is None or largest is None:
        return claimed.message
    file = await _made(runtime, claimed)
    if isinstance(file, SendError):
        return file
    if len(file.content) > largest:
        return FileFailed(TOO_LARGE, f"it has {len(file.content)} bytes")
    return replace(claimed.message, file=file)


async def _made(runtime: Runtime, claimed: Claimed) -> OutgoingFile | SendError:
    loop, now = asyncio.get_running_loop(), runtime.now()
    try:
        wanted = WantedFile.from_json(claimed.wanted_file or {})
        given = (runtime.database, claimed.person_id, wanted, runtime.calendar, now)
        return await loop.run_in_executor(runtime.file_maker, make_file, *given)
    except NotTheirs:
        return FileFailed(NOT_THEIRS)
    except BadTemplate as error:
        log.error("a file could not be made: %s", error)
        return FileFailed(NOT_MADE, str(error))
    except AWAY as error:
        return SendError(type(error).__name__)
    except Exception as error:
        log.exception("the file of message %s could not be made", claimed.sending.row_id)
        return FileFailed(NOT_MADE, type(error).__name__)
