"""Any talk at all: hundreds of turns by chance, and what must hold after each of them."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.support.talks.any_talk import PEOPLE, AnyTalk
from tests.support.talks.any_words import WORDS

# More of them, others each time: TALKS=200 pytest tests/bot/conversation/test_any_talk.py
TALKS = int(os.environ.get("TALKS", "2"))
who = st.sampled_from(PEOPLE)
some = st.integers(0, 31)


class Talks(RuleBasedStateMachine):
    """Several people at their phones, at all hours, while the world around them changes."""

    talk: AnyTalk

    @initialize(kind=st.sampled_from(("telegram", "zalo", "zalo-scarce")))
    def begins(self, kind: str) -> None:
        self.talk = AnyTalk(kind)

    @rule(who=who, words=st.sampled_from(WORDS))
    def types(self, who: str, words: str) -> None:
        self.talk.types(who, words)

    @rule(who=who, words=st.sampled_from(WORDS))
    def types_more(self, who: str, words: str) -> None:
        self.talk.types(who, words)

    @rule(who=who, number=st.integers(0, 40))
    def types_a_number(self, who: str, number: int) -> None:
        self.talk.types(who, str(number))

    @rule(who=who, place=st.integers(0, 7))
    def chooses(self, who: str, place: int) -> None:
        self.talk.chooses(who, place)

    @rule(who=who, places=st.lists(st.integers(0, 3), min_size=2, max_size=6))
    def goes_on_choosing(self, who: str, places: list[int]) -> None:
        for place in places:
            self.talk.chooses(who, place)

    @rule(who=who, shown_to=who, back=some)
    def taps_anything_ever_shown(self, who: str, shown_to: str, back: int) -> None:
        self.talk.taps_any(who, shown_to, back)

    @rule(who=who, text=st.text(max_size=12))
    def types_anything(self, who: str, text: str) -> None:
        self.talk.types(who, text)

    @rule(minutes=st.sampled_from((1, 20, 90, 600, 1440, 4320, 14400)))
    def time_passes(self, minutes: int) -> None:
        self.talk.passes(minutes)

    @rule(number=some)
    def something_happens(self, number: int) -> None:
        self.talk.happens(number)

    @rule(who=who)
    def asks_for_help(self, who: str) -> None:
        self.talk.asks_for_help(who)


TestTalks: Any = Talks.TestCase
TestTalks.settings = settings(
    max_examples=TALKS,
    stateful_step_count=250,
    deadline=None,
    derandomize="TALKS" not in os.environ,
    database=None,
    phases=[Phase.generate],  # a talk that fails is told whole: to make it short takes minutes
    suppress_health_check=list(HealthCheck),
)
