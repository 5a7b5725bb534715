"""Heads and duties of decisions of many kinds, against what a person reads in them."""

import pytest

from storage.importing.decision import read_decision
from storage.importing.folder.model import PlanFolder, RuleEntry
from storage.importing.folder.validation import check
from tests.support.files.other_decisions import OTHER_DECISIONS, Labelled


@pytest.fixture(scope="module", params=OTHER_DECISIONS, ids=lambda one: one.name)
def labelled(request: pytest.FixtureRequest) -> Labelled:
    found: Labelled = request.param
    return found


@pytest.fixture(scope="module")
def folder(labelled: Labelled, tmp_path_factory: pytest.TempPathFactory) -> PlanFolder:
    path = tmp_path_factory.mktemp("other") / "decision.txt"
    path.write_text(labelled.text, encoding="utf-8")
    return read_decision(path).folder


def test_head(labelled: Labelled, folder: PlanFolder) -> None:
    head = folder.head
    found = (head.code, head.decision, head.province, head.issuer, head.title, head.period)
    assert (*found, head.coordinator) == labelled.head


def told(rule: RuleEntry) -> tuple[str, str, str, bool, tuple[str, ...], str, str]:
    day, years = f"{rule.day}/{rule.month}", f"{rule.from_year}-{rule.until_year}"
    return rule.tier, rule.every, day, rule.strict, rule.agencies, rule.to, years


def test_duties(labelled: Labelled, folder: PlanFolder) -> None:
    assert tuple(map(told, folder.head.rules)) == labelled.rules
    assert all(rule.quote in labelled.text for rule in folder.head.rules)


def test_what_is_doubted(labelled: Labelled, folder: PlanFolder) -> None:
    in_charge = folder.head.coordinator  # whether its name is known here is another question
    doubts = [
        one for one in folder.doubts if one.file == "plan.toml" and one.seen != (in_charge or None)
    ]
    doubted = [one.field for one in doubts]
    assert sorted(doubted) == sorted(labelled.doubted)


def test_it_can_be_loaded(labelled: Labelled, folder: PlanFolder) -> None:
    if labelled.head[-1]:  # else a person has to say who coordinates
        check(folder)
