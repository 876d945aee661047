"""The few words the core puts into names, pictures and files, in English."""

from collections.abc import Sequence
from dataclasses import dataclass

FIRST_UNIT = 1e4
"""From here on numbers may be told in units; four digits read well as they are."""
MOST_UNITS = 1e4
"""More of a unit than this are told as a power of ten."""


@dataclass(frozen=True)
class Words:
    """Words and templates of one language; the chat brings its own.

    Templates are told with `sentences.tell`.
    """

    high: str = "high {column}"
    low: str = "low {column}"
    very_high: str = "very high {column}"
    very_low: str = "very low {column}"
    rather_high: str = "rather high {column}"
    rather_low: str = "rather low {column}"
    average: str = "average"
    under: str = "{column} under {high}"
    between: str = "{column} {low} to {high}"
    over: str = "{column} {low} or more"
    count: str = "{size:,} · {share}"
    size: str = "{size:,}"
    more: str = "+ {clusters:,} more"
    letters: str = "Letters mark each group’s average."
    view: str = "These 2 of {columns} columns place {share} of rows in their group."
    far: str = "{rows:,} far {rows:row is|rows are} drawn hollow at the edge."
    loosened: str = "Rows with equal numbers are drawn side by side."
    units: str = "1e3 k 1e6 M 1e9 B 1e12 T"


def numbers(values: Sequence[float], words: Words) -> tuple[str, ...]:
    """Return numbers as people write them, all in the same unit.

    A unit (k, M; 만, 억) is used from 10,000 on where two decimals tell every
    number exactly; else they are written out to 12 digits.
    """
    for size, unit in reversed(units(words)):
        if suits(values, size):
            return tuple(
                written(value / size, grouped=True) + unit if value else "0"
                for value in values
            )
    return tuple(written(value, grouped=abs(value) >= FIRST_UNIT) for value in values)


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage, never 0 % or 100 % by rounding."""
    shown = f"{share:.0%}"
    if shown == "0%" and share > 0:
        return "<1%"
    return ">99%" if shown == "100%" and share < 1 else shown


def units(words: Words) -> list[tuple[float, str]]:
    """Return a language's units, the smallest first."""
    parts = words.units.split()
    return [
        (float(size), unit) for size, unit in zip(parts[::2], parts[1::2], strict=True)
    ]


def suits(values: Sequence[float], size: float) -> bool:
    """Return whether a unit makes numbers shorter and loses nothing."""
    largest = max(map(abs, values), default=0)
    enough = max(size, FIRST_UNIT) <= largest < size * MOST_UNITS
    return enough and all(exact(value / size) for value in values)


def exact(value: float) -> bool:
    """Return whether two decimals tell a number."""
    return abs(value - round(value, 2)) <= abs(value) * 1e-12


def written(value: float, *, grouped: bool) -> str:
    """Return a number with up to 12 digits, and a minus sign that is one."""
    shown = f"{value:,.12g}" if grouped else f"{value:.12g}"
    mantissa, power, exponent = shown.partition("e")
    return (mantissa + power + str(int(exponent or 0)) * bool(power)).replace("-", "−")
