"""Links as QR codes: as a picture, or drawn with the letters of a terminal."""

from functools import lru_cache
from io import BytesIO, StringIO

import segno

KINDS = ("png", "svg")
# White on black, whatever the terminal's colours are: a code the other way round is not read
_ON, _OFF = "\x1b[97;40m", "\x1b[0m"


@lru_cache(maxsize=16)  # a sheet shows the same few links on most of its cards
def qr_picture(link: str, kind: str = "png") -> bytes:
    """`kind`: one of KINDS."""
    out = BytesIO()
    _code(link).save(out, kind=kind, scale=8)
    return out.getvalue()


def qr_drawn(link: str) -> str:
    out = StringIO()
    _code(link).terminal(out, compact=True)
    return "\n".join(f"{_ON}{line}{_OFF}" for line in out.getvalue().splitlines())


def _code(link: str) -> segno.QRCode:
    """Never a Micro QR code: phones do not read those."""
    return segno.make_qr(link, error="m")
