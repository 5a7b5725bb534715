"""An indicator in words, alike in chat and documents: its values, and the way to its targets."""

from collections.abc import Sequence
from decimal import Decimal

from locales import Translator
from storage.reports.answered.indicators import History, Target, Way, ways

SHARE = "%"
_MARKS = str.maketrans(",.", ".,")


def number_words(number: Decimal) -> str:
    """ "1.200,5", as Vietnamese numbers are written."""
    return f"{number:,f}".translate(_MARKS)


def signed_words(number: Decimal | None) -> str:
    """ "+1,5", "−1,5" with a sign that no line ends behind; empty where there is no number."""
    if not number:
        return "" if number is None else "0"
    return f"{number:+,f}".replace("-", "\N{MINUS SIGN}").translate(_MARKS)


def with_unit(number: str, unit: str) -> str:
    """ "85%", "1.200 triệu đồng"."""
    if not unit:
        return number
    return f"{number}{'' if unit == SHARE else ' '}{unit}"


def target_words(target: Target, unit: str) -> str:
    """ "≥85%"; a cell with words of its own has its unit in them."""
    if any(letter.isalpha() or letter == SHARE for letter in target.words):
        return target.words
    return with_unit(target.words, unit)


def history_words(history: History) -> str:
    """ "2024: 42%; 2025: 48%"."""
    return "; ".join(f"{year}: {history[year].words}" for year in sorted(history))


def way_words(way: Way, unit: str, say: Translator) -> str:
    """ "Mục tiêu năm 2030 (50%): còn cách 10 điểm %, mỗi năm phải tăng 2,5 điểm %"."""
    points = say("percentage points") if unit == SHARE else unit
    told = {
        "year": way.target.year,
        "target": target_words(way.target, unit),
        "apart": with_unit(number_words(abs(way.difference)), points),
    }
    if way.is_reached:
        if not way.difference:
            return say("Target of {year} ({target}): reached", **told)
        return say("Target of {year} ({target}): reached, {apart} better", **told)
    if way.a_year is None:
        return say("Target of {year} ({target}): not reached, {apart} short", **told)
    a_year = with_unit(number_words(abs(way.a_year)), points)
    if way.a_year < 0:
        return say(
            "Target of {year} ({target}): {apart} to go, a fall of {a_year} in each year left",
            a_year=a_year,
            **told,
        )
    return say(
        "Target of {year} ({target}): {apart} to go, a rise of {a_year} in each year left",
        a_year=a_year,
        **told,
    )


def indicator_words(
    history: History, targets: Sequence[Target], year: int, unit: str, say: Translator
) -> list[str]:
    """All that is known of one, a line each; empty where nothing was reported yet."""
    lines = []
    if history:
        lines.append(say("Values reported: {values}", values=history_words(history)))
    return lines + [way_words(one, unit, say) for one in ways(history.get(year), targets, year)]
