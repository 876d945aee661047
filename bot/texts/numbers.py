"""Numbers as people write them: few digits, and large ones in words."""

from math import floor, log10

ENGLISH = ((1e12, "T"), (1e9, "B"), (1e6, "M"))
KOREAN = ((1e12, "조"), (1e8, "억"), (1e4, "만"))

DIGITS = 3
"""Significant digits shown, unless more stand before the point."""
SMALLEST, LARGEST = 1e-4, 1e16
"""Between them numbers are written out; beyond, as a power of ten."""
ALMOST = 0.99995
"""What rounds up to a whole unit is told in that unit."""


def in_english(value: float) -> str:
    """Return 0.0312, 5.84, 86.5, 1,235 or 12.3M."""
    return in_units(value, ENGLISH)


def in_korean(value: float) -> str:
    """Return 0.0312, 5.84, 86.5, 1,235, 8,200만 or 1.23억."""
    return in_units(value, KOREAN)


def in_units(value: float, units: tuple[tuple[float, str], ...]) -> str:
    """Return a number in the largest unit it reaches, or plain."""
    for size, unit in units:
        if size * ALMOST <= abs(value) < LARGEST:
            return rounded(value / size) + unit
    return rounded(value)


def rounded(value: float) -> str:
    """Return a number with three digits, or all before the point if more."""
    if value == 0:
        return "0"
    if not SMALLEST <= abs(value) < LARGEST:
        return f"{value:.{DIGITS - 1}e}"
    decimals = max(0, DIGITS - 1 - floor(log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
