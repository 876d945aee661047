"""Numbers as people write them in sentences: few digits, large ones in words."""

from math import floor, log10

from clustering.words import MINUS, Words, is_of_many, unit_in, with_unit

DIGITS = 3
"""Significant digits shown, unless more stand before the point."""
MOST_DIGITS = 15
SMALLEST, LARGEST = 1e-4, 1e16
"""Between them numbers are written out; beyond, as a power of ten."""
ALMOST = 0.99995
"""What rounds up to a whole unit is told in that unit."""
YEARS = range(1000, 3000)
"""Numbers close together that are written without commas, as years are."""
CLOSE = 0.05
"""Numbers are close together that spread over less than this part of their size."""


def amount(value: float, unit: str, words: Words, spread: float = 0.0) -> str:
    """Return a number with its unit as people write it: ₩5, 5%, 5 cm, 8,200만원."""
    if is_of_many(unit):
        shown = rounded(value, digits_for(value, spread)).translate(MINUS)
        return with_unit(shown, unit)
    return with_unit(number(value, words, spread), unit_in(words, unit))


def number(value: float, words: Words, spread: float = 0.0) -> str:
    """Return a number with three digits or so, in the largest unit it reaches.

    With more where numbers of its column spread over a small part of their size:
    0.0312, 5.84, 86.5, 1,235 or 12.3M, in Korean 8,200만 or 1.23억; 2003.7 if years
    are told apart.
    """
    return plainly(value, spread, words).translate(MINUS)


def plainly(value: float, spread: float, words: Words) -> str:
    """Return a number in the largest unit it reaches, with the keyboard's minus."""
    digits = digits_for(value, spread)
    for least, size, unit in units_of(words):
        if least * ALMOST <= abs(value) < LARGEST:
            return rounded(value / size, digits) + unit
    shown = rounded(value, digits)
    year = digits > DIGITS and YEARS.start <= abs(value) < YEARS.stop
    return shown.replace(",", "") if year else shown


def units_of(words: Words) -> list[tuple[float, float, str]]:
    """Return from which size on a unit is used, its own size, and its name."""
    parts = words.spoken_units.split()
    columns = map(float, parts[::3]), map(float, parts[1::3]), parts[2::3]
    return list(zip(*columns, strict=True))[::-1]


def digits_for(value: float, spread: float) -> int:
    """Return how many digits tell a number from others that spread around it."""
    if not 0 < spread < CLOSE * abs(value):
        return DIGITS
    more = floor(log10(abs(value))) - floor(log10(spread)) + DIGITS - 1
    return min(max(DIGITS, more), MOST_DIGITS)


def rounded(value: float, digits: int = DIGITS) -> str:
    """Return a number with so many digits, or all before the point if more."""
    if value == 0:
        return "0"
    if not SMALLEST <= abs(value) < LARGEST:
        return f"{value:.{digits - 1}e}"
    text = f"{value:,.{decimals(value, digits)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(value: float, digits: int) -> int:
    """Return after how many decimals a number other than 0 has so many digits."""
    return max(0, digits - 1 - floor(log10(abs(value))))


def rounded_like(value: float, other: float, spread: float) -> float:
    """Return a number rounded to the decimals that another one is shown with."""
    if other == 0:
        return value
    return round(value, decimals(other, digits_for(other, spread))) or value
