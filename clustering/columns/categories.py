"""Columns of categories -> yes or no to each category, as numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray
from clustering.load import Table
from clustering.reading.content import unused
from clustering.reading.numerals import is_missing

MOST_KINDS = 50
"""Different texts in a column of categories, each of which occurs twice on average."""
YES = 100.0
"""What a yes counts, so that the mean of a column of yes and no is in percent."""
ANSWERS = frozenset(
    ["x", "none", "없음", "해당없음", "무응답", "모름", "비공개", "미정"]
)
"""Gaps among numbers that are answers among words."""
AFFIRMATIVE = frozenset(["y", "yes", "t", "true", "예", "네", "o", "유", "있음", "참"])
"""Of two categories, the one that is asked for."""
FEW = 2
"""Categories of which one tells all."""


class Category(NamedTuple):
    """One category of a column.

    Attributes
    ----------
    column, kind : str
        What the column is called, and what stands in its cells.
    other : str
        The only other category; empty where there are several.
    """

    column: str
    kind: str
    other: str

    @property
    def name(self) -> str:
        """What a yes says, as "region = Seoul"."""
        return f"{self.column} = {self.kind}"

    @property
    def denial(self) -> str:
        """What a no says."""
        if self.other:
            return f"{self.column} = {self.other}"
        return f"{self.column} ≠ {self.kind}"


def are_categories(cells: pd.Series) -> bool:
    """Return whether few different texts fill a column (rows,), most more than once."""
    filled = cells[cells.str.strip() != ""]
    kinds = filled.nunique()
    return bool(
        kinds <= min(MOST_KINDS, max(2, len(filled) / 2)) and kinds < len(filled)
    )


def may_be_taken_in(cells: pd.Series) -> bool:
    """Return whether cells (rows,) can be asked for as categories: some are alike."""
    filled = cells[cells.str.strip() != ""]
    return filled.nunique() <= min(MOST_KINDS, len(filled) - 1)


def taken_in(
    table: Table, columns: Sequence[str]
) -> tuple[Table, Mapping[str, Category]]:
    """Return a table with columns of yes and no for some columns of categories.

    They stand among its numbers: 100 for yes and 0 for no, NaN where the cell is
    missing, so that their means are percentages.

    Returns
    -------
    table : Table
    categories : mapping of str to Category
        What each of the new columns asks, by its name.
    """
    if set(columns) <= set(table.numeric):
        return table, {}
    categories: dict[str, Category] = {}
    found: list[tuple[str, FloatArray]] = []
    for name in table.columns:
        if name in table.numeric:
            found.append((name, table.matrix[:, table.numeric.index(name)]))
        elif name in columns:
            for category, asked in yes_or_no(name, table.texts[name]):
                new = unused(category.name, [*table.columns, *categories])
                categories[new] = category
                found.append((new, asked))
    names, numbers = zip(*found, strict=True)
    return replace(table, numeric=names, matrix=np.column_stack(numbers)), categories


def yes_or_no(name: str, cells: pd.Series) -> Iterator[tuple[Category, FloatArray]]:
    """Yield the categories of a column (rows,), the commonest first, and the answers.

    Of two categories one is enough, for the other is its denial.
    """
    plain = cells.str.strip()
    gaps = plain.map(is_gap).to_numpy(dtype=bool)
    counts = plain[~gaps].value_counts()
    kinds = sorted(counts.index, key=lambda kind: (-counts[kind], kind))
    if len(kinds) == FEW:
        kinds.sort(key=lambda kind: kind.casefold() not in AFFIRMATIVE)
    for kind in kinds[:1] if len(kinds) == FEW else kinds:
        other = kinds[1] if len(kinds) == FEW else ""
        answers = np.where(plain == kind, YES, 0.0)
        yield Category(name, kind, other), np.where(gaps, np.nan, answers)


def is_gap(cell: str) -> bool:
    """Return whether a cell among categories says that it holds nothing."""
    return is_missing(cell) and "".join(cell.casefold().split()) not in ANSWERS


def groups_of(
    columns: Sequence[str], categories: Mapping[str, Category]
) -> list[list[int]]:
    """Return which of some columns, by position, are categories of one column."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(columns):
        if name in categories:
            groups.setdefault(categories[name].column, []).append(at)
    return list(groups.values())
