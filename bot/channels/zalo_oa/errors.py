"""Every error code of the Official Account and its templates, and what each means for us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto

from bot.channels.contract import ChannelStopped, OutcomeUnknown, RecipientStopped, SendError

OPENS, CLOSES = time(6, 0), time(22, 0)  # templates are carried from 06:00 to 21:59
AFTER_FRESH_REFUSAL = timedelta(minutes=30)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
A_MINUTE = timedelta(seconds=60)  # what the limits are counted by
SPREAD = 0.25  # of a wait: several processes shall not come back together


class Meaning(Enum):
    RATE = auto()  # too many calls: wait
    TOKEN = auto()  # the access token is dead: another one, once
    GONE = auto()  # this person gets nothing here any more
    OUTSIDE = auto()  # free words no longer: a template
    BY_PHONE = auto()  # this template not by user id: by phone number
    LATER = auto()  # not now
    NIGHT = auto()  # not before six in the morning
    PERMANENT = auto()  # never so
    STOPPED = auto()  # the account, its rights or its money: a human
    QUOTA = auto()  # used up: tomorrow
    TEMPLATES_STOPPED = auto()  # only templates do not go: a human
    TEMPLATES_QUOTA = auto()  # only templates, until tomorrow
    UNCERTAIN = auto()  # it may have arrived
    NOT_THIS_KIND = auto()  # this address is not for this kind of account
    SHUT = auto()  # this address is closed: the newer one


@dataclass(frozen=True)
class Known:
    meaning: Meaning
    words: str


M = Meaning
OA_CODES: Mapping[int, Known] = {
    -32: Known(M.RATE, "too many calls"),
    -100: Known(M.PERMANENT, "an attachment has expired"),
    -124: Known(M.TOKEN, "the access token is not valid"),
    -200: Known(M.UNCERTAIN, "sending failed, perhaps"),
    -201: Known(M.PERMANENT, "a parameter is invalid"),
    -204: Known(M.STOPPED, "the account is disabled"),
    -205: Known(M.STOPPED, "the account does not exist"),
    -209: Known(M.STOPPED, "the app is not active for this API"),
    -210: Known(M.PERMANENT, "over a limit"),
    -211: Known(M.QUOTA, "the quota is used up"),
    -212: Known(M.STOPPED, "the API is not registered"),
    -213: Known(M.GONE, "does not follow the account"),
    -216: Known(M.TOKEN, "the access token is invalid"),
    -217: Known(M.GONE, "has blocked invitations"),
    -218: Known(M.LATER, "this person's limit is reached"),
    -219: Known(M.STOPPED, "the app is removed or disabled"),
    -220: Known(M.TOKEN, "the access token has expired"),
    -221: Known(M.STOPPED, "the account is not verified"),
    -223: Known(M.STOPPED, "the account has not granted this API"),
    -224: Known(M.STOPPED, "the package is too low"),
    -227: Known(M.GONE, "is banned or offline for 45 days"),
    -230: Known(M.OUTSIDE, "silent for more than 7 days"),
    -232: Known(M.OUTSIDE, "has not interacted"),
    -233: Known(M.PERMANENT, "this type of message is not supported"),
    -234: Known(M.NIGHT, "not at night"),
    -235: Known(M.NOT_THIS_KIND, "this API is not for this kind of account"),
    -237: Known(M.PERMANENT, "a group that has expired"),
    -238: Known(M.PERMANENT, "a group's asset"),
    -240: Known(M.SHUT, "this version of the API is shut"),
    -241: Known(M.PERMANENT, "a group's asset is in use"),
    -242: Known(M.STOPPED, "appsecret_proof is wrong"),
    -244: Known(M.GONE, "has restricted this type of message"),
    -248: Known(M.PERMANENT, "against the platform's policy"),
    -249: Known(M.BY_PHONE, "this template cannot go by user id"),
    -320: Known(M.STOPPED, "no Zalo Cloud Account is linked"),
    -321: Known(M.STOPPED, "the Zalo Cloud Account has no money"),
    -403: Known(M.PERMANENT, "a group that is not ours"),
    -1241: Known(M.STOPPED, "appsecret_proof is wrong"),
}
ZBS_CODES: Mapping[int, Known] = {
    -32: Known(M.RATE, "too many calls"),
    -100: Known(M.LATER, "an unknown error of the template service"),
    -101: Known(M.TEMPLATES_STOPPED, "the app is invalid"),
    -102: Known(M.TEMPLATES_STOPPED, "the app does not exist"),
    -103: Known(M.TEMPLATES_STOPPED, "the app is not active"),
    -104: Known(M.TEMPLATES_STOPPED, "the app's secret is invalid"),
    -105: Known(M.TEMPLATES_STOPPED, "the app is not linked to the account"),
    -108: Known(M.PERMANENT, "the phone number is invalid"),
    -109: Known(M.TEMPLATES_STOPPED, "the template id is invalid"),
    -110: Known(M.PERMANENT, "the person's Zalo is too old"),
    -111: Known(M.PERMANENT, "the template data is empty"),
    -112: Known(M.PERMANENT, "the template data names what is not defined"),
    -113: Known(M.PERMANENT, "a button is invalid"),
    -114: Known(M.GONE, "cannot receive it"),
    -115: Known(M.TEMPLATES_STOPPED, "no money for templates"),
    -117: Known(M.TEMPLATES_STOPPED, "the template is not ours"),
    -118: Known(M.GONE, "has no Zalo account"),
    -119: Known(M.GONE, "cannot receive it"),
    -120: Known(M.TEMPLATES_STOPPED, "the account may not do this"),
    -124: Known(M.TOKEN, "the access token is not valid"),
    -126: Known(M.TEMPLATES_STOPPED, "no money in the wallet"),
    -131: Known(M.TEMPLATES_STOPPED, "the template is not approved"),
    -133: Known(M.NIGHT, "not at night"),
    -135: Known(M.TEMPLATES_STOPPED, "the account may not send templates"),
    -136: Known(M.TEMPLATES_STOPPED, "no Zalo Cloud Account is linked"),
    -137: Known(M.TEMPLATES_STOPPED, "the Zalo Cloud Account could not be charged"),
    -138: Known(M.TEMPLATES_STOPPED, "the app may not send templates"),
    -139: Known(M.GONE, "refuses this kind of template"),
    -140: Known(M.GONE, "cannot receive it"),
    -141: Known(M.GONE, "refuses what this account sends"),
    -144: Known(M.TEMPLATES_QUOTA, "today's limit of templates is reached"),
    -146: Known(M.TEMPLATES_STOPPED, "the template is disabled for its quality"),
    -147: Known(M.TEMPLATES_QUOTA, "today's limit of this template is reached"),
    -153: Known(M.PERMANENT, "the data is against the rules"),
    -161: Known(M.PERMANENT, "the sending mode is invalid"),
    -162: Known(M.PERMANENT, "the sending mode is not granted"),
    -1121: Known(M.PERMANENT, "a value is too long"),
    -1122: Known(M.PERMANENT, "a value is missing"),
    -1124: Known(M.PERMANENT, "a value has the wrong format"),
    -1131: Known(M.PERMANENT, "a button's data is invalid"),
    -1351: Known(M.TEMPLATES_STOPPED, "the account may not send this template"),
    -1441: Known(M.PERMANENT, "this person's limit of promotions is reached"),
    -1471: Known(M.PERMANENT, "this person's limit of promotions is reached"),
    -1472: Known(M.PERMANENT, "this person's limit of promotions is reached"),
}
# Where a template meets a code of the account, talks inside the window may still go on
_ON_A_TEMPLATE = {
    M.OUTSIDE: M.BY_PHONE,
    M.NOT_THIS_KIND: M.TEMPLATES_STOPPED,
    M.SHUT: M.TEMPLATES_STOPPED,
    M.QUOTA: M.TEMPLATES_QUOTA,
}
_OF_TEMPLATES_ONLY = (-221, -223, -224, -320, -321)  # package, grant, money
TEMPLATE_CODES: Mapping[int, Known] = {
    code: Known(
        M.TEMPLATES_STOPPED
        if code in _OF_TEMPLATES_ONLY
        else _ON_A_TEMPLATE.get(known.meaning, known.meaning),
        known.words,
    )
    for code, known in {**OA_CODES, **ZBS_CODES}.items()
}


@dataclass(frozen=True)
class Refusal:
    """An answer with an error code; `wait` is what a too busy caller is to keep."""

    code: int
    known: Known | None
    wait: timedelta = FIRST_WAIT

    @property
    def reason(self) -> str:
        return f"Zalo {self.code}: {self.known.words if self.known else 'an unknown code'}"

    @property
    def meaning(self) -> Meaning:
        return self.known.meaning if self.known else Meaning.PERMANENT


def as_error(refusal: Refusal, local: datetime) -> Exception:
    """What delivery is told; `local` is now in the province's zone."""
    reason = refusal.reason
    match refusal.meaning:
        case Meaning.RATE:
            return SendError(reason, retry_after=refusal.wait)
        case Meaning.LATER:
            return SendError(reason)
        case Meaning.NIGHT:
            return SendError(reason, retry_after=until_morning(local), is_alone=True)
        case Meaning.GONE:
            return RecipientStopped(reason)
        case Meaning.UNCERTAIN:
            return OutcomeUnknown(reason)
        case Meaning.QUOTA:
            return ChannelStopped(reason, until=tomorrow(local))
        case Meaning.TOKEN:  # and it was a new one
            return ChannelStopped(reason, until=local + AFTER_FRESH_REFUSAL)
        case Meaning.STOPPED | Meaning.NOT_THIS_KIND | Meaning.SHUT:
            return ChannelStopped(reason)
    return SendError(reason, permanent=True)


def is_night(local: datetime) -> bool:
    return not OPENS <= local.time() < CLOSES


def until_morning(local: datetime) -> timedelta:
    """Until the next six in the morning."""
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, local.tzinfo) - local


def tomorrow(local: datetime) -> datetime:
    return datetime.combine(local.date() + timedelta(days=1), time(0), local.tzinfo)


def wait_after(headers: Mapping[str, str], in_a_row: int, chance: float) -> timedelta:
    """How long to keep silent after -32: as told, else a minute, else doubled each time.

    `chance`, 0 to 1, spreads it.
    """
    told = headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]{1,4}", told):
        wait = timedelta(seconds=int(told))
    elif headers.get("x-ratelimit-remain", "").strip() == "0":
        wait = A_MINUTE
    else:
        wait = min(FIRST_WAIT * 2.0 ** min(in_a_row - 1, 10), LONGEST_WAIT)
    return wait * (1 + SPREAD * chance)
