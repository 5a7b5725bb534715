"""Files that the bot sends: as a document, or as a picture where Telegram leaves it as sharp."""

import struct

from telegram import InputFile

from bot.channels.contract import OutgoingFile

LARGEST_SENT = 50 * 1024 * 1024  # bytes a bot may upload
LONGEST_CAPTION = 1024  # UTF-16 units
LONGEST_SIDE = 1280  # pixels; a longer picture is made smaller, and its words cannot be read
PNG = "image/png"
_HEAD = struct.Struct(">8s4x4sII")  # signature, the first chunk's name, width, height


def upload_of(file: OutgoingFile) -> InputFile:
    return InputFile(file.content, filename=file.name)


def is_shown_whole(file: OutgoingFile) -> bool:
    """A picture of such a size is shown in the chat as it is."""
    if file.media_type != PNG or len(file.content) < _HEAD.size:
        return False
    signature, chunk, width, height = _HEAD.unpack_from(file.content)
    is_png = signature == b"\x89PNG\r\n\x1a\n" and chunk == b"IHDR"
    return bool(is_png and 0 < max(width, height) <= LONGEST_SIDE)
