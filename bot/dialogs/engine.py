"""The dialog engine: (state, answer, facts) → turn. It asks and takes; it performs nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogs.effects import Effect
from bot.dialogs.facts.chat import Facts
from bot.documents.wanted_file import Wanted

Slots = Mapping[str, Any]  # plain data: it is stored as JSON between two turns


@dataclass(frozen=True)
class Choice:
    """One thing to tap. `key` is ASCII and short; `line` is the long form shown in the text."""

    key: str
    label: str
    line: str = ""
    is_in_text: bool = False  # the prompt's text shows it already, with its number


@dataclass(frozen=True)
class Prompt:
    """What is said, and what may be tapped, counted from one; neutral of any channel."""

    text: str
    choices: tuple[Choice, ...] = ()
    numbered: bool = True  # False where a number is the answer: the choices are named instead
    file: Wanted | None = None  # or a link: goes with it


@dataclass(frozen=True)
class State:
    """Where a dialog waits; goes through JSON between two turns."""

    dialog: str
    step: str
    slots: Slots = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"dialog": self.dialog, "step": self.step, "slots": dict(self.slots)}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "State":
        return State(data["dialog"], data["step"], data["slots"])


@dataclass(frozen=True)
class Answer:
    """What came back: a choice's key when one was tapped, numbered or named; else just text."""

    text: str
    choice: str | None = None
    words: str = ""  # behind the choice, where its step takes some: "2 thiếu số liệu"
    is_early: bool = False  # typed before the question was shown: meant for the one before


@dataclass(frozen=True)
class Next:
    """Go on: in this dialog at `step`, or in another `dialog`, at its beginning or at `step`."""

    step: str = ""
    slots: Slots = field(default_factory=dict)
    dialog: str = ""
    said: str = ""  # goes before the next question, in the same message
    effects: tuple[Effect, ...] = ()
    file: Wanted | None = None  # goes with what is said


@dataclass(frozen=True)
class Retry:
    """The answer could not be used; ask the same again, with a hint."""

    hint: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class End:
    """The dialog is over. `then`: the dialog to begin once the effects are in."""

    text: str
    effects: tuple[Effect, ...] = ()
    then: str = ""
    file: Wanted | None = None


@dataclass(frozen=True)
class Step:
    ask: Callable[[Slots, Facts], Prompt]
    take: Callable[[Slots, Answer, Facts], Next | Retry | End]
    free_text: bool = False
    some_text: bool = False  # understands words besides its choices, though not any text
    is_multiline: bool = False  # further lines may stand below the choice
    accepts_early_text: bool = False  # takes what was typed before it was shown, as Answer.is_early
    takes_questions: bool = False  # what is asked for may itself be a question, as a reason may be
    takes_codes: bool = False  # a task's code answers this question; else it begins a report
    numbers_choose: bool = False  # no bare number is an answer of its own: it counts the choices
    with_words: tuple[str, ...] = ()  # keys of the choices that words may stand behind
    decides: bool = False  # on what somebody else waits for: a bare yes does not say which way


@dataclass(frozen=True)
class Dialog:
    """`enter` decides the first step from the facts, or ends at once.

    `words` begin it by hand, with or without their accents; the first one is shown.
    """

    name: str
    enter: Callable[[Slots, Facts], Next | End]
    steps: Mapping[str, Step] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    draft: str = ""  # what its half-filled reply is called: it stays open beside other questions
    left: Callable[[Slots, Facts], str] | None = None  # what is said when it is left unfinished


@dataclass(frozen=True)
class Turn:
    """What to say, where to wait (`state` empty: nowhere), and what to change."""

    prompt: Prompt
    state: State | None = None
    effects: tuple[Effect, ...] = ()
    free_text: bool = False
    then: str = ""  # the dialog to begin once the effects are in, from the facts of then


class Engine:
    """Runs the dialogs of one table of contents. Keeps nothing between two turns."""

    def __init__(self, dialogs: Mapping[str, Dialog]) -> None:
        self.dialogs = dialogs

    def begin(self, name: str, facts: Facts, step: str = "", **slots: Any) -> Turn:
        dialog = self.dialogs[name]
        outcome = Next(step, slots) if step else dialog.enter(slots, facts)
        return self._turn(dialog, outcome, facts)

    def resume(self, state: State, answer: Answer, facts: Facts) -> Turn:
        dialog = self.dialogs[state.dialog]
        outcome = dialog.steps[state.step].take(state.slots, answer, facts)
        if isinstance(outcome, Retry):
            asked = self.repeat(state, facts, outcome.hint)
            return Turn(asked.prompt, asked.state, outcome.effects, asked.free_text)
        return self._turn(dialog, outcome, facts)

    def repeat(self, state: State, facts: Facts, hint: str = "") -> Turn:
        """Ask the same question again, from the facts of now."""
        step = self.dialogs[state.dialog].steps[state.step]
        return Turn(_after(hint, step.ask(state.slots, facts)), state, (), step.free_text)

    def follow(self, turn: Turn, facts: Facts) -> Turn:
        """Begin the dialog that a turn named; its first words come after the turn's own."""
        begun = self.begin(turn.then, facts)
        return Turn(
            _after(turn.prompt.text, begun.prompt), begun.state, begun.effects, begun.free_text
        )

    def step_of(self, state: State) -> Step:
        return self.dialogs[state.dialog].steps[state.step]

    def left(self, state: State, facts: Facts) -> str:
        """What a dialog says when somebody leaves it unfinished; empty where it says nothing."""
        words = self.dialogs[state.dialog].left
        return words(state.slots, facts) if words else ""

    def knows(self, state: State) -> bool:
        """Whether the question can still be resumed: an old row may name a step that is gone."""
        return state.dialog in self.dialogs and state.step in self.dialogs[state.dialog].steps

    def takes_codes(self, state: State) -> bool:
        return self.dialogs[state.dialog].steps[state.step].takes_codes

    def _turn(self, dialog: Dialog, outcome: Next | End, facts: Facts) -> Turn:
        said: list[str] = []
        effects: tuple[Effect, ...] = ()
        file = outcome.file
        while isinstance(outcome, Next) and outcome.dialog:
            said.append(outcome.said)
            effects += outcome.effects
            dialog = self.dialogs[outcome.dialog]
            if outcome.step:
                outcome = Next(outcome.step, outcome.slots)
            else:
                outcome = dialog.enter(outcome.slots, facts)
        if isinstance(outcome, End):
            text = "\n\n".join(filter(None, [*said, outcome.text]))
            prompt = Prompt(text, file=outcome.file or file)
            return Turn(prompt, None, effects + outcome.effects, then=outcome.then)
        step = dialog.steps[outcome.step]
        prompt = _after(
            "\n\n".join(filter(None, [*said, outcome.said])), step.ask(outcome.slots, facts)
        )
        prompt = replace(prompt, file=outcome.file or file)
        state = State(dialog.name, outcome.step, outcome.slots)
        return Turn(prompt, state, effects + outcome.effects, step.free_text)


def after(said: str, turn: Turn) -> Turn:
    """The turn, with something said before its question."""
    return replace(turn, prompt=_after(said, turn.prompt))


def _after(said: str, prompt: Prompt) -> Prompt:
    return replace(prompt, text="\n\n".join(filter(None, (said, prompt.text))))
