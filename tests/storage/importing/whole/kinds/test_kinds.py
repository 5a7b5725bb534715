"""Short documents, three of each kind an office gets, read row by row as a person labelled them.

A resolution of the Government, plans of a department and of a commune, administrative reform,
digital government, drugs, a Law's implementation, climate, what the chairman concluded.
"""

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from storage.importing.decision import read_decision
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.validation import check

HERE = Path(__file__).parent
LATER = HERE.parent / "later"  # nine more, whose duties are labelled with whom they ask
# Nine by a hand that had seen no line of the program. Its labels say otherwise of three: a duty of
# every week (kept as a doubt), the last Sunday of each month, and what begins in May 2027
BLIND = HERE.parent / "blind"
FOLDERS = (HERE, LATER, BLIND)
UNSAID = {"ke-hoach-xa": "Đồng Tháp"}  # the province, where only a person can tell it


def rows_of(file: str) -> list[dict[str, str]]:
    found = [path.read_text(encoding="utf-8") for at in FOLDERS if (path := at / file).exists()]
    return [row for text in found for row in csv.DictReader(text.splitlines())]


# `duties`: days, "+" behind those that return within a year; `doubts`: how many at most
HEADS = {row["document"]: row for row in rows_of("heads.csv")}
TASKS = groupby(rows_of("labelled.csv"), key=lambda row: row["document"])
LABELLED = {name: list(rows) for name, rows in TASKS}
ASKED = groupby(rows_of("duties.csv"), key=lambda row: row["document"])
DUTIES = {name: list(rows) for name, rows in ASKED}


@cache
def imported(name: str) -> PlanFolder:
    folder = next(at for at in FOLDERS if (at / f"{name}.txt").exists())
    return read_decision(folder / f"{name}.txt", province=UNSAID.get(name, "")).folder


@pytest.mark.parametrize("name", HEADS)
def test_head_and_duties(name: str) -> None:
    folder = imported(name)
    head, returning = folder.head, ("month", "quarter", "half-year")
    days = [f"{one.day}/{one.month}{'+' * (one.every in returning)}" for one in head.rules]
    labelled = HEADS[name]
    for field in ("decision", "title", "province", "period", "coordinator"):
        assert getattr(head, field) == labelled[field]
    assert " ".join(days) == labelled["duties"]
    assert len(folder.doubts) <= int(labelled["doubts"])
    check(folder)


@pytest.mark.parametrize("name", HEADS)
def test_rows(name: str) -> None:
    read = [
        {
            "document": name,
            "code": item.code,
            "title": item.title,
            "leads": ";".join(item.leads),
            "coordinating": ";".join(item.coordinating),
            "due_on": f"{item.due_on or ''}",
            "due_every": item.due_every,
        }
        for item in imported(name).items
        if item.kind == "task"
    ]
    assert read == LABELLED[name]


@pytest.mark.parametrize("name", DUTIES)
def test_whom_each_duty_asks(name: str) -> None:
    read = [
        {
            "document": name,
            "day": f"{rule.day}/{rule.month}",
            "every": rule.every,
            "bound": "before" if rule.strict else "on",
            "who": ";".join(rule.agencies) or ("all" if rule.tier == "agencies" else rule.tier),
        }
        for rule in imported(name).head.rules
    ]
    assert read == DUTIES[name]


def test_indicators_are_no_tasks() -> None:
    assert len(imported("bien-doi-khi-hau").indicators) == 3


def test_who_signs_beside_the_list_is_no_recipient() -> None:
    assert imported("ke-hoach-xa").head.recipients == (
        *("UBND tỉnh", "TT Đảng ủy, HĐND xã", "Các ấp"),
    )
    assert not [one for one in imported("ke-hoach-so").doubts if one.seen == "Trần Thị Mẫu"]
