"""Columns of texts -> numbers, by one vote of their cells on marks and units."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray, IntArray
from clustering.reading.numerals import (
    GROUPING,
    LARGEST,
    LONGEST,
    PLAIN,
    Mark,
    is_missing,
    is_number,
    numeral,
    tidy,
)
from clustering.reading.units import CURRENCIES, RATIOS, UNITS

SHARE = 0.9
"""From this share of numbers among its filled cells on, a column holds numbers."""
SAMPLE = 1000
"""Different cells that decide whether a column is worth reading whole."""
UP_AND_DOWN = str.maketrans("▲△▼▽", "++--")
"""What triangles mean in a column where some point down."""
CODE_STARTS = frozenset("0=０ ")
"""How cells may begin that are written with leading zeros."""
CODE = re.compile(r"0\d*[1-9]\d*(?<=\d{3})")
"""Leading zeros, as in post codes; 07 may be an hour or a month."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A column of texts read as numbers.

    Attributes
    ----------
    numbers : (n,)
        NaN for missing cells and for those that are no numbers.
    refused : int
        Filled cells that are no numbers.
    refused_example : str
        One of them; empty if there is none.
    dressed : (str, float) or None
        A number written with more than plain digits, and what it was read as.
    unit : str
        What stands at the numbers, as "cm" or "₩"; empty if nothing does.
    """

    numbers: FloatArray
    refused: int
    refused_example: str
    dressed: tuple[str, float] | None
    unit: str


@dataclass(frozen=True)
class Manner:
    """How a column writes its numbers.

    Attributes
    ----------
    mark : "." or ","
        What stands before decimals.
    evident : bool
        Whether any cell gives that away.
    units : set of str
        Which may follow a number; empty for bare numbers.
    unit : str
        The one that most numbers carry; empty where fewer than half do.
    """

    mark: Mark
    evident: bool
    units: frozenset[str]
    unit: str

    def values(self, cells: Sequence[str]) -> FloatArray:
        """Return the numbers of cells (n,); NaN for gaps and for what is no number."""
        usual, table = self.usual(), GROUPING[self.mark]
        return np.array(
            [
                float(found[1].translate(table))
                if (found := usual.fullmatch(cell))
                else self.value(cell)
                for cell in cells
            ],
            dtype=float,
        )

    def value(self, cell: str) -> float:
        """Return the number of one cell, however it is dressed; NaN if it has none."""
        said = numeral(cell)
        return said.value(self.mark) if said and said.unit in self.units else np.nan

    def usual(self) -> re.Pattern[str]:
        """Return how nearly all cells look, with the number's digits as a group."""
        words = [word for word, unit in UNITS.items() if unit in self.units]
        after = "|".join(map(re.escape, words))
        before = "|".join(map(re.escape, self.units & {"", *CURRENCIES}))
        group = "," if self.mark == "." else r"\."
        return re.compile(
            rf"(?:{before})([-+]?(?:\d+|[1-9]\d{{0,2}}(?:{group}\d{{3}})+)"
            rf"(?:{re.escape(self.mark)}\d*)?)\ ?(?:{after})"
        )


def read(texts: pd.Series, *, usual: Mark = ".") -> Reading | None:
    """Read a column by one vote of its cells, or return None if it holds no numbers.

    Parameters
    ----------
    texts : (n,) str
        NaN or a word of `GAPS` for a missing cell.
    usual : "." or ","
        The decimal mark where no cell gives one away, as in 1.234.
    """
    codes, distinct = pd.factorize(texts)  # NaN has the code -1
    cells = pointed([str(cell) for cell in distinct])
    counts = np.bincount(codes[codes >= 0], minlength=len(cells))
    step = len(cells) // SAMPLE + 1
    if not is_promising(cells[::step], counts[::step]) or are_codes(cells, step):
        return None
    manner = manner_of(cells[::step], counts[::step], usual)
    values = manner.values(cells)
    if not manner.evident and (other := contrary(cells, values)):
        manner = replace(manner, mark=other, evident=True)
        values = manner.values(cells)
    odd = np.flatnonzero(np.isnan(values))
    refused = [at for at in odd if not is_missing(cells[at])]
    numbers = counts[np.isfinite(values)].sum()
    if numbers < max(1, SHARE * (numbers + counts[refused].sum())):
        return None
    values[np.abs(values) > LARGEST] = np.nan
    if np.isnan(values).all():
        return None
    return Reading(
        numbers=np.append(values, np.nan)[codes],
        refused=int(counts[refused].sum()),
        refused_example=cells[refused[0]] if refused else "",
        dressed=dressed(cells[::step], manner),
        unit=manner.unit,
    )


def pointed(cells: list[str]) -> list[str]:
    """Return cells with triangles as signs, if some of them point down."""
    if not any(cell.startswith(("▼", "▽")) for cell in cells):
        return cells
    return [cell[:1].translate(UP_AND_DOWN) + cell[1:] for cell in cells]


def is_promising(cells: Sequence[str], counts: IntArray) -> bool:
    """Return whether at least half of some cells, so often each, look like numbers."""
    numbers = counts[[is_number(cell) for cell in cells]].sum()
    filled = counts[[not is_missing(cell) for cell in cells]].sum()
    return bool(0 < filled <= 2 * numbers)


def are_codes(cells: Sequence[str], step: int) -> bool:
    """Return whether the digits of some cells show that they are no quantities.

    Any cell with leading zeros does, and so do very many digits in most of them.
    """
    some = [tidy(cell) for cell in cells[::step]]
    long = sum(len(cell) > LONGEST and cell.isdecimal() for cell in some)
    return 2 * long > len(some) or any(map(is_code, cells))


def is_code(cell: str) -> bool:
    """Return whether a cell is written with leading zeros, as codes are."""
    return cell[:1] in CODE_STARTS and CODE.fullmatch(tidy(cell)) is not None


def manner_of(cells: Sequence[str], counts: IntArray, usual: Mark) -> Manner:
    """Return the manner that most of some cells, so often each, agree in.

    Bare numbers go with the commonest unit, except that 0.12 and 12 % are never
    taken for the same scale: the more frequent of the two stands.
    """
    marks: Counter[Mark] = Counter()
    units: Counter[str] = Counter()
    for cell, times in zip(cells, counts, strict=True):
        if said := numeral(cell):
            units[said.unit] += int(times)
            if said.mark:
                marks[said.mark] += int(times)
    unit = max(units.keys() - {""}, key=lambda unit: (units[unit], unit), default="")
    both = frozenset({"", unit})
    usual_unit = unit if units[unit] >= units[""] else ""
    return Manner(
        mark=max(marks, key=marks.__getitem__, default=usual),
        evident=bool(marks),
        units=frozenset({usual_unit}) if unit in RATIOS else both,
        unit=usual_unit,
    )


def contrary(cells: Sequence[str], values: FloatArray) -> Mark | None:
    """Return the decimal mark that unread cells give away, if any do."""
    unread = (numeral(cells[int(at)]) for at in np.flatnonzero(np.isnan(values)))
    return next((said.mark for said in unread if said and said.mark), None)


def dressed(cells: Sequence[str], manner: Manner) -> tuple[str, float] | None:
    """Return the first number written with more than digits, and what it is."""
    for cell in cells:
        if not PLAIN.fullmatch(cell.strip()) and np.isfinite(manner.value(cell)):
            return cell, manner.value(cell)
    return None
