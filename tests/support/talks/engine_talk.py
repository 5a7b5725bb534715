"""A talk without a database: through the routing and the engine, over facts made by hand.

As in `tests.support.worlds.kinds.reminded`, Sở Công Thương has had its digest of 15/10/2026. What a
turn would store is kept here as effects, and is what the facts of the next turn tell.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

from sqlmodel import Session

from bot.channels.contract import Capabilities, NumberedChoice
from bot.conversation.outbox import buttons_of, fill
from bot.conversation.routing import router
from bot.conversation.routing.dispatch import dispatch
from bot.conversation.routing.open_questions import (
    current,
    drafts_on,
    half_filled,
    is_draft,
    numbers_on,
    numbers_printed_on,
    shows_numbers,
    state_of,
)
from bot.conversation.routing.privacy import blank_private
from bot.conversation.routing.replies import Reply
from bot.conversation.turn import _close, _end_drafts
from bot.dialogs import ENGINE
from bot.dialogs.effects import SubmitReport
from bot.dialogs.engine import Turn
from bot.dialogs.facts.chat import Facts, PersonFacts
from bot.dialogs.facts.reading import ReadingFacts
from bot.dialogs.facts.reports import Duty, HalfFilled, ReportFacts
from bot.dialogs.tasks.task_numbers import SHOWN_IN, counted_on
from locales import translator
from storage.models import Inbox, Outbox, OutboxKind
from storage.reports.answered.indicators import Target
from tests.support.worlds.province import CALENDAR, ZONE, at

TODAY, DUE = date(2026, 10, 15), date(2026, 11, 14)
AN = PersonFacts(1, "Nguyễn Văn Mẫu An", "anh/chị", ("Sở Công Thương",), (), True, False, False)
TASKS = (  # code, title, unit
    ("1.1", "Tuyên truyền tiết kiệm năng lượng", ""),
    ("1.2", "Phát triển năng lượng tái tạo", ""),
    ("1.4", "Sử dụng năng lượng hiệu quả", ""),
    ("CT.13", "Tỷ lệ chất thải rắn sinh hoạt đô thị được thu gom, xử lý", "%"),
    ("CT.15", "Thực hiện kiểm kê khí nhà kính theo quy định", ""),
    ("CT.20", "Vốn đầu tư phát triển năng lượng tái tạo", "triệu đồng"),
)
TARGETS: dict[str, tuple[Target, ...]] = {
    "CT.13": (Target(2025, "95,5", Decimal("95.5")), Target(2030, "98,5", Decimal("98.5"))),
    "CT.15": (Target(2025, "02 năm/lần", None), Target(2030, "02 năm/lần", None)),
    "CT.20": (Target(2025, "800", Decimal(800)), Target(2030, "1.500", Decimal(1500))),
}
EARLIER = {
    "1.1": ("in_progress", 40, "", "Tổ chức 5 lớp tập huấn cho 210 cán bộ", "Kinh phí cấp chậm"),
    "1.2": ("blocked", None, "", "", "Chưa có quy hoạch lưới điện"),
    "CT.13": ("in_progress", None, "94,2%", "", ""),
}
NOTHING_TO_READ = ReadingFacts()
NOWHERE = SimpleNamespace(scalar=lambda *_: 0, execute=lambda *_: None)  # an id, of nothing
NO_SESSION = cast(Session, SimpleNamespace(add=lambda _: None, connection=lambda: NOWHERE))


@dataclass(frozen=True)
class Said:
    text: str
    choices: tuple[NumberedChoice, ...] = ()


class EngineTalk:
    """One focal person at a phone; `who` stands for them, so that a talk reads as in a world.

    `person` and what they may read of answers may be another one's.
    """

    def __init__(
        self,
        kind: Capabilities,
        person: PersonFacts = AN,
        reading: ReadingFacts = NOTHING_TO_READ,
    ) -> None:
        self._person, self._reading = person, reading
        self.channel = SimpleNamespace(capabilities=kind)
        self._now = at(TODAY, 8)
        self._rows: list[Outbox] = []  # all that was said, in order
        self._stored: list[SubmitReport] = []
        self._ids = count(1)
        slots: dict[str, Any] = {"parts": ["owed"], "missed": [], "news": []}
        self._says(ENGINE.begin("digest", self._facts(), step="digest", **slots), OutboxKind.DIGEST)

    # --- Acting -----------------------------------------------------------------------------------

    def says(self, who: str, text: str, refers_to: str = "") -> list[Said]:
        return self._hears(text, refers_to=refers_to)

    def taps(self, who: str, label: str) -> list[Said]:
        for row in reversed(self._rows):
            for choice in buttons_of(row):
                if choice.label.startswith(label):
                    return self._hears(tapped=choice.data)
        raise AssertionError(f"no button '{label}'")

    def skips(self, who: str) -> list[Said]:
        heard = self.taps(who, "Bỏ qua")
        while any(one.label == "Bỏ qua" for one in heard[-1].choices):
            heard = self.taps(who, "Bỏ qua")
        return heard

    def confirms(self, who: str) -> list[Said]:
        """What is echoed is right; every question up to it is left out."""
        if not any(one.label == "Đúng, ghi nhận" for one in self.heard_by(who)[-1].choices):
            self.skips(who)
        return self.taps(who, "Đúng, ghi nhận")

    # --- Looking ----------------------------------------------------------------------------------

    def reports(self) -> list[SubmitReport]:
        return self._stored

    def heard_by(self, who: str) -> list[Said]:
        return [_as_said(row) for row in self._rows]

    # --- A turn, as bot.conversation.turn takes it ------------------------------------------------

    def _hears(self, text: str = "", tapped: str = "", refers_to: str = "") -> list[Said]:
        message = Inbox(
            id=next(self._ids),
            channel="fake",
            external_id="",
            account_id=1,
            text=text,
            tapped=tapped,
            refers_to=refers_to or None,
            received_at=self._now,
        )
        questions = [row for row in reversed(self._rows) if row.state and not row.answered_at]
        refusal = blank_private(message)
        buttons = self.channel.capabilities.buttons
        route = router.route(message, questions, ZONE, numbers_shown=not buttons)
        facts = self._facts(questions, route)
        reply = dispatch(route, message, questions, facts, None, refusal)
        return self._answers(reply, questions) if reply else []

    def _answers(self, reply: Reply, questions: list[Outbox]) -> list[Said]:
        turn = reply.turn
        self._stored += [one for one in turn.effects if isinstance(one, SubmitReport)]
        _end_drafts(turn, questions, self._now)
        if turn.then:
            turn = ENGINE.follow(turn, self._facts(questions))
        _close(NO_SESSION, reply, turn, questions, self._now)
        return self._says(turn)

    def _says(self, turn: Turn, kind: OutboxKind = OutboxKind.MESSAGE) -> list[Said]:
        first = Outbox(account_id=1, channel="fake", created_at=self._now, send_at=self._now)
        rows = fill(NO_SESSION, first, turn, self._now, self.channel.capabilities)
        for row in rows:
            row.id, row.kind, row.sent_at = next(self._ids), kind, self._now
            row.external_id = f"said-{row.id}"
            row.state = json.loads(json.dumps(row.state)) if row.state else None
        self._rows += rows
        return [_as_said(row) for row in rows]

    # --- Facts ------------------------------------------------------------------------------------

    def _facts(self, questions: Iterable[Outbox] = (), route: router.Route | None = None) -> Facts:
        kind, asked = self.channel.capabilities, [*questions]
        tasks = [self._duty(key, *one) for key, one in enumerate(TASKS, 5)]
        facts = Facts(
            translator("vi"),
            self._now,
            ZONE,
            self._person,
            owed=tuple(one for one in tasks if not one.status),
            reported=tuple(one for one in tasks if one.status),
            working_days=tuple(CALENDAR.add_working_days(TODAY, n) for n in range(1, 30)),
            stored=self._counting,
            earlier=cache(_earlier),
            half_filled=tuple(map(_half, filter(is_draft, asked))),
            calendar=CALENDAR,
            reading_now=lambda: self._reading,
            is_scarce=kind.scarce,
            message_length=kind.max_length,
            waits_for=half_filled((route and route.question) or current(asked)),
            drafts=drafts_on([one for one in asked if route is None or one is not route.question]),
        )
        shown = next((row for row in reversed(self._rows) if _shows_numbers(row)), None)
        if shown is None:
            return facts
        is_list = state_of(shown).dialog != "digest"
        numbers = numbers_on(shown) if is_list else counted_on(numbers_on(shown), facts)
        printed = numbers_printed_on(shown)
        return replace(facts, numbers_shown=lambda: numbers, numbers_printed=lambda: printed)

    def _duty(self, key: int, code: str, title: str, unit: str) -> Duty:
        now = self._counting(key)
        return Duty(
            key,
            code,
            title,
            "Sở Công Thương",
            "Sở Công Thương",
            "2082/QĐ-UBND",
            date(2023, 9, 18),
            2026,
            DUE,
            date(2026, 11, 13),
            21,
            province="Mẫu",
            status=now.status if now else "",
            is_indicator=code in TARGETS,
            unit=unit,
            targets=TARGETS.get(code, ()),
            plan_id=1,
        )

    def _counting(self, key: int) -> ReportFacts | None:
        last = next((one for one in reversed(self._stored) if one.expectation_id == key), None)
        if last is None:
            return None
        words = {name: value for name, value in vars(last).items() if name != "expectation_id"}
        return ReportFacts(id=key, year=2026, said_at=self._now, **words)


def _earlier(key: int) -> ReportFacts | None:
    said = EARLIER.get(TASKS[key - 5][0])
    if said is None:
        return None
    status, percent, value, result, difficulties = said
    on = at(date(2025, 11, 10), 9)
    return ReportFacts(1, 2025, status, percent, value, result, difficulties, "", "", None, on)


def _half(question: Outbox) -> HalfFilled:
    state = state_of(question)
    return HalfFilled(state.dialog, state.step, state.slots, ENGINE.dialogs[state.dialog].draft)


def _shows_numbers(row: Outbox) -> bool:
    return row.state is not None and state_of(row).dialog in SHOWN_IN and shows_numbers(row)


def _as_said(row: Outbox) -> Said:
    return Said(row.text or "", buttons_of(row))
