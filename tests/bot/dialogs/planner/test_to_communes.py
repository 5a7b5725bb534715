"""The planner's talk that gives districts' work to communes, and words for many communes."""

from bot.dialogs import ENGINE
from bot.dialogs.effects import GiveToCommunes
from bot.dialogs.engine import Answer, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import DistrictWork, KnownAgency, PlanningFacts
from bot.dialogs.planner.agency_names import agencies_typed
from storage.importing.places.communes import communes_of
from storage.models import Round
from storage.rounds.figures.by_task import TaskCount
from storage.rounds.summary import Count, Summary
from tests.support.worlds.planners import NOW, PLAN, planner_facts

ALL = DistrictWork("UBND các huyện, thành phố", 90, 9, 48)
CITY = DistrictWork("UBND thành phố Bến Tre", 1, 1, 4, ("UBND phường Phú Tân",))
KNOWN = (
    KnownAgency(1, "Sở Y tế", ("SYT",), "Sở Y tế"),
    *(
        KnownAgency(number, one.office, one.spellings, one.office, commune=one)
        for number, one in enumerate(communes_of("Bến Tre"), 2)
    ),
)


def facts_of(*work: DistrictWork) -> Facts:
    return planner_facts(PlanningFacts(plans=(PLAN,), district_work=lambda _: work))


def answered(turn: Turn, choice: str, facts: Facts) -> Turn:
    assert turn.state is not None
    return ENGINE.resume(turn.state, Answer("", choice), facts)


def test_a_phrase_is_chosen_shown_and_given() -> None:
    facts = facts_of(ALL, CITY)
    which = ENGINE.begin("to_communes", facts)
    assert "UBND các huyện, thành phố: 90 nhiệm vụ → 48 xã" in which.prompt.choices[0].line
    shown = answered(which, "w0", facts)
    assert "9 đơn vị" in shown.prompt.text
    assert "48 xã, phường, đặc khu" in shown.prompt.text
    assert "một phần địa bàn" not in shown.prompt.text  # every district is meant: no doubt
    given = answered(shown, "yes", facts)
    assert given.effects == (GiveToCommunes(1, ALL.phrase),)
    assert "Đã giao 90 nhiệm vụ cho 48 xã" in given.prompt.text


def test_one_district_names_whoever_took_in_a_part() -> None:
    shown = ENGINE.begin("to_communes", facts_of(CITY))
    assert "một phần địa bàn" in shown.prompt.text
    assert "UBND phường Phú Tân" in shown.prompt.text
    left = answered(shown, "no", facts_of(CITY))
    assert left.effects == ()


def test_what_was_given_meanwhile_is_not_given_again() -> None:
    shown = ENGINE.begin("to_communes", facts_of(ALL))
    late = answered(shown, "yes", facts_of())
    assert late.effects == ()
    assert "đã được phân công lại" in late.prompt.text
    assert "không còn nhiệm vụ" in ENGINE.begin("to_communes", facts_of()).prompt.text


def test_words_for_many_communes_name_them_all() -> None:
    for words, count in (
        ("UBND các xã, phường, đặc khu", 48),
        ("ubnd cap xa", 48),
        ("huyện Ba Tri", 7),
        ("các xã của huyện Ba Tri; SYT", 8),
        ("Sở Y tế, các xã, phường", 49),
        ("UBND xã Tân Thủy", 1),
    ):
        named = agencies_typed(words, KNOWN)
        assert (len(named.agency_ids), named.doubts) == (count, ()), words


ROUND = Round.model_construct(id=1, plan_id=1)


# --- How they stand -------------------------------------------------------------------------------


def test_the_tasks_of_communes_are_lines_with_a_count_and_open_to_every_name() -> None:
    silent = tuple(f"UBND xã Mẫu {number:02}" for number in range(9))
    tasks = [
        TaskCount(
            "1.1", "Rà soát", Count(expected=20, received=20), Count(expected=20, received=20)
        ),
        TaskCount("2.1", "Thu gom", Count(expected=20, received=11), Count(20, 11), silent),
        TaskCount("3.1", "Của riêng sở", Count(expected=1), Count()),
    ]
    summary = Summary(PLAN, ROUND, NOW, Count(41, 31), by_task=tasks)
    planning = PlanningFacts(plans=(PLAN,), load_summaries=lambda: (summary,))
    turn = ENGINE.begin("communes", planner_facts(planning))
    assert [one.label for one in turn.prompt.choices] == ["2.1", "1.1"]
    assert turn.prompt.choices[0].line == (
        "2.1 Thu gom: 11/20 xã, phường, đặc khu đã báo cáo; chưa báo cáo: xã Mẫu 00, xã Mẫu 01, "
        "xã Mẫu 02, xã Mẫu 03, xã Mẫu 04, xã Mẫu 05 và 3 đơn vị khác"
    )
    assert "3 nhiệm vụ; 1 đã đủ báo cáo" in turn.prompt.text
    opened = answered(turn, "t2.1", planner_facts(planning))
    assert "xã Mẫu 08." in opened.prompt.text
    nothing = PlanningFacts(plans=(PLAN,))
    assert "chưa có nhiệm vụ nào" in ENGINE.begin("communes", planner_facts(nothing)).prompt.text
