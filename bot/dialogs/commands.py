"""Commands with what people add to them: "xin lùi hạn 9.5 đến 20/11 vì chờ kinh phí"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.language.dates.parser import read_day
from bot.language.dates.ranges import read_period
from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of
from storage.names import fold

LONGEST = 300  # letters
# Days and nothing else, though perhaps none that there are
_DAYS = re.compile(
    r"(?:(?:kể từ|từ|tu|ngày|ngay|đến|den|tới|toi|hết|het|[-–]"
    r"|\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?)\s*)+",
    re.IGNORECASE,
)
_CALL = re.compile(r"(?:goi|call) (?:so )?(\d{1,2})")

_WHO = "[dạ] [em|tôi|mình|đơn vị|sở|bên em|bên tôi|chúng tôi]"
_RECEIVED = words_of("[dạ|vâng|ok|thưa] (đã nhận|đã nhận được|nhận rồi|đã rõ), vâng, dạ, ok")
_WILL_REPORT = words_of(
    f"{_WHO} (sẽ|xin|xin phép) (báo cáo|gửi báo cáo|nộp báo cáo|gửi|nộp|hẹn|báo) [vào|ngày|"
    "vào ngày|vào hôm]",
    f"{_WHO} (hẹn|hẹn ngày|hẹn báo cáo|hẹn ngày báo cáo|hẹn đến|hẹn vào) [ngày|vào ngày]",
)
_SENDS = words_of(
    "[em|tôi|mình|đơn vị|sở|bên em] [sẽ|xin] (gửi|nộp|báo cáo|gửi báo cáo|nộp báo cáo) [ạ|nhé]"
)
_ON_LEAVE = words_of(
    "[em|tôi|mình] [xin|xin phép|sẽ] (nghỉ phép|nghỉ|vắng mặt|báo vắng|vắng|đi công tác|đi học)"
)
_STANDS_IN = words_of("nhờ, giao cho, giao, nhờ có")
_FOR_THEM = words_of(
    "(làm thay|báo cáo thay|thay|trực thay|phụ trách|làm|nhận) [em|tôi|mình] [giúp|giùm], "
    "giúp, giùm"
)
_HANDS_OVER = words_of(
    "[em|tôi|mình|đơn vị] [xin|xin phép|muốn|cần] bàn giao [lại] [đầu mối|công việc|việc] "
    "(cho|sang)"
)
_REOPENS = words_of("[cho] mở lại đợt [báo cáo] [này]")
_LATER_DAY = words_of(
    f"{_WHO} [xin|đề nghị|xin phép|cho|cho em|cho tôi|xin cho] [được] "
    "(lùi|gia|lùi thời|gia thêm|kéo dài thời|dời) hạn [báo cáo] [cho|của] [nhiệm vụ|mục|nv]"
)
_NOT_OURS = words_of(
    "không (phải|thuộc) [nhiệm vụ|việc|trách nhiệm] [của] (sở|đơn vị|em|tôi|chúng tôi|bên em|"
    "cơ quan|ngành|phòng|ban) [em|tôi|mình|chúng tôi], không (phải|thuộc) (nhiệm vụ|việc), "
    "giao nhầm"
)
_OF_OTHERS = words_of("(thuộc|là của|là việc của|là nhiệm vụ của|của) [nhiệm vụ|trách nhiệm] [của]")
_NUDGE = words_of("đôn đốc [nhắc] [giúp|giùm]")
_UNTIL = words_of("(đến|tới|sang|qua) [hết] [ngày]")
_BECAUSE = words_of("vì, do, bởi vì, lý do, với lý do, vì lý do, tại vì")
_LET_ME_SEE = words_of(
    "[dạ] [anh|chị|em] (cho|gửi) [em|tôi|mình|anh|chị] (xem|coi|biết|hỏi|xin) [lại|giúp|qua]",
    "[em|tôi|mình] (muốn|cần|xin) (xem|coi|biết) [lại|qua], (xem|coi|mở|kiểm tra) [lại|giúp|qua]",
)
_ENDING = words_of(
    "ạ, nhé, nha, với, đi, giúp em, giúp tôi, giúp, cho em, cho tôi, em ơi, em, anh, chị, "
    "của đơn vị, của tôi, của em, của sở"
)


@dataclass(frozen=True)
class Command:
    """The dialog to begin, and what it is told."""

    dialog: str
    slots: dict[str, Any] = field(default_factory=dict)


def read_command(text: str, facts: Facts) -> Command | None:
    """What a line asks for with what it needs; None where it is no such line."""
    clean = tidy(text)
    if facts.person is None or "\n" in clean or len(clean) > LONGEST:
        return None
    spoken = [token for token in tokens_of(clean) if token.kind != "mark"]
    found = (reader(clean, spoken, facts) for reader in _READERS)
    return next((one for one in found if one is not None), None)


def without_courtesies(text: str) -> str:
    """ "cho tôi xem nhiệm vụ ạ" → "nhiệm vụ"; the text itself where nothing would be left."""
    clean = tidy(text)
    spoken = [token for token in tokens_of(clean) if token.kind != "mark"]
    opening = _LET_ME_SEE.match(spoken, 0)
    start = opening[1] if opening else 0
    for end in range(start + 1, len(spoken) + 1):
        if _ENDING.past(spoken, end) == len(spoken):
            return clean[spoken[start].start : spoken[end - 1].end]
    return clean


def _call(clean: str, _spoken: Sequence[Token], facts: Facts) -> Command | None:
    """ "gọi 2", of a leader of the province."""
    found = _CALL.fullmatch(fold(clean))
    if found is None or facts.person is None or not facts.person.is_province_leader:
        return None
    return Command("call_named", {"number": int(found[1])})


def _nudge(clean: str, spoken: Sequence[Token], facts: Facts) -> Command | None:
    """ "đôn đốc sở y tế", of a planner."""
    begun = _NUDGE.match(spoken, 0)
    if begun is None or begun[1] == len(spoken) or not (facts.person and facts.person.is_planner):
        return None
    return Command("nudge", {"named": clean[spoken[begun[1]].start :]})


def _reopening(clean: str, spoken: Sequence[Token], facts: Facts) -> Command | None:
    """ "mở lại đợt vì bổ sung số liệu", of a planner."""
    begun = _REOPENS.match(spoken, 0)
    because = _first(_BECAUSE, spoken, begun[1]) if begun else None
    if (
        because is None
        or because[1] == len(spoken)
        or not (facts.person and facts.person.is_planner)
    ):
        return None
    return Command("reopening_round", {"why": clean[spoken[because[1]].start :]})


def _promise(clean: str, spoken: Sequence[Token], facts: Facts) -> Command | None:
    """ "đã nhận, sẽ báo cáo thứ sáu", "20/10 em gửi"."""
    received = _RECEIVED.match(spoken, 0)
    for start in {0, received[1] if received else 0}:
        begun = _WILL_REPORT.match(spoken, start)
        if (
            begun
            and begun[1] < len(spoken)
            and _is_day(day := clean[spoken[begun[1]].start :], facts)
        ):
            return Command("promise", {"typed": day})
        for at in range(start + 1, len(spoken)):
            ended = _SENDS.match(spoken, at)
            if ended and ended[1] == len(spoken):
                day = clean[spoken[start].start : spoken[at].start]
                return Command("promise", {"typed": day}) if _is_day(day, facts) else None
    return None


def _is_day(text: str, facts: Facts) -> bool:
    return read_day(text, facts.today, add_working_days=facts.calendar.add_working_days) is not None


def _leave(clean: str, spoken: Sequence[Token], facts: Facts) -> Command | None:
    """ "nghỉ phép 20/10 đến 25/10", "… nhờ anh Tùng làm thay", "mai em nghỉ phép"; days that
    cannot be are told there."""
    begun, place = _ON_LEAVE.match(spoken, 0), _first(_ON_LEAVE, spoken, 0)
    asked, whom = _first(_STANDS_IN, spoken, 0), ""
    if asked and asked[1] < len(spoken) and begun and begun[1] < asked[0]:
        whom = _name_in(clean, spoken[asked[1] :])
        spoken, clean = spoken[: asked[0]], clean[: spoken[asked[0]].start]
    if begun and begun[1] < len(spoken):
        days = clean[spoken[begun[1]].start :]
    elif place and place[0] and place[1] == len(spoken):
        days = clean[: spoken[place[0]].start]
    else:
        return None
    is_dated = bool(begun) and "/" in days and _DAYS.fullmatch(days) is not None
    is_read = is_dated or read_period(days, facts.today) is not None
    slots = {"typed": days, **({"whom": whom} if whom else {})}
    return Command("leave", slots) if is_read else None


def _name_in(clean: str, spoken: Sequence[Token]) -> str:
    """ "anh Tùng làm thay ạ" → "anh Tùng"."""
    last = _first(_FOR_THEM, spoken, 1)
    named = spoken[: last[0]] if last else spoken
    return without_courtesies(clean[named[0].start : named[-1].end])


def _handover(clean: str, spoken: Sequence[Token], _facts: Facts) -> Command | None:
    """ "bàn giao cho anh Tùng"."""
    begun = _HANDS_OVER.match(spoken, 0)
    if begun is None or begun[1] == len(spoken):
        return None
    return Command("handover", {"whom": _name_in(clean, spoken[begun[1] :])})


def _extension(clean: str, spoken: Sequence[Token], facts: Facts) -> Command | None:
    """The tasks, the day and the reason, as far as they are named."""
    named = _behind_codes(clean, spoken, facts)
    begun = _LATER_DAY.match(spoken, named)
    if begun is None or (begun[1] == len(spoken) and not named):
        return None
    until, because = _first(_UNTIL, spoken, begun[1]), _first(_BECAUSE, spoken, begun[1])
    end_of_day = because[0] if because else len(spoken)
    slots: dict[str, Any] = {}
    tasks = _tasks_in(clean if named else clean[spoken[begun[1]].start :], facts)
    if tasks:
        slots["expectations"] = [one.expectation_id for one in tasks]
    if until and until[1] < end_of_day:
        day = clean[spoken[until[1]].start : spoken[end_of_day - 1].end]
        found = read_day(day, facts.today, add_working_days=facts.calendar.add_working_days)
        slots |= {"until": found.on.isoformat()} if found else {"typed": day}
    if because and because[1] < len(spoken):
        slots["reason"] = clean[spoken[because[1]].start :]
    return Command("extension", slots) if set(slots) - {"typed"} else None


def _objection(clean: str, spoken: Sequence[Token], facts: Facts) -> Command | None:
    """ "9.5 không phải nhiệm vụ của Sở", "không phải nhiệm vụ 9.5"."""
    denied = _first(_NOT_OURS, spoken, 0)
    if denied is None:
        return None
    before = clean[: spoken[denied[0]].start] if denied[0] else ""
    behind = clean[spoken[denied[1]].start :] if denied[1] < len(spoken) else ""
    tasks = _tasks_in(before, facts) or _tasks_in(behind, facts)
    if len(tasks) != 1:
        return None
    slots: dict[str, Any] = {"task": tasks[0].expectation_id}
    because, theirs = _first(_BECAUSE, spoken, denied[1]), _first(_OF_OTHERS, spoken, denied[1])
    if because and because[1] < len(spoken):
        slots["reason"] = clean[spoken[because[1]].start :]
    elif theirs and theirs[1] < len(spoken):
        slots["reason"] = clean[spoken[theirs[0]].start :]
    return Command("objection", slots)


def _behind_codes(clean: str, spoken: Sequence[Token], facts: Facts) -> int:
    """The place of the first word behind the codes that a line begins with: 0 without any."""
    refs = refs_at(clean, [one.code for one in facts.owed if one.code])
    if refs is None or not _tasks_in(clean, facts):
        return 0
    return next((at for at, token in enumerate(spoken) if token.start >= refs.end), 0)


def _first(book: Phrasebook[bool], spoken: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Where the first of these phrases begins and ends."""
    found = ((place, book.match(spoken, place)) for place in range(at, len(spoken)))
    return next(((place, match[1]) for place, match in found if match), None)


def _tasks_in(text: str, facts: Facts) -> list[Duty]:
    """The tasks whose codes a text begins with."""
    codes = [one.code for one in facts.owed if one.code]
    refs = refs_at(text.strip(" ,:"), codes)
    named = refs.refs if refs else ()
    return [one for one in facts.owed if one.code and one.code in named]


_READERS: tuple[Callable[[str, Sequence[Token], Facts], Command | None], ...] = (
    _call,
    _nudge,
    _objection,
    _extension,
    _leave,
    _handover,
    _reopening,
    _promise,
)
