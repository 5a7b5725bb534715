"""What a picture shows, as plain data that goes from one process to another."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Part:
    """What a piece of every bar stands for, as the legend has it."""

    words: str
    colour: str
    hatch: str = ""


@dataclass(frozen=True)
class Bar:
    """`widths`: one a part. `told` stands behind it."""

    name: str
    widths: Sequence[int]
    told: str


@dataclass(frozen=True)
class Panel:
    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Gauge:
    """How far an indicator is, on a scale of its own from 0 to 1. `share`: None without a value.

    `state`: which of the legend's parts; `marks`: the targets, None where a year has none.
    """

    name: str
    told: str
    share: float | None
    state: int
    marks: Sequence[float | None]


@dataclass(frozen=True)
class GaugePanel:
    """`aims`: what each of the marks stands for."""

    title: str
    states: Sequence[Part]
    aims: Sequence[str]
    gauges: Sequence[Gauge]


@dataclass(frozen=True)
class Picture:
    head: Sequence[str]
    parts: Sequence[Part]
    panels: Sequence[Panel]
    gauges: GaugePanel | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Picture":
        data = json.loads(text)
        panels = [
            Panel(one["title"], [Bar(**bar) for bar in one["bars"]]) for one in data["panels"]
        ]
        gauges = _gauges(**data["gauges"]) if data["gauges"] else None
        return Picture(data["head"], [Part(**one) for one in data["parts"]], panels, gauges)


def _gauges(
    title: str,
    states: Sequence[dict[str, str]],
    aims: Sequence[str],
    gauges: Sequence[dict[str, object]],
) -> GaugePanel:
    made = [Gauge(**one) for one in gauges]  # type: ignore[arg-type]
    return GaugePanel(title, [Part(**one) for one in states], aims, made)
