"""Roman numerals."""

_STEPS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def numeral(value: int) -> str:
    """ "XIV" for 14, "" below 1."""
    text, value = "", max(value, 0)
    for step, letters in _STEPS:
        text += letters * (value // step)
        value %= step
    return text


def value_of(text: str) -> int:
    """14 for "XIV"; raises KeyError when another letter is in it."""
    worth = {letters: step for step, letters in _STEPS}
    values = [worth[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
