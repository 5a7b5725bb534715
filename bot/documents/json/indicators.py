"""Indicators as plain data, in the shape that scripts rely on."""

from decimal import Decimal
from typing import Any

from bot.documents.contents.indicators import IndicatorLine


def indicator_data(line: IndicatorLine) -> dict[str, Any]:
    """The value as a number, those of every year, and the way to each target."""
    way_to = {way.target: way for way in line.ways}
    return {
        "number": _number(line.now.number),
        "unit": line.now.unit or None,
        "history": [
            {"year": year, "value": said.words, "number": _number(said.number), "unit": said.unit}
            for year, said in sorted(line.history.items())
        ],
        "targets": [
            {
                "year": target.year,
                "target": target.words,
                "number": _number(target.number),
                "difference": _number(way.difference) if way else None,
                "reached": way.is_reached if way else None,
                "a_year": _number(way.a_year) if way else None,
            }
            for target in line.targets
            for way in [way_to.get(target)]
        ],
    }


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
