"""Reads plan.toml: the head of a plan and its rules; a complaint for each value it cannot use."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from storage import lazy
from storage.calendar.duties import Every
from storage.calendar.office_hours import EARLIEST, LATEST, BadSettings, read_hours, read_ladder
from storage.importing.folder.cells import hints_of
from storage.importing.folder.complaints import PLAN, WHOLE, Complain, Complaint
from storage.importing.folder.model import PlanHead, RuleEntry

CUT_OFF = re.compile(r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])")

_WANTED = {
    str: lazy("text"),
    date: lazy("a day such as {day}", day="2023-09-18"),
    int: lazy("a whole number"),
    bool: "true",
}
_STAND_IN = {str: "", date: date.min, int: 0, bool: False}  # until the value is corrected
_NOTHING = PlanHead("", "", date.min, "", "", "", "")


def read_head(directory: Path, complain: Complain) -> PlanHead:
    data = _data(directory / PLAN, complain)
    if data is None:
        return _NOTHING
    data = {"issuer": "", "leader_brief": True, **data}
    plain = {
        f.name: _value(data, f.name, hint, complain)
        for f, hint in hints_of(PlanHead)
        if hint in _WANTED
    }
    rules = (_rule(rule, n, complain) for n, rule in enumerate(data.get("rules", ()), 1))
    return PlanHead(
        **plain,
        recipients=tuple(map(str, data.get("recipients", ()))),
        rules=tuple(rule for rule in rules if rule is not None),
        project_groups=dict(data.get("project_groups", {})),
        ladder=_settings(data, "ladder", read_ladder, complain) or (),
        office_hours=_settings(data, "office_hours", _hours, complain) or (),
        completion_days=_days(data, "completion_days", 1, 30, complain),
        closes_after_days=_days(data, "closes_after_days", 0, 366, complain),
    )


def _data(path: Path, complain: Complain) -> dict[str, Any] | None:
    if not path.is_file():
        words = lazy("{file} is missing; write it or import the decision", file=PLAN)
    else:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            words = lazy(
                "{file} cannot be read: {why}; correct it there", file=PLAN, why=str(error)
            )
    complain(Complaint(PLAN, WHOLE, words))
    return None


def _settings(
    data: dict[str, Any], name: str, read: Callable[[Any], Any], complain: Complain
) -> Any:
    try:
        return read(data.get(name, []))
    except BadSettings:
        complain(Complaint(PLAN, name, _unusable(name, data[name])))
        return None


def _unusable(name: str, seen: Any) -> str:
    """In words that are translated: what the reader of settings says it says in English."""
    if name == "ladder":
        return lazy(
            "{file} has ladder = {seen}; write days in order, from {before} before to {after} "
            "after, such as [-30, -7, -1, 0, 3]",
            file=PLAN,
            seen=seen,
            before=-EARLIEST,
            after=LATEST,
        )
    return lazy(
        '{file} has {name} = {seen}; write spans that do not overlap, such as ["08:00-11:00", '
        '"14:00-16:30"]',
        file=PLAN,
        name=name,
        seen=seen,
    )


def _hours(spans: Any) -> tuple[str, ...]:
    read_hours(spans)
    return tuple(spans)


def _days(
    data: dict[str, Any], name: str, fewest: int, most: int, complain: Complain
) -> int | None:
    days = data.get(name)
    if days is None or (type(days) is int and fewest <= days <= most):
        return days
    sentence = lazy(
        "{file} {key} is '{seen}'; write a number of days from {fewest} to {most}, or leave it out",
        file=PLAN,
        key=name,
        seen=days,
        fewest=fewest,
        most=most,
    )
    complain(Complaint(PLAN, name, sentence))
    return None


def _rule(data: dict[str, Any], number: int, complain: Complain) -> RuleEntry | None:
    """None for a rule with a complaint: what it should have been is not known."""
    where, found = lazy("rule {number}: ", number=number), list[Complaint]()
    data = {"every": Every.YEAR.value, "cut_off": "", **data}
    values = {
        f.name: _value(data, f.name, hint, found.append, where)
        for f, hint in hints_of(RuleEntry)
        if hint in _WANTED
    }
    rule = RuleEntry(**values, agencies=tuple(map(str, data.get("agencies", ()))))
    read = {one.place for one in found}
    found += (
        Complaint(PLAN, place, lazy("{file} {where}{words}", file=PLAN, where=where, words=words))
        for place, words in _slips(rule)
        if place not in read
    )
    for complaint in found:
        complain(complaint)
    return None if found else rule


def _slips(rule: RuleEntry) -> list[tuple[str, str]]:
    """Values of the right kind that are none a rule can have, by their keys."""
    slips: list[tuple[str, str]] = []
    if rule.tier not in ("agencies", "coordinator"):
        slips.append(
            ("tier", lazy("tier is '{seen}'; write agencies or coordinator", seen=rule.tier))
        )
    if rule.every not in set(Every):
        slips.append(
            (
                "every",
                lazy(
                    "every is '{seen}'; write one of {words}",
                    seen=rule.every,
                    words=", ".join(Every),
                ),
            )
        )
    if not _exists(rule.month, rule.day):
        words = lazy(
            "day {day} of month {month} does not exist; correct it", day=rule.day, month=rule.month
        )
        slips.append(("day" if 1 <= rule.month <= 12 else "month", words))
    if rule.cut_off and not CUT_OFF.fullmatch(rule.cut_off):
        slips.append(
            ("cut_off", lazy("cut_off is '{seen}'; write a day like 31/10", seen=rule.cut_off))
        )
    return slips


def _exists(month: int, day: int) -> bool:
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def _value(data: dict[str, Any], name: str, kind: Any, complain: Complain, where: str = "") -> Any:
    value = data.get(name)
    if type(value) is kind:
        return value
    seen = lazy("missing") if value is None else f"'{value}'"
    sentence = lazy(
        "{file} {where}{key} is {seen}; write {wanted}",
        file=PLAN,
        key=name,
        where=where,
        seen=seen,
        wanted=_WANTED[kind],
    )
    complain(Complaint(PLAN, name, sentence))
    return _STAND_IN[kind]
