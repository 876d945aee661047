"""Column names -> what a column is called in a sentence, and in which unit it is."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from clustering.reading.numerals import is_unit
from clustering.reading.units import CURRENCIES

BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
"""What often is a unit, as in "income (k$)"."""
THOUSANDS = re.compile(rf"[kKM][{CURRENCIES}]")
"""Units of many, as English writes them."""


class Title(NamedTuple):
    """What a column is called in a sentence, and its unit; "" where there is none."""

    name: str
    unit: str


def without_units(columns: Sequence[str]) -> dict[str, str]:
    """Return names without units in brackets, where that keeps them apart."""
    bare = {column: BRACKETS.sub("", column) for column in columns}
    times = Counter(bare.values())
    return {
        column: title if title and times[title] == 1 else column
        for column, title in bare.items()
    }


def titled(
    columns: Sequence[str],
    units: Mapping[str, str],
    categories: Collection[str] = (),
) -> dict[str, Title]:
    """Return what each column is called, and its unit: its cells', or its name's.

    A name lends its unit only where it loses it: "나이(세)" is 나이, in 세.  What
    asks for a category, as "region = Seoul (old)", stays as it is.
    """
    names = without_units([column for column in columns if column not in categories])
    return {
        column: Title(
            names.get(column, column),
            units.get(column)
            or (unit_in(column) if names.get(column, column) != column else ""),
        )
        for column in columns
    }


def unit_in(column: str) -> str:
    """Return the unit in brackets at the end of a name; "" where there is none."""
    found = BRACKETS.search(column)
    word = found[1].strip() if found else ""
    return word if is_unit(word) or THOUSANDS.fullmatch(word) else ""
