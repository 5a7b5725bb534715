"""Nine short documents, one of each kind an office gets, read row by row as a person labelled them.

A resolution of the Government, plans of a department and of a commune, administrative reform,
digital government, drugs, a Law's implementation, climate, what the chairman concluded.
"""

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from storage.importing import PlanFolder, read_decision
from storage.importing.folder.validation import check

HERE = Path(__file__).parent
UNSAID = {"ke-hoach-xa": "Đồng Tháp"}  # the province, where only a person can tell it


def rows_of(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / file).read_text(encoding="utf-8").splitlines()))


# `duties`: days, "+" behind those that return within a year; `doubts`: how many at most
HEADS = {row["document"]: row for row in rows_of("heads.csv")}
TASKS = groupby(rows_of("labelled.csv"), key=lambda row: row["document"])
LABELLED = {name: list(rows) for name, rows in TASKS}


@cache
def imported(name: str) -> PlanFolder:
    return read_decision(HERE / f"{name}.txt", province=UNSAID.get(name, "")).folder


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


def test_indicators_are_no_tasks() -> None:
    assert len(imported("bien-doi-khi-hau").indicators) == 3


def test_who_signs_beside_the_list_is_no_recipient() -> None:
    assert imported("ke-hoach-xa").head.recipients == (
        *("UBND tỉnh", "TT Đảng ủy, HĐND xã", "Các ấp"),
    )
    assert not [one for one in imported("ke-hoach-so").doubts if one.seen == "Trần Thị Mẫu"]
