"""A state agency's account: which address takes its words, and when the older one is tried."""

import httpx
import pytest

from bot.channels.contract import ChannelStopped, OutcomeUnknown, RecipientStopped
from storage.database import Database
from tests.support.channels.official_account import CS, V2, account, done, outcome, refused

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_a_government_account_uses_the_older_address_from_then_on(database: Database) -> None:
    one = account(database, cs=[refused(-235)], v2=[done("m1"), done("m2")])
    assert one.sends(one.message()) == "m1"
    assert one.zalo.requests[0].content == one.zalo.requests[1].content
    assert one.sends(one.message()) == "m2"
    assert one.zalo.paths == [CS, V2, V2]


def test_the_older_address_is_kept_also_when_its_answer_is_a_refusal(database: Database) -> None:
    one = account(database, cs=[refused(-235)], v2=[refused(-213), done("m2")])
    assert isinstance(outcome(one), RecipientStopped)
    assert one.sends(one.message()) == "m2"
    assert one.zalo.paths == [CS, V2, V2]


@pytest.mark.parametrize("code", [-201, -200, -210, -240, -32])
def test_nothing_else_leads_to_the_older_address(code: int, database: Database) -> None:
    one = account(database, cs=[refused(code)], v2=[done()])
    outcome(one)
    assert one.zalo.paths == [CS]


def test_an_outage_does_not_lead_to_the_older_address(database: Database) -> None:
    one = account(database, cs=[httpx.Response(502)], v2=[done()])
    assert isinstance(outcome(one), OutcomeUnknown)
    assert one.zalo.paths == [CS]


@pytest.mark.parametrize("code", [-235, -240])
def test_where_both_addresses_are_closed_a_human_is_needed(code: int, database: Database) -> None:
    one = account(database, cs=[refused(-235)], v2=[refused(code)])
    assert isinstance(outcome(one), ChannelStopped)
    outcome(one)
    assert one.zalo.paths == [CS, V2, CS, V2]


@pytest.mark.parametrize(("endpoint", "path"), [("v3_cs", CS), ("v2", V2)])
@pytest.mark.parametrize("code", [-235, -240])
def test_an_address_that_is_set_is_the_only_one(
    endpoint: str, path: str, code: int, database: Database
) -> None:
    one = account(
        database, {"ZALO_OA_MESSAGE_ENDPOINT": endpoint}, cs=[refused(code)], v2=[refused(code)]
    )
    assert isinstance(outcome(one), ChannelStopped)
    assert one.zalo.paths == [path]
