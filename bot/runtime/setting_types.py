"""The kinds of settings: what each may be, and the words for whoever wrote something else."""

import re
from datetime import datetime
from email.utils import parseaddr
from functools import reduce
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, PlainValidator, SecretStr

from storage import lazy

_ADDRESS = re.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.A | re.I)

_TELLABLE = re.compile(r"[\w-]{8,256}", re.A)


def _or(one: str, other: str) -> str:
    return lazy("{one} or {other}", one=one, other=other)


def one_of(*known: str) -> AfterValidator:
    def parse(text: str) -> str:
        if text.lower() not in known:
            raise ValueError(lazy("it must be {names}", names=reduce(_or, known)))
        return text.lower()

    return AfterValidator(parse)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError(lazy("it must be yes or no"))
    return text.lower() == "yes"


def _bot_tokens(text: str) -> tuple[SecretStr, ...]:
    tokens = tuple(filter(None, (one.strip() for one in text.split(","))))
    ids = [token.partition(":")[0] for token in tokens]
    if not all(one.isdigit() and ":" in token for one, token in zip(ids, tokens, strict=True)):
        raise ValueError(lazy("each token must look like digits:secret, separated by commas"))
    if len(set(ids)) < len(ids):
        raise ValueError(lazy("one bot is named twice"))
    return tuple(map(SecretStr, tokens))


def _sender(text: str) -> str:
    name, address = parseaddr(text)
    if not _ADDRESS.fullmatch(address) or "\n" in text:
        raise ValueError(lazy("it must be an address, such as Đầu Mối <nhac@tinh.gov.vn>"))
    return f"{name} <{address}>" if name else address


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not 8 <= len(secret) <= 256:
        raise ValueError(lazy("it must have 8 to 256 characters"))
    return secret


def _telegram_secret(secret: SecretStr) -> SecretStr:
    if not _TELLABLE.fullmatch(secret.get_secret_value()):
        raise ValueError(lazy("it must have 8 to 256 characters, of A-Z, a-z, 0-9, _ and - only"))
    return secret


def _passphrase(secret: SecretStr) -> SecretStr:
    if len(secret) < 12:
        raise ValueError(lazy("it must have 12 characters or more"))
    return secret


def _data_keys(text: str) -> tuple[SecretStr, ...]:
    """The first one encrypts; the others still open what was encrypted before."""
    keys = [part.strip() for part in text.split(",") if part.strip()]
    for key in keys:
        if not re.fullmatch(r"[\w-]{43}=", key, re.ASCII):
            raise ValueError(lazy("a key of it has 44 letters; make one with: daumoi secrets new"))
    return tuple(map(SecretStr, keys))


def _absolute(text: str) -> str:
    if not Path(text).is_absolute():
        raise ValueError(lazy("it must begin with /, such as /sao-luu/daumoi"))
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(lazy("it must be a whole number above 0"))
    return int(text)


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 36500:
        raise ValueError(lazy("it must be a whole number of days, or 0 for ever"))
    return int(text)


def _last_digits(text: str) -> int:
    if text not in ("0", "4", "5", "6", "7", "8"):
        raise ValueError(lazy("it must be 0, or a whole number from 4 to 8"))
    return int(text)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            lazy("no such time zone is known; write one such as Asia/Ho_Chi_Minh")
        ) from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ValueError(lazy("a port is a whole number from 1 to 65535"))
    return int(text)


def _log_level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(lazy("it must be DEBUG, INFO, WARNING or ERROR"))
    return text.upper()


def _base(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(lazy("it must begin with http:// or https:// and a host"))
    return text.rstrip("/")


def _secret_base(address: SecretStr) -> SecretStr:
    _base(address.get_secret_value())
    return address


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(lazy("it must be an instant such as 2026-10-14T07:30:00+07:00")) from error
    if instant.tzinfo is None:
        raise ValueError(lazy("it needs its offset, such as +07:00 at the end"))
    return instant


Zone = Annotated[ZoneInfo, PlainValidator(_zone)]
Port = Annotated[int, PlainValidator(_port)]
Count = Annotated[int, PlainValidator(_count)]
Days = Annotated[int, PlainValidator(_days)]
LastDigits = Annotated[int, PlainValidator(_last_digits)]
LogLevel = Annotated[str, AfterValidator(_log_level)]
Base = Annotated[str, AfterValidator(_base)]  # scheme and host of a service
SecretBase = Annotated[SecretStr, AfterValidator(_secret_base)]
Instant = Annotated[datetime, PlainValidator(_instant)]
BotTokens = Annotated[tuple[SecretStr, ...], PlainValidator(_bot_tokens)]
Sender = Annotated[str, AfterValidator(_sender)]
DataKeys = Annotated[tuple[SecretStr, ...], PlainValidator(_data_keys)]
Passphrase = Annotated[SecretStr, AfterValidator(_passphrase)]
TelegramSecret = Annotated[SecretStr, AfterValidator(_telegram_secret)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
YesOrNo = Annotated[bool, PlainValidator(_yes_or_no)]
Folder = Annotated[str, AfterValidator(_absolute)]
